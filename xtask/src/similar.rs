//! What does an act look like that the ontology does not list?
//!
//! Trains the classifier in `models/english/similar` on the ontology's own examples and on what the reader codes in reports, and
//! measures it on verbs whose lemma it was never shown. Sums run in one order, so the same data give the same bits.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use demarche::event::similar::{Sample, samples};
use demarche::grammar::Grammar;
use demarche::model::{FEATURES, Similar};
use demarche::{Report, World, report, sentence, text};
use serde::{Deserialize, Serialize};

/// Lemmas are held out in so many turns.
const FOLDS: u64 = 5;
const EPOCHS: usize = 20;
const BATCH: usize = 32;
const RATE: f32 = 3e-3;
const DECAY: f32 = 2e-5;
const SEED: u64 = 1;
/// No verb is shown more often than this: as an act of reports, as none.
const OFTEN: usize = 10;
const SELDOM: usize = 3;
/// A point of the curve of probability stands for at least so many verbs.
const ENOUGH: usize = 40;
/// Certainties for which figures are printed.
const BARS: [f32; 8] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
static MARKED: &str = include_str!("../similar.csv");

/// What the classifier is shown: features and the CAMEO root that is right.
struct Shown {
    lemma: String,
    root: String,
    from: From,
    parties: bool,
    features: Vec<f32>,
}

#[derive(Clone, Copy, PartialEq)]
enum From {
    Examples,
    Reports,
    NoAct,
}

/// A verb of the reports that are held back, with its PLOVER type, or none where it is no act between these parties.
#[derive(Serialize, Deserialize)]
struct Mark {
    file: String,
    start: usize,
    verb: String,
    plover: String,
}

/// Weights row by row of roots, and a bias each.
struct Weights {
    rows: Vec<f32>,
    bias: Vec<f32>,
}

/// Trains on all and writes weights and classes to `out`; prints the figures of held-out verbs.
pub fn run(gold: &Path, out: &Path, candidates: Option<&Path>) -> Result<()> {
    let world = World::load()?;
    let texts = texts(gold)?;
    if let Some(file) = candidates {
        return list(&world, &texts, file);
    }
    let shown = gather(&world, &texts)?;
    let mut roots: Vec<String> = shown.iter().map(|s| s.root.clone()).collect();
    roots.sort();
    roots.dedup();
    println!("{} verbs shown, {} roots", shown.len(), roots.len());
    let mut judged = held_out(&world, &shown, &roots);
    let weights = train(&shown.iter().collect::<Vec<_>>(), &roots);
    let (acts, marked) = marked(&world, &texts, &weights, &roots)?;
    judged.extend(marked);
    write(out, &weights, &roots, &curve(&judged, acts))
}

fn texts(gold: &Path) -> Result<Vec<PathBuf>> {
    let folder = gold.join("gold/polnear/train/text");
    let mut texts: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    texts.sort();
    Ok(texts)
}

/// Every other report is shown, the rest is held back for the curve.
fn half(texts: &[PathBuf], which: usize) -> impl Iterator<Item = &PathBuf> {
    texts.iter().skip(which).step_by(2)
}

fn open(path: &Path) -> Result<Report> {
    Ok(report::open_file(&path.display().to_string(), None)?.next().context("a report")??)
}

fn gather(world: &World, texts: &[PathBuf]) -> Result<Vec<Shown>> {
    let mut shown = from_examples()?;
    let mut counts: HashMap<(String, bool), usize> = HashMap::new();
    for path in half(texts, 0) {
        for sample in verbs_of(&open(path)?, world) {
            let Some((root, from)) = judged(&sample) else { continue };
            let count = counts.entry((sample.lemma.to_string(), from == From::NoAct)).or_default();
            *count += 1;
            if *count <= if from == From::NoAct { SELDOM } else { OFTEN } {
                shown.push(seen(sample, &root, from));
            }
        }
    }
    Ok(shown)
}

