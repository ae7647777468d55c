//! What do the vectors say of each word?
//!
//! One linear layer gives every tag and the vectors for trees; trees, names and attributions are then decoded under
//! the laws of each: one root, no cycle, no name that begins inside.

use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::Error;
use crate::encoder::{self, Dense, Path, WIDTH, dot};
use crate::feature::Pieces;
use crate::label::{Labels, NameKind};
use crate::mst;
use crate::parse::Attribution;
use crate::same::{SAME, Tables, narrow};
use crate::weights::{Linear, Weights};

const ARC: usize = 256;
const REL: usize = 256;
const LINK: usize = 128;
const DISTANCES: i64 = 32;
/// How far the odds of a sentence end must lie above even.
const SPLIT: f32 = 0.0;
/// Where a full stop, question or exclamation mark stands before a fresh beginning, less is asked of the head.
const SPLIT_AFTER_STOP: f32 = -2.0;
/// Lemma scripts whose scores differ by less are nearly as likely as one another.
const NEARLY: f32 = 5.0;
/// How sure one can be of an attribution without a source.
const NO_SOURCE: f32 = 0.5;

/// The tag heads in the order in which their outputs follow the vectors for arcs and relations.
struct Offsets {
    upos: Range<usize>,
    xpos: Range<usize>,
    feats: Range<usize>,
    lemma: Range<usize>,
    split: Range<usize>,
    names: Range<usize>,
    roles: Range<usize>,
    same: Range<usize>,
}

/// Weights of the heads.
pub struct Heads {
    all: Linear,
    at: Offsets,
    root_arc: Vec<f32>,
    root_rel: Vec<f32>,
    arc: Dense,
    rel: Dense,
    link_span: Dense,
    link_cue: Dense,
    link_distance: Vec<f32>,
    pub same: Arc<Tables>,
    pub labels: Labels,
}

/// What the heads read of one window; numbers are relative to its first word.
pub struct Read {
    pub starts: Vec<usize>,
    pub words: Vec<ReadWord>,
    pub names: Vec<(Range<usize>, NameKind)>,
    pub attributions: Vec<Attribution>,
    /// Vectors for [`super::same::Same`], as many for each word.
    pub same: Vec<u16>,
}

/// How a word stands to those beside it, as far as it matters to where sentences begin.
#[derive(Clone, Copy, PartialEq)]
pub enum Stand {
    /// A quotation mark or bracket close behind the word before: it belongs to the sentence before it.
    Closes,
    /// One close before the next word: it belongs to the sentence after it.
    Opens,
    /// No blank parts it from the word before.
    Joined,
    Free,
}

impl Read {
    /// What was read of the first words of the window.
    pub fn until(mut self, end: usize) -> Read {
        let within = |r: &Range<usize>| r.end <= end;
        self.words.truncate(end);
        self.same.truncate(end * 4 * SAME);
        self.starts.retain(|&s| s < end);
        self.names.retain(|(r, _)| within(r));
        self.attributions.retain(|a| a.cue.iter().all(within));
        for a in &mut self.attributions {
            a.source.retain(within);
            a.content.retain_mut(|r| {
                r.end = r.end.min(end);
                r.start < r.end
            });
        }
        self
    }
}

/// A source, cue or content, and how sure the tag head is of its ends.
struct Span {
    words: Range<usize>,
    certainty: f32,
}

/// Classes of one word, as numbers into [`Labels`].
#[derive(Clone, Default)]
pub struct ReadWord {
    pub upos: usize,
    pub xpos: usize,
    pub feats: usize,
    pub lemma: SmolStr,
    pub head: Option<usize>,
    pub deprel: usize,
}

impl Heads {
    pub fn load(w: &Weights, labels: Labels) -> Result<Heads, Error> {
        let mut next = 2 * (ARC + REL);
        let mut take = |n: usize| {
            next += n;
            next - n..next
        };
        let at = Offsets {
            upos: take(labels.upos.len()),
            xpos: take(labels.xpos.len()),
            feats: take(labels.feats.len()),
            lemma: take(labels.lemma.len()),
            split: take(2),
            names: take(labels.names.len()),
            roles: take(labels.roles.len()),
            same: take(4 * SAME),
        };
        let root_arc = w.floats("root.arc_head", &[ARC])?;
        Ok(Heads {
            all: Linear::load(w, "heads", WIDTH, at.same.end)?,
            at,
            root_arc: root_arc.into_iter().map(leaky).collect(),
            root_rel: w.floats("root.rel_head", &[REL])?,
            arc: Dense::from_rows(w, "arc", ARC + 1, ARC)?,
            rel: Dense::load(w, "rel", REL, labels.deprel.len())?,
            link_span: Dense::load(w, "link_span", 2 * WIDTH, LINK)?,
            link_cue: Dense::load(w, "link_cue", 2 * WIDTH, LINK)?,
            link_distance: w.floats("link_distance", &[2 * DISTANCES as usize, 2])?,
            same: Arc::new(Tables::load(w)?),
            labels,
        })
    }

