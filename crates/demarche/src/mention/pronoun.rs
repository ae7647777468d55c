//! For whom does a pronoun stand?

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;

use super::lexicon::Gender;
use super::phrase::Reading;
use super::sketch::{Sketch, What};
use super::{Form, Open, Party};
use crate::ontology::{Error, Files};
use crate::sentence::Upos;

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

/// The personal pronouns, their possessives and reflexives, and what else the file of pronouns lists.
#[derive(Default)]
pub(super) struct Pronouns {
    personal: HashMap<SmolStr, Person>,
    relative: HashSet<SmolStr>,
    definite: HashSet<SmolStr>,
}

/// Person, number and gender of a personal pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    FirstSingular,
    FirstPlural,
    Second,
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

const FILE: &str = "english/pronouns.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    personal: Personal,
    other: Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Personal {
    first_singular: Vec<SmolStr>,
    first_plural: Vec<SmolStr>,
    second: Vec<SmolStr>,
    masculine: Vec<SmolStr>,
    feminine: Vec<SmolStr>,
    neuter: Vec<SmolStr>,
    plural: Vec<SmolStr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    relative: HashSet<SmolStr>,
    definite: HashSet<SmolStr>,
}

impl Pronouns {
    pub(super) fn load(files: &Files) -> Result<Pronouns, Error> {
        let File { personal: p, other } = files.toml(FILE)?;
        let groups = [
            (p.first_singular, Person::FirstSingular),
            (p.first_plural, Person::FirstPlural),
            (p.second, Person::Second),
            (p.masculine, Person::Masculine),
            (p.feminine, Person::Feminine),
            (p.neuter, Person::Neuter),
            (p.plural, Person::Plural),
        ];
        let personal = groups.into_iter().flat_map(|(words, person)| words.into_iter().map(move |w| (w, person)));
        Ok(Pronouns { personal: personal.collect(), relative: other.relative, definite: other.definite })
    }

    /// The person that a folded word stands for.
    pub(super) fn person(&self, folded: &str) -> Option<Person> {
        self.personal.get(folded).copied()
    }

    /// Does a folded word make the noun phrase that it begins definite?
    pub(super) fn is_definite(&self, folded: &str) -> bool {
        self.definite.contains(folded)
    }
}

/// All pronouns of the first and second person.
pub(super) fn open(reading: &Reading) -> Vec<Open> {
    let party = |word: usize| match reading.lexicon.pronouns.person(reading.folded(word))? {
        Person::FirstSingular => Some(Party::I),
        Person::FirstPlural => Some(Party::We),
        Person::Second => Some(Party::You),
        _ => None,
    };
    let pronoun = |&i: &usize| reading.word(i).upos == Upos::Pron || reading.word(i).xpos.starts_with("PRP");
    let all = (0..reading.sentences.words.len()).filter(pronoun);
    all.filter_map(|word| Some(Open { word, party: party(word)? })).collect()
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
    let (pronouns, form) = (&reading.lexicon.pronouns, reading.folded(word));
    match pronouns.person(form) {
        Some(Person::Masculine) => Some(Pronoun::He),
        Some(Person::Feminine) => Some(Pronoun::She),
        Some(Person::Plural) => Some(Pronoun::They),
        Some(Person::Neuter) => Some(Pronoun::It),
        None if pronouns.relative.contains(form) && antecedent(reading, word).is_some() => Some(Pronoun::Relative),
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
