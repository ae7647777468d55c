//! Where does a party stand in the sentence?
//!
//! `object.to` is read from left to right: the object of the trigger, and on it a phrase with `to`.

use smol_str::SmolStr;

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
    pub fn parse(text: &str, prepositions: &[SmolStr]) -> Result<Place, String> {
        text.split('.').map(|word| step(word, prepositions)).collect::<Result<Vec<_>, _>>().map(Place)
    }

    /// Does the path consist of this one step?
    pub fn is(&self, step: &Step) -> bool {
        self.0.len() == 1 && self.0.first() == Some(step)
    }
}

fn step(word: &str, prepositions: &[SmolStr]) -> Result<Step, String> {
    if let Some((_, step)) = STEPS.iter().find(|(name, _)| *name == word) {
        return Ok(step.clone());
    }
    if prepositions.iter().any(|p| p == word) {
        return Ok(Step::Phrase(word.into()));
    }
    let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
    Err(format!("unknown place `{word}`; the places are {} and prepositions", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_step_by_step() {
        assert_eq!(Place::parse("object.to", &["to".into()]), Ok(Place(vec![Step::Object, Step::Phrase("to".into())])));
    }

    #[test]
    fn an_unknown_place_is_told_with_the_choices() {
        let fault = Place::parse("agent", &[]).unwrap_err();
        assert!(fault.starts_with("unknown place `agent`; the places are subject, object"), "{fault}");
    }
}