/// All verbs of a report, as the classifier sees them.
fn verbs_of(report: &Report, world: &World) -> Vec<Sample> {
    let text = text::clean(report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let grammar = Grammar::new(&sentences, &world.grammar);
    let (mentions, statements) = world.spoken(&text, &grammar);
    samples(&grammar, &mentions, &statements, &world.acts())
}

/// What the reader thinks of a verb: an act between two parties, or none.
fn judged(sample: &Sample) -> Option<(String, From)> {
    match &sample.entry {
        Some((_, code)) => sample.parties.then(|| (code.root().to_string(), From::Reports)),
        None => sample.object.then(|| ("00".to_string(), From::NoAct)),
    }
}

/// The verbs of the ontology's own examples, by the entries that they stand in.
fn from_examples() -> Result<Vec<Shown>> {
    let world = World::for_examples(&[])?;
    let verbs = |text: &String| verbs_of(&Report { text: text.clone(), ..Report::default() }, &world);
    let mut all = Vec::new();
    for entry in &world.events.entries {
        for (sentence, _) in &entry.reads {
            let own =
                verbs(sentence).into_iter().filter(|s| s.entry.as_ref().is_some_and(|(e, _)| *e == entry.place()));
            all.extend(own.map(|s| seen(s, &entry.code.root().to_string(), From::Examples)));
        }
        for sentence in &entry.passes {
            all.extend(verbs(sentence).into_iter().filter(|s| s.entry.is_none()).map(|s| seen(s, "00", From::NoAct)));
        }
    }
    Ok(all)
}

fn seen(s: Sample, root: &str, from: From) -> Shown {
    let parties = s.parties && (s.entry.is_some() || s.unlisted);
    Shown { lemma: s.lemma.to_string(), root: root.to_string(), from, parties, features: s.features }
}

fn fold(lemma: &str) -> u64 {
    lemma.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)) % FOLDS
}

/// What the classifier said of a verb whose lemma it was not shown.
struct Judged {
    from: From,
    parties: bool,
    right: bool,
    certainty: f32,
}

/// Figures on verbs whose lemma the classifier was not shown.
fn held_out(world: &World, shown: &[Shown], roots: &[String]) -> Vec<Judged> {
    let mut judged = Vec::new();
    for turn in 0..FOLDS {
        let (test, rest): (Vec<&Shown>, Vec<&Shown>) = shown.iter().partition(|s| fold(&s.lemma) == turn);
        let weights = train(&rest, roots);
        judged.extend(test.into_iter().map(|s| {
            let (best, certainty) = weights.judge(&s.features, roots, world);
            let right = s.root != "00" && plover(world, &roots[best]) == plover(world, &s.root);
            Judged { from: s.from, parties: s.parties, right, certainty }
        }));
    }
    println!(
        "held-out lemmas: certainty, then of examples, of reports, of unlisted no acts with two parties: share coded, of them right"
    );
    for bar in BARS {
        let share = |from: From| {
            let all: Vec<_> =
                judged.iter().filter(|j| j.from == from && (j.parties || from == From::Examples)).collect();
            let coded: Vec<_> = all.iter().filter(|j| j.certainty >= bar).collect();
            let right = coded.iter().filter(|j| j.right).count();
            (100.0 * coded.len() as f64 / all.len().max(1) as f64, 100.0 * right as f64 / coded.len().max(1) as f64)
        };
        let ((a, b), (c, d), (e, _)) = (share(From::Examples), share(From::Reports), share(From::NoAct));
        println!("  {bar:.1}  {a:5.1} {b:5.1}   {c:5.1} {d:5.1}   {e:5.2}");
    }
    judged
}

fn plover(world: &World, root: &str) -> Option<String> {
    world.ontology.codes.get(root).and_then(|c| c.plover.clone())
}

impl Weights {
    fn scores(&self, features: &[f32]) -> Vec<f32> {
        let rows = self.rows.chunks_exact(FEATURES).zip(&self.bias);
        rows.map(|(row, bias)| dot(row, features) + bias).collect()
    }

    fn chances(&self, features: &[f32]) -> Vec<f32> {
        let scores = self.scores(features);
        let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
        let all: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
        let total: f32 = all.iter().sum();
        all.into_iter().map(|v| v / total).collect()
    }

    /// The likeliest root of the likeliest type that is an act, with the chance of the type.
    fn judge(&self, features: &[f32], roots: &[String], world: &World) -> (usize, f32) {
        let chances = self.chances(features);
        let types: Vec<Option<String>> = roots.iter().map(|r| plover(world, r)).collect();
        let of_type = |i: usize| (0..roots.len()).filter(|&k| types[k] == types[i]).map(|k| chances[k]).sum::<f32>();
        let acts = (0..roots.len()).filter(|&i| types[i].is_some()).map(|i| (i, of_type(i), chances[i]));
        let best = acts.max_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2))).expect("roots");
        (best.0, best.1)
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    for (x, y) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for j in 0..16 {
            lanes[j] += x[j] * y[j];
        }
    }
    lanes.iter().sum()
}

