//! Do the examples of the ontology read as its entries say?

use std::path::PathBuf;

use clap::Args;
use demarche::examples;

use crate::Outcome;
use crate::world::{ModelArgs, files};

const EXAMPLES: &str = "\
Examples:
  demarche check             the ontology that ships with the program
  demarche check ontology/   one that is being written
  demarche check examples/cyber-operations/   what is added to it, and that nothing else reads otherwise for that

Exit status:
  0  every example reads as its entry says
  1  some do not, or the ontology cannot be used
  2  the command line was not understood";

/// Try every example sentence of the ontology
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Folders that add to the ontology, or a whole ontology in its place
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    model: ModelArgs,
}

impl Check {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let world = self.model.world(&files(&self.folders)?.with_fiction())?;
        let tried = examples::check(&world);
        tried.misread.iter().for_each(|failure| println!("{failure}"));
        tried.stale.iter().for_each(|line| println!("ontology/misread.txt: listed, but read right: {line}"));
        tried.faults.iter().for_each(|fault| println!("{fault}"));
        let (count, misread, known) = (tried.count, tried.misread.len(), tried.known.len());
        eprintln!(
            "{misread} of {count} examples read otherwise than their entries say, beside {known} listed in misread.txt"
        );
        Ok(if misread == 0 && tried.stale.is_empty() && tried.faults.is_empty() {
            Outcome::Well
        } else {
            Outcome::Faults
        })
    }
}
