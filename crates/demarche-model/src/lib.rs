//! How is a sentence built, as a network reads it?
//!
//! An encoder in int8 and its heads: from words to parts of speech, trees, names, attributions, and to what means the
//! same. What a report is, and where its words stand in it, is nothing to this crate.

pub mod curve;
mod encoder;
mod feature;
mod files;
mod head;
mod label;
mod model;
mod mst;
mod parse;
pub mod same;
mod similar;
mod weights;

/// What is wrong with a model: its file and the fault, and what would be right.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Error {
    /// The file, with its line where that is known.
    pub place: String,
    /// What is wrong and what would be right.
    pub fault: String,
}

pub use curve::{Curves, Way};
pub use encoder::Path;
pub use label::{NameKind, Upos};
pub use model::Model;
pub use parse::{Attribution, Meanings, Name, Parse, Tags, Token, Tokens};
pub use similar::{FEATURES, Similar, VOTES};
