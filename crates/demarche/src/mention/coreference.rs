//! Which noun phrases mean the same thing?
//!
//! Every name, description and personal pronoun is put, in the order of the text, to the earlier one that the antecedent
//! head of the model finds likeliest, or begins a chain of its own, whether it is an actor or a thing. Which actor a pronoun
//! stands for, `actor.rs` decides with the same head; the chains themselves are for `demarche parse` and for measuring.

use std::collections::HashMap;
use std::ops::Range;

use super::gazetteer::fold;
use super::lexicon::{Gender, Lexicon};
use super::pronoun::Person;
use crate::sentence::same::{Noun, Wording};
use crate::sentence::{NameKind, Sentences, Upos, Word};

/// Noun phrases, and to which chain each belongs.
pub struct Chains {
    /// In the order of their heads.
    pub nouns: Vec<Noun>,
    /// The number of each one's chain, by first appearance.
    pub chain: Vec<usize>,
}

impl Chains {
    /// For each word the brackets of the mentions that begin and end at it, as CorefUD writes them; chains of one mention
    /// have none, and chains are numbered from 1 in the order of the text.
    pub fn brackets(&self, words: usize) -> Vec<String> {
        let mut sizes: HashMap<usize, usize> = HashMap::new();
        self.chain.iter().for_each(|c| *sizes.entry(*c).or_default() += 1);
        let mut shown: Vec<usize> = sizes.iter().filter(|(_, n)| **n > 1).map(|(c, _)| *c).collect();
        shown.sort_unstable();
        let mut marks = vec![(Vec::new(), String::new(), Vec::new()); words];
        for (noun, chain) in self.nouns.iter().zip(&self.chain) {
            let Ok(number) = shown.binary_search(chain) else { continue };
            let (id, last) = (number + 1, noun.words.end - 1);
            if noun.words.len() == 1 {
                marks[last].1 += &format!("(e{id})");
            } else {
                marks[noun.words.start].0.push((std::cmp::Reverse(noun.words.end), id));
                marks[last].2.push((std::cmp::Reverse(noun.words.start), id));
            }
        }
        let line = |(mut opens, alone, mut closes): (Vec<_>, String, Vec<_>)| {
            opens.sort_unstable();
            closes.sort_unstable();
            let closing: String =
                closes.iter().map(|(_, id): &(std::cmp::Reverse<usize>, usize)| format!("e{id})")).collect();
            let opening: String =
                opens.iter().map(|(_, id): &(std::cmp::Reverse<usize>, usize)| format!("(e{id}")).collect();
            opening + &alone + &closing
        };
        marks.into_iter().map(line).collect()
    }
}

/// The chains of a report: what names alone prove comes first, then what the model finds likeliest.
pub fn chains(sentences: &Sentences, lexicon: &Lexicon) -> Chains {
    let nouns = nouns(sentences, lexicon);
    let Some(scorer) = sentences.same.scorer(sentences.forms(), &nouns) else {
        return Chains { chain: (0..nouns.len()).collect(), nouns };
    };
    let mut names = Names::default();
    let mut chain: Vec<usize> = Vec::with_capacity(nouns.len());
    let mut genders: Vec<Option<Gender>> = Vec::new();
    for (i, noun) in nouns.iter().enumerate() {
        let gender = gender(sentences, lexicon, noun);
        let agrees = |j: usize| {
            let of_chain = genders[chain[j]];
            let person = of_chain.is_some() && noun.wording == Wording::Plural;
            !person && agree(gender, of_chain) && agree_in_number(noun.wording, nouns[j].wording)
        };
        let name = (noun.wording == Wording::Name).then(|| bare_name(sentences, noun));
        let of = name.as_ref().and_then(|n| names.earlier(n)).or_else(|| scorer.antecedent(i, agrees));
        let number = of.map_or(genders.len(), |j| chain[j]);
        if of.is_none() {
            genders.push(None);
        }
        genders[number] = genders[number].or(gender);
        chain.push(number);
        name.into_iter().for_each(|n| names.add(n, i));
    }
    Chains { nouns, chain }
}

/// Names so far, with the last mention that has each: whole, and by the ways in which news shortens them.
#[derive(Default)]
struct Names {
    last: HashMap<String, usize>,
}

impl Names {
    fn earlier(&self, name: &str) -> Option<usize> {
        self.last.get(name).copied()
    }

    /// A later mention may give the whole name, its first or last word, or its initials.
    fn add(&mut self, name: String, mention: usize) {
        let words: Vec<&str> = name.split(' ').collect();
        let initials: String =
            words.iter().filter_map(|w| w.chars().next()).filter(char::is_ascii_alphabetic).collect();
        if words.len() > 1 {
            let (first, last) = (words[0].to_string(), words[words.len() - 1].to_string());
            for short in [first, last, initials].into_iter().filter(|s| s.len() > 2) {
                self.last.insert(short, mention);
            }
        }
        self.last.insert(name, mention);
    }
}

