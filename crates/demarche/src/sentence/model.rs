//! The encoder and its heads: from words to trees, names and attributions.

use std::ops::Range;

use smol_str::SmolStr;

use super::conllu::Document;
use super::encoder::{Encoder, Input, POSITIONS, Path, Scratch, WIDTH};
use super::feature::{Pieces, QuoteState, shape};
use super::head::{Heads, Read, Stand};
use super::same::Same;
use super::token::Tokenizer;
use super::weights::Weights;
use super::{Attribution, Name, Sentence, Sentences, Upos, Word, quote};
use crate::Span;
use crate::text::Text;

/// Windows hold paragraphs up to this many pieces.
const WINDOW: usize = 160;

/// The encoder and its heads.
pub struct Model {
    pieces: Pieces,
    encoder: Encoder,
    heads: Heads,
    path: Path,
}

/// Words before they are analysed.
struct Tokens<'t> {
    text: &'t str,
    spans: Vec<Span>,
    /// Where paragraphs begin: word and part of the text, in order; the first is word 0.
    paragraphs: Vec<(usize, usize)>,
    /// Where sentences begin, if that is given.
    sentences: Option<Vec<usize>>,
}

impl Model {
    /// The model that ships inside the program.
    pub fn embedded() -> Model {
        let weights = Weights::embedded();
        Model {
            pieces: Pieces::load(),
            encoder: Encoder::load(&weights),
            heads: Heads::load(&weights),
            path: Path::best(),
        }
    }

    /// The same model with other instructions, which changes speed and nothing else.
    pub fn with_path(self, path: Path) -> Model {
        Model { path, ..self }
    }

    /// Splits and analyses the prose of a report.
    pub fn parse(&self, text: &Text, tokenizer: &Tokenizer) -> Sentences {
        let mut tokens = Tokens { text: text.original, spans: Vec::new(), paragraphs: Vec::new(), sentences: None };
        for (i, part) in text.prose() {
            let words = tokenizer.words(text.original, part.span);
            if !words.is_empty() {
                tokens.paragraphs.push((tokens.spans.len(), i));
                tokens.spans.extend(words);
            }
        }
        self.analyse(&tokens)
    }

    /// Analyses words and sentences that are given.
    pub fn parse_document(&self, document: &Document) -> Sentences {
        let breaks = document.paragraphs.iter().copied().filter(|&w| w > 0);
        let paragraphs = std::iter::once(0).chain(breaks).enumerate().map(|(i, w)| (w, i)).collect();
        let tokens = Tokens {
            text: &document.text,
            spans: document.words.iter().map(|(span, _)| *span).collect(),
            paragraphs,
            sentences: Some(document.sentences.iter().map(|s| s.start).collect()),
        };
        self.analyse(&tokens)
    }

    /// What a word means by itself, whatever stands around it: the mean of its pieces.
    pub fn meaning(&self, word: &str) -> Vec<f32> {
        let pieces = self.pieces.of(word);
        let mut out = vec![0.0; WIDTH];
        pieces.iter().for_each(|&piece| self.encoder.add_piece(piece, &mut out));
        out.iter_mut().for_each(|v| *v /= pieces.len() as f32);
        out
    }

    fn analyse(&self, tokens: &Tokens) -> Sentences {
        let mut out = Sentences { same: Same::new(&self.heads.same), ..Sentences::default() };
        let mut scratch = Scratch::default();
        let forms: Vec<&str> = tokens.spans.iter().map(|s| s.of(tokens.text)).collect();
        let pieces: Vec<Vec<u32>> = forms.iter().map(|f| self.pieces.of(f)).collect();
        let mut at = 0;
        while at < forms.len() {
            let window = window_from(tokens, &pieces, at);
            let input = self.input(tokens, &forms, &pieces, &window);
            self.encoder.encode(&input, self.path, &mut scratch);
            let starts = given_starts(tokens, &window);
            let breaks: Vec<usize> = paragraphs_in(tokens, &window).map(|w| w - window.start).collect();
            let read = self.heads.read(
                &scratch.x,
                &input.first,
                &forms[window.clone()],
                starts.as_deref(),
                &breaks,
                |i: usize| stand(tokens, window.start + i),
                &self.pieces,
                self.path,
            );
            let kept = whole_sentences(tokens, &window, &read);
            self.add(tokens, &forms, window.start, read.until(kept), &mut out);
            out.meanings.extend(&scratch.meanings[..kept * WIDTH]);
            at += kept;
        }
        out.quotes = quote::find(&out, tokens.text);
        out
    }

    fn input(&self, tokens: &Tokens, forms: &[&str], pieces: &[Vec<u32>], window: &Range<usize>) -> Input {
        let mut input = Input::default();
        let mut push = |piece, shape, quote| {
            input.pieces.push(piece);
            input.shapes.push(shape);
            input.quotes.push(quote);
        };
        push(self.pieces.begin, 0, 0);
        let mut first = Vec::with_capacity(window.len());
        let mut quotes = QuoteState::default();
        let mut breaks = paragraphs_in(tokens, window).peekable();
        let mut n = 1;
        for i in window.clone() {
            if breaks.next_if_eq(&i).is_some() && i > window.start {
                push(self.pieces.paragraph, 0, 0);
                quotes = QuoteState::default();
                n += 1;
            }
            let (shape, quote) = (shape(forms[i]), quotes.next(forms[i]));
            first.push(n);
            n += pieces[i].len();
            pieces[i].iter().for_each(|&p| push(p, shape, quote));
        }
        push(self.pieces.end, 0, 0);
        input.first = first;
        input
    }

