//! How likely is a statement right?
//!
//! The heads' certainty is no probability: curves measured on reports that the model was not trained on turn it into
//! one, one curve for each way by which statements are read. They lie beside the weights.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Kind, Statement, labelled, nested, running};

static FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/probability.toml"));

/// By the name of a way: rising points of certainty and the share that was right there.
static CURVES: LazyLock<BTreeMap<String, Vec<(f64, f64)>>> =
    LazyLock::new(|| toml::from_str(FILE).expect("the curves that ship are whole: a test reads them"));

/// The way by which a statement was read.
pub fn way(t: &Statement) -> &'static str {
    let rules = [
        (running::RUNS_ON, "runs-on"),
        (running::BESIDE_VERB, "beside-verb"),
        (labelled::TRANSCRIPT, "labelled"),
        (nested::BY_TREE, "by-tree"),
    ];
    let by_rule = rules.iter().find(|(rule, _)| t.rule.starts_with(rule)).map(|(_, way)| *way);
    by_rule.unwrap_or(match t.kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    })
}

/// Turns how sure the model is into how likely it is right, to two places.
pub fn calibrate(t: &mut Statement) {
    let curve = CURVES.get(way(t)).map_or(&[][..], Vec::as_slice);
    t.probability = (on_curve(curve, t.probability) * 100.0).round() / 100.0;
}

/// The value of a curve between its points; level beyond them.
pub fn on_curve(curve: &[(f64, f64)], x: f64) -> f64 {
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
        assert_eq!([0.0, 0.2, 0.4, 0.6, 1.0].map(|x| (on_curve(&curve, x) * 10.0).round()), [4.0, 4.0, 6.0, 8.0, 8.0]);
    }

    #[test]
    fn every_way_has_a_rising_curve() {
        for way in ["direct", "mixed", "indirect", "runs-on", "beside-verb", "labelled", "by-tree"] {
            let curve = &CURVES[way];
            assert!(curve.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1), "{way}: {curve:?}");
            assert!(curve.iter().all(|p| (0.0..=1.0).contains(&p.1)), "{way}: {curve:?}");
        }
    }
}
