//! Names of persons, organisations and locations.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use demarche::sentence::NameKind;
use demarche::sentence::conllu::Document;
use demarche::{Span, World};

use super::{Figures, f1};

type Names = BTreeSet<(usize, usize, &'static str)>;

/// Universal NER over EWT dev, words and sentences given: F1 of whole names with their kind.
pub fn universal_ner(world: &World, gold: &Path) -> Result<Figures> {
    let file = std::fs::read_to_string(gold.join("train/names/uner_ewt-dev.iob2"))?;
    let (mut hits, mut found, mut wanted) = (0, 0, 0);
    for part in file.split("# newdoc").filter(|p| !p.trim().is_empty()) {
        let (document, want) = document(part);
        let sentences = demarche::sentence::parse_document(&document, &world.model, &world.words);
        let got: Names =
            sentences.names.iter().filter_map(|n| Some((n.words.start, n.words.end, kind(n.kind)?))).collect();
        hits += got.intersection(&want).count();
        found += got.len();
        wanted += want.len();
    }
    Ok(vec![("names.f".into(), f1(hits, found, wanted))])
}

fn kind(kind: NameKind) -> Option<&'static str> {
    match kind {
        NameKind::Person => Some("PER"),
        NameKind::Organisation => Some("ORG"),
        NameKind::Location => Some("LOC"),
        NameKind::Other => None,
    }
}

fn document(part: &str) -> (Document, Names) {
    let (mut document, mut names) = (Document::default(), Names::new());
    let mut open: Option<(usize, &'static str)> = None;
    for line in part.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() < 3 || cells[0].parse::<usize>().is_err() {
            continue;
        }
        let i = document.words.len();
        let start = document.text.len();
        document.text.push_str(cells[1]);
        document.words.push((Span::new(start, document.text.len()), cells[1].into()));
        document.text.push(' ');
        match document.sentences.last_mut() {
            Some(last) if cells[0] != "1" => last.end = i + 1,
            _ => document.sentences.push(i..i + 1),
        }
        if !cells[2].starts_with("I-") {
            names.extend(open.take().map(|(s, k)| (s, i, k)));
        }
        let label = ["PER", "ORG", "LOC"].into_iter().find(|k| cells[2] == format!("B-{k}"));
        open = label.map(|k| (i, k)).or(open);
    }
    names.extend(open.map(|(s, k)| (s, document.words.len(), k)));
    (document, names)
}
