//! How likely is a statement right?
//!
//! The heads' certainty is no probability: curves measured on reports that the model was not trained on turn it into
//! one, one curve for each way by which statements are read. They belong to the model.

use demarche_model::{Curves, Way};

use super::{Kind, Statement, labelled, nested, running};

/// The way by which a statement was read.
fn way(t: &Statement) -> Way {
    let rules = [
        (running::RUNS_ON, Way::RunsOn),
        (running::BESIDE_VERB, Way::BesideVerb),
        (labelled::TRANSCRIPT, Way::Labelled),
        (nested::BY_TREE, Way::ByTree),
    ];
    let by_rule = rules.iter().find(|(rule, _)| t.rule.starts_with(rule)).map(|(_, way)| *way);
    by_rule.unwrap_or(match t.kind {
        Kind::Direct => Way::Direct,
        Kind::Mixed => Way::Mixed,
        Kind::Indirect => Way::Indirect,
    })
}

/// Turns how sure the model is into how likely it is right, to two places.
pub fn calibrate(t: &mut Statement, curves: &Curves) {
    t.probability = (curves.probability(way(t), t.probability) * 100.0).round() / 100.0;
}
