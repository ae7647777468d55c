//! Which words has a short line?
//!
//! For bylines, credits and the like only; sentences are cut by `sentence`.

use crate::Span;

/// A word of a line without the punctuation around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// The word; empty for free-standing punctuation.
    pub core: &'t str,
    /// Where the word stands in the line.
    pub span: Span,
    /// Is there punctuation or a bar between the word before and this one?
    pub apart: bool,
}

impl Token<'_> {
    /// The word as lists hold it.
    pub fn key(&self) -> String {
        key(self.core)
    }

    /// Does the word begin with a capital, or with a character that knows no capitals?
    pub fn capital(&self) -> bool {
        self.core.chars().next().is_some_and(|c| !c.is_lowercase())
    }

    /// Is the word written in capitals alone?
    pub fn capitals(&self) -> bool {
        is_capitals(self.core)
    }

    /// Has the word letters?
    pub fn wordy(&self) -> bool {
        self.core.chars().any(char::is_alphabetic)
    }
}

/// A word as lists hold it: in small letters, without a full stop at the end.
pub(super) fn key(word: &str) -> String {
    word.trim_end_matches('.').to_lowercase()
}

/// Has the text letters, and is none of them small?
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// The words of a line.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut apart = false;
    let mut start = 0;
    for piece in line.split_inclusive(breaks) {
        let lead = piece.len() - piece.trim_start_matches(edge).len();
        let core = piece.trim_matches(edge);
        apart |= lead > 0 && !piece[..lead].trim().is_empty();
        if !core.is_empty() {
            let span = Span::new(start + lead, start + lead + core.len());
            found.push(Token { core, span, apart });
            apart = separates(&piece[lead + core.len()..]);
        } else {
            apart |= !piece.trim().is_empty();
        }
        start += piece.len();
    }
    found
}

/// Where one word ends and the next begins.
fn breaks(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '•' | '·' | '—' | ';')
}

/// What may stand around a word without being of it. The colon inside `10:32` is not at an edge.
fn edge(c: char) -> bool {
    c.is_whitespace() || !(c.is_alphanumeric() || matches!(c, '@' | '&' | '+' | '#'))
}

/// Does what follows a word part it from the next? The full stop of `Feb.` does not.
fn separates(after: &str) -> bool {
    after.chars().any(|c| !c.is_whitespace() && !matches!(c, '.' | '\'' | '’' | '"'))
}

/// The beginning of a text, at most `limit` bytes, not cut within a character.
pub(super) fn head(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The end of a text, at most `limit` bytes, not cut within a character.
pub(super) fn tail(text: &str, limit: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(limit))..]
}

/// Does a paragraph end as a sentence does? Closing quotation marks and brackets do not hide the stop. `U.S.` at the
/// end of a line is no stop.
pub(super) fn ends_sentence(text: &str) -> bool {
    let inner =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»'));
    match inner.chars().next_back() {
        Some('.') => !inner.ends_with("...") && !is_initials(inner.rsplit(char::is_whitespace).next().unwrap_or("")),
        Some(last) => matches!(last, '!' | '?' | '。') && inner.len() < text.len(),
        None => false,
    }
}

/// `U.S.`, `D.C.`: letters with a full stop each.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.').filter(|s| !s.is_empty()).peekable();
    word.matches('.').count() > 1 && letters.peek().is_some() && letters.all(|s| s.chars().count() == 1)
}
