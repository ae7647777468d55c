//! How likely is a statement right?
//!
//! The heads' certainty is no probability: curves measured on reports that the model was not trained on turn it into
//! one, one curve for each way by which statements are read. They lie beside the weights.

use serde::Deserialize;

use crate::Error;
use crate::files::Files;

/// The file of curves.
const CURVES: &str = "probability.toml";

/// Rising points of certainty and the share that was right there.
#[derive(Deserialize)]
#[serde(try_from = "Vec<(f64, f64)>")]
pub(crate) struct Curve(Vec<(f64, f64)>);

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
    pub(crate) fn load(files: &Files) -> Result<Curves, Error> {
        files.toml(CURVES)
    }

    /// How likely a statement that was read in some way is right, by how sure the heads are.
    pub fn probability(&self, way: Way, certainty: f64) -> f64 {
        self.of(way).at(certainty)
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

impl TryFrom<Vec<(f64, f64)>> for Curve {
    type Error = &'static str;

    fn try_from(points: Vec<(f64, f64)>) -> Result<Curve, &'static str> {
        let rising = points.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1);
        let shares = points.iter().all(|p| (0.0..=1.0).contains(&p.1));
        let sound = !points.is_empty() && rising && shares;
        if sound {
            Ok(Curve(points))
        } else {
            Err("a curve is one or more points [certainty, share], rising, shares from 0 to 1")
        }
    }
}

impl Curve {
    /// The value between its points; level beyond them.
    pub(crate) fn at(&self, x: f64) -> f64 {
        let next = self.0.partition_point(|&(certainty, _)| certainty < x);
        match (next.checked_sub(1).map(|i| self.0[i]), self.0.get(next)) {
            (Some((x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
            (Some((_, y)), None) | (None, Some(&(_, y))) => y,
            (None, None) => x,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_straight_between_its_points_and_level_beyond() {
        let curve = Curve(vec![(0.2, 0.4), (0.6, 0.8)]);
        assert_eq!([0.0, 0.2, 0.4, 0.6, 1.0].map(|x| (curve.at(x) * 10.0).round()), [4.0, 4.0, 6.0, 8.0, 8.0]);
    }

    #[test]
    fn a_curve_that_falls_is_none() {
        assert!(Curve::try_from(vec![(0.2, 0.4), (0.6, 0.3)]).is_err());
    }
}
