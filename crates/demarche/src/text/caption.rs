//! Which words stand under a picture?
//!
//! A credit betrays them: `(Photo: AFP)`, `Jane Doe/Getty Images`, `REUTERS/Jane Doe`, or marks of who stands where.

use super::page::Page;
use super::token::{Token, head, key, tail, tokens};
use super::{byline, date};

/// Longer paragraphs are no captions.
const LONGEST: usize = 1000;
/// A credit stands within this many bytes of the end.
const CREDIT: usize = 120;
/// A credit has at most so many words.
const WORDS: usize = 9;

/// Is the paragraph a caption?
pub(super) fn is_caption(paragraph: &str, page: &Page) -> bool {
    paragraph.len() <= LONGEST
        && (page.caption.openings.of(&head(paragraph, 60).to_lowercase()).is_some()
            || page.caption.sides.iter().any(|side| paragraph.contains(side.as_str()))
            || bracketed_credit(paragraph, page)
            || trailing_credit(paragraph, page))
}

/// Could the paragraph be a caption without credit: words that break off without a full stop and give the day in full?
pub(super) fn gives_full_day(paragraph: &str, page: &Page) -> bool {
    if paragraph.len() > LONGEST {
        return false;
    }
    let words = tokens(paragraph);
    words.len() >= 8 && (0..words.len()).any(|i| date::at(&words[i..], page).is_some_and(|f| f.day.is_some()))
}

/// `… on Monday (Photo: AFP)`
fn bracketed_credit(paragraph: &str, page: &Page) -> bool {
    let Some(inner) = paragraph.trim_end_matches('.').strip_suffix([')', ']']) else { return false };
    let Some(open) = inner.rfind(['(', '[']) else { return false };
    let words = tokens(&inner[open + 1..]);
    let telling = words.iter().take(2).chain(words.last()).any(|w| is_credit_word(w, page));
    let names = words.iter().all(|w| w.capital() || is_credit_word(w, page) || page.byline.small.contains(&w.key()));
    words.len() <= WORDS && names && (telling || words.iter().any(|w| is_slashed(w.core, page)))
}

fn is_credit_word(word: &Token, page: &Page) -> bool {
    word.core.split('/').any(|part| page.caption.words.contains(&key(part)))
}

/// `… on Monday. REUTERS/Jane Doe`, `… on Monday. Photo by Jane Doe`
fn trailing_credit(paragraph: &str, page: &Page) -> bool {
    let end = tail(paragraph, CREDIT);
    let whole = end.len() == paragraph.len();
    let inner: Vec<Token> = tokens(end);
    let from = inner.len().saturating_sub(WORDS);
    (from..inner.len()).any(|i| {
        let rest = &end[inner[i].span.start()..];
        let fresh = (i == 0 && whole) || i > 0 && breaks_before(end, &inner, i);
        (fresh && names_credit(rest, page)) || slashed_at(&inner[i..], end, page)
    })
}

/// Does punctuation, a bracket or a line end stand before this word?
fn breaks_before(text: &str, words: &[Token], i: usize) -> bool {
    let gap = &text[words[i - 1].span.end()..words[i].span.start()];
    gap.contains(|c: char| !c.is_whitespace() && c != ',') || gap.contains('\n') || gap.contains("  ")
}

/// `Photo by Jane Doe`, `Image: Gondor Space Office`: an opening, then a name to the end.
fn names_credit(text: &str, page: &Page) -> bool {
    let lower = text.to_lowercase();
    let Some(opening) = page.caption.credits.of(&lower) else { return false };
    let words = tokens(text);
    let name = &words[tokens(opening).len().min(words.len())..];
    name.iter().all(|w| w.capital() || page.byline.small.contains(&w.key()))
}

/// `Jane Doe/Getty Images` or `REUTERS/Jane Doe`, here as the last words but three at most.
fn slashed_at(words: &[Token], text: &str, page: &Page) -> bool {
    let signed = is_slashed(words[0].core, page)
        || words[0].core.rsplit_once('/').is_some_and(|(_, first)| {
            let second = words.get(1).map_or("", |w| w.core);
            page.caption.picture_agencies.contains(&format!("{first} {second}"))
        });
    let closing = words.last().is_none_or(|w| text[w.span.end()..].chars().all(|c| !c.is_alphanumeric()));
    signed && closing && words.len() <= 5 && words.iter().all(|w| w.capital() || page.byline.small.contains(&w.key()))
}

/// Does a word join a name to one who signs pictures by a slash?
fn is_slashed(word: &str, page: &Page) -> bool {
    let known = |s: &str| page.caption.picture_agencies.contains(s) || byline::agency(s, page).is_some();
    word.split_once('/').is_some_and(|(before, after)| known(before) || known(after))
}
