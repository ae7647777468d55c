//! The encoder and its heads: from words to trees, names and attributions.

use std::ops::Range;

use crate::Error;
use crate::curve::Curves;
use crate::encoder::{Encoder, Input, POSITIONS, Path, Scratch, WIDTH};
use crate::feature::{Pieces, QuoteState, shape};
use crate::files::Files;
use crate::head::{Heads, Read, Stand};
use crate::label::{Labels, Upos};
use crate::parse::{Attribution, Name, Parse, Tags, Token, Tokens};
use crate::same::Same;
use crate::similar::Similar;
use crate::weights::Weights;

/// Windows hold paragraphs up to this many pieces.
const WINDOW: usize = 160;

/// The encoder and its heads.
pub struct Model {
    pieces: Pieces,
    pub(crate) encoder: Encoder,
    heads: Heads,
    path: Path,
    /// How likely what the heads say is right.
    pub curves: Curves,
    /// What verbs are like, if the model says so.
    pub similar: Option<Similar>,
    id: String,
}

impl Model {
    /// The model that ships inside the program.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Model {
        Files::embedded().and_then(|files| Model::load(&files)).expect("the model that ships is whole: tests read it")
    }

    /// The model of a folder, held to the hashes of its `model.toml`.
    pub fn from_folder(folder: &std::path::Path) -> Result<Model, Error> {
        Model::load(&Files::read(folder)?)
    }

    fn load(files: &Files) -> Result<Model, Error> {
        let pieces = Pieces::load(files)?;
        let weights = Weights::open(files, "weights.safetensors")?;
        Ok(Model {
            encoder: Encoder::load(&weights, pieces.count)?,
            pieces,
            heads: Heads::load(&weights, Labels::load(files)?)?,
            path: Path::best(),
            curves: Curves::load(files)?,
            similar: files.have_similar().then(|| Similar::load(files)).transpose()?,
            id: files.id(),
        })
    }

    /// What the model is: a hash over all its files. Another model has another one.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The same model with other instructions, which changes speed and nothing else.
    pub fn with_path(self, path: Path) -> Model {
        Model { path, ..self }
    }

    /// What a word means by itself, whatever stands around it: the mean of its pieces.
    pub fn meaning(&self, word: &str) -> Vec<f32> {
        let pieces = self.pieces.of(word);
        let mut out = vec![0.0; WIDTH];
        pieces.iter().for_each(|&piece| self.encoder.add_piece(piece, &mut out));
        out.iter_mut().for_each(|v| *v /= pieces.len() as f32);
        out
    }

    /// Splits words into sentences, unless these are given, and says what there is to say of each.
    pub fn parse(&self, tokens: &Tokens) -> Parse {
        let mut out = Parse { same: Same::new(&self.heads.same), ..Parse::default() };
        let mut scratch = Scratch::default();
        let forms: Vec<&str> = tokens.words.iter().map(|w| w.form).collect();
        let pieces: Vec<Vec<u32>> = forms.iter().map(|f| self.pieces.of(f)).collect();
        let mut at = 0;
        while at < forms.len() {
            let window = window_from(tokens, &pieces, at);
            let input = self.input(tokens, &pieces, &window);
            self.encoder.encode(&input, self.path, &mut scratch);
            let starts = given_starts(tokens, &window);
            let breaks: Vec<usize> = paragraphs_in(tokens, &window).map(|w| w - window.start).collect();
            let read = self.heads.read(
                &scratch.x,
                &input.first,
                &forms[window.clone()],
                starts.as_deref(),
                &breaks,
                |i: usize| stand(&tokens.words, window.start + i),
                &self.pieces,
                self.path,
            );
            let kept = whole_sentences(tokens, &window, &read);
            self.add(window.start, read.until(kept), &mut out);
            out.meanings.extend(&scratch.meanings[..kept * WIDTH]);
            at += kept;
        }
        out
    }

    fn input(&self, tokens: &Tokens, pieces: &[Vec<u32>], window: &Range<usize>) -> Input {
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
            let (shape, quote) = (shape(tokens.words[i].form), quotes.next(tokens.words[i].form));
            first.push(n);
            n += pieces[i].len();
            pieces[i].iter().for_each(|&p| push(p, shape, quote));
        }
        push(self.pieces.end, 0, 0);
        input.first = first;
        input
    }

    /// Takes what the heads read of a window into the whole.
    fn add(&self, base: usize, read: Read, out: &mut Parse) {
        let labels = &self.heads.labels;
        let shift = |r: &Range<usize>| base + r.start..base + r.end;
        // A name has a word that can name; a pronoun that begins a sentence has its capital from there.
        let can_name =
            |i: usize| matches!(labels.upos[read.words[i].upos], Upos::Propn | Upos::Noun | Upos::Adj | Upos::X);
        let named = read.names.iter().filter(|(r, _)| r.clone().any(can_name));
        out.names.extend(named.map(|(r, kind)| Name { words: shift(r), kind: *kind }));
        out.sentences.extend(read.starts.iter().map(|s| base + s));
        out.same.extend(&read.same);
        out.words.extend(read.words.into_iter().map(|w| Tags {
            lemma: w.lemma,
            upos: labels.upos[w.upos],
            xpos: labels.xpos[w.xpos].clone(),
            feats: labels.feats[w.feats].clone(),
            head: w.head.map(|h| base + h),
            deprel: labels.deprel[w.deprel].clone(),
        }));
        out.attributions.extend(read.attributions.iter().map(|a| Attribution {
            source: a.source.iter().map(shift).collect(),
            cue: a.cue.iter().map(shift).collect(),
            content: a.content.iter().map(shift).collect(),
            certainty: a.certainty,
        }));
    }
}

/// How a word stands to those beside it.
fn stand(words: &[Token], word: usize) -> Stand {
    let (before, after) = (words[word].joined, words.get(word + 1).is_some_and(|next| next.joined));
    match words[word].form {
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
    let paragraph = tokens.paragraphs.binary_search(&window.end).is_ok();
    if window.end == tokens.words.len() || paragraph || tokens.sentences.as_deref().is_some_and(ends_here) {
        return window.len();
    }
    read.starts.last().copied().filter(|&s| s > 0).unwrap_or(window.len())
}

/// Words at which paragraphs begin inside a window.
fn paragraphs_in<'t>(tokens: &'t Tokens, window: &Range<usize>) -> impl Iterator<Item = usize> + 't {
    let (start, end) = (window.start, window.end);
    let from = tokens.paragraphs.partition_point(|&w| w < start);
    tokens.paragraphs[from..].iter().copied().take_while(move |&w| w < end)
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
        tokens.paragraphs.binary_search(&i).is_ok()
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
