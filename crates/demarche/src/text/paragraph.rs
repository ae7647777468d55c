//! Where does a paragraph begin and end?
//!
//! In some texts each line is a paragraph; in others lines are cut at a fixed width and blank lines part the paragraphs.
//! The text itself tells which: in cut lines the next word would not have fitted.

use crate::Span;

/// Wider than any page on which lines are cut.
const WIDEST: usize = 120;
/// How much a cut line may fall short of the width.
const SLACK: usize = 12;

struct Line<'t> {
    span: Span,
    text: &'t str,
    /// Does a blank line, or the start of the text, stand before it?
    fresh: bool,
    /// Does it begin with white space?
    indented: bool,
    /// In characters.
    width: usize,
}

/// The paragraphs of a text, without white space around them. They cover everything that is not white space.
pub(super) fn split(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let width = cut_width(&lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let runs_on = i > 0 && width.is_some_and(|w| runs_on(&lines[i - 1], line, w));
        match paragraphs.last_mut() {
            Some(last) if runs_on => *last = last.to(line.span),
            _ => paragraphs.push(line.span),
        }
    }
    paragraphs
}

/// The lines that are not blank. `\r\n`, `\n`, `\r` and Unicode's separators end a line alike.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut start, mut fresh) = (0, true);
    for raw in text.split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let whole = Span::new(start, start + raw.len());
        let span = whole.trim(text);
        // The `\n` of `\r\n` is no line of its own.
        let second_half = raw == "\n" && text[..start].ends_with('\r');
        if !span.is_empty() {
            let inner = span.of(text);
            let width = inner.chars().count();
            found.push(Line { span, text: inner, fresh, indented: span.start() > start, width });
        }
        fresh = if second_half { fresh } else { span.is_empty() };
        start = whole.end();
    }
    found
}

/// The width at which the lines are cut, if they are.
fn cut_width(lines: &[Line]) -> Option<usize> {
    let spaced = lines.iter().filter(|l| l.text.contains(char::is_whitespace));
    let width = spaced.map(|l| l.width).max().filter(|w| *w <= WIDEST)?;
    // Breaks, those before a word that would not have fitted, within a sentence, and for certain within one.
    let (mut inner, mut full, mut open, mut sure) = (0, 0, 0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].fresh) {
        inner += 1;
        full += usize::from(is_full(&pair[0], &pair[1], width));
        open += usize::from(!super::token::ends_sentence(pair[0].text));
        sure += usize::from(pair[1].text.starts_with(char::is_lowercase) || pair[0].text.ends_with(','));
    }
    let cut = sure > 0 && full * 10 >= inner * 7 && open * 2 >= inner;
    cut.then_some(width)
}

/// Would the first word of the next line not have fitted on this one?
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or("").chars().count();
    line.width + 1 + word + SLACK > width
}

fn runs_on(line: &Line, next: &Line, width: usize) -> bool {
    let new_paragraph = next.fresh || (next.indented && !line.indented && super::token::ends_sentence(line.text));
    !new_paragraph && (is_full(line, next, width) || next.text.starts_with(char::is_lowercase))
}
