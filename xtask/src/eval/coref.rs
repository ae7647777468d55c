//! Coreference: MUC, B-cubed and CEAF-e as the CoNLL 2012 scorer defines them, mentions matched by their head words.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use anyhow::Result;
use demarche::World;
use demarche::mention::coreference;
use demarche::sentence::Upos;
use demarche::sentence::conllu::{self, Document};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::Figures;

/// Chains of mentions by the numbers of their heads; none has fewer than two.
type Chains = Vec<BTreeSet<usize>>;

/// GUM's free documents, words and sentences given: named and pronoun mentions, singletons out.
pub fn gum(world: &World, gold: &Path) -> Result<Figures> {
    let path = gold.join("train/ud/en_gum_free-dev.conllu");
    let documents = conllu::read(&path.display().to_string(), &std::fs::read_to_string(&path)?)?;
    let (mut all, mut news) = (Score::default(), Score::default());
    for document in &documents {
        let (want, got) = (wanted(document), found(world, document));
        all.add(&want, &got);
        if document.id.as_deref().is_some_and(|id| id.starts_with("GUM_news")) {
            news.add(&want, &got);
        }
    }
    let figure = |name: &str, value: f64| (format!("coref.{name}"), value);
    let [muc, b3, ceaf] = all.f1();
    Ok(vec![
        figure("muc", muc),
        figure("b_cubed", b3),
        figure("ceaf_e", ceaf),
        figure("conll", (muc + b3 + ceaf) / 3.0),
        figure("conll_news", news.f1().iter().sum::<f64>() / 3.0),
    ])
}

/// Chains from `Entity=` brackets, of mentions whose head is a name or a pronoun.
fn wanted(document: &Document) -> Chains {
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut chains: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for i in 0..document.words.len() {
        let misc = &document.columns[i].misc;
        let Some(entity) = misc.split('|').find_map(|m| m.strip_prefix("Entity=")) else { continue };
        for (id, opens, closes) in brackets(entity) {
            if opens {
                open.push((id.clone(), i));
            }
            if closes && let Some(at) = open.iter().rposition(|(o, _)| *o == id) {
                let (_, start) = open.remove(at);
                if let Some(head) = head(document, start, i + 1).filter(|&h| counted(&document.columns[h].upos)) {
                    chains.entry(id).or_default().insert(head);
                }
            }
        }
    }
    chains.into_values().filter(|c| c.len() > 1).collect()
}

/// The entities that open or close at a word: id, opens here, closes here.
fn brackets(entity: &str) -> Vec<(String, bool, bool)> {
    let mut out = Vec::new();
    let mut rest = entity;
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        let body = rest.trim_start_matches('(');
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let closes = body[end..].starts_with(')');
        let id = body[..end].split('-').next().unwrap_or_default().to_string();
        out.push((id, opens, closes));
        rest = &body[end + usize::from(closes)..];
    }
    out
}

fn counted(upos: &str) -> bool {
    matches!(upos, "PROPN" | "PRON")
}

fn head(document: &Document, start: usize, end: usize) -> Option<usize> {
    let sentence = document.sentences.iter().find(|s| s.contains(&start))?;
    let above = |i: usize| document.columns[i].head.and_then(|h| h.checked_sub(1)).map(|h| sentence.start + h);
    (start..end).find(|&i| above(i).is_none_or(|h| !(start..end).contains(&h)))
}

fn found(world: &World, document: &Document) -> Chains {
    let sentences = demarche::sentence::parse_document(document, &world.model, &world.words);
    let chains = coreference::chains(&sentences, &world.mentions);
    let mut out: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (noun, chain) in chains.nouns.iter().zip(&chains.chain) {
        if matches!(sentences.words[noun.head].upos, Upos::Propn | Upos::Pron) {
            out.entry(*chain).or_default().insert(noun.head);
        }
    }
    out.into_values().filter(|c| c.len() > 1).collect()
}

