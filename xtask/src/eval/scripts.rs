//! Records held against gold by the scorers that come with it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use demarche::{World, record, report};

use super::Figures;

/// The report that the project was asked for from: counts.
pub fn seed(world: &World, gold: &Path) -> Result<Figures> {
    let records = records(world, "seed", &[gold.join("seed/report.txt")])?;
    let printed = python(gold, "score_record.py", &[gold.join("seed/gold.json"), records])?;
    Ok(printed
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.split_at_checked(28)?;
            let hits = rest.split_whitespace().next()?.parse().ok()?;
            Some((format!("seed.{}", name.trim().replace(' ', "_")), hits))
        })
        .collect())
}

/// Attributions of PolNeAR's dev side: F1 in percent.
pub fn polnear(world: &World, gold: &Path) -> Result<Figures> {
    let folder = gold.join("gold/polnear/dev");
    let mut texts: Vec<PathBuf> =
        std::fs::read_dir(folder.join("text"))?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    texts.sort();
    let records = records(world, "polnear", &texts)?;
    let predictions = records.with_extension("predictions");
    std::fs::write(&predictions, python(gold, "polnear_predictions.py", &[records])?)?;
    let printed = python(gold, "score_polnear.py", &[folder, predictions, "--json".into()])?;
    let result: serde_json::Value = serde_json::from_str(&printed)?;
    let of = |metric: &str, kind: &str| result["metrics"][metric][kind]["f"].as_f64().unwrap_or(f64::NAN) * 100.0;
    let mut figures = vec![
        ("polnear.content_iou".into(), of("iou50", "all")),
        ("polnear.with_source_head".into(), of("attribution", "all")),
        ("polnear.content_exact".into(), of("exact", "all")),
        ("polnear.content_exact_words".into(), of("exact_words", "all")),
    ];
    for kind in ["direct", "mixed", "indirect"] {
        figures.push((format!("polnear.iou_{kind}"), of("iou50", kind)));
    }
    figures.push(("polnear.direct_with_source".into(), of("attribution", "direct")));
    Ok(figures)
}

/// Event records of the PLOVER gold standard: F1 in percent.
pub fn plover(world: &World, gold: &Path) -> Result<Figures> {
    events(world, gold, "plover")
}

/// Events of PLV: shares in percent.
pub fn plv(world: &World, gold: &Path) -> Result<Figures> {
    events(world, gold, "plv")
}

fn events(world: &World, gold: &Path, set: &str) -> Result<Figures> {
    let folder = gold.join("gold").join(set);
    let records = records(world, set, &[folder.join("reports.ndjson")])?;
    let printed = python(gold, "score_events.py", &[folder.join("gold.jsonl"), records])?;
    let after = |line: &str, word: &str| -> Option<f64> {
        let rest = &line[line.find(word)? + word.len()..];
        rest.split_whitespace().next()?.trim_end_matches([',', ')']).parse().ok()
    };
    let mut figures = Figures::new();
    for line in printed.lines() {
        let name = match line {
            l if l.starts_with("category and dyad") => "both_parties",
            l if l.starts_with("category  ") => "category",
            l if l.starts_with("status") => {
                figures.extend(after(line, "status").map(|v| (format!("{set}.status"), 100.0 * v)));
                continue;
            }
            _ => continue,
        };
        for (what, word) in [("recall", "recall"), ("precision", "precision"), ("f", "F1")] {
            figures.extend(after(line, word).map(|v| (format!("{set}.{name}_{what}"), 100.0 * v)));
        }
        figures.extend(after(line, "swapped").map(|v| (format!("{set}.swapped"), v)));
    }
    Ok(figures)
}

/// Reads files and writes their records where the scorers can read them.
fn records(world: &World, name: &str, files: &[PathBuf]) -> Result<PathBuf> {
    let ndjson = record::format("ndjson").context("the format `ndjson`")?;
    let folder = std::env::temp_dir().join(format!("demarche-eval-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.ndjson"));
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path)?);
    for file in files {
        for item in report::open_file(&file.display().to_string(), None)? {
            write_record(world, ndjson, &item?, &mut out)?;
        }
    }
    std::io::Write::flush(&mut out)?;
    Ok(path)
}

fn write_record(
    world: &World,
    format: &dyn record::Format,
    report: &demarche::Report,
    out: &mut dyn std::io::Write,
) -> Result<()> {
    let (read, sentences) = demarche::analyse(report, world);
    let (ontology, mentions, look) = (&world.ontology, &world.mentions, record::Look::default());
    let around = record::Around { text: &report.text, sentences: &sentences, ontology, mentions, look };
    format.write(&read, &around, out)?;
    Ok(())
}

fn python(gold: &Path, script: &str, args: &[PathBuf]) -> Result<String> {
    let out = Command::new("python3").arg(gold.join("gold").join(script)).args(args).output()?;
    ensure!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8(out.stdout)?)
}
