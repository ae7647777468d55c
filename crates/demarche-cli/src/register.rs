//! Who held which office of whom, as many reports tell it?

use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use demarche::register::import::{Imported, SOURCES, Source, guess, source};
use demarche::register::{ACTORS, Actor, Dossier, Evidence, Office, Register as Table};
use demarche::{Record, Report as Incoming, World};
use indicatif::ProgressBar;

use crate::input::{Inputs, greet, report_endings};
use crate::output::write_out;
use crate::read::{day, jobs, reports, unspoilt};
use crate::store::Store;
use crate::world::OntologyArgs;
use crate::{Outcome, pipeline};

const EXAMPLES: &str = "\
Examples:
  demarche register learn actors/ reports/      fill the register in the folder actors/ from reports
  demarche register show actors/                who stands in it
  demarche register show actors/ rex-tillerson  one actor, with the evidence
  demarche read --register actors/ report.txt   read with it: `Tillerson` alone finds him
  demarche register merge actors/ rex-tillerson r-w-tillerson
  demarche register split actors/ john-smith 2 3
  demarche register import actors/ Phoenix.Countries.actors.txt entities.json
  demarche register pin actors/                 print what `read --pin` checks

A register is a folder of CSV tables. actors.csv may be edited by hand; `fixed` = yes keeps learning from changing
what a row says, `note` is yours.

Exit status:
  0  all is well
  1  something could not be read or written; standard error says what
  2  the command line was not understood";

/// Keep a register of actors: who held which office of whom, as many reports tell it
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Register {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Read reports in the order given and enter who held which office of whom; a report counts once
    Learn(Learn),
    /// Add the actors of another register, of a dictionary of PETRARCH, or of Wikidata
    Import(Import),
    /// Show who stands in a register, or one actor with the evidence
    Show(Show),
    /// Make several actors one, which keeps the id of the first
    Merge(Merge),
    /// Give offices of an actor to a new one
    Split(Split),
    /// Print a hash of the register, to which `--pin` holds a reading
    Pin(Pin),
}

#[derive(Args)]
struct Learn {
    /// The folder of the register; it is begun where it is not there
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
    /// Text or NDJSON files; a folder stands for those in it; `-` or nothing is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The day of publication (2017-02-16), for reports that do not tell it
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<String>,
    /// How many reports are read at once [default: as many as there are processors]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    #[command(flatten)]
    ontology: OntologyArgs,
}

#[derive(Args)]
struct Import {
    /// The folder of the register; it is begun where it is not there
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
    /// Lists of actors; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// The form of the lists [default: as they look]
    #[arg(long, short, value_parser = forms())]
    format: Option<&'static dyn Source>,
    #[command(flatten)]
    ontology: OntologyArgs,
}

fn forms() -> impl TypedValueParser<Value = &'static dyn Source> {
    let names = SOURCES.iter().map(|f| PossibleValue::new(f.name()).help(f.about()));
    PossibleValuesParser::new(names).try_map(|name| source(&name).ok_or("no such format"))
}

#[derive(Args)]
struct Show {
    /// The folder of the register
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
    /// Ids or names [default: all, without evidence]
    #[arg(value_name = "ACTOR")]
    actors: Vec<String>,
}

#[derive(Args)]
struct Merge {
    /// The folder of the register
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
    /// The id or name that stays
    #[arg(value_name = "ACTOR")]
    actor: String,
    /// The ids or names that become the first
    #[arg(value_name = "OTHER", required = true)]
    others: Vec<String>,
}

