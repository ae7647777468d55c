//! How well does the reader read?

mod coref;
mod names;
mod pronouns;
mod scripts;
mod ud;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use demarche::World;

/// Figures by name, in the order in which they were measured.
pub type Figures = Vec<(String, f64)>;

type Measure = fn(&World, &Path) -> Result<Figures>;

const MEASURES: [(&str, Measure); 9] = [
    ("ud", ud::gold_tokens),
    ("raw", ud::raw_text),
    ("names", names::universal_ner),
    ("coref", coref::gum),
    ("pronouns", pronouns::speakers),
    ("seed", scripts::seed),
    ("polnear", scripts::polnear),
    ("plover", scripts::plover),
    ("plv", scripts::plv),
];

/// Measures, prints, and says whether all floors are held.
pub fn run(gold: &Path, json: Option<&Path>, floors: Option<&Path>, only: Option<&str>) -> Result<ExitCode> {
    let world = World::load()?;
    let mut figures = Figures::new();
    for (name, measure) in MEASURES {
        if only.is_none_or(|o| o == name) {
            figures.extend(measure(&world, gold).with_context(|| format!("measuring `{name}`"))?);
        }
    }
    let floors: BTreeMap<String, f64> = match floors {
        Some(path) => toml::from_str(&std::fs::read_to_string(path).with_context(|| path.display().to_string())?)?,
        None => BTreeMap::new(),
    };
    let mut held = true;
    for (name, value) in &figures {
        let floor = floors.get(name);
        let below = floor.is_some_and(|f| value < f);
        held &= !below;
        let note = floor.map_or(String::new(), |f| format!("floor {f:7.2}{}", if below { "  BELOW" } else { "" }));
        println!("{name:32} {value:8.2}  {note}");
    }
    for name in floors.keys().filter(|n| only.is_none() && !figures.iter().any(|(f, _)| f == *n)) {
        println!("{name:32}  not measured, but has a floor");
        held = false;
    }
    if let Some(path) = json {
        let object: serde_json::Map<_, _> = figures.into_iter().map(|(k, v)| (k, v.into())).collect();
        std::fs::write(path, serde_json::to_string_pretty(&object)? + "\n")
            .with_context(|| path.display().to_string())?;
    }
    Ok(if held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// F1 in percent.
pub fn f1(hits: usize, found: usize, gold: usize) -> f64 {
    200.0 * hits as f64 / (found + gold).max(1) as f64
}
