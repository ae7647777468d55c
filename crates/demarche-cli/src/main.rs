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
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  demarche read report.txt                        show what a report records
  demarche read --format ndjson reports/ > all.ndjson
  demarche explain report.txt --event e3          show why an entry is there
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
