//! What exactly is said?
//!
//! The model proposes; quotation marks decide. A piece that takes part of a quotation takes all of it.

use std::ops::Range;

use super::Kind;
use crate::sentence::{Quote, Sentences, Upos};

/// Steps up a tree before it must be at fault.
const DEEPEST: usize = 20;

/// Pieces as tree and marks want them: whole clauses and quotations, in order, none inside another, none over
/// `keep_out`; `cue` is the head of the cue.
pub fn snapped(s: &Sentences, pieces: &[Range<usize>], keep_out: &[Range<usize>], cue: usize) -> Vec<Range<usize>> {
    let here = near(s, pieces, cue);
    let whole = here.iter().map(|p| grown(s, before_next_cue(s, p, cue), keep_out, cue));
    let mut out: Vec<Range<usize>> = whole.map(|p| snap(s, &p, keep_out)).filter(|p| has_words(s, p)).collect();
    out.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for piece in out {
        match merged.last_mut() {
            Some(last) if joins(s, last, &piece, keep_out) => last.end = last.end.max(piece.end),
            _ => merged.push(piece),
        }
    }
    merged
}

/// Is it more than marks and small words, and does it hold no quotation of nothing?
pub fn has_words(s: &Sentences, piece: &Range<usize>) -> bool {
    let words = |r: &Range<usize>| s.words[r.clone()].iter().any(|w| w.upos != Upos::Punct);
    let empty = |i: usize| matches!(s.words[i].upos, Upos::Punct | Upos::Det | Upos::Adp | Upos::Part | Upos::Cconj);
    (!piece.clone().all(empty) || words(piece) && outer_over(s, piece).next().is_some())
        && outer_over(s, piece).all(|q| words(&q.words))
}

/// Without retold pieces of other sentences, where the cue's own sentence holds some.
fn near(s: &Sentences, pieces: &[Range<usize>], cue: usize) -> Vec<Range<usize>> {
    let sentence = s.sentence_of(cue);
    let own = |p: &Range<usize>| s.sentence_of(p.start) == sentence;
    let quoted = |p: &Range<usize>| outer_over(s, p).next().is_some();
    let kept = pieces.iter().filter(|p| own(p) || quoted(p) || !pieces.iter().any(own));
    kept.cloned().collect()
}

/// `confirmed that A and denied that B`: A ends where the second verb begins.
fn before_next_cue(s: &Sentences, piece: &Range<usize>, cue: usize) -> Range<usize> {
    let verb = |i: usize| s.words[i].upos == Upos::Verb && s.words[i].is(&["conj"]) && s.words[i].head == Some(cue);
    let joined = (piece.start + 1..piece.end).find(|&i| cue < piece.start && verb(i));
    let start = joined.map(|i| s.extent(i).start.max(piece.start + 1));
    piece.start..start.map_or(piece.end, |i| if s.words[i - 1].upos == Upos::Cconj { i - 1 } else { i })
}

/// With the words next to it that hang on its own: the model now and then stops before the last phrase.
fn grown(s: &Sentences, piece: Range<usize>, keep_out: &[Range<usize>], cue: usize) -> Range<usize> {
    let (first, last) = (s.sentence_of(piece.start), s.sentence_of(piece.end - 1));
    let free = |i: usize| keep_out.iter().all(|k| !k.contains(&i)) && s.words[i].upos != Upos::Punct;
    let above = |i: &usize| s.words[*i].head.filter(|&h| h != cue);
    let hangs = |i: usize| std::iter::successors(Some(i), above).skip(1).take(DEEPEST).any(|h| piece.contains(&h));
    let ours = |i: &usize| free(*i) && hangs(*i);
    // Where quoted words end, the writer's own begin.
    if outer_over(s, &piece).any(|q| q.words.end == piece.end || q.words.start == piece.start) {
        return piece;
    }
    let after = (piece.end..s.list[last].words.end).take_while(ours).count();
    let before = (s.list[first].words.start..piece.start).rev().take_while(ours).count();
    piece.start - before..piece.end + after
}

/// What nothing parts but words of nobody's else is one.
fn joins(s: &Sentences, last: &Range<usize>, next: &Range<usize>, keep_out: &[Range<usize>]) -> bool {
    let gap = last.end..next.start;
    let same = s.sentence_of(last.end - 1) == s.sentence_of(next.start);
    gap.is_empty() || same && keep_out.iter().all(|k| overlap(k, &gap) == 0)
}

fn snap(s: &Sentences, piece: &Range<usize>, keep_out: &[Range<usize>]) -> Range<usize> {
    let mut out = piece.clone();
    for quote in outer_over(s, piece) {
        let inner = overlap(&quote.words, piece);
        let mostly = 2 * inner >= quote.words.len() || 2 * inner >= piece.len();
        let free = keep_out.iter().all(|k| overlap(&quote.words, k) == 0);
        if mostly && free {
            out = out.start.min(quote.words.start)..out.end.max(quote.words.end);
        }
    }
    // Single marks may be apostrophes: only one that is all but taken in is taken whole.
    let all_but = |q: &&Quote| q.single && q.closed && overlap(&q.words, piece) + 1 >= q.words.len();
    for quote in s.quotes_over(piece).filter(all_but) {
        out = out.start.min(quote.words.start)..out.end.max(quote.words.end);
    }
    trim(s, out)
}

/// Without punctuation at the ends that belongs to the sentence around (quotation marks stay).
pub fn trim(s: &Sentences, mut piece: Range<usize>) -> Range<usize> {
    let loose = |i: usize| matches!(s.words[i].form.as_str(), "," | ":" | ";" | "-" | "--" | "—" | "–");
    let stop =
        |i: usize| matches!(s.words[i].form.as_str(), "." | "!" | "?") && outer_over(s, &(i..i + 1)).next().is_none();
    while piece.start < piece.end && loose(piece.start) {
        piece.start += 1;
    }
    while piece.start < piece.end && (loose(piece.end - 1) || stop(piece.end - 1)) {
        piece.end -= 1;
    }
    piece
}

/// Double quotations that stand in no other.
pub fn outer(s: &Sentences) -> impl Iterator<Item = &Quote> {
    s.quotes.iter().filter(|q| q.depth == 0 && !q.single)
}

/// The same, those that share words with a piece.
fn outer_over<'s>(s: &'s Sentences, piece: &'s Range<usize>) -> impl Iterator<Item = &'s Quote> {
    s.quotes_over(piece).filter(|q| q.depth == 0 && !q.single)
}

/// How many words two ranges share.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Direct where all words are quoted, mixed where some are.
pub fn kind(s: &Sentences, content: &[Range<usize>]) -> Kind {
    let words = || content.iter().cloned().flatten().filter(|&i| s.words[i].upos != Upos::Punct);
    let quoted = |i: &usize| s.quotes_over(&(*i..i + 1)).next().is_some();
    match (words().count(), words().filter(quoted).count()) {
        (_, 0) => Kind::Indirect,
        (all, some) if all == some => Kind::Direct,
        _ => Kind::Mixed,
    }
}
