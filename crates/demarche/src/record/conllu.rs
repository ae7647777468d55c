//! How are the sentences built that a record was read from?

use std::io::{self, Write};

use super::{Around, Format, Record};
use crate::mention::coreference;
use crate::sentence::conllu;

pub(super) struct Conllu;

impl Format for Conllu {
    fn name(&self) -> &'static str {
        "conllu"
    }

    fn about(&self) -> &'static str {
        "the analysis under the record as CoNLL-U, as `demarche parse` writes it"
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let Around { text, sentences, mentions, .. } = *around;
        let entities = coreference::chains(sentences, mentions).brackets(sentences.words.len());
        conllu::write(sentences, text, &record.report.id, &entities, out)
    }
}
