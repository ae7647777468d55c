//! What does reading need besides the report?

use std::path::PathBuf;

use demarche_model::Model;

use crate::event::similar::Coding;
use crate::ontology::{self, Files, Ontology};
use crate::register::Register;

/// Everything that is not the report: model, ontology, settings. Loaded once, immutable, without clock or network:
/// the same report and the same world give the same bytes.
pub struct World {
    /// The encoder and its heads.
    pub model: Model,
    /// What is known of language and of the world.
    pub ontology: Ontology,
    /// The pin of the register whose actors it knows too.
    pub register: Option<String>,
    /// Which acts are coded.
    pub coding: Coding,
}

impl World {
    /// The world that ships inside the program.
    pub fn load() -> Result<World, ontology::Error> {
        World::from(&Files::embedded())
    }

    /// A world with what is in these folders: each adds to the ontology, or is one that stands in its place.
    pub fn with_ontologies(folders: &[PathBuf]) -> Result<World, ontology::Error> {
        World::from(&Files::in_folders(folders)?)
    }

    /// The same, as the world of the ontology's own examples: Arnor, Gondor and their neighbours are states in it.
    pub fn for_examples(folders: &[PathBuf]) -> Result<World, ontology::Error> {
        World::from(&Files::in_folders(folders)?.with_fiction())
    }

    /// The same world, in which the actors of a register are known too.
    #[must_use]
    pub fn with_register(mut self, register: &Register) -> World {
        self.ontology.mentions.enrol(register);
        self.register = Some(register.pin());
        self
    }

    /// The same world, where other acts are coded.
    #[must_use]
    pub fn with_coding(self, coding: Coding) -> World {
        World { coding, ..self }
    }

    fn from(files: &Files) -> Result<World, ontology::Error> {
        let (model, ontology) = (Model::embedded(), Ontology::load(files)?);
        Ok(World { model, ontology, register: None, coding: Coding::default() })
    }
}
