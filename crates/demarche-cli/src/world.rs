//! With which world are reports read?

use std::path::PathBuf;

use anyhow::Context;
use demarche::model::Model;
use demarche::ontology::Files;
use demarche::{Register, World};

/// Which model reads the words.
#[derive(clap::Args)]
pub struct ModelArgs {
    /// The folder of a model that reads in place of the one inside the program
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

/// Which model reads, and what it is told of language and of the world.
#[derive(clap::Args)]
pub struct OntologyArgs {
    /// A folder that adds codes and words to the ontology, or a whole ontology in its place; may be given several times
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
    #[command(flatten)]
    model: ModelArgs,
}

/// Which world the reports are read with.
#[derive(clap::Args)]
pub struct WorldArgs {
    #[command(flatten)]
    ontology: OntologyArgs,
    /// The folder of a register of actors, who are known too; see `demarche register`
    #[arg(long, value_name = "DIR")]
    register: Option<PathBuf>,
    /// Read only if the register is the one with this hash, which `demarche register pin` prints
    #[arg(long, value_name = "HASH", requires = "register")]
    pin: Option<String>,
}

impl ModelArgs {
    /// A world of this model and of these files.
    pub fn world(&self, files: &Files) -> anyhow::Result<World> {
        let folder = self.model.as_deref().map(Model::from_folder).transpose();
        let model = folder.context("the model cannot be used")?.unwrap_or_else(Model::embedded);
        World::new(files, model).context("the ontology cannot be used")
    }
}

impl OntologyArgs {
    pub fn load(&self) -> anyhow::Result<World> {
        self.model.world(&files(&self.ontology)?)
    }
}

impl WorldArgs {
    pub fn load(&self) -> anyhow::Result<World> {
        let Some(folder) = &self.register else { return self.ontology.load() };
        let register = Register::open(folder)?;
        if let Some(pin) = &self.pin {
            register.hold_to(pin).with_context(|| folder.display().to_string())?;
        }
        Ok(self.ontology.load()?.with_register(&register))
    }
}

/// The ontology that ships with the program, with what these folders add to it or put in its place.
pub fn files(folders: &[PathBuf]) -> anyhow::Result<Files> {
    Files::in_folders(folders).context("the ontology cannot be used")
}
