//! Who did what to whom, two at a time?

use super::{Event, Party, Record};

impl Record {
    /// Puts one event for each pair of an actor and a recipient in the place of events with several of them.
    pub fn expand(&mut self) {
        self.events = self.dyads();
    }

    pub(super) fn dyads(&self) -> Vec<Event> {
        self.events.iter().flat_map(Event::dyads).collect()
    }
}

impl Event {
    /// The event once for each pair of an actor and a recipient, with ids like `e9428a2cbc743.1`. Nobody is paired with himself: where
    /// two act on each other, that is two pairs. An event that is one pair already stays as it is.
    pub fn dyads(&self) -> Vec<Event> {
        if self.actors.len() < 2 && self.recipients.len() < 2 {
            return vec![self.clone()];
        }
        let pairs =
            sides(&self.actors).into_iter().flat_map(|a| sides(&self.recipients).into_iter().map(move |r| (a, r)));
        let between = pairs.filter(|(a, r)| a.is_none() || a.map(|p| &p.actor) != r.map(|p| &p.actor));
        between.enumerate().map(|(i, (a, r))| self.dyad(i + 1, a, r)).collect()
    }

    fn dyad(&self, number: usize, actor: Option<&Party>, recipient: Option<&Party>) -> Event {
        Event {
            id: format!("{}.{number}", self.id),
            actors: actor.into_iter().cloned().collect(),
            recipients: recipient.into_iter().cloned().collect(),
            ..self.clone()
        }
    }

    /// Do all who act also receive?
    pub(super) fn is_mutual(&self) -> bool {
        self.actors.len() > 1 && self.actors == self.recipients
    }
}

/// Each party of a side, or nobody once.
fn sides(parties: &[Party]) -> Vec<Option<&Party>> {
    if parties.is_empty() { vec![None] } else { parties.iter().map(Some).collect() }
}
