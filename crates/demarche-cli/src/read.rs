//! What do these reports record?

use std::io::{IsTerminal, stderr, stdout};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::bail;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use demarche::record::{Around, Choice, FORMATS, Format, Look, format};
use demarche::report::ReportFormat;
use demarche::{Report, World, report};
use indicatif::{ProgressBar, ProgressStyle};

use crate::coding::CodingArgs;
use crate::input::{Inputs, greet, report_endings};
use crate::look::LookArgs;
use crate::output::{Folder, Output};
use crate::world::WorldArgs;
use crate::{Outcome, pipeline};

const EXAMPLES: &str = "\
Examples:
  demarche read report.txt                          the report with its marks, and tables
  demarche read report.txt | less -R                plain; add --color always to keep colours
  demarche read --format ndjson a.txt b.txt         one JSON object a report
  demarche read --format ndjson --output day.ndjson reports/
  curl -s https://example.org/feed.ndjson | demarche read --format json -
  demarche read --published 2017-02-16 report.txt   `Thursday` is counted from this day
  demarche read --format gdelt --events all reports/ > day.tsv
  demarche read --format brat --output marked/ reports/
  demarche read --register actors/ report.txt       who is who, by what `demarche register` has learned

Exit status:
  0  every report was read
  1  some report could not be read (the others were), or the output could not be written
  2  the command line was not understood";

/// A report as it comes in, or why it does not.
type Item = anyhow::Result<Report>;

/// Read reports and write down what they record
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Read {
    /// Text or NDJSON files; a folder stands for the .txt, .ndjson and .jsonl in it; `-` or nothing is standard
    /// input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The form of the records
    #[arg(long, short, default_value = "text", value_parser = formats())]
    format: &'static dyn Format,
    /// Which events: `all`; `happened`, those that have, as the report tells them, with promises, announcements and
    /// refusals, which are done by words; or statuses (`actual,denied`) [default: what those who read the format expect]
    #[arg(long, value_name = "WHICH")]
    events: Option<Choice>,
    /// One event for each pair of an actor and a recipient, where several act or receive together
    #[arg(long)]
    dyads: bool,
    /// The day of publication (2017-02-16), for reports that do not tell it
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<String>,
    #[command(flatten)]
    coding: CodingArgs,
    #[command(flatten)]
    look: LookArgs,
    /// How many reports are read at once [default: as many as there are processors]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    #[command(flatten)]
    world: WorldArgs,
    /// Write to this file, which appears once it is whole; for `brat`, to this folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// One report, written.
struct Written {
    report: Report,
    record: Vec<u8>,
}

/// Where records go.
enum Sink {
    Stream(Output),
    Folder { folder: Folder, ending: &'static str },
}

fn formats() -> impl TypedValueParser<Value = &'static dyn Format> {
    let names = FORMATS.iter().map(|f| PossibleValue::new(f.name()).help(f.about()));
    PossibleValuesParser::new(names).try_map(|name| format(&name).ok_or("no such format"))
}

pub fn day(written: &str) -> Result<String, String> {
    let wrong = |_| "a day is written like 2017-02-16".to_string();
    written.parse::<jiff::civil::Date>().map(|day| day.to_string()).map_err(wrong)
}

impl Read {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let world = self.world.load()?.with_coding(self.coding.coding);
        let inputs = Inputs::new(&self.files, &report_endings());
        greet(&inputs);
        let look = self.look.look(self.output.is_some());
        let mut sink = self.sink(&world)?;
        let mut outcome = Outcome::Well;
        let progress = self.progress(&inputs);
        let reports = reports(inputs, self.published.clone(), progress.clone());
        pipeline::in_order(
            jobs(self.jobs),
            reports,
            |item| self.record(item, &world, look),
            |done| match done {
                Ok(written) => sink.take(&written),
                Err(error) => {
                    outcome = Outcome::Faults;
                    progress.suspend(|| eprintln!("demarche: {error:#}"));
                    Ok(())
                }
            },
        )?;
        progress.finish_and_clear();
        sink.finish()?;
        Ok(outcome)
    }

    fn sink(&self, world: &World) -> anyhow::Result<Sink> {
        let Some(ending) = self.format.beside() else {
            let mut output = Output::new(self.output.as_deref())?;
            output.write(self.format.heading().as_bytes())?;
            return Ok(Sink::Stream(output));
        };
        let Some(path) = &self.output else {
            bail!("{} is written as a folder with two files a report; name one: --output FOLDER", self.format.name());
        };
        let folder = Folder::new(path)?;
        if let Some((name, words)) = self.format.settings(&world.ontology) {
            folder.write(name, words.as_bytes())?;
        }
        Ok(Sink::Folder { folder, ending })
    }

    fn record(&self, item: Item, world: &World, look: Look) -> anyhow::Result<Written> {
        let report = item?;
        let (mut record, sentences) = unspoilt(&report, || demarche::analyse(&report, world))?;
        self.events.as_ref().unwrap_or(&self.format.holds()).keep(&mut record);
        if self.dyads {
            record.expand();
        }
        let around = Around {
            text: &report.text,
            sentences: &sentences,
            ontology: &world.ontology,
            mentions: &world.mentions,
            look,
        };
        let mut out = Vec::new();
        self.format.write(&record, &around, &mut out)?;
        Ok(Written { report, record: out })
    }

    /// A bar for many files, where it does not run into the records.
    fn progress(&self, inputs: &Inputs) -> ProgressBar {
        let many = inputs.folder || inputs.files.len() > 8;
        let free = stderr().is_terminal() && (self.output.is_some() || !stdout().is_terminal());
        if !many || !free {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(inputs.files.len() as u64);
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} left  {wide_msg}");
        style.map(|s| bar.clone().with_style(s)).unwrap_or(bar)
    }
}

