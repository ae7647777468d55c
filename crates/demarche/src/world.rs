//! What does reading need besides the report?

use std::path::PathBuf;

use crate::ontology::{self, Files, Ontology};
use crate::sentence::Model;

/// Everything that is not the report: model, ontology, settings. Loaded once, immutable, without clock or network:
/// the same report and the same world give the same bytes.
pub struct World {
    /// The encoder and its heads.
    pub model: Model,
    /// What is known of language and of the world.
    pub ontology: Ontology,
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

    fn from(files: &Files) -> Result<World, ontology::Error> {
        Ok(World { model: Model::embedded(), ontology: Ontology::load(files)? })
    }
}
