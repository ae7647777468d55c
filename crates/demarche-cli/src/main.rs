//! The demarche command: what can be asked of it, one file a command.

mod actors;
mod check;
mod coding;
mod completions;
mod explain;
mod input;
mod look;
mod output;
mod parse;
mod pipeline;
mod read;
mod register;
mod store;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use demarche::World;

const EXAMPLES: &str = "\
Examples:
  demarche read report.txt                        show what a report records
  demarche read --format ndjson reports/ > all.ndjson
  demarche explain report.txt --event e3f9        show why an entry is there
  demarche parse report.txt > report.conllu       words and trees
  demarche read --help                            more examples for each command

Exit status:
  0  everything was read
  1  something could not be read or written (the rest was); standard error says what
  2  the command line was not understood";

/// Reads news reports into records of who said or did what to whom, every entry traceable to its words.
#[derive(Parser)]
#[command(name = "demarche", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Read(read::Read),
    Explain(explain::Explain),
    Actors(actors::Actors),
    Register(register::Register),
    Parse(parse::Parse),
    Check(check::Check),
    Completions(completions::Completions),
}

/// Was all of it well? If not, standard error has been told of each fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Well,
    Faults,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demarche: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Read(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Actors(command) => command.run(),
        Command::Register(command) => command.run(),
        Command::Parse(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Completions(command) => command.run(),
    }
}

/// The world that ships with the program, with what these folders add to it or put in its place.
fn world(folders: &[PathBuf]) -> anyhow::Result<World> {
    World::with_ontologies(folders).context("the ontology cannot be used")
}

/// Which world the reports are read with.
#[derive(clap::Args)]
struct WorldArgs {
    /// A folder that adds codes and words to the ontology, or a whole ontology in its place; may be given several times
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
    /// The folder of a register of actors, who are known too; see `demarche register`
    #[arg(long, value_name = "DIR")]
    register: Option<PathBuf>,
    /// Read only if the register is the one with this hash, which `demarche register pin` prints
    #[arg(long, value_name = "HASH", requires = "register")]
    pin: Option<String>,
}

impl WorldArgs {
    fn load(&self) -> anyhow::Result<World> {
        let Some(folder) = &self.register else { return world(&self.ontology) };
        let register = demarche::Register::open(folder)?;
        if let Some(pin) = &self.pin {
            register.hold_to(pin).with_context(|| folder.display().to_string())?;
        }
        Ok(world(&self.ontology)?.with_register(&register))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_teaches_by_example() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("demarche {}", command.get_name())), "{}", command.get_name());
        }
    }
}
