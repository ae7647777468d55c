//! The project's own chores.
//!
//! `cargo xtask eval --gold DIR [--json FILE] [--floors FILE] [--only GROUP]` measures the reader against gold data and
//! prints one table.

mod eval;

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
}

fn main() -> Result<ExitCode> {
    let Task::Eval { gold, json, floors, only } = Args::parse().task;
    eval::run(&gold, json.as_deref(), floors.as_deref(), only.as_deref())
}
