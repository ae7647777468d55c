//! Pronouns that speak: are they put to the right one?

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use demarche::record::Actor;
use demarche::{World, report};
use serde::Deserialize;

use super::Figures;

static MARKED: &str = include_str!("../../pronouns.csv");

/// A pronoun of PolNeAR's dev side that is the source of an attribution, and who it is, marked by hand.
#[derive(Deserialize)]
struct Pronoun {
    /// The report, without `.txt`.
    file: String,
    start: usize,
    end: usize,
    name: String,
    /// A mention by name, or by what describes it where no name is given.
    name_start: usize,
    name_end: usize,
}

/// The share of the pronouns marked by hand whose actor has the marked mention or name, in percent.
pub fn speakers(world: &World, gold: &Path) -> Result<Figures> {
    let rows: Vec<Pronoun> = csv::Reader::from_reader(MARKED.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let mut by_file: BTreeMap<&str, Vec<&Pronoun>> = BTreeMap::new();
    rows.iter().for_each(|p| by_file.entry(&p.file).or_default().push(p));
    let mut right = 0;
    for (file, pronouns) in by_file {
        let path = gold.join("gold/polnear/dev/text").join(format!("{file}.txt"));
        let report = report::open_file(&path.display().to_string(), None)?.next().context("a report")??;
        let record = demarche::read(&report, world);
        right += pronouns.iter().filter(|p| is_right(p, &record.actors)).count();
    }
    Ok(vec![("pronouns.right".into(), 100.0 * right as f64 / rows.len().max(1) as f64)])
}

fn is_right(pronoun: &Pronoun, actors: &[Actor]) -> bool {
    let at = |a: &&Actor| a.mentions.iter().any(|m| (m.span.0, m.span.1) == (pronoun.start, pronoun.end));
    let marked = |a: &Actor| a.mentions.iter().any(|m| m.span.0 < pronoun.name_end && pronoun.name_start < m.span.1);
    let named = |a: &Actor| a.name == pronoun.name;
    actors.iter().filter(at).any(|a| named(a) || marked(a))
}