    /// Reads one window. `x` holds the vectors of its pieces, `first` the first piece of each word.
    #[allow(clippy::too_many_arguments)] // one window: vectors, words and what is known of them beforehand
    pub fn read(
        &self,
        x: &[f32],
        first: &[usize],
        forms: &[&str],
        given: Option<&[usize]>,
        breaks: &[usize],
        stand: impl Fn(usize) -> Stand,
        pieces: &Pieces,
        path: Path,
    ) -> Read {
        let n = forms.len();
        let mut words = Vec::with_capacity(n * WIDTH);
        first.iter().for_each(|&f| words.extend_from_slice(&x[f * WIDTH..][..WIDTH]));
        let mut out = vec![0.0; n * self.all.outputs];
        encoder::linear(&self.all, &words, n, path, &mut out);
        let rows: Vec<&[f32]> = out.chunks_exact(self.all.outputs).collect();

        let starts = given.map_or_else(|| self.starts(&rows, forms, breaks, stand), <[usize]>::to_vec);
        let mut read: Vec<ReadWord> = rows.iter().zip(forms).map(|(row, form)| self.tags(row, form, pieces)).collect();
        for (k, &start) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(n);
            self.tree(&rows[start..end], start, &mut read[start..end], path);
        }
        let names = self.names(&rows, &starts);
        let attributions = self.attributions(&words, &rows, breaks, path);
        let same = rows.iter().flat_map(|row| &row[self.at.same.clone()]).map(|&v| narrow(v)).collect();
        Read { starts, words: read, names, attributions, same }
    }

    fn tags(&self, row: &[f32], form: &str, pieces: &Pieces) -> ReadWord {
        let best = |r: &Range<usize>| argmax(&row[r.clone()]);
        let at = &self.at;
        let lemma = self.lemma(&row[at.lemma.clone()], form, pieces);
        ReadWord { upos: best(&at.upos), xpos: best(&at.xpos), feats: best(&at.feats), lemma, head: None, deprel: 0 }
    }

    /// The lemma by the likeliest script, unless that makes no word and one that is nearly as likely does.
    fn lemma(&self, scores: &[f32], form: &str, pieces: &Pieces) -> SmolStr {
        let best = argmax(scores);
        let lemma = self.labels.lemma[best].apply(form);
        if self.labels.lemma[best].keeps() || pieces.is_word(&lemma) {
            return lemma;
        }
        let near = (0..scores.len()).filter(|&i| i != best && scores[best] - scores[i] < NEARLY);
        let words = near.map(|i| (i, self.labels.lemma[i].apply(form))).filter(|(_, l)| pieces.is_word(l));
        words.max_by(|a, b| scores[a.0].total_cmp(&scores[b.0])).map_or(lemma, |(_, l)| l)
    }

    /// Where sentences begin: where the head says so, but never before a mark that closes or between a mark that opens and
    /// its word, nor inside what is written as one unless behind a stop.
    fn starts(&self, rows: &[&[f32]], forms: &[&str], breaks: &[usize], stand: impl Fn(usize) -> Stand) -> Vec<usize> {
        let split = self.at.split.start;
        let told = |i: usize| {
            let before = (0..i).rev().find(|&k| stand(k) != Stand::Closes);
            let after_stop = before.is_some_and(|k| is_stop(forms[k]));
            let fresh =
                !forms[i].starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':' | '.' | '?' | '!'));
            let bar = if after_stop && fresh { SPLIT_AFTER_STOP } else { SPLIT };
            rows[i][split + 1] - rows[i][split] > bar && (after_stop || stand(i) != Stand::Joined)
        };
        let begins = |i: usize| match stand(i) {
            Stand::Closes => false,
            Stand::Opens => told(i) || i + 1 < rows.len() && told(i + 1),
            _ if stand(i - 1) == Stand::Opens => false,
            _ => told(i) || stand(i - 1) == Stand::Closes && told(i - 1),
        };
        let later = (1..rows.len()).filter(|&i| breaks.contains(&i) || begins(i));
        std::iter::once(0).chain(later).collect()
    }

    /// Heads and relations of one sentence, which begins at word `base` of the window.
    fn tree(&self, rows: &[&[f32]], base: usize, words: &mut [ReadWord], path: Path) {
        let n = rows.len();
        let mut dependents: Vec<f32> = Vec::with_capacity(n * (ARC + 1));
        for row in rows {
            dependents.extend(row[..ARC].iter().map(|&v| leaky(v)));
            dependents.push(1.0);
        }
        let heads: Vec<Vec<f32>> = std::iter::once(self.root_arc.clone())
            .chain(rows.iter().map(|r| r[ARC..2 * ARC].iter().map(|&v| leaky(v)).collect()))
            .collect();
        let left = self.arc.apply(&dependents, n, path);
        let mut values = Vec::with_capacity(n * (n + 1));
        for l in left.chunks_exact(ARC) {
            values.extend(heads.iter().map(|h| dot(l, h)));
        }
        let found = mst::heads(&mst::Scores { n, values: &values });

        let mut hidden = Vec::with_capacity(n * REL);
        for (row, &head) in rows.iter().zip(&found) {
            let of_head = if head == 0 { &self.root_rel[..] } else { &rows[head - 1][2 * ARC + REL..2 * (ARC + REL)] };
            hidden.extend(row[2 * ARC..2 * ARC + REL].iter().zip(of_head).map(|(a, b)| leaky(a + b)));
        }
        let scores = self.rel.apply(&hidden, n, path);
        for ((word, &head), row) in words.iter_mut().zip(&found).zip(scores.chunks_exact(self.rel.outputs)) {
            word.head = (head > 0).then(|| base + head - 1);
            let others = row.iter().enumerate().filter(|&(i, _)| (i == self.labels.root) == (head == 0));
            word.deprel = others.max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(i, _)| i);
        }
    }

    fn names(&self, rows: &[&[f32]], starts: &[usize]) -> Vec<(Range<usize>, NameKind)> {
        let spans = spans(rows, &self.at.names, starts);
        let kind = |tag: usize| match self.labels.names[tag].split('-').nth(1) {
            Some("PER") => NameKind::Person,
            Some("ORG") => NameKind::Organisation,
            Some("LOC") => NameKind::Location,
            _ => NameKind::Other,
        };
        spans.into_iter().map(|(r, tag)| (r, kind(tag))).collect()
    }

    /// Sources and contents, each with the cue of its paragraph that it is likeliest linked to.
    fn attributions(&self, words: &[f32], rows: &[&[f32]], breaks: &[usize], path: Path) -> Vec<Attribution> {
        let all = spans(rows, &self.at.roles, breaks);
        let of = |role: &str| -> Vec<Span> {
            let fits = |tag: usize| self.labels.roles[tag].split('-').nth(1) == Some(role);
            all.iter().filter(|(_, tag)| fits(*tag)).map(|(r, tag)| self.certain(rows, r, *tag)).collect()
        };
        let (sources, cues, contents) = (of("source"), of("cue"), of("content"));
        let alone = |c: &Span| Attribution {
            source: vec![],
            cue: vec![c.words.clone()],
            content: vec![],
            certainty: c.certainty,
        };
        let mut out: Vec<Attribution> = cues.iter().map(alone).collect();
        if cues.is_empty() {
            return out;
        }
        let keys = self.link_cue.apply(&ends(words, &cues), cues.len(), path);
        let links = |spans: &[Span], content: bool| -> Vec<Vec<f32>> {
            let queries = self.link_span.apply(&ends(words, spans), spans.len(), path);
            let scored = spans.iter().zip(queries.chunks_exact(LINK));
            scored.map(|(s, q)| self.link_scores(&s.words, q, content, &cues, &keys, breaks)).collect()
        };
        for (content, scores) in contents.iter().zip(links(&contents, true)) {
            let cue = argmax(&scores);
            if scores[cue] > f32::NEG_INFINITY {
                out[cue].content.push(content.words.clone());
                out[cue].certainty *= content.certainty * encoder::exp(scores[cue]);
            }
        }
        let by_source = links(&sources, false);
        for (c, attribution) in out.iter_mut().enumerate() {
            let likely = |s: &usize| by_source[*s][c];
            let best = (0..sources.len()).filter(|s| likely(s) > -6.0).max_by(|a, b| likely(a).total_cmp(&likely(b)));
            attribution.source = best.map(|s| sources[s].words.clone()).into_iter().collect();
            attribution.certainty *= best.map_or(NO_SOURCE, |s| sources[s].certainty * encoder::exp(by_source[s][c]));
        }
        out
    }

    /// A span with the chance, by the tag head alone, that it begins and ends where it does.
    fn certain(&self, rows: &[&[f32]], words: &Range<usize>, tag: usize) -> Span {
        let chance = |i: usize, tag: usize| {
            let row = &rows[i][self.at.roles.clone()];
            1.0 / row.iter().map(|v| encoder::exp(v - row[tag])).sum::<f32>()
        };
        let goes_on = if words.end < rows.len() { chance(words.end, tag + 1) } else { 0.0 };
        Span { words: words.clone(), certainty: chance(words.start, tag) * (1.0 - goes_on) }
    }

    /// Log probabilities of the cues of a span's paragraph.
    fn link_scores(
        &self,
        span: &Range<usize>,
        query: &[f32],
        content: bool,
        cues: &[Span],
        keys: &[f32],
        breaks: &[usize],
    ) -> Vec<f32> {
        let paragraph = |i: usize| breaks.partition_point(|&b| b <= i);
        let score = |(cue, key): (&Span, &[f32])| {
            let cue = &cue.words;
            if paragraph(cue.start) != paragraph(span.start) {
                return f32::NEG_INFINITY;
            }
            let distance = bucket(cue.start as i64 - span.start as i64);
            dot(query, key) / (LINK as f32).sqrt() + self.link_distance[distance * 2 + content as usize]
        };
        let scores: Vec<f32> = cues.iter().zip(keys.chunks_exact(LINK)).map(score).collect();
        let most = scores.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
        let total: f32 = scores.iter().map(|s| encoder::exp(s - most)).sum();
        scores.iter().map(|s| if *s == f32::NEG_INFINITY { *s } else { s - most - total.ln() }).collect()
    }
}

