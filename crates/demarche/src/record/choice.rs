//! Which events are wanted?

use std::str::FromStr;

use super::{Event, Record};
use crate::event::Status;

/// Which of a record's events are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Every one, whatever the report says of it.
    All,
    /// Those that have happened ([`Event::has_happened`]): what other event data knows alone.
    Happened,
    /// Those with one of these.
    With(Vec<Status>),
}

impl Choice {
    /// Leaves out of a record what is not wanted.
    pub fn keep(&self, record: &mut Record) {
        record.events.retain(|event| match self {
            Choice::All => true,
            Choice::Happened => event.has_happened(),
            Choice::With(statuses) => statuses.contains(&event.status),
        });
    }
}

impl FromStr for Choice {
    type Err = String;

    /// `all`, `happened`, or statuses with commas between them.
    fn from_str(words: &str) -> Result<Choice, String> {
        match words {
            "all" => Ok(Choice::All),
            "happened" => Ok(Choice::Happened),
            list => list.split(',').map(|word| status(word.trim())).collect::<Result<_, _>>().map(Choice::With),
        }
    }
}

fn status(word: &str) -> Result<Status, String> {
    let choices = |e: serde_json::Error| format!("{e}; or say `happened` or `all`");
    serde_json::from_value(word.into()).map_err(choices)
}

impl Event {
    /// Has it happened, as the report tells it? So has what is done by words alone, whatever becomes of it: a promise, an
    /// announcement, a refusal.
    pub fn has_happened(&self) -> bool {
        self.status == Status::Actual || self.is_word_given()
    }

    /// Is it the giving of a word, while its status tells of what the word is about? The codes for it are CAMEO's own: 03
    /// and 13 for what one intends, 12 for what one refuses.
    pub(super) fn is_word_given(&self) -> bool {
        match self.cameo.get(..2) {
            Some("03" | "13") => matches!(self.status, Status::Intended | Status::Promised),
            Some("12") => self.status == Status::Rejected,
            _ => false,
        }
    }
}