/// The words of a name without articles, titles in small letters and what follows the name, in small letters.
fn bare_name(s: &Sentences, noun: &Noun) -> String {
    let name =
        s.names.iter().find(|n| n.words.contains(&noun.head)).map_or(noun.head..noun.head + 1, |n| n.words.clone());
    let words =
        name.filter(|&i| matches!(s.word(i).upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num | Upos::Adp));
    words.map(|i| fold(&s.word(i).form)).collect::<Vec<_>>().join(" ")
}

/// What a pronoun or a first name tells of gender.
fn gender(s: &Sentences, lexicon: &Lexicon, noun: &Noun) -> Option<Gender> {
    match lexicon.pronouns.person(&fold(&s.word(noun.head).form)) {
        Some(Person::Masculine) => return Some(Gender::Male),
        Some(Person::Feminine) => return Some(Gender::Female),
        _ => {}
    }
    let name = s.names.iter().find(|n| n.kind == NameKind::Person && n.words.contains(&noun.head))?;
    let first = fold(&s.word(name.words.start).form);
    let honorific = name.words.start.checked_sub(1).and_then(|i| lexicon.honorific(&fold(&s.word(i).form))).flatten();
    honorific.or_else(|| lexicon.honorific(&first).flatten()).or_else(|| lexicon.gender(&first))
}

fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// `he` and `they` are not the same.
fn agree_in_number(a: Wording, b: Wording) -> bool {
    let many = |w| matches!(w, Wording::Plural | Wording::FirstPlural);
    let one = |w| matches!(w, Wording::Personal | Wording::FirstSingular | Wording::Neuter);
    !(many(a) && one(b) || one(a) && many(b))
}

/// All noun phrases in the order of their heads.
pub(super) fn nouns(s: &Sentences, lexicon: &Lexicon) -> Vec<Noun> {
    let mut named = vec![false; s.words.len()];
    let mut found: Vec<Noun> = Vec::new();
    for name in &s.names {
        let head = name.words.clone().find(|&i| s.word(i).head.is_none_or(|h| !name.words.contains(&h)));
        let Some(head) = head.filter(|&h| matches!(s.word(h).upos, Upos::Propn | Upos::Noun)) else { continue };
        named[name.words.clone()].fill(true);
        found.push(noun(s, lexicon, phrase(s, head), head));
    }
    let heads = (0..s.words.len()).filter(|&i| !named[i] && is_head(s.word(i)));
    found.extend(heads.map(|i| match s.word(i).upos {
        Upos::Pron => noun(s, lexicon, i..i + 1, i),
        _ => noun(s, lexicon, phrase(s, i), i),
    }));
    found.sort_by_key(|n| n.head);
    found
}

/// Does a word head a phrase that can name something?
fn is_head(word: &Word) -> bool {
    match word.upos {
        Upos::Pron => {
            !word.is(&["expl", "det"]) && !word.feats.contains("PronType=Rel") && !word.feats.contains("PronType=Int")
        }
        Upos::Noun | Upos::Propn => !word.is(&[
            "flat",
            "compound",
            "fixed",
            "goeswith",
            "amod",
            "case",
            "advmod",
            "nmod:unmarked",
            "obl:unmarked",
        ]),
        _ => false,
    }
}

fn noun(s: &Sentences, lexicon: &Lexicon, words: Range<usize>, head: usize) -> Noun {
    let wording = wording(lexicon, s.word(words.start), s.word(head));
    Noun { words, head, wording }
}

fn wording(lexicon: &Lexicon, first: &Word, head: &Word) -> Wording {
    match head.upos {
        Upos::Pron | Upos::Det => match lexicon.pronouns.person(&fold(&head.form)) {
            Some(Person::FirstSingular) => Wording::FirstSingular,
            Some(Person::FirstPlural) => Wording::FirstPlural,
            Some(Person::Second) => Wording::Second,
            Some(Person::Masculine | Person::Feminine) => Wording::Personal,
            Some(Person::Neuter) => Wording::Neuter,
            Some(Person::Plural) => Wording::Plural,
            None => Wording::OtherPronoun,
        },
        Upos::Propn => Wording::Name,
        Upos::Noun if lexicon.pronouns.is_definite(&fold(&first.form)) => Wording::Definite,
        Upos::Noun => Wording::Noun,
        _ => Wording::Else,
    }
}

/// A head with all that stands under it, but for what only ties it to the sentence.
fn phrase(s: &Sentences, head: usize) -> Range<usize> {
    let outside = ["case", "punct", "cc", "mark", "cop", "nsubj", "conj", "parataxis", "appos", "advmod", "aux"];
    let (mut start, mut end) = (head, head + 1);
    for child in s.children(head).filter(|&c| !s.word(c).is(&outside)) {
        let under = s.extent(child);
        start = start.min(under.start);
        end = end.max(under.end);
    }
    start..end
}