fn is_stop(form: &str) -> bool {
    form.chars().all(|c| matches!(c, '.' | '?' | '!' | '…'))
}

fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for i in 1..values.len() {
        if values[i] > values[best] {
            best = i;
        }
    }
    best
}

/// Signed distance in words on a rough logarithmic scale.
fn bucket(distance: i64) -> usize {
    let bits = i64::from(i64::BITS - distance.unsigned_abs().leading_zeros());
    let magnitude = (3 * bits).min(DISTANCES - 1);
    (DISTANCES + if distance >= 0 { magnitude } else { -magnitude }) as usize
}

/// First and last vectors of spans, side by side.
fn ends(words: &[f32], spans: &[Span]) -> Vec<f32> {
    let mut out = Vec::with_capacity(spans.len() * 2 * WIDTH);
    for s in spans.iter().map(|s| &s.words) {
        out.extend_from_slice(&words[s.start * WIDTH..][..WIDTH]);
        out.extend_from_slice(&words[(s.end - 1) * WIDTH..][..WIDTH]);
    }
    out
}

/// The likeliest spans of a tag set: 0 is outside, odd tags begin a span, the even tag after goes on with it. No span
/// crosses a break.
fn spans(rows: &[&[f32]], tags: &Range<usize>, breaks: &[usize]) -> Vec<(Range<usize>, usize)> {
    let k = tags.len();
    let allowed =
        |from: usize, to: usize, broken: bool| to == 0 || to % 2 == 1 || !broken && (from == to || from + 1 == to);
    let mut score: Vec<f32> = Vec::new();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let values = &row[tags.clone()];
        let broken = i == 0 || breaks.contains(&i);
        let mut from = vec![0; k];
        let mut next = vec![f32::NEG_INFINITY; k];
        for to in 0..k {
            if i == 0 {
                next[to] = if allowed(0, to, true) { values[to] } else { f32::NEG_INFINITY };
                continue;
            }
            for before in (0..k).filter(|&b| allowed(b, to, broken)) {
                if score[before] + values[to] > next[to] {
                    next[to] = score[before] + values[to];
                    from[to] = before;
                }
            }
        }
        back.push(from);
        score = next;
    }
    let mut path = vec![0; rows.len()];
    let mut at = if rows.is_empty() { 0 } else { argmax(&score) };
    for i in (0..rows.len()).rev() {
        path[i] = at;
        at = back[i][at];
    }
    runs(&path)
}

fn runs(path: &[usize]) -> Vec<(Range<usize>, usize)> {
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, &tag) in path.iter().enumerate() {
        match out.last_mut() {
            _ if tag % 2 == 1 => out.push((i..i + 1, tag)),
            Some((r, _)) if tag > 0 => r.end = i + 1,
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_begins_where_it_may() {
        // Tags: 0, B-x, I-x. "I" first is not allowed, so it is read as a beginning or left out.
        let rows: [&[f32]; 3] = [&[0.0, 1.0, 5.0], &[0.0, 0.0, 5.0], &[3.0, 0.0, 0.0]];
        assert_eq!(spans(&rows, &(0..3), &[]), [(0..2, 1)]);
        assert_eq!(spans(&rows, &(0..3), &[1]), [(0..1, 1)]);
    }

    #[test]
    fn distances_are_logarithmic_and_signed() {
        assert_eq!([bucket(0), bucket(1), bucket(-1), bucket(1 << 40)], [32, 35, 29, 63]);
    }
}
