//! Where was a report written?
//!
//! `BRUSSELS, Feb 16 (Reuters) -` before the first sentence: place, region, day and agency, then a dash or colon.

use jiff::civil::Date;

use super::page::Page;
use super::token::{Token, head, key, tokens};
use super::{byline, date};

/// A dateline ends within this many bytes.
const LONGEST: usize = 160;
/// A town that no day or agency vouches for has at most so many words.
const TOWN: usize = 4;
/// So many bytes of the sentence are looked at.
const SENTENCE: usize = 400;

/// A dateline and what it tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dateline {
    /// Where the sentence begins, in bytes of the paragraph.
    pub end: usize,
    pub place: Option<String>,
    pub agency: Option<String>,
    pub day: Option<Date>,
    pub trust: Trust,
}

/// Could the words mean something else? Then their place in the report has to speak for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// `Bree – The`, `BREE: The`: could be a heading or a speaker.
    Doubtful,
    /// `BREE – The`: could be a heading in a list.
    Likely,
    /// With an agency or a day.
    Sure,
}

/// What stands before the bracket or dash.
#[derive(Default)]
struct Origin {
    place: Option<String>,
    agency: Option<String>,
    day: Option<Date>,
    dated: bool,
    /// Is the town in capitals, and how many words has it?
    capitals: bool,
    words: usize,
}

/// The dateline that a paragraph begins with.
pub(super) fn read(paragraph: &str, page: &Page) -> Option<Dateline> {
    let opening = head(paragraph, LONGEST);
    let mark = opening.find(['(', '—', '–', ':', '|']).into_iter().chain(opening.find(" - ")).chain(opening.find("--"));
    let at = mark.min().or_else(|| opening.ends_with(" -").then(|| opening.len() - 2));
    let whole = || (opening.len() == paragraph.len()).then_some(opening.len());
    let at = at.or_else(whole)?;
    let origin = origin(paragraph[..at].trim_end(), page)?;
    match paragraph[at..].chars().next() {
        Some('(') => bracketed(paragraph, at, origin, page),
        Some(_) => dashed(paragraph, at, origin),
        None => alone(paragraph, origin),
    }
}

/// `PLACE (AGENCY) - Sentence`
fn bracketed(paragraph: &str, at: usize, origin: Origin, page: &Page) -> Option<Dateline> {
    let inside = &paragraph[at + 1..];
    let close = head(inside, 60).find(')')?;
    let agency = byline::agency(&inside[..close], page);
    let after = &inside[close + 1..];
    let (sentence, marked) = past_mark(after);
    let stranger = origin.capitals && marked && short_name(&inside[..close], page);
    let fits = (agency.is_some() || stranger) && begins(sentence);
    let agency = agency.or_else(|| stranger.then(|| inside[..close].trim().to_string())).or(origin.agency);
    let end = paragraph.len() - sentence.len();
    fits.then_some(Dateline { end, place: origin.place, agency, day: origin.day, trust: Trust::Sure })
}

/// `PLACE - Sentence`, `AGENCY - Sentence`
fn dashed(paragraph: &str, at: usize, origin: Origin) -> Option<Dateline> {
    let (sentence, _) = past_mark(&paragraph[at..]);
    let mark = paragraph[at..].trim_start().chars().next();
    let sure = origin.dated || origin.agency.is_some();
    let colon = matches!(mark, Some(':' | '|'));
    let wire = origin.capitals && !colon;
    let trust = if sure {
        Trust::Sure
    } else if wire {
        Trust::Likely
    } else {
        Trust::Doubtful
    };
    // Only capitals tell a place before a colon from a topic.
    let topic = !sure && ((colon && !origin.capitals) || origin.words > TOWN);
    let named = origin.place.is_some() || origin.agency.is_some();
    let prose = head(sentence, SENTENCE).contains(char::is_lowercase);
    // A second dash would close a parenthesis: "Hungary — no friend of the plan — agreed".
    let paired = !sure && !wire && mark.is_some_and(|m| head(sentence, SENTENCE).contains(m));
    let fits = named && !topic && begins(sentence) && !paired && (sentence.is_empty() && sure || prose);
    let end = paragraph.len() - sentence.len();
    fits.then_some(Dateline { end, place: origin.place, agency: origin.agency, day: origin.day, trust })
}

