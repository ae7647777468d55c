//! What does a report record, as others read it?

use crate::Report;
use crate::event::Event;
use crate::mention::Mentions;
use crate::sentence::Sentences;
use crate::statement::Statement;
use crate::text::Text;

/// All that one report yields, with spans in Unicode code points.
pub struct Record {}

impl Record {
    /// Puts together what the stages found.
    pub fn new(
        _report: &Report,
        _text: &Text,
        _sentences: &Sentences,
        _mentions: Mentions,
        _statements: Vec<Statement>,
        _events: Vec<Event>,
    ) -> Record {
        Record {}
    }
}