#[derive(Args)]
struct Split {
    /// The folder of the register
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
    /// An id or name
    #[arg(value_name = "ACTOR")]
    actor: String,
    /// The numbers of the offices that are another's
    #[arg(value_name = "OFFICE", required = true)]
    offices: Vec<usize>,
    /// The name of the new actor [default: the same]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Args)]
struct Pin {
    /// The folder of the register
    #[arg(value_name = "REGISTER")]
    register: PathBuf,
}

/// How many reports are learned from before the register is written.
const AT_ONCE: usize = 500;

impl Register {
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.what {
            What::Learn(learn) => learn.run(),
            What::Import(import) => import.run(),
            What::Show(show) => show.run(),
            What::Merge(merge) => merge.run(),
            What::Split(split) => split.run(),
            What::Pin(pin) => {
                write_out(&format!("{}\n", Table::open(&pin.register)?.pin()))?;
                Ok(Outcome::Well)
            }
        }
    }
}

/// A report that was read, and its text.
type Learned = (Record, String);

impl Learn {
    /// Reports are read by the world alone, several at once; what they tell is entered in their order.
    fn run(self) -> anyhow::Result<Outcome> {
        let known = Store::open(&self.register, true)?.read()?.reports;
        let world = self.ontology.load()?;
        let inputs = Inputs::new(&self.files, &report_endings());
        greet(&inputs);
        let (mut outcome, mut waiting, mut learned) = (Outcome::Well, Vec::new(), 0);
        let items = reports(inputs, self.published.clone(), ProgressBar::hidden());
        let new = items.filter(|item| item.as_ref().map_or(true, |r| !known.contains_key(&r.id)));
        pipeline::in_order(
            jobs(self.jobs),
            new,
            |item| item.and_then(|report| read(report, &world)),
            |done| {
                match done {
                    Ok(learned) => waiting.push(learned),
                    Err(error) => {
                        outcome = Outcome::Faults;
                        eprintln!("demarche: {error:#}");
                    }
                }
                if waiting.len() >= AT_ONCE {
                    learned += self.enter(&mut waiting)?;
                }
                anyhow::Ok(())
            },
        )?;
        learned += self.enter(&mut waiting)?;
        let count = Table::open(&self.register)?.actors.len();
        eprintln!("demarche: learned from {learned} new reports; {count} actors stand in the register");
        Ok(outcome)
    }

    /// Enters what waits and tells how many reports were new.
    fn enter(&self, waiting: &mut Vec<Learned>) -> anyhow::Result<usize> {
        let store = Store::open(&self.register, true)?;
        let mut dossier = store.read()?;
        let learned = waiting.drain(..).filter(|(record, text)| dossier.learn(record, text)).count();
        if learned > 0 || !self.register.join(ACTORS).exists() {
            store.write(&dossier)?;
        }
        Ok(learned)
    }
}

fn read(report: Incoming, world: &World) -> anyhow::Result<Learned> {
    let record = unspoilt(&report, || demarche::read(&report, world))?;
    Ok((record, report.text))
}

impl Import {
    fn run(self) -> anyhow::Result<Outcome> {
        let world = self.ontology.load()?;
        let mut lists = Vec::new();
        for name in &self.files {
            lists.push(self.list(name, &world)?);
        }
        let store = Store::open(&self.register, true)?;
        let mut dossier = store.read()?;
        let mut outcome = Outcome::Well;
        for list in lists {
            eprintln!("demarche: {} actors imported", list.register.actors.len());
            list.faults.iter().for_each(|fault| eprintln!("demarche: {fault}; passed over"));
            outcome = if list.faults.is_empty() { outcome } else { Outcome::Faults };
            dossier.import(list.register);
        }
        store.write(&dossier)?;
        Ok(outcome)
    }

    fn list(&self, name: &str, world: &World) -> anyhow::Result<Imported> {
        let input: Box<dyn Read> = match name {
            "-" => Box::new(stdin()),
            name => Box::new(File::open(name).with_context(|| name.to_string())?),
        };
        let mut input = BufReader::with_capacity(1 << 16, input);
        let head = input.fill_buf().with_context(|| name.to_string())?;
        let form = self.format.unwrap_or_else(|| guess(head));
        Ok(form.read(name, &mut input, world)?)
    }
}