/// `BRUSSELS, 16 February 2017` as a line of its own.
fn alone(paragraph: &str, origin: Origin) -> Option<Dateline> {
    let fits = origin.capitals && origin.dated && origin.place.is_some();
    let Origin { place, agency, day, .. } = origin;
    fits.then_some(Dateline { end: paragraph.len(), place, agency, day, trust: Trust::Sure })
}

/// The text behind dashes, colons and white space, and whether there were any marks.
fn past_mark(after: &str) -> (&str, bool) {
    let mark = |c: char| matches!(c, '-' | '–' | '—' | '―' | ':' | '|');
    let sentence = after.trim_start_matches(|c: char| c.is_whitespace() || mark(c));
    (sentence, after[..after.len() - sentence.len()].contains(mark))
}

/// Does a sentence begin here (or nothing at all)? Quotation marks may stand before its capital.
fn begins(sentence: &str) -> bool {
    let first = sentence.chars().find(|c| c.is_alphanumeric());
    first.is_none_or(|c| !c.is_lowercase())
}

fn short_name(text: &str, page: &Page) -> bool {
    let words = tokens(text);
    (1..=4).contains(&words.len()) && words.iter().all(|w| w.capital() && w.wordy()) && date::at(&words, page).is_none()
}

/// Reads `Bonn, Germany, Feb 16`, in capitals or not; an empty text is an origin without place.
fn origin(text: &str, page: &Page) -> Option<Origin> {
    let words = tokens(text);
    let mut origin = Origin::default();
    let (mut place, mut at) = (None, 0);
    while at < words.len() {
        let rest = &words[at..];
        at += if let Some(found) = date::at(rest, page) {
            origin.dated = true;
            origin.day = origin.day.or(found.day);
            found.words
        } else if page.weekdays.contains(&rest[0].key()) {
            1
        } else {
            match byline::agency_at(rest, page) {
                n if n > 0 && n == rest.len() => sign(&mut origin, rest, text),
                _ => extend(&mut place, at, &words, &origin, page)?,
            }
        };
    }
    let Some((first, last)) = place else { return (origin.agency.is_some() || words.is_empty()).then_some(origin) };
    let name = words[first].span.to(words[last].span).of(text);
    let town = words[first..=last].iter().enumerate().take_while(|(i, w)| *i == 0 || !w.apart).map(|(_, w)| w);
    origin.capitals = town.clone().all(|w| w.capitals() || page.dateline.small.contains(&w.key()));
    origin.words = town.count();
    // The full stop of `N.Y.` is of the name.
    let stop = text[words[last].span.end()..].starts_with('.') && name.contains('.');
    origin.place = Some(if stop { format!("{name}.") } else { name.to_string() });
    let labelled = |w: &str| page.dateline.not_places.contains(&key(w));
    let label = labelled(name) || (!origin.capitals && labelled(words[first].core));
    (!label && !text.contains(['"', '“', '?', '!', ';'])).then_some(origin)
}

fn sign(origin: &mut Origin, words: &[Token], text: &str) -> usize {
    let name = words[0].span.to(words[words.len() - 1].span).of(text);
    origin.agency.get_or_insert_with(|| name.to_string());
    words.len()
}

/// Takes the word at `at` into the place, if it can be part of one: a name in at most eight words, before the date.
fn extend(
    place: &mut Option<(usize, usize)>,
    at: usize,
    words: &[Token],
    origin: &Origin,
    page: &Page,
) -> Option<usize> {
    let word = &words[at];
    let name = word.wordy() && (word.capital() || (at > 0 && page.dateline.small.contains(&word.key())));
    let first = place.map_or(at, |(first, _)| first);
    let sound = name && !origin.dated && origin.agency.is_none() && at - first < 8;
    sound.then(|| *place = Some((first, at)))?;
    Some(1)
}
