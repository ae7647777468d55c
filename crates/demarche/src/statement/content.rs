//! What exactly is said?
//!
//! The model proposes; quotation marks decide. A piece that takes part of a quotation takes all of it.

use std::ops::Range;

use super::Kind;
use crate::sentence::{Quote, Sentences, Upos};

/// Pieces as the marks want them: whole quotations, in order, none inside another, none over `keep_out`.
pub fn snapped(s: &Sentences, pieces: &[Range<usize>], keep_out: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = pieces.iter().map(|p| snap(s, p, keep_out)).filter(|p| !p.is_empty()).collect();
    out.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for piece in out {
        match merged.last_mut() {
            Some(last) if piece.start < last.end => last.end = last.end.max(piece.end),
            _ => merged.push(piece),
        }
    }
    merged
}

fn snap(s: &Sentences, piece: &Range<usize>, keep_out: &[Range<usize>]) -> Range<usize> {
    let mut out = piece.clone();
    for quote in outer(s).filter(|q| overlap(&q.words, piece) > 0) {
        let inner = overlap(&quote.words, piece);
        let mostly = 2 * inner >= quote.words.len() || 2 * inner >= piece.len();
        let free = keep_out.iter().all(|k| overlap(&quote.words, k) == 0);
        if mostly && free {
            out = out.start.min(quote.words.start)..out.end.max(quote.words.end);
        }
    }
    trim(s, out)
}

/// Without punctuation at the ends that belongs to the sentence around (quotation marks stay).
fn trim(s: &Sentences, mut piece: Range<usize>) -> Range<usize> {
    let loose = |i: usize| matches!(s.words[i].form.as_str(), "," | ":" | ";" | "-" | "--" | "—" | "–");
    while piece.start < piece.end && loose(piece.start) {
        piece.start += 1;
    }
    while piece.start < piece.end && loose(piece.end - 1) {
        piece.end -= 1;
    }
    piece
}

/// Double quotations that stand in no other.
pub fn outer(s: &Sentences) -> impl Iterator<Item = &Quote> {
    s.quotes.iter().filter(|q| q.depth == 0 && !q.single)
}

/// How many words two ranges share.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Direct where all words are quoted, mixed where some are.
pub fn kind(s: &Sentences, content: &[Range<usize>]) -> Kind {
    let words = || content.iter().cloned().flatten().filter(|&i| s.words[i].upos != Upos::Punct);
    let quoted = |i: &usize| s.quotes.iter().any(|q| q.words.contains(i));
    match (words().count(), words().filter(quoted).count()) {
        (_, 0) => Kind::Indirect,
        (all, some) if all == some => Kind::Direct,
        _ => Kind::Mixed,
    }
}
