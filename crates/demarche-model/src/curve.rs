//! How likely is a statement right?
//!
//! The heads' certainty is no probability: curves measured on reports that the model was not trained on turn it into
//! one, one curve for each way by which statements are read. They lie beside the weights.

use serde::Deserialize;

static FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/probability.toml"));

/// Rising points of certainty and the share that was right there.
type Curve = Vec<(f64, f64)>;

/// The ways by which statements are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The heads; all that is said stands between quotation marks.
    Direct,
    /// The heads; some of it does.
    Mixed,
    /// The heads; none of it does.
    Indirect,
    /// A quotation whose speaker is whoever spoke before.
    RunsOn,
    /// A quotation whose speaker is the subject of the verb beside it.
    BesideVerb,
    /// A name before a colon or behind a dash.
    Labelled,
    /// What a verb of saying inside other words governs.
    ByTree,
}

/// A curve for each way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Curves {
    direct: Curve,
    mixed: Curve,
    indirect: Curve,
    runs_on: Curve,
    beside_verb: Curve,
    labelled: Curve,
    by_tree: Curve,
}

impl Curves {
    /// The curves that ship inside the program.
    pub(crate) fn embedded() -> Curves {
        toml::from_str(FILE).expect("the curves that ship are whole: a test reads them")
    }

    /// How likely a statement that was read in some way is right, by how sure the heads are.
    pub fn probability(&self, way: Way, certainty: f64) -> f64 {
        at(self.of(way), certainty)
    }

    fn of(&self, way: Way) -> &Curve {
        match way {
            Way::Direct => &self.direct,
            Way::Mixed => &self.mixed,
            Way::Indirect => &self.indirect,
            Way::RunsOn => &self.runs_on,
            Way::BesideVerb => &self.beside_verb,
            Way::Labelled => &self.labelled,
            Way::ByTree => &self.by_tree,
        }
    }
}

/// The value of a curve between its points; level beyond them.
pub(crate) fn at(curve: &[(f64, f64)], x: f64) -> f64 {
    let next = curve.partition_point(|&(certainty, _)| certainty < x);
    match (next.checked_sub(1).map(|i| curve[i]), curve.get(next)) {
        (Some((x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some((_, y)), None) | (None, Some(&(_, y))) => y,
        (None, None) => x,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_straight_between_its_points_and_level_beyond() {
        let curve = [(0.2, 0.4), (0.6, 0.8)];
        assert_eq!([0.0, 0.2, 0.4, 0.6, 1.0].map(|x| (at(&curve, x) * 10.0).round()), [4.0, 4.0, 6.0, 8.0, 8.0]);
    }
}
