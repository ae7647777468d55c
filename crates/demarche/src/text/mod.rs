//! Which part of a report is its text?
//!
//! Tells title, byline, dateline, caption, body and furniture apart. Nothing is deleted: parts carry spans.

mod byline;
mod caption;
mod date;
mod dateline;
mod furniture;
mod language;
mod page;
mod paragraph;
#[cfg(test)]
mod tests;
mod title;
mod token;

use dateline::Trust;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use page::Page;

use crate::{Report, Span};

/// A report's text, cut into parts.
#[derive(Clone, Debug)]
pub struct Text<'r> {
    /// The text as it came in.
    pub original: &'r str,
    /// Its parts in order; they do not overlap, and between them stands white space alone.
    pub parts: Vec<Part>,
    /// What the parts that are not body tell.
    pub header: Header,
    /// What was odd.
    pub notes: Vec<String>,
}

/// One part: a paragraph, or a line with a task of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands, without white space around it.
    pub span: Span,
}

/// What a part of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// The headline.
    Title,
    /// Who wrote it: author, agency, date of the item.
    Byline,
    /// `BRUSSELS (Reuters) -` before the first sentence.
    Dateline,
    /// Words under a picture, with its credit.
    Caption,
    /// A paragraph of the report itself.
    Body,
    /// What belongs to the page and not to the report.
    Furniture,
}

/// What title, byline and dateline tell of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// The headline.
    pub title: Option<String>,
    /// The agency or outlet that wrote it, by the name it signs with (`AFP`).
    pub agency: Option<String>,
    /// The person who wrote it.
    pub author: Option<String>,
    /// The place of the dateline as written, with its region (`BRUSSELS`, `BONN, Germany`).
    pub dateline: Option<String>,
    /// Day of publication, ISO 8601: from the report if given there, else from its text.
    pub published: Option<String>,
    /// BCP 47 tag of the language: from the report if given there, else as the text reads, if it is long enough to tell.
    pub language: Option<String>,
}

impl Text<'_> {
    /// The parts that hold sentences: title, captions and body.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &Part)> {
        let holds = |p: &Part| matches!(p.kind, PartKind::Title | PartKind::Caption | PartKind::Body);
        self.parts.iter().enumerate().filter(move |(_, p)| holds(p))
    }
}

/// Cuts a report into its parts.
///
/// ```
/// use demarche::{Report, World, text};
/// use demarche::text::PartKind::{Body, Byline, Dateline, Title};
/// let report = Report::from_text(
///     "Gondor opens its granaries\nBy Jane Roe\nBREE, Arnor (Reuters) - Gondor opened its granaries on Monday.",
/// );
/// let world = World::load()?;
/// let text = text::clean(&report, &world.page);
/// let kinds: Vec<_> = text.parts.iter().map(|p| p.kind).collect();
/// assert_eq!(kinds, [Title, Byline, Dateline, Body]);
/// assert_eq!(text.header.author.as_deref(), Some("Jane Roe"));
/// assert_eq!(text.header.dateline.as_deref(), Some("BREE, Arnor"));
/// # Ok::<(), demarche::ontology::Error>(())
/// ```
pub fn clean<'r>(report: &'r Report, page: &Page) -> Text<'r> {
    let mut paragraphs = paragraph::split(&report.text);
    let given = report.title.as_ref().and_then(|t| title::part_given(&report.text, t, &mut paragraphs));
    let words: Vec<&str> = paragraphs.iter().map(|p| p.of(&report.text)).collect();
    let mut draft = Draft::new(&report.text, page);
    let mut kinds = draft.sort(&words, given);
    title::mark(&words, &mut kinds, page);
    draft.speakers =
        words.iter().take(40).filter(|w| dateline::read(w, page).is_some_and(|d| d.trust < Trust::Sure)).count() > 1;
    for (span, kind) in paragraphs.iter().zip(&kinds) {
        match kind {
            Some(kind) => draft.add(*kind, *span),
            None => draft.body(*span),
        }
    }
    draft.finish(report)
}

/// A place in capitals and a dash are a dateline after so many paragraphs at most: headline and standfirst may look like
/// sentences.
const LEDE: usize = 3;

/// A text while it is cut.
struct Draft<'t, 'p> {
    text: &'t str,
    page: &'p Page,
    parts: Vec<Part>,
    header: Header,
    /// The day of the first publication, then the day of a change, then the day of the dateline, as far as written.
    days: [Option<Date>; 3],
    /// Does more than one paragraph begin like a dateline that could be something else? Then they are the speakers of a
    /// transcript or the headings of a list.
    speakers: bool,
    /// How many paragraphs of the report were added.
    bodies: usize,
}

/// Bylines that hold more than signatures stand among the first so many paragraphs.
const TOP: usize = 8;
/// Other bylines may stand among the last so many, too.
const FOOT: usize = 3;

impl<'t, 'p> Draft<'t, 'p> {
    fn new(text: &'t str, page: &'p Page) -> Draft<'t, 'p> {
        Draft { text, page, parts: Vec::new(), header: Header::default(), days: [None; 3], speakers: false, bodies: 0 }
    }