/// Sums of a measure over documents: recall's numerator and denominator, then precision's.
type Sums = [f64; 4];

#[derive(Default)]
struct Score {
    muc: Sums,
    b3: Sums,
    ceaf: Sums,
}

impl Score {
    fn add(&mut self, want: &Chains, got: &Chains) {
        let plus = |sums: &mut Sums, more: Sums| sums.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        let both = |f: fn(&Chains, &Chains) -> (f64, f64)| {
            let (r, p) = (f(want, got), f(got, want));
            [r.0, r.1, p.0, p.1]
        };
        plus(&mut self.muc, both(muc));
        plus(&mut self.b3, both(b_cubed));
        let shared = ceaf(want, got);
        plus(&mut self.ceaf, [shared, want.len() as f64, shared, got.len() as f64]);
    }

    fn f1(&self) -> [f64; 3] {
        [self.muc, self.b3, self.ceaf].map(|[rn, rd, pn, pd]| {
            let (r, p) = (rn / rd.max(1.0), pn / pd.max(1.0));
            if r + p > 0.0 { 200.0 * r * p / (r + p) } else { 0.0 }
        })
    }
}

fn chain_of(chains: &Chains) -> HashMap<usize, usize> {
    chains.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |&m| (m, i))).collect()
}

/// Links kept, of links there are.
fn muc(want: &Chains, got: &Chains) -> (f64, f64) {
    let of = chain_of(got);
    let kept = |c: &BTreeSet<usize>| {
        let parts: BTreeSet<usize> = c.iter().filter_map(|m| of.get(m).copied()).collect();
        let alone = c.iter().filter(|m| !of.contains_key(m)).count();
        c.len() - parts.len() - alone
    };
    (want.iter().map(kept).sum::<usize>() as f64, want.iter().map(|c| c.len() - 1).sum::<usize>() as f64)
}

/// For every mention the share of its chain that is found with it.
fn b_cubed(want: &Chains, got: &Chains) -> (f64, f64) {
    let of = chain_of(got);
    let share = |c: &BTreeSet<usize>, m: &usize| {
        of.get(m).map_or(0.0, |&g| got[g].intersection(c).count() as f64 / c.len() as f64)
    };
    let sum = want.iter().flat_map(|c| c.iter().map(move |m| share(c, m))).sum();
    (sum, want.iter().map(BTreeSet::len).sum::<usize>() as f64)
}

/// The best one-to-one pairing of chains by the share of mentions that they have in common.
fn ceaf(want: &Chains, got: &Chains) -> f64 {
    const WHOLE: f64 = 1e9;
    if want.is_empty() || got.is_empty() {
        return 0.0;
    }
    let (rows, columns) = if want.len() <= got.len() { (want, got) } else { (got, want) };
    let like = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| {
        (WHOLE * 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64) as i64
    };
    let cells = rows.iter().map(|a| columns.iter().map(move |b| like(a, b)));
    let weights = Matrix::from_rows(cells).expect("rows of one length");
    kuhn_munkres(&weights).0 as f64 / WHOLE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(of: &[&[usize]]) -> Chains {
        of.iter().map(|c| c.iter().copied().collect()).collect()
    }

    #[test]
    fn a_split_chain_loses_links_and_shares() {
        let (want, got) = (chains(&[&[1, 2, 3, 4]]), chains(&[&[1, 2], &[3, 4]]));
        assert_eq!(muc(&want, &got), (2.0, 3.0));
        assert_eq!(muc(&got, &want), (2.0, 2.0));
        assert_eq!(b_cubed(&want, &got), (2.0, 4.0));
        assert!((ceaf(&want, &got) - 2.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn brackets_open_and_close() {
        let names = |e: &str| brackets(e).into_iter().map(|(id, o, c)| format!("{id}{o}{c}")).collect::<Vec<_>>();
        assert_eq!(names("(7-person-new(3-place-giv)7)"), ["7truefalse", "3truetrue", "7falsetrue"]);
    }
}
