//! For whom does a pronoun stand?

use super::Form;
use super::lexicon::Gender;
use super::phrase::Reading;
use super::sketch::{Sketch, What};
use crate::sentence::{Upos, Word};

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    It,
    /// `who`, `which`, `that` at the head of a relative clause.
    Relative,
}

/// Is the word a pronoun of the first person? Inside quotation marks it is the speaker's.
pub fn first_person(word: &Word) -> bool {
    let lemma = word.form.to_lowercase();
    let form =
        matches!(lemma.as_str(), "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves");
    form && (word.upos == Upos::Pron || word.xpos.starts_with("PRP"))
}

/// All pronouns of the third person and relative ones.
pub(super) fn find(reading: &Reading) -> Vec<Sketch> {
    let all = 0..reading.sentences.words.len();
    let found = all.filter_map(|i| kind(reading, i).map(|p| (i, p)));
    found
        .map(|(i, p)| Sketch {
            words: i..i + 1,
            head: i,
            form: Form::Pronoun,
            rule: if p == Pronoun::Relative { "relative pronoun" } else { "pronoun" },
            what: What::Pronoun(p),
            offices: Vec::new(),
        })
        .collect()
}

fn kind(reading: &Reading, word: usize) -> Option<Pronoun> {
    let w = reading.word(word);
    if w.upos != Upos::Pron && !w.xpos.starts_with("PRP") && !w.xpos.starts_with('W') || reading.is(word, &["expl"]) {
        return None;
    }
    match reading.folded(word) {
        "he" | "him" | "his" | "himself" => Some(Pronoun::He),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::She),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Pronoun::They),
        "it" | "its" | "itself" => Some(Pronoun::It),
        "who" | "whom" | "whose" | "which" | "that" if antecedent(reading, word).is_some() => Some(Pronoun::Relative),
        _ => None,
    }
}

/// The noun on which the relative clause of a pronoun hangs.
pub(super) fn antecedent(reading: &Reading, pronoun: usize) -> Option<usize> {
    let mut at = pronoun;
    for _ in 0..6 {
        let up = reading.head(at)?;
        if reading.word(at).deprel == "acl:relcl" {
            return (up < pronoun).then_some(up);
        }
        at = up;
    }
    None
}

/// May somebody of this gender and number be meant?
pub(super) fn fits(pronoun: Pronoun, person: bool, gender: Option<Gender>, many: bool, body: bool) -> bool {
    match pronoun {
        Pronoun::He => person && !many && gender != Some(Gender::Female),
        Pronoun::She => person && !many && gender != Some(Gender::Male),
        Pronoun::They => many || body,
        Pronoun::It => body && !many,
        Pronoun::Relative => true,
    }
}