    /// Gives a kind to every paragraph that tells it by itself; title and body remain.
    fn sort(&mut self, paragraphs: &[&str], given: Option<usize>) -> Vec<Option<PartKind>> {
        let mut kinds = Vec::with_capacity(paragraphs.len());
        let mut begun = false;
        for (i, words) in paragraphs.iter().enumerate() {
            let edge = i < TOP || i + FOOT >= paragraphs.len();
            let kind = if given == Some(i) { Some(PartKind::Title) } else { self.kind(words, edge, !begun && i > 0) };
            if kind == Some(PartKind::Byline) && i > 1 && !begun {
                self.name_above(paragraphs[i - 1], &mut kinds[i - 1]);
            }
            begun |= kind.is_none() && token::ends_sentence(words) && words.len() > 80;
            kinds.push(kind);
        }
        kinds
    }

    fn kind(&mut self, words: &str, edge: bool, above_body: bool) -> Option<PartKind> {
        if self.is_byline(words, edge, above_body) {
            return Some(PartKind::Byline);
        }
        let caption = caption::is_caption(words, self.page);
        let furniture = || furniture::is_furniture(words, self.page).then_some(PartKind::Furniture);
        caption.then_some(PartKind::Caption).or_else(furniture)
    }

    /// Is the paragraph a byline? If so, the header takes what it tells.
    fn is_byline(&mut self, words: &str, edge: bool, above_body: bool) -> bool {
        let found = if edge { byline::read(words, self.page) } else { byline::desk(words, self.page) };
        let dateline = || dateline::read(words, self.page).is_some_and(|d| d.trust > Trust::Doubtful);
        let sound = |s: &byline::Signature| s.certain || (above_body && !dateline());
        found.filter(sound).map(|signature| self.sign(signature)).is_some()
    }

    /// A name alone on the line above a byline is the writer's.
    fn name_above(&mut self, line: &str, kind: &mut Option<PartKind>) {
        if kind.is_none() && self.header.author.is_none() && byline::is_name(line, self.page) {
            self.header.author = Some(line.to_string());
            *kind = Some(PartKind::Byline);
        }
    }

    fn sign(&mut self, signature: byline::Signature) {
        self.header.agency = self.header.agency.take().or(signature.agency);
        self.header.author = self.header.author.take().or(signature.author);
        let day = &mut self.days[usize::from(signature.later)];
        *day = day.or(signature.day);
    }

    fn add(&mut self, kind: PartKind, span: Span) {
        let span = span.trim(self.text);
        if !span.is_empty() {
            self.parts.push(Part { kind, span });
        }
    }

    /// A paragraph of the report: perhaps with a dateline before it and a signature behind it.
    fn body(&mut self, span: Span) {
        let start = span.start() + self.dateline(span);
        let end = start + self.unsigned(&self.text[start..span.end()]);
        let foot = &self.text[end..span.end()];
        self.add(PartKind::Dateline, Span::new(span.start(), start));
        self.add(PartKind::Body, Span::new(start, end));
        self.add(PartKind::Byline, Span::new(end, span.end()));
        if let Some(signature) = byline::desk(foot, self.page) {
            self.sign(signature);
        } else if let Some(agency) = byline::agency(foot, self.page) {
            self.header.agency.get_or_insert(agency);
        }
    }

    /// The length of the dateline that a paragraph begins with. The less sure it is, the nearer to the start it must be.
    fn dateline(&mut self, span: Span) -> usize {
        let found = dateline::read(span.of(self.text), self.page).filter(|d| match d.trust {
            Trust::Sure => true,
            Trust::Likely => self.bodies <= LEDE && !self.speakers,
            Trust::Doubtful => self.bodies == 0 && !self.speakers,
        });
        self.bodies += 1;
        let Some(found) = found else { return 0 };
        self.header.dateline = self.header.dateline.take().or(found.place);
        self.header.agency = self.header.agency.take().or(found.agency);
        self.days[2] = self.days[2].or(found.day);
        found.end
    }

    /// The length of a paragraph without the signature in brackets behind its last sentence.
    fn unsigned(&self, words: &str) -> usize {
        let end = token::tail(words, 300);
        let open = end.strip_suffix(')').and_then(|e| e.rfind('(')).filter(|o| token::ends_sentence(&end[..*o]));
        let signed = open.filter(|o| {
            let inside = end[o + 1..].trim_end_matches(')');
            byline::desk(inside, self.page).is_some() || byline::agency(inside, self.page).is_some()
        });
        words.len() - signed.map_or(0, |o| end.len() - o)
    }

    /// The text with all that the report itself says of title, day and language, which goes before what was read.
    fn finish(mut self, report: &'t Report) -> Text<'t> {
        let read = self.parts.iter().find(|p| p.kind == PartKind::Title).map(|p| p.span.of(self.text).to_string());
        self.header.title = report.title.clone().or(read);
        let day = self.days.iter().flatten().next().map(Date::to_string);
        self.header.published = report.published.clone().or(day);
        let mut notes = report.notes.clone();
        let body = self.parts.iter().find(|p| p.kind == PartKind::Body).map(|p| p.span.start());
        match body {
            Some(start) => self.language(&self.text[start..], report, &mut notes),
            None => notes.push("the report has no body".to_string()),
        }
        Text { original: self.text, parts: self.parts, header: self.header, notes }
    }

    fn language(&mut self, body: &str, report: &Report, notes: &mut Vec<String>) {
        let found = language::detect(body, self.page);
        match (&found, &report.language) {
            (Some(found), _) if !language::is_english(&found.tag) => {
                notes.push(format!("reads English; this looks like {}", found.name));
            }
            (_, Some(tag)) if !language::is_english(tag) => {
                notes.push(format!("reads English; the report says that its language is `{tag}`"));
            }
            _ => {}
        }
        self.header.language = report.language.clone().or(found.map(|f| f.tag));
    }
}
