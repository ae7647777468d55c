//! What does reading need besides the report?

use std::collections::BTreeSet;
use std::path::PathBuf;

use demarche_model::Model;

use crate::event::similar::Coding;
use crate::grammar::Grammar;
use crate::mention::Mentions;
use crate::ontology::{self, Files, Ontology};
use crate::record::WorldId;
use crate::register::Register;
use crate::statement::{Cues, Statement};
use crate::text::{Page, Text};
use crate::{event, grammar, mention, sentence, statement};

/// Everything that is not the report: model, ontology, settings. Loaded once, immutable, without clock or network:
/// the same report and the same world give the same bytes.
pub struct World {
    /// What reads the words.
    pub model: Model,
    /// What codes stand for.
    pub ontology: Ontology,
    /// The words of a page besides its sentences.
    pub page: Page,
    /// Where words begin and end.
    pub words: sentence::Lexicon,
    /// Words of grammar.
    pub grammar: grammar::Lexicon,
    /// Who is who, by name and by role.
    pub mentions: mention::Lexicon,
    /// How saying is told.
    pub cues: Cues,
    /// Which words name which acts.
    pub events: event::Lexicon,
    /// Which words tell how much, by what means, in which context.
    pub details: event::Details,
    /// Examples that are known to be misread, as `misread.txt` lists them: file and sentence.
    pub misread: BTreeSet<String>,
    /// The hash of all that the ontology says, additions too.
    pub ontology_id: String,
    /// The pin of the register whose actors it knows too.
    pub register: Option<String>,
    /// Which acts are coded.
    pub coding: Coding,
}

impl World {
    /// The world that ships inside the program.
    #[cfg(feature = "embedded")]
    pub fn load() -> Result<World, ontology::Error> {
        World::new(&Files::embedded(), Model::embedded())
    }

    /// A world with what is in these folders: each adds to the ontology, or is one that stands in its place.
    #[cfg(feature = "embedded")]
    pub fn with_ontologies(folders: &[PathBuf]) -> Result<World, ontology::Error> {
        World::new(&Files::in_folders(folders)?, Model::embedded())
    }

    /// The same, as the world of the ontology's own examples: Arnor, Gondor and their neighbours are states in it.
    #[cfg(feature = "embedded")]
    pub fn for_examples(folders: &[PathBuf]) -> Result<World, ontology::Error> {
        World::new(&Files::in_folders(folders)?.with_fiction(), Model::embedded())
    }

    /// The same world, in which the actors of a register are known too.
    #[must_use]
    pub fn with_register(mut self, register: &Register) -> World {
        self.mentions.enrol(register);
        self.register = Some(register.pin());
        self
    }

    /// The same world, where other acts are coded.
    #[must_use]
    pub fn with_coding(self, coding: Coding) -> World {
        World { coding, ..self }
    }

    /// Which world it is, as records name it.
    pub fn id(&self) -> WorldId {
        WorldId {
            version: env!("CARGO_PKG_VERSION").to_string(),
            model: self.model.id().to_string(),
            ontology: self.ontology_id.clone(),
            register: self.register.clone(),
            coding: self.coding.name().to_string(),
        }
    }

    /// What telling statements takes.
    pub fn saying(&self) -> statement::Known<'_> {
        statement::Known { cues: &self.cues, curves: &self.model.curves }
    }

    /// Who is spoken of in a text, and who says what: who I, we and you are is known once it is known who speaks.
    pub fn spoken(&self, text: &Text, grammar: &Grammar) -> (Mentions, Vec<Statement>) {
        let mentions = mention::find(text, grammar, &self.mentions);
        let (statements, persons) = statement::find(grammar, &mentions, &self.saying());
        (mentions.closed(persons), statements)
    }

    /// What telling events takes.
    pub fn acts(&self) -> event::Known<'_> {
        event::Known {
            lexicon: &self.events,
            details: &self.details,
            codes: &self.ontology.codes,
            numbers: &self.mentions.numbers,
            model: &self.model,
            coding: self.coding,
        }
    }

    /// A world of these files, read by this model.
    pub fn new(files: &Files, model: Model) -> Result<World, ontology::Error> {
        let ontology = Ontology::load(files)?;
        let events = event::Lexicon::load(files, &ontology)?;
        let world = World {
            model,
            page: Page::load(files)?,
            words: sentence::Lexicon::load(files)?,
            grammar: grammar::Lexicon::load(files, events.known.clone())?,
            mentions: mention::Lexicon::load(files, &ontology.lists)?,
            cues: Cues::load(files, &ontology.lists)?,
            details: event::Details::load(files, &ontology.codes)?,
            misread: files.misread()?,
            ontology_id: files.id(),
            ontology,
            events,
            register: None,
            coding: Coding::default(),
        };
        files.check_all_read()?;
        Ok(world)
    }
}