impl Sink {
    fn take(&mut self, written: &Written) -> anyhow::Result<()> {
        match self {
            Sink::Stream(output) => output.write(&written.record),
            Sink::Folder { folder, ending } => {
                let name = folder.name(&written.name());
                folder.write(&format!("{name}.txt"), written.report.text.as_bytes())?;
                folder.write(&format!("{name}.{ending}"), &written.record)
            }
        }
    }

    fn finish(self) -> anyhow::Result<()> {
        match self {
            Sink::Stream(output) => output.finish(),
            Sink::Folder { .. } => Ok(()),
        }
    }
}

impl Written {
    /// A report that is a file goes by the name of the file, others by their ids.
    fn name(&self) -> String {
        let path = self.report.file.as_deref().map(Path::new);
        let text = path.filter(|p| p.extension().is_some_and(|e| report::Plain.extensions().iter().any(|x| e == *x)));
        let stem = text.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned());
        stem.unwrap_or_else(|| self.report.id.clone())
    }
}

/// How many reports are read at once.
pub fn jobs(asked: Option<NonZero<usize>>) -> usize {
    asked.or_else(|| available_parallelism().ok()).map_or(1, NonZero::get)
}

/// All reports, file by file. A file is opened when its turn comes.
pub fn reports(inputs: Inputs, published: Option<String>, progress: ProgressBar) -> impl Iterator<Item = Item> + Send {
    let dated = move |report: Report| {
        let published = report.published.clone().or_else(|| published.clone());
        Report { published, ..report }
    };
    inputs
        .files
        .into_iter()
        .flat_map(move |file| {
            progress.inc(1);
            open(file)
        })
        .map(move |item| item.map(&dated))
}

fn open(file: anyhow::Result<String>) -> Box<dyn Iterator<Item = Item> + Send> {
    match file.and_then(|name| Ok(report::open_file(&name, None)?)) {
        Ok(reports) => Box::new(reports.map(|r| r.map_err(anyhow::Error::from))),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// Does this for one report so that a fault of the program costs this report alone.
pub fn unspoilt<T>(report: &Report, what: impl FnOnce() -> T) -> anyhow::Result<T> {
    let name = report.file.as_deref().unwrap_or("-");
    let fault = |_| anyhow::anyhow!("{name}: report {}: demarche itself failed on it; this is a bug", report.id);
    catch_unwind(AssertUnwindSafe(what)).map_err(fault)
}
