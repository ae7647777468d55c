//! The project's own chores.
//!
//! `cargo xtask eval --gold DIR [--json FILE] [--floors FILE] [--only GROUP]` measures the reader against gold data and
//! prints one table. `cargo xtask similar --gold DIR` makes the classifier in `models/english/similar` again.

mod eval;
mod similar;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "The project's own chores")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Measures the reader against gold data.
    Eval {
        /// Folder that holds `gold/`, `seed/` and `train/`.
        #[arg(long, env = "DEMARCHE_GOLD")]
        gold: PathBuf,
        /// Writes the figures as JSON too.
        #[arg(long)]
        json: Option<PathBuf>,
        /// Fails where a figure lies below its floor in this TOML file.
        #[arg(long)]
        floors: Option<PathBuf>,
        /// Only figures whose name begins with this (`ud`, `raw`, `names`, `seed`, `polnear`, `plover`, `plv`).
        #[arg(long)]
        only: Option<String>,
    },
    /// Trains the classifier of verbs that the ontology does not list, and measures it.
    Similar {
        /// Folder that holds `gold/polnear/train/text/`.
        #[arg(long, env = "DEMARCHE_GOLD")]
        gold: PathBuf,
        /// Folder for weights and classes.
        #[arg(long, default_value = "models/english/similar")]
        out: PathBuf,
        /// Instead of training, writes the verbs that it would be asked about in the reports held back, to be marked.
        #[arg(long)]
        candidates: Option<PathBuf>,
    },
}

fn main() -> Result<ExitCode> {
    match Args::parse().task {
        Task::Eval { gold, json, floors, only } => {
            eval::run(&gold, json.as_deref(), floors.as_deref(), only.as_deref())
        }
        Task::Similar { gold, out, candidates } => {
            similar::run(&gold, &out, candidates.as_deref()).map(|()| ExitCode::SUCCESS)
        }
    }
}
