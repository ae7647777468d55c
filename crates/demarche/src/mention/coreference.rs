//! Which noun phrases mean the same thing?
//!
//! Every name, description and personal pronoun is put, in the order of the text, to the earlier one that the antecedent
//! head of the model finds likeliest, or begins a chain of its own. Actors are made of these chains; so are things that are
//! no actors, which is how `it` may be somebody's plan and not somebody.

use std::ops::Range;

use super::gazetteer::fold;
use super::lexicon::Lexicon;
use super::pronoun::Person;
use crate::sentence::same::{Noun, Wording};
use crate::sentence::{Sentences, Upos, Word};

/// Noun phrases, and to which chain each belongs.
pub struct Chains {
    /// In the order of their heads.
    pub nouns: Vec<Noun>,
    /// The number of each one's chain, by first appearance.
    pub chain: Vec<usize>,
}

/// The chains of a report.
pub fn chains(sentences: &Sentences, lexicon: &Lexicon) -> Chains {
    let nouns = nouns(sentences, lexicon);
    let mut chain: Vec<usize> = Vec::with_capacity(nouns.len());
    let mut next = 0;
    if let Some(scorer) = sentences.same.scorer(&sentences.words, &nouns) {
        for i in 0..nouns.len() {
            let of = scorer.antecedent(i).map(|j| chain[j]);
            chain.push(of.unwrap_or(next));
            next += of.is_none() as usize;
        }
    }
    Chains { nouns, chain }
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
        Upos::Pron => !word.is(&["expl", "det"]) && !word.feats.contains("PronType=Rel") && !word.feats.contains("PronType=Int"),
        Upos::Noun | Upos::Propn => {
            !word.is(&["flat", "compound", "fixed", "goeswith", "amod", "case", "advmod", "nmod:unmarked", "obl:unmarked"])
        }
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
