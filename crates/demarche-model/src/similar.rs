//! What is a verb most like?
//!
//! A linear classifier over vectors of the encoder, and the verbs that mean nearly the same by WordNet. The reader decides
//! which verbs it is asked about.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::Error;
use crate::curve::Curve;
use crate::encoder::{WIDTH, dot, exp};
use crate::files::Files;
use crate::weights::Weights;

/// How many numbers the classifier looks at.
pub const FEATURES: usize = 3 * WIDTH + VOTES;
/// How much the object counts beside the verb.
const OBJECT: f32 = 0.5;
/// Room for a vote for each root.
pub const VOTES: usize = 32;

const WEIGHTS: &str = "similar/weights.safetensors";
const CLASSES: &str = "similar/classes.toml";
const RELATIVES: &str = "similar/relatives.csv";

/// The classifier, and the relatives of verbs.
pub struct Similar {
    weight: Vec<f32>,
    bias: Vec<f32>,
    classes: Classes,
    relatives: Relatives,
}

/// Lines of a verb, a comma, and verbs that mean nearly the same; by the alphabet.
struct Relatives {
    file: Cow<'static, str>,
    lines: Vec<Range<usize>>,
}

/// What the classifier chooses from, and what its certainty is worth.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    /// CAMEO roots; `00` is no act.
    roots: Vec<SmolStr>,
    /// Rising points of certainty and the share that was right there.
    probability: Curve,
}

impl Similar {
    pub(crate) fn load(files: &Files) -> Result<Similar, Error> {
        let classes: Classes = files.toml(CLASSES)?;
        let weights = Weights::open(files, WEIGHTS)?;
        Ok(Similar {
            weight: weights.floats("similar.weight", &[classes.roots.len(), FEATURES])?,
            bias: weights.floats("similar.bias", &[classes.roots.len()])?,
            classes,
            relatives: Relatives::load(files)?,
        })
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
        self.classes.probability.at(certainty)
    }

    /// Is anything known of what a verb means?
    pub fn knows(&self, verb: &str) -> bool {
        self.relatives.of(verb).is_some()
    }

    /// Verbs that mean nearly the same, from near to far.
    pub fn relatives<'s>(&'s self, verb: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        self.relatives.of(verb).unwrap_or_default().split(' ')
    }
}

impl Relatives {
    fn load(files: &Files) -> Result<Relatives, Error> {
        let file = files.text(RELATIVES)?;
        let (mut lines, mut start) = (Vec::with_capacity(file.len() / 64), 0);
        for line in file.split_inclusive('\n') {
            lines.push(start..start + line.trim_end().len());
            start += line.len();
        }
        let all = Relatives { lines: lines.split_off(lines.len().min(1)), file };
        let wrong = |i: usize| i > 0 && all.line(i).0 <= all.line(i - 1).0 || all.line(i).1.is_empty();
        match (0..all.lines.len()).find(|&i| wrong(i)) {
            None => Ok(all),
            Some(i) => {
                let fault = "a line is a verb, a comma and its relatives, and verbs stand by the alphabet".to_string();
                Err(files.fault(&format!("{RELATIVES}:{}", i + 2), fault))
            }
        }
    }

    fn line(&self, i: usize) -> (&str, &str) {
        self.file[self.lines[i].clone()].split_once(',').unwrap_or_default()
    }

    fn of(&self, verb: &str) -> Option<&str> {
        let at = self.lines.partition_point(|r| self.file[r.clone()].split(',').next() < Some(verb));
        (at < self.lines.len() && self.line(at).0 == verb).then(|| self.line(at).1)
    }
}

/// A vector at a given length; one of no length stays.
fn unit(mut vector: Vec<f32>, length: f32) -> Vec<f32> {
    let scale = length / (dot(&vector, &vector).sqrt() + 1e-6);
    vector.iter_mut().for_each(|v| *v *= scale);
    vector
}