/// Softmax regression by Adam over batches in a shuffled order.
fn train(shown: &[&Shown], roots: &[String]) -> Weights {
    let n = roots.len();
    let labels: Vec<usize> = shown.iter().map(|s| roots.iter().position(|r| *r == s.root).unwrap_or(0)).collect();
    let mut weights = Weights { rows: vec![0.0; n * FEATURES], bias: vec![0.0; n] };
    let (mut first, mut second) = (vec![0.0f32; n * (FEATURES + 1)], vec![0.0f32; n * (FEATURES + 1)]);
    let mut order: Vec<usize> = (0..shown.len()).collect();
    let mut random = SEED;
    let batches = shown.len().div_ceil(BATCH);
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut random);
        for (b, batch) in order.chunks(BATCH).enumerate() {
            let step = epoch * batches + b;
            let mut slope = vec![0.0f32; n * (FEATURES + 1)];
            for &i in batch {
                let mut error = weights.chances(&shown[i].features);
                error[labels[i]] -= 1.0;
                for (k, &e) in error.iter().enumerate() {
                    let e = e / batch.len() as f32;
                    slope[n * FEATURES + k] += e;
                    let row = &mut slope[k * FEATURES..][..FEATURES];
                    row.iter_mut().zip(&shown[i].features).for_each(|(s, &x)| *s += e * x);
                }
            }
            let left = 1.0 - step as f32 / (EPOCHS * batches) as f32;
            let warm = |beta: f32| 1.0 - beta.powi(step as i32 + 1);
            let (fast, slow) = (warm(0.9), warm(0.999));
            let (rows, bias) = (&mut weights.rows, &mut weights.bias);
            let values = rows.iter_mut().chain(bias.iter_mut());
            for (((v, s), m), q) in values.zip(&slope).zip(&mut first).zip(&mut second) {
                let s = s + DECAY * *v;
                *m = 0.9 * *m + 0.1 * s;
                *q = 0.999 * *q + 0.001 * s * s;
                *v -= RATE * left * (*m / fast) / ((*q / slow).sqrt() + 1e-8);
            }
        }
    }
    weights
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (*random >> 33) as usize % (i + 1));
    }
}

/// Verbs of the reports that are held back about which the classifier would be asked.
fn asked(world: &World, texts: &[PathBuf]) -> Result<Vec<(String, Report, Sample)>> {
    let mut all = Vec::new();
    for path in half(texts, 1) {
        let report = open(path)?;
        let file = path.file_stem().unwrap_or_default().to_string_lossy().to_string();
        let found = verbs_of(&report, world).into_iter().filter(|s| s.unlisted && s.parties);
        all.extend(found.map(|s| (file.clone(), report.clone(), s)));
    }
    Ok(all)
}

fn classifier(world: &World) -> Result<&Similar> {
    world.model.similar.as_ref().context("the model has no classifier")
}

/// Writes them for marking, each with the words around it.
fn list(world: &World, texts: &[PathBuf], file: &Path) -> Result<()> {
    let mut out = csv::Writer::from_path(file)?;
    for (name, report, s) in asked(world, texts)? {
        let around = report.text.char_indices().map(|(i, _)| i);
        let near: Vec<usize> = around.filter(|&i| i + 160 > s.span.start() && i < s.span.end() + 120).collect();
        let words = report.text[near[0]..*near.last().unwrap_or(&0)].replace('\n', " ");
        let all =
            classifier(world)?.certainties(&s.features).map(|(root, c)| format!("{root} {c:.2}")).collect::<Vec<_>>();
        let row = [&*name, &s.span.start().to_string(), s.lemma.as_str(), "", &words, &all.join(" ")];
        out.write_record(row)?;
    }
    Ok(out.flush()?)
}

