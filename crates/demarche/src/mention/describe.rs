//! What do the words of a description alone tell of an actor?

use serde::Serialize;

use super::Actor;
use crate::grammar::Grammar;
use crate::sentence::Sentences;
use crate::{Report, World, sentence, text};

/// The predicate that a description is lent, so that it reads as it would in a report.
const PREDICATE: &str = " arrived.";

/// A description with its codes; what the words do not tell is null.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Described {
    /// As given.
    pub phrase: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// CAMEO sectors in order of weight.
    pub sectors: Vec<String>,
    /// The same sectors as PLOVER names them.
    pub plover: Vec<String>,
    /// CAMEO actor code.
    pub code: Option<String>,
    /// The word that heads the phrase.
    pub head: Option<String>,
    /// The rule by which the phrase was put to an actor.
    pub why: Option<String>,
}

/// Codes a description by itself (`four Saudi men`, `a retired Pakistani general`).
pub fn describe(phrase: &str, world: &World) -> Described {
    let phrase = phrase.trim();
    let mut letters = phrase.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let report = Report { text: format!("{first}{}{PREDICATE}", letters.as_str()), ..Report::default() };
    let text = text::clean(&report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let mentions = super::find(&text, &Grammar::new(&sentences, &world.grammar), &world.mentions);
    let end = report.text.len() - PREDICATE.len();
    let head = top(&sentences, end);
    let within = |i: usize| sentences.words[i].span.end() <= end;
    let longest = || mentions.list.iter().filter(|m| within(m.words.end - 1)).max_by_key(|m| m.words.len());
    let headed = head.and_then(|h| mentions.list.iter().filter(|m| m.head == h).max_by_key(|m| m.words.len()));
    let mention = headed.or_else(longest);
    let actor: Option<&Actor> = mention.map(|m| &mentions.actors[m.actor]);
    let sectors = actor.map(|a| a.sectors.clone()).unwrap_or_default();
    let plover = |s: &String| world.ontology.lists.plover(s).map(str::to_string);
    Described {
        phrase: phrase.to_string(),
        country: actor.and_then(|a| a.country.clone()),
        plover: sectors.iter().filter_map(plover).collect(),
        sectors,
        code: actor.and_then(|a| a.code.clone()),
        head: head.map(|h| sentences.words[h].form.to_string()),
        why: mention.map(|m| m.rule.clone()),
    }
}

/// The word of the phrase by which it hangs in the sentence.
fn top(s: &Sentences, end: usize) -> Option<usize> {
    let within = |i: usize| s.words[i].span.end() <= end;
    (0..s.words.len()).filter(|&i| within(i)).find(|&i| s.words[i].head.is_none_or(|h| !within(h)))
}
