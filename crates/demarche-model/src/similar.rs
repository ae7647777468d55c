//! What is a verb most like?
//!
//! A linear classifier over vectors of the encoder, and the verbs that mean nearly the same by WordNet. The reader decides
//! which verbs it is asked about.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::encoder::{WIDTH, dot, exp};
use crate::weights::Weights;

/// How many numbers the classifier looks at.
pub const FEATURES: usize = 3 * WIDTH + VOTES;
/// How much the object counts beside the verb.
const OBJECT: f32 = 0.5;
/// Room for a vote for each root.
pub const VOTES: usize = 32;

static WEIGHTS: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/similar/weights.safetensors"));
static FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/similar/classes.toml"));

static RELATIVES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let file = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/similar/relatives.csv"));
    file.lines().skip(1).filter_map(|line| line.split_once(',')).collect()
});

/// The classifier, and the relatives of verbs.
pub struct Similar {
    weight: Vec<f32>,
    bias: Vec<f32>,
    classes: Classes,
}

/// What the classifier chooses from, and what its certainty is worth.
#[derive(Deserialize)]
struct Classes {
    /// CAMEO roots; `00` is no act.
    roots: Vec<SmolStr>,
    /// Rising points of certainty and the share that was right there.
    probability: Vec<(f64, f64)>,
}

impl Similar {
    /// The classifier that ships inside the program.
    pub(crate) fn embedded() -> Similar {
        let weights = Weights::of(WEIGHTS);
        let classes = toml::from_str(FILE).expect("the classes that ship are whole: a test reads them");
        Similar { weight: weights.floats("similar.weight"), bias: weights.floats("similar.bias"), classes }
    }

    /// What the classifier looks at: three vectors of length one or less, and the votes of the relatives. A verb is told by
    /// what it means where it stands, by what it means by itself, and by what its object means.
    pub fn features(here: Vec<f32>, verb: Vec<f32>, object: Option<Vec<f32>>, votes: [f32; VOTES]) -> Vec<f32> {
        let mut all = unit(here, 1.0);
        all.extend(unit(verb, 1.0));
        all.extend(unit(object.unwrap_or_else(|| vec![0.0; WIDTH]), OBJECT));
        all.extend(votes);
        all
    }

    /// How sure the classifier is of each CAMEO root; `00` is no act.
    pub fn certainties(&self, features: &[f32]) -> impl Iterator<Item = (&str, f32)> {
        let rows = self.weight.chunks_exact(FEATURES).zip(&self.bias);
        let scores: Vec<f32> = rows.map(|(row, bias)| dot(row, features) + bias).collect();
        let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
        let total: f32 = scores.iter().map(|s| exp(s - most)).sum();
        self.classes.roots.iter().map(SmolStr::as_str).zip(scores.into_iter().map(move |s| exp(s - most) / total))
    }

    /// How likely an answer of some certainty is right.
    pub fn probability(&self, certainty: f64) -> f64 {
        crate::curve::at(&self.classes.probability, certainty)
    }

    /// Is anything known of what a verb means?
    pub fn knows(&self, verb: &str) -> bool {
        RELATIVES.contains_key(verb)
    }

    /// Verbs that mean nearly the same, from near to far.
    pub fn relatives(&self, verb: &str) -> impl Iterator<Item = &str> {
        RELATIVES.get(verb).copied().unwrap_or_default().split(' ')
    }
}

/// A vector at a given length; one of no length stays.
fn unit(mut vector: Vec<f32>, length: f32) -> Vec<f32> {
    let scale = length / (dot(&vector, &vector).sqrt() + 1e-6);
    vector.iter_mut().for_each(|v| *v *= scale);
    vector
}
