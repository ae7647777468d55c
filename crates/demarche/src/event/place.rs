//! Where does a party stand in the sentence?
//!
//! `object.to` is read from left to right: the object of the trigger, and on it a phrase with `to`.

use smol_str::SmolStr;

use crate::ontology::lists::Lists;
use crate::ontology::unknown;

/// A path from the trigger to a noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(pub Vec<Step>);

/// One step of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Who acts, also in the passive.
    Subject,
    /// Whom the act strikes, also in the passive.
    Object,
    /// The first object of two.
    Indirect,
    /// The clause or gerund that the trigger governs.
    Complement,
    /// `Arnor's attack`, `the Arnorian attack`.
    Possessor,
    /// Several parties that act on each other.
    Reciprocal,
    /// A phrase with this preposition.
    Phrase(SmolStr),
}

/// Every word that a path may hold, for parsing and for complaints.
const STEPS: &[(&str, Step)] = &[
    ("subject", Step::Subject),
    ("object", Step::Object),
    ("iobject", Step::Indirect),
    ("complement", Step::Complement),
    ("possessor", Step::Possessor),
    ("reciprocal", Step::Reciprocal),
];

impl Place {
    /// Reads `object.to`; the fault names the choices.
    pub fn parse(text: &str, lists: &Lists) -> Result<Place, String> {
        text.split('.').map(|word| step(word, lists)).collect::<Result<Vec<_>, _>>().map(Place)
    }

    /// Does the path consist of this one step?
    pub fn is(&self, step: &Step) -> bool {
        self.0.len() == 1 && self.0.first() == Some(step)
    }
}

fn step(word: &str, lists: &Lists) -> Result<Step, String> {
    if let Some((_, step)) = STEPS.iter().find(|(name, _)| *name == word) {
        return Ok(step.clone());
    }
    let preposition = lists.prepositions().any(|p| p == word);
    let choices = || STEPS.iter().map(|(name, _)| *name).chain(lists.prepositions());
    preposition
        .then(|| Step::Phrase(word.into()))
        .ok_or_else(|| unknown("place", word, choices(), "english/prepositions.csv"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Place, String> {
        Place::parse(text, &Lists::load(&crate::ontology::Files::embedded()).expect("the lists that ship"))
    }

    #[test]
    fn a_path_is_read_step_by_step() {
        assert_eq!(parse("object.to"), Ok(Place(vec![Step::Object, Step::Phrase("to".into())])));
    }

    #[test]
    fn an_unknown_place_is_told_with_the_nearest() {
        let fault = parse("agianst").unwrap_err();
        assert!(fault.starts_with("unknown place `agianst`; the nearest are against,"), "{fault}");
    }
}
