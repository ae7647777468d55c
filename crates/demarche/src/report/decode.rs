//! What do the bytes spell?
//!
//! UTF-8 if they can be read so, UTF-16 by its mark or its zeros, else the likeliest of the old encodings. Newlines and
//! everything else stay as they are, for spans count characters of the result.

use std::str;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to tell text from the rest.
const SAMPLE: usize = 1 << 16;

/// The first bytes of files that are often taken for text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
];

/// Text and what was odd about its bytes.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub text: String,
    pub notes: Vec<String>,
}

/// Decodes bytes. Never fails: what cannot be read stands as U+FFFD and is noted.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => by(encoding, &bytes[mark..]),
        None => match String::from_utf8(bytes) {
            Ok(text) if !zeros_alternate(text.as_bytes()) => Decoded { text, notes: Vec::new() },
            Ok(text) => by(guess(text.as_bytes()), text.as_bytes()),
            Err(other) => by(guess(other.as_bytes()), other.as_bytes()),
        },
    }
}

/// What the bytes are instead of text, if they evidently are none.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Some(what);
    }
    let wide = matches!(Encoding::for_bom(sample), Some((e, _)) if e != UTF_8) || zeros_alternate(sample);
    let controls = sample.iter().filter(|b| is_control(**b)).count();
    (!wide && controls * 20 > sample.len()).then_some("binary data")
}

/// Is the byte one that no text has? Tabs, line and page ends are of the text.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)
}

fn by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if encoding != UTF_8 {
        notes.push(format!("not UTF-8; read as {}", encoding.name()));
    }
    if malformed {
        notes.push("some bytes could not be decoded and stand as U+FFFD".to_string());
    }
    Decoded { text: text.into_owned(), notes }
}

/// The likeliest encoding of bytes that carry no mark and are not clean UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if zeros_alternate(bytes) {
        return if zeros_at(bytes, 1) > zeros_at(bytes, 0) { UTF_16LE } else { UTF_16BE };
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(16 * SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Is every other byte zero, as in UTF-16 that spells mostly Latin letters?
fn zeros_alternate(bytes: &[u8]) -> bool {
    let pairs = bytes.len().min(SAMPLE) / 2;
    let (even, odd) = (zeros_at(bytes, 0), zeros_at(bytes, 1));
    pairs >= 2 && even.max(odd) * 10 > pairs * 6 && even.min(odd) * 10 < pairs
}

/// Zeros at even (`parity` 0) or odd offsets.
fn zeros_at(bytes: &[u8], parity: usize) -> usize {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count()
}

/// Do more bytes above ASCII belong to sound UTF-8 sequences than do not? So in text that was cut or spoilt in places.
/// A letter that is cut off at the very end does not count against it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut spoilt) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        sound += chunk.valid().bytes().filter(|b| *b >= 0x80).count();
        let cut = chunks.peek().is_none() && str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        spoilt += if cut { 0 } else { chunk.invalid().len() };
    }
    sound > spoilt || spoilt == 0
}
