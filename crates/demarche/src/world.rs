//! What does reading need besides the report?

use std::path::Path;

use crate::event::similar::{Coding, Similar};
use crate::ontology::{self, Files, Ontology};
use crate::register::Register;
use crate::sentence::Model;

/// Everything that is not the report: model, ontology, settings. Loaded once, immutable, without clock or network:
/// the same report and the same world give the same bytes.
pub struct World {
    /// The encoder and its heads.
    pub model: Model,
    /// What is known of language and of the world.
    pub ontology: Ontology,
    /// The pin of the register whose actors it knows too.
    pub register: Option<String>,
    /// What acts the verbs are like that the ontology does not list.
    pub similar: Similar,
    /// Which acts are coded.
    pub coding: Coding,
}

impl World {
    /// The world that ships inside the program.
    pub fn load() -> Result<World, ontology::Error> {
        World::from(&Files::embedded())
    }

    /// A world whose ontology is read from a folder instead.
    pub fn with_ontology(folder: &Path) -> Result<World, ontology::Error> {
        World::from(&Files::in_folder(folder)?)
    }

    /// The world of the lexicon's own examples: Arnor, Gondor and their neighbours are states in it.
    pub fn for_examples(folder: Option<&Path>) -> Result<World, ontology::Error> {
        let files = folder.map_or_else(|| Ok(Files::embedded()), Files::in_folder)?;
        World::from(&files.with_fiction())
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
        Ok(World { model, ontology, register: None, similar: Similar::embedded(), coding: Coding::default() })
    }
}