    /// Takes what the heads read of a window into the whole.
    fn add(&self, tokens: &Tokens, forms: &[&str], base: usize, read: Read, out: &mut Sentences) {
        for (k, start) in read.starts.iter().enumerate() {
            let end = read.starts.get(k + 1).copied().unwrap_or(read.words.len());
            let at = tokens.paragraphs.partition_point(|&(w, _)| w <= base + start) - 1;
            out.list.push(Sentence { words: base + start..base + end, part: tokens.paragraphs[at].1 });
        }
        let labels = &self.heads.labels;
        for (i, w) in read.words.iter().enumerate() {
            out.words.push(Word {
                span: tokens.spans[base + i],
                form: SmolStr::new(forms[base + i]),
                lemma: w.lemma.clone(),
                upos: labels.upos[w.upos],
                xpos: labels.xpos[w.xpos].clone(),
                feats: labels.feats[w.feats].clone(),
                head: w.head.map(|h| base + h),
                deprel: labels.deprel[w.deprel].clone(),
            });
        }
        out.same.extend(&read.same);
        let shift = |r: &Range<usize>| base + r.start..base + r.end;
        // A name has a word that can name; a pronoun that begins a sentence has its capital from there.
        let names = |r: &Range<usize>| {
            r.clone().any(|i| matches!(labels.upos[read.words[i].upos], Upos::Propn | Upos::Noun | Upos::Adj | Upos::X))
        };
        let named = read.names.iter().filter(|(r, _)| names(r));
        out.names.extend(named.map(|(r, kind)| Name { words: shift(r), kind: *kind }));
        out.attributions.extend(read.attributions.iter().map(|a| Attribution {
            source: a.source.iter().map(shift).collect(),
            cue: a.cue.iter().map(shift).collect(),
            content: a.content.iter().map(shift).collect(),
            certainty: a.certainty,
        }));
    }
}

/// How a word stands to those beside it.
fn stand(tokens: &Tokens, word: usize) -> Stand {
    let span = tokens.spans[word];
    let joined =
        |left: usize, right: usize| tokens.spans.get(right).is_some_and(|r| tokens.spans[left].end() == r.start());
    let (before, after) = (word > 0 && joined(word - 1, word), joined(word, word + 1));
    match span.of(tokens.text) {
        "\"" | "”" | "''" | "’" | "'" | "»" | ")" | "]" if before => Stand::Closes,
        "\"" | "“" | "``" | "‘" | "'" | "«" | "(" | "[" if after => Stand::Opens,
        _ if before => Stand::Joined,
        _ => Stand::Free,
    }
}

/// How much of a window is read to the end of a sentence: where it breaks off inside a paragraph, its last sentence is read
/// again, whole, in the next window.
fn whole_sentences(tokens: &Tokens, window: &Range<usize>, read: &Read) -> usize {
    let ends_here = |starts: &[usize]| starts.binary_search(&window.end).is_ok();
    let paragraph = tokens.paragraphs.binary_search_by_key(&window.end, |&(w, _)| w).is_ok();
    if window.end == tokens.spans.len() || paragraph || tokens.sentences.as_deref().is_some_and(ends_here) {
        return window.len();
    }
    read.starts.last().copied().filter(|&s| s > 0).unwrap_or(window.len())
}

/// Words at which paragraphs begin inside a window.
fn paragraphs_in<'t>(tokens: &'t Tokens, window: &Range<usize>) -> impl Iterator<Item = usize> + 't {
    let (start, end) = (window.start, window.end);
    let from = tokens.paragraphs.partition_point(|&(w, _)| w < start);
    tokens.paragraphs[from..].iter().map(|&(w, _)| w).take_while(move |&w| w < end)
}

fn given_starts(tokens: &Tokens, window: &Range<usize>) -> Option<Vec<usize>> {
    let starts = tokens.sentences.as_ref()?;
    let inside = starts.iter().filter(|s| window.contains(s)).map(|s| s - window.start);
    let mut out: Vec<usize> = inside.collect();
    if out.first() != Some(&0) {
        out.insert(0, 0);
    }
    Some(out)
}

/// The window that begins at a word: as many whole paragraphs, or sentences where they are given, as it holds; of one that
/// is too long alone, as much as it holds.
fn window_from(tokens: &Tokens, pieces: &[Vec<u32>], start: usize) -> Range<usize> {
    let unit_begins = |i: usize| {
        tokens.paragraphs.binary_search_by_key(&i, |&(w, _)| w).is_ok()
            || tokens.sentences.as_ref().is_some_and(|s| s.binary_search(&i).is_ok())
    };
    // A sentence that is given stays whole as long as the encoder has positions for it.
    let limit = if tokens.sentences.is_some() { POSITIONS - 10 } else { WINDOW };
    let (mut filled, mut whole) = (1, start);
    for i in start..pieces.len() {
        if i > start && unit_begins(i) {
            whole = i;
            filled += 1;
        }
        let (full, broken) = (filled + pieces[i].len() > WINDOW, filled + pieces[i].len() > limit);
        if full && whole > start {
            return start..whole;
        }
        if broken && i > start {
            return start..i;
        }
        filled += pieces[i].len();
    }
    start..pieces.len()
}