/// Prints how the marked verbs fare; tells which share of them are acts, and what was said of those that are none.
fn marked(world: &World, texts: &[PathBuf], weights: &Weights, roots: &[String]) -> Result<(f64, Vec<Judged>)> {
    let marks: Vec<Mark> = csv::Reader::from_reader(MARKED.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let marks: BTreeMap<(String, usize), Mark> = marks.into_iter().map(|m| ((m.file.clone(), m.start), m)).collect();
    let mut judged = Vec::new();
    for (file, _, s) in asked(world, texts)? {
        let Some(mark) = marks.get(&(file, s.span.start())) else { continue };
        let (best, certainty) = weights.judge(&s.features, roots, world);
        let right = plover(world, &roots[best]).as_deref() == Some(&*mark.plover);
        let from = if mark.plover.is_empty() { From::NoAct } else { From::Reports };
        judged.push(Judged { from, parties: true, right, certainty });
    }
    println!("marked verbs of reports held back: certainty, verbs, share right");
    for bar in BARS {
        let coded: Vec<_> = judged.iter().filter(|j| j.certainty >= bar).collect();
        let right = coded.iter().filter(|j| j.right).count();
        println!("  {bar:.1}  {:4}  {:.2}", coded.len(), right as f64 / coded.len().max(1) as f64);
    }
    let acts = marks.values().filter(|m| !m.plover.is_empty()).count();
    judged.retain(|j| j.from == From::NoAct);
    Ok((acts as f64 / marks.len().max(1) as f64, judged))
}

/// Rising points of certainty with the share that was right there, on held-out lemmas of reports with two parties, where
/// acts weigh as much as they do among verbs that the ontology does not list.
fn curve(judged: &[Judged], acts: f64) -> Vec<(f64, f64)> {
    let mut judged: Vec<&Judged> = judged.iter().filter(|j| j.parties && j.from != From::Examples).collect();
    let count = |from: From| judged.iter().filter(|j| j.from == from).count() as f64;
    let weight = acts / (1.0 - acts) * count(From::NoAct) / count(From::Reports);
    judged.sort_by(|a, b| a.certainty.total_cmp(&b.certainty));
    let mut pools: Vec<Pool> = Vec::new();
    for j in judged {
        let weight = if j.from == From::NoAct { 1.0 } else { weight };
        let right = if j.right { weight } else { 0.0 };
        pools.push(Pool { verbs: 1, weight, certainty: weight * f64::from(j.certainty), right });
        while let [.., a, b] = &pools[..]
            && (a.share() >= b.share() || b.verbs < ENOUGH && a.verbs < ENOUGH)
        {
            let both = a.with(b);
            pools.truncate(pools.len() - 2);
            pools.push(both);
        }
    }
    let place = |x: f64| (x * 1000.0).round() / 1000.0;
    pools.iter().map(|p| (place(p.certainty / p.weight), place(p.share()))).collect()
}

/// Neighbours on the curve.
struct Pool {
    verbs: usize,
    weight: f64,
    certainty: f64,
    right: f64,
}

impl Pool {
    fn share(&self) -> f64 {
        self.right / self.weight
    }

    fn with(&self, other: &Pool) -> Pool {
        Pool {
            verbs: self.verbs + other.verbs,
            weight: self.weight + other.weight,
            certainty: self.certainty + other.certainty,
            right: self.right + other.right,
        }
    }
}

fn write(out: &Path, weights: &Weights, roots: &[String], curve: &[(f64, f64)]) -> Result<()> {
    let bytes = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    let (rows, bias) = (bytes(&weights.rows), bytes(&weights.bias));
    let tensor = |shape, data| safetensors::tensor::TensorView::new(safetensors::Dtype::F32, shape, data);
    let tensors = [
        ("similar.weight", tensor(vec![roots.len(), FEATURES], &rows)?),
        ("similar.bias", tensor(vec![roots.len()], &bias)?),
    ];
    std::fs::write(out.join("weights.safetensors"), safetensors::serialize(tensors, None)?)?;
    let classes = format!(
        "# CAMEO roots that the classifier chooses from (00: no act), and rising points [certainty, share that was right].\n\
         # Made by `cargo xtask similar`; MODEL.md tells more.\nroots       = {roots:?}\nprobability = {:?}\n",
        curve.iter().map(|&(x, y)| [x, y]).collect::<Vec<_>>()
    );
    Ok(std::fs::write(out.join("classes.toml"), classes)?)
}