impl Show {
    fn run(self) -> anyhow::Result<Outcome> {
        let register = Table::open(&self.register)?;
        if self.actors.is_empty() {
            write_out(
                &register.actors.iter().map(|(id, actor)| shown(id, actor, |_| String::new())).collect::<String>(),
            )?;
            return Ok(Outcome::Well);
        }
        let dossier = Dossier::open(&self.register)?;
        for asked in &self.actors {
            let id = dossier.register.find(asked)?;
            let actor = &dossier.register.actors[id];
            write_out(&shown(id, actor, |number| evidence(&dossier, id, number)))?;
        }
        Ok(Outcome::Well)
    }
}

impl Merge {
    fn run(self) -> anyhow::Result<Outcome> {
        change(&self.register, |dossier| {
            self.others.iter().try_for_each(|other| dossier.merge(&self.actor, other))?;
            Ok(dossier.register.find(&self.actor)?.to_string())
        })
    }
}

impl Split {
    fn run(self) -> anyhow::Result<Outcome> {
        change(&self.register, |dossier| Ok(dossier.split(&self.actor, &self.offices, self.name.as_deref())?))
    }
}

/// Changes a register and shows the actor whose id is the answer.
fn change(folder: &Path, what: impl FnOnce(&mut Dossier) -> anyhow::Result<String>) -> anyhow::Result<Outcome> {
    let store = Store::open(folder, false)?;
    let mut dossier = store.read()?;
    let id = what(&mut dossier)?;
    store.write(&dossier)?;
    write_out(&shown(&id, &dossier.register.actors[&id], |_| String::new()))?;
    Ok(Outcome::Well)
}

/// An actor with all offices, and what `more` tells of each.
fn shown(id: &str, actor: &Actor, more: impl Fn(usize) -> String) -> String {
    let mut out = format!("{id}  {}  {}", actor.name, actor.kind.word());
    out.extend(actor.wikidata.iter().map(|q| format!("  {q}")));
    out.push_str(if actor.fixed { "  fixed\n" } else { "\n" });
    let also = |label: &str, list: &[String]| match list {
        [] => String::new(),
        list => format!("    {label:<9}{}\n", list.join(", ")),
    };
    out += &also("also", &actor.aliases);
    for (number, office) in &actor.offices {
        out += &format!("    {number:<3}{}\n{}", told(office), more(*number));
    }
    let note: Vec<String> = Some(actor.note.clone()).filter(|n| !n.is_empty()).into_iter().collect();
    out + &also("company", &actor.company) + &also("note", &note)
}

fn told(office: &Office) -> String {
    let mut out = office.standing.iter().map(|s| format!("{s} ")).collect::<String>() + &office.title;
    out.extend(office.of.iter().map(|of| format!(" of {of}")));
    let codes = office.country.clone().unwrap_or_default() + "  " + &office.sectors.join(" ");
    out += &format!("  {}", codes.trim());
    let dash = |day: &Option<String>| day.clone().unwrap_or("?".to_string());
    if office.from.is_some() || office.to.is_some() {
        out += &format!("  from {} to {}", dash(&office.from), dash(&office.to));
    }
    if office.first.is_some() {
        out += &format!("  seen {} to {}", dash(&office.first), dash(&office.last));
    }
    if office.reports > 0 {
        out += &format!("  in {} report{}", office.reports, if office.reports == 1 { "" } else { "s" });
    }
    out.trim().to_string()
}

/// The words in which each report tells of an office.
fn evidence(dossier: &Dossier, id: &str, number: usize) -> String {
    let seen = dossier.evidence.get(&(id.to_string(), number)).into_iter().flatten();
    let line = |(report, e): (&String, &Evidence)| {
        let day = e.day.as_deref().unwrap_or("no day    ");
        format!("       {day}  report {report} [{}, {})  “{}”\n", e.span.0, e.span.1, e.words)
    };
    seen.map(line).collect()
}
