//! How are these sentences built?

use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use demarche::mention::coreference;
use demarche::sentence::Sentences;
use demarche::sentence::conllu::{self, Document};
use demarche::{Report, World, report};

use crate::input::{CONLLU, Inputs, greet, report_endings};
use crate::output::Output;
use crate::read::unspoilt;
use crate::world::OntologyArgs;
use crate::{Outcome, pipeline};

const EXAMPLES: &str = "\
Examples:
  demarche parse report.txt                      words, tags and trees of a text
  demarche parse gold.conllu > ours.conllu       words and sentences as given, analysed anew
  echo 'Arnor thanked Gondor.' | demarche parse

The last column has names as NER=B-PER, I-PER, B-ORG, B-LOC, B-MISC, and what means the same as Entity=(e1 … e1),
in the brackets of CorefUD.";

/// Split, tag and parse sentences
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Parse {
    /// Text, NDJSON or CoNLL-U files; a folder stands for those in it; `-` or nothing is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The form of the analysis
    #[arg(long, short, value_enum, default_value = "conllu")]
    format: Form,
    #[command(flatten)]
    ontology: OntologyArgs,
    /// Write to this file, which appears once it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// Universal Dependencies' ten columns
    Conllu,
}

/// What is to be analysed.
enum Item {
    Report(Report),
    Document(Document),
}

type Items = Box<dyn Iterator<Item = anyhow::Result<Item>> + Send>;

impl Parse {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let world = self.ontology.load()?;
        let mut endings = report_endings();
        endings.push(CONLLU);
        let inputs = Inputs::new(&self.files, &endings);
        greet(&inputs);
        let mut output = Output::new(self.output.as_deref())?;
        let mut outcome = Outcome::Well;
        let items = inputs.files.into_iter().flat_map(open);
        let jobs = std::thread::available_parallelism().map_or(1, |n| n.get());
        pipeline::in_order(
            jobs,
            items,
            |item| self.analysis(item?, &world),
            |done| match done {
                Ok(analysis) => output.write(&analysis),
                Err(error) => {
                    outcome = Outcome::Faults;
                    eprintln!("demarche: {error:#}");
                    Ok(())
                }
            },
        )?;
        output.finish()?;
        Ok(outcome)
    }

    fn analysis(&self, item: Item, world: &World) -> anyhow::Result<Vec<u8>> {
        let Form::Conllu = self.format;
        let mut out = Vec::new();
        match item {
            Item::Report(report) => unspoilt(&report, || {
                let text = demarche::text::clean(&report, &world.page);
                let sentences = demarche::sentence::parse(&text, &world.model, &world.words);
                conllu::write(&sentences, text.original, &report.id, &entities(&sentences, world), &mut out)
            })??,
            Item::Document(document) => {
                let sentences = demarche::sentence::parse_document(&document, &world.model, &world.words);
                conllu::write_again(&sentences, &document, &entities(&sentences, world), &mut out)?;
            }
        }
        Ok(out)
    }
}

/// Which noun phrases mean the same, as brackets at the words.
fn entities(sentences: &Sentences, world: &World) -> Vec<String> {
    coreference::chains(sentences, &world.mentions).brackets(sentences.words.len())
}

fn open(file: anyhow::Result<String>) -> Items {
    file.and_then(|name| items(&name)).unwrap_or_else(|error| Box::new(std::iter::once(Err(error))))
}

fn items(name: &str) -> anyhow::Result<Items> {
    if name == "-" {
        let mut input = BufReader::with_capacity(1 << 16, stdin());
        return if looks_like_conllu(input.fill_buf()?) { documents(name, input) } else { reports(name, input) };
    }
    let conllu = Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case(CONLLU));
    if conllu {
        let file = std::fs::File::open(name).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
        return documents(name, BufReader::new(file));
    }
    Ok(items_of(report::open_file(name, None)?))
}

fn reports(name: &str, input: impl BufRead + Send + 'static) -> anyhow::Result<Items> {
    Ok(items_of(report::open(name, input, None)?))
}

fn items_of(reports: report::Reports<'static>) -> Items {
    Box::new(reports.map(|report| Ok(Item::Report(report?))))
}

fn documents(name: &str, mut input: impl BufRead) -> anyhow::Result<Items> {
    let mut text = String::new();
    input.read_to_string(&mut text).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
    let documents = conllu::read(name, &text)?;
    Ok(Box::new(documents.into_iter().map(|d| Ok(Item::Document(d)))))
}

/// Is the first line that is no comment the line of a word?
fn looks_like_conllu(head: &[u8]) -> bool {
    let mut lines = head.split(|b| *b == b'\n').filter(|l| !l.is_empty() && !l.starts_with(b"#"));
    let id = lines.next().and_then(|l| l.split(|b| *b == b'\t').next().filter(|id| id.len() < l.len()));
    id.is_some_and(|id| id.starts_with(b"1") && id.iter().all(|b| b.is_ascii_digit() || *b == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_comments_look_like_conllu() {
        assert!(looks_like_conllu(b"# sent_id = 1\n1\tArnor\t_"));
        assert!(looks_like_conllu(b"1-2\tdon't\t_"));
        assert!(!looks_like_conllu(b"# Arnor\nArnor slept."));
        assert!(!looks_like_conllu(b"1\n2"));
        assert!(!looks_like_conllu(b""));
    }
}
