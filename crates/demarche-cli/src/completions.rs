//! What may be typed next?

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::output::Output;
use crate::{Cli, Outcome};

const EXAMPLES: &str = "\
Examples:
  demarche completions bash > ~/.local/share/bash-completion/completions/demarche
  demarche completions zsh > ~/.zfunc/_demarche
  demarche completions fish > ~/.config/fish/completions/demarche.fish";

/// Write completions for a shell
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "demarche", &mut script);
        let mut output = Output::new(None)?;
        output.write(&script)?;
        output.finish()?;
        Ok(Outcome::Well)
    }
}
