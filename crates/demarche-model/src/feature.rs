//! What is the encoder told about each word?
//!
//! Word pieces, shapes and quotation states. `training/features.py` computes the same.

use std::collections::HashMap;

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Error;
use crate::files::Files;

/// More pieces of one word are left out.
const PIECES_PER_WORD: usize = 8;
/// What [`shape`] can answer.
pub const SHAPES: usize = 10;
/// What [`QuoteState`] can answer.
pub const QUOTES: usize = 3;
/// The file of word pieces, one a line.
const VOCABULARY: &str = "vocabulary.txt";

/// Cuts words into the pieces that the encoder knows.
pub struct Pieces {
    ids: HashMap<SmolStr, u32>,
    /// How many there are.
    pub count: usize,
    pub begin: u32,
    pub end: u32,
    pub paragraph: u32,
    unknown: u32,
}

impl Pieces {
    pub fn load(files: &Files) -> Result<Pieces, Error> {
        let text = files.text(VOCABULARY)?;
        let mut ids = HashMap::with_capacity(text.len() / 6);
        ids.extend(text.lines().map(SmolStr::new).zip(0..));
        let special =
            |piece: &str| ids.get(piece).copied().ok_or_else(|| files.fault(VOCABULARY, format!("has no `{piece}`")));
        Ok(Pieces {
            begin: special("[CLS]")?,
            end: special("[SEP]")?,
            paragraph: special("[unused0]")?,
            unknown: special("[UNK]")?,
            count: text.lines().count(),
            ids,
        })
    }

    /// Is this one piece, as every common word is?
    pub fn is_word(&self, plain: &str) -> bool {
        self.ids.contains_key(plain)
    }

    /// The pieces of a word, at least one.
    pub fn of(&self, word: &str) -> Vec<u32> {
        let plain = plain(word);
        let mut out = Vec::with_capacity(4);
        let mut rest = plain.as_str();
        while let Some(first) = rest.chars().next()
            && out.len() < PIECES_PER_WORD
        {
            let alphabetic = |c: char| c.is_alphanumeric();
            let end =
                if alphabetic(first) { rest.find(|c| !alphabetic(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
            self.greedy(&rest[..end], &mut out);
            rest = &rest[end..];
        }
        out.truncate(PIECES_PER_WORD);
        if out.is_empty() {
            out.push(self.unknown);
        }
        out
    }

    /// Longest pieces first; a stretch that cannot be covered is one unknown piece.
    fn greedy(&self, chunk: &str, out: &mut Vec<u32>) {
        const LONGEST: usize = 20;
        let (before, mut start) = (out.len(), 0);
        let mut key = String::new();
        while start < chunk.len() {
            let ends = chunk[start..].char_indices().map(|(i, c)| start + i + c.len_utf8()).take(LONGEST);
            let found = ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| {
                key.clear();
                key.push_str(if start > 0 { "##" } else { "" });
                key.push_str(&chunk[start..end]);
                self.ids.get(key.as_str()).map(|&id| (end, id))
            });
            let enough = out.len() - before > PIECES_PER_WORD;
            match found {
                Some((end, id)) if !enough => {
                    out.push(id);
                    start = end;
                }
                Some(_) => return,
                None => {
                    out.truncate(before);
                    return out.push(self.unknown);
                }
            }
        }
    }
}

/// Lower case without accents.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// Case and kind of characters, which an uncased vocabulary does not show.
pub fn shape(word: &str) -> u8 {
    let (mut letters, mut upper, mut lower, mut digits, mut others) = (0, 0, 0, 0, 0);
    for c in word.chars() {
        letters += c.is_alphabetic() as usize;
        upper += c.is_uppercase() as usize;
        lower += c.is_lowercase() as usize;
        digits += c.is_numeric() as usize;
        others += !c.is_numeric() as usize;
    }
    match (letters, digits) {
        (0, 0) => 8,
        (0, _) if others == 0 => 2,
        (_, 1..) => 6,
        _ if lower > 0 && upper == 0 => 1,
        _ if upper > 1 && lower == 0 => 3,
        _ if upper == 1 && lower == 0 => 4,
        _ if upper == 1 && word.starts_with(char::is_uppercase) => 5,
        _ if upper > 0 => 7,
        _ => 9,
    }
}

/// Follows double quotation marks from word to word: 0 outside, 1 inside, 2 a mark.
#[derive(Default)]
pub struct QuoteState {
    inside: bool,
}

impl QuoteState {
    /// The state of the next word.
    pub fn next(&mut self, word: &str) -> u8 {
        self.inside = match word {
            "“" | "``" | "„" | "«" => true,
            "”" | "''" | "»" => false,
            "\"" => !self.inside,
            _ => return self.inside as u8,
        };
        2
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        Files::embedded().and_then(|files| Pieces::load(&files)).expect("the model that ships")
    }

    /// Words of all kinds, one after the other, with what `training/features.py` tells of them: shape, state of quotation,
    /// pieces. Words of one's own are added by `python3 training/features.py < words`.
    const SAMPLE: &str = include_str!("../tests/features.tsv");

    fn words() -> impl Iterator<Item = &'static str> {
        SAMPLE.lines().filter_map(|line| line.split('\t').next())
    }

    #[test]
    fn the_reader_is_told_what_training_is_told() {
        let (pieces, mut state) = (pieces(), QuoteState::default());
        let mut told = |word: &str| {
            let ids: Vec<String> = pieces.of(word).iter().map(u32::to_string).collect();
            format!("{word}\t{}\t{}\t{}", shape(word), state.next(word), ids.join(" "))
        };
        let wrong: Vec<_> = SAMPLE.lines().zip(words()).map(|(line, word)| (line, told(word))).collect();
        let wrong: Vec<_> = wrong.iter().filter(|(line, told)| line != told).collect();
        assert!(wrong.is_empty(), "training, and the reader: {wrong:#?}");
    }

    /// The sample is what training makes of it, where there is a Python to ask.
    #[test]
    fn training_is_told_what_the_sample_says() {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../training/features.py");
        let python = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut python) = python else { return };
        let input: String = words().flat_map(|word| [word, "\n"]).collect();
        python.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it is read");
        let told = python.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&told.stdout), SAMPLE);
    }

    #[test]
    fn shapes() {
        let shapes: Vec<u8> =
            ["word", "12", "USA", "I", "Word", "G20", "McCoy", "...", "1,000"].iter().map(|w| shape(w)).collect();
        assert_eq!(shapes, [1, 2, 3, 4, 5, 6, 7, 8, 6]);
    }

    #[test]
    fn a_word_has_pieces_whatever_it_is() {
        let pieces = pieces();
        for word in ["peace", "Tillerson", "U.S.", "Łódź", "和平", "\u{300}", &"x".repeat(10_000)] {
            let n = pieces.of(word).len();
            assert!((1..=PIECES_PER_WORD).contains(&n), "{word}: {n}");
        }
    }

    #[test]
    fn accents_do_not_matter() {
        let pieces = pieces();
        assert_eq!(pieces.of("Élysée"), pieces.of("elysee"));
    }

    #[test]
    fn quotation_states() {
        let mut state = QuoteState::default();
        let states: Vec<u8> = ["\"", "Yes", "\"", "he", "“", "said", "”"].iter().map(|w| state.next(w)).collect();
        assert_eq!(states, [2, 1, 2, 0, 2, 1, 2]);
    }
}
