//! Which acts are coded?

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use demarche::event::similar::Coding;

/// The choice between the words of the ontology and those like them.
#[derive(Args)]
pub struct CodingArgs {
    /// Which acts are coded
    #[arg(long, value_name = "WHICH", default_value = "similar", value_parser = codings())]
    pub coding: Coding,
}

fn codings() -> impl TypedValueParser<Value = Coding> {
    let names = Coding::ALL.map(|(_, name, about)| PossibleValue::new(name).help(about));
    let named = |name: String| Coding::ALL.into_iter().find(|(_, n, _)| *n == name).map(|(coding, ..)| coding);
    PossibleValuesParser::new(names).try_map(move |name| named(name).ok_or("no such coding"))
}
