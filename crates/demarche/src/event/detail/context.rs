//! In which of PLOVER's contexts does an act stand?

use serde::Deserialize;
use toml::Spanned;

use super::{Example, Phrases, Scene};
use crate::event::Event;
use crate::ontology::{Error, Files};

const FILE: &str = "events/contexts.toml";

/// The words that tell of contexts.
pub(super) struct Contexts {
    names: Vec<String>,
    words: Phrases,
    pub(super) examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    context: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    words: Vec<String>,
    reads: Vec<String>,
    #[serde(default)]
    passes: Vec<String>,
}

impl Contexts {
    pub(super) fn load(files: &Files) -> Result<Contexts, Error> {
        let source = files.source(FILE)?;
        let tables: Tables = source.toml()?;
        let entries = || tables.context.iter().map(Spanned::get_ref);
        let examples = tables.context.iter().flat_map(|spanned| {
            let (line, entry) = (source.line(spanned.span().start), spanned.get_ref());
            let detail = format!("context {}", entry.name);
            let all = entry.reads.iter().map(|s| (s, true)).chain(entry.passes.iter().map(|s| (s, false)));
            all.map(move |(s, told)| Example { file: FILE, line, sentence: s.clone(), detail: detail.clone(), told })
        });
        Ok(Contexts {
            names: entries().map(|e| e.name.clone()).collect(),
            words: Phrases::new(entries().map(|e| &e.words)),
            examples: examples.collect(),
        })
    }

    /// Adds the contexts that words in the clause of an act tell, in the order of the file, behind those of its code.
    pub(super) fn add(&self, scene: &Scene, event: &mut Event) {
        let clause = scene.clause(event.trigger.start);
        let told = |at: usize| scene.clause(at) == clause;
        let found = self.words.all(scene, scene.sentence(event));
        let mut numbers: Vec<usize> =
            found.into_iter().filter(|(words, _)| told(words.end - 1)).map(|(_, number)| number).collect();
        numbers.sort_unstable();
        for name in numbers.into_iter().map(|n| &self.names[n]) {
            if !event.contexts.contains(name) {
                event.contexts.push(name.clone());
            }
        }
    }
}
