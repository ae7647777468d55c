//! Reads news reports and writes down what they record: who said or did what to whom, when, where, on what
//! condition and on whose word. Every entry points to the characters it was read from and to the rule or model
//! that read it.
//!
//! ```
//! use demarche::prelude::*;
//! let world = World::for_examples(&[])?; // `World::load` knows the states that there are
//! let record = demarche::read(&Report::from_text("Rohan thanked Gondor on Monday."), &world);
//! assert_eq!(record.events[0].plover.as_deref(), Some("SUPPORT"));
//! # Ok::<(), demarche::ontology::Error>(())
//! ```

pub mod describe;
pub mod event;
pub mod examples;
pub mod grammar;
mod id;
pub mod mention;
pub mod ontology;
pub mod record;
pub mod register;
pub mod report;
pub mod sentence;
pub mod span;
pub mod statement;
pub mod text;
pub mod world;

pub use demarche_model as model;
use grammar::Grammar;
pub use record::Record;
pub use register::Register;
pub use report::Report;
use sentence::Sentences;
pub use span::Span;
pub use world::World;

/// What most programs need: `use demarche::prelude::*`.
pub mod prelude {
    pub use crate::model::Model;
    pub use crate::{Record, Report, Span, World};
}

/// Reads one report. Never fails on content: what was odd about it is noted in the record.
pub fn read(report: &Report, world: &World) -> Record {
    analyse(report, world).0
}

/// Reads one report, and keeps the sentences that its record was read from.
pub fn analyse(report: &Report, world: &World) -> (Record, Sentences) {
    let text = text::clean(report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let grammar = Grammar::new(&sentences, &world.grammar);
    let (mentions, statements) = world.spoken(&text, &grammar);
    let events = event::find(&text, &grammar, &mentions, &statements, &world.acts());
    let record = record::filled(report, &text, &sentences, &mentions, statements, events, &world.ontology.codes);
    (Record { world: world.id(), ..record }, sentences)
}
