//! What is the headline?
//!
//! The first line that is neither signature, caption nor furniture, if it looks like a headline and more text follows.
//! Sentences end with a full stop; headlines do not.

use super::dateline::Trust;
use super::page::Page;
use super::token::ends_sentence;
use super::{PartKind, caption, dateline};
use crate::Span;

/// A headline has at most so many bytes and words.
const LONGEST: usize = 250;
const WORDS: usize = 32;
/// A standfirst between headline and byline has at most so many words.
const STANDFIRST: usize = 45;

/// Makes the words of a given title a paragraph of their own, if the text begins with them; tells which.
pub(super) fn part_given(text: &str, title: &str, paragraphs: &mut Vec<Span>) -> Option<usize> {
    let starts = paragraphs.iter().take(5).map(|p| p.start()).enumerate();
    let (at, start, len) = starts.filter_map(|(i, s)| Some((i, s, repeats(&text[s..], title)?))).next()?;
    let end = start + len;
    let rest = paragraphs.split_off(at);
    paragraphs.push(Span::new(start, end).trim(text));
    let behind = rest.into_iter().filter(|p| p.end() > end);
    paragraphs.extend(behind.map(|p| Span::new(p.start().max(end), p.end()).trim(text)).filter(|p| !p.is_empty()));
    Some(at)
}

/// How many bytes of the text repeat the title, white space and capitals apart; none if it goes on in another way.
fn repeats(text: &str, title: &str) -> Option<usize> {
    let mut wanted = title.chars().filter(|c| !c.is_whitespace()).peekable();
    wanted.peek()?;
    let mut letters = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut end = 0;
    for letter in wanted {
        let (at, found) = letters.next()?;
        if found != letter && !found.to_lowercase().eq(letter.to_lowercase()) {
            return None;
        }
        end = at + found.len_utf8();
    }
    let line = text[end..].split(['\n', '\r']).next().unwrap_or("");
    if !line.contains(char::is_alphanumeric) {
        return Some(end + line.trim_end().len());
    }
    let parted = !line.starts_with(char::is_alphanumeric);
    let fresh = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    (parted && fresh && title.split_whitespace().count() > 2).then_some(end)
}

/// Marks headline, subtitle and a caption above the first sentence among the paragraphs without a kind.
pub(super) fn mark(paragraphs: &[&str], kinds: &mut [Option<PartKind>], page: &Page) {
    let given = kinds.iter().position(|k| *k == Some(PartKind::Title));
    let Some(title) = given.or_else(|| headline(paragraphs, kinds, page)) else { return };
    kinds[title] = Some(PartKind::Title);
    if let Some(below) = next_open(kinds, title + 1).filter(|i| is_bare_caption(paragraphs, kinds, *i, page)) {
        kinds[below] = Some(PartKind::Caption);
    }
    for line in title + 1..=title + 2 {
        if !is_subtitle(paragraphs, kinds, line, page) {
            break;
        }
        kinds[line] = Some(PartKind::Title);
    }
}

/// The number of the headline. A single word above it names a section of the page.
fn headline(paragraphs: &[&str], kinds: &mut [Option<PartKind>], page: &Page) -> Option<usize> {
    let first = next_open(kinds, 0)?;
    let second = kinds.get(first + 1).is_some_and(Option::is_none).then_some(first + 1);
    let section = !paragraphs[first].contains(char::is_whitespace) && next_open(kinds, first + 2).is_some();
    if let Some(second) = second.filter(|s| section && is_headline(paragraphs, kinds, *s, page)) {
        kinds[first] = Some(PartKind::Furniture);
        return Some(second);
    }
    is_headline(paragraphs, kinds, first, page).then_some(first)
}

fn is_headline(paragraphs: &[&str], kinds: &[Option<PartKind>], i: usize, page: &Page) -> bool {
    let followed = kinds[i + 1..].iter().take(20).any(|k| matches!(k, None | Some(PartKind::Byline)));
    let signed = kinds.get(i + 1) == Some(&Some(PartKind::Byline));
    let line = paragraphs[i];
    let stopped = ends_sentence(line) && !(signed && line.len() <= LONGEST / 2) && !has_headline_capitals(line);
    followed && !stopped && is_title_like(line, page)
}

/// Are All Longer Words Capitalised, as some papers print their headlines? Then a full stop does not make a sentence.
fn has_headline_capitals(line: &str) -> bool {
    let mut long = line.split_whitespace().take(WORDS + 1).filter(|w| w.chars().nth(4).is_some());
    let count = long.clone().count();
    count >= 4 && long.all(|w| !w.starts_with(char::is_lowercase))
}

fn is_title_like(line: &str, page: &Page) -> bool {
    line.len() <= LONGEST
        && line.split_whitespace().count() <= WORDS
        && !line.ends_with([',', ':', ';', '-', '–', '—'])
        && dateline::read(line, page).is_none_or(|d| d.trust == Trust::Doubtful)
}

/// A line right below the headline, before the report proper: without a full stop, or between headline and byline.
fn is_subtitle(paragraphs: &[&str], kinds: &[Option<PartKind>], i: usize, page: &Page) -> bool {
    if kinds.get(i) != Some(&None) || next_open(kinds, i + 1).is_none() {
        return false;
    }
    let line = paragraphs[i];
    let standfirst =
        kinds[i + 1] == Some(PartKind::Byline) && line.split_whitespace().take(STANDFIRST + 1).count() <= STANDFIRST;
    let prose_follows = next_open(kinds, i + 1).is_some_and(|n| ends_sentence(paragraphs[n]));
    dateline::read(line, page).is_none_or(|d| d.trust == Trust::Doubtful)
        && (standfirst || (prose_follows && !ends_sentence(line) && is_title_like(line, page)))
}

/// A line between headline and first sentence that breaks off without a full stop and gives the day in full.
fn is_bare_caption(paragraphs: &[&str], kinds: &[Option<PartKind>], i: usize, page: &Page) -> bool {
    let line = paragraphs[i];
    let prose_follows = next_open(kinds, i + 1).is_some_and(|n| ends_sentence(paragraphs[n]));
    prose_follows && !ends_sentence(line) && dateline::read(line, page).is_none() && caption::gives_full_day(line, page)
}

fn next_open(kinds: &[Option<PartKind>], from: usize) -> Option<usize> {
    (from..kinds.len()).find(|i| kinds[*i].is_none())
}
