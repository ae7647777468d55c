//! Who is in these reports, and why was each mention put to them?

use std::fmt::Write as _;
use std::io::{Write, stdin, stdout};

use clap::Args;
use demarche::mention::describe;
use demarche::record::Actor;
use demarche::{World, report};

use crate::Outcome;
use crate::input::{Inputs, greet, report_endings};
use crate::world::WorldArgs;

const EXAMPLES: &str = "\
Examples:
  demarche actors report.txt                       who is spoken of, with codes and mentions
  demarche actors --phrase 'four Saudi men'        what a description alone tells, as JSON
  demarche actors --phrase - < phrases.txt         one description a line

Exit status:
  0  everything was read
  1  something could not be read; standard error says what
  2  the command line was not understood";

/// Show who is in reports and why each mention was put to them, or code a description alone
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Actors {
    /// Text or NDJSON files; a folder stands for those in it; `-` or nothing is standard input
    #[arg(value_name = "FILE", conflicts_with = "phrase")]
    files: Vec<String>,
    /// A description to code instead; `-` reads one a line from standard input
    #[arg(long, value_name = "WORDS")]
    phrase: Option<String>,
    #[command(flatten)]
    world: WorldArgs,
}

impl Actors {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let world = self.world.load()?;
        match self.phrase.as_deref() {
            Some("-") => phrases(stdin().lines(), &world)?,
            Some(phrase) => phrases(std::iter::once(Ok(phrase.to_string())), &world)?,
            None => return self.reports(&world),
        }
        Ok(Outcome::Well)
    }

    fn reports(&self, world: &World) -> anyhow::Result<Outcome> {
        let inputs = Inputs::new(&self.files, &report_endings());
        greet(&inputs);
        let (mut out, mut outcome) = (stdout().lock(), Outcome::Well);
        for file in inputs.files {
            let reports = file.and_then(|name| Ok(report::open_file(&name, None)?));
            let items: Box<dyn Iterator<Item = anyhow::Result<demarche::Report>>> = match reports {
                Ok(items) => Box::new(items.map(|i| Ok(i?))),
                Err(error) => Box::new(std::iter::once(Err(error))),
            };
            for item in items {
                match item {
                    Ok(report) => {
                        let record = demarche::read(&report, world);
                        let name = record.report.file.as_ref().unwrap_or(&record.report.id);
                        writeln!(out, "{name}\n{}", record.actors.iter().map(shown).collect::<String>())?;
                    }
                    Err(error) => {
                        outcome = Outcome::Faults;
                        eprintln!("demarche: {error:#}");
                    }
                }
            }
        }
        Ok(outcome)
    }
}

fn phrases(lines: impl Iterator<Item = std::io::Result<String>>, world: &World) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    for line in lines {
        let line = line?;
        if !line.trim().is_empty() {
            writeln!(out, "{}", serde_json::to_string(&describe::describe(&line, world))?)?;
        }
    }
    Ok(out.flush()?)
}

/// An actor, the offices held, and each mention with its reason.
fn shown(actor: &Actor) -> String {
    let kind = format!("{:?}", actor.kind).to_lowercase();
    let mut out = format!("  {}  {}  {kind}  {}\n", actor.id, actor.name, actor.code.as_deref().unwrap_or("-"));
    let known = [("register", &actor.register), ("wikidata", &actor.wikidata)];
    for (label, id) in known.iter().filter_map(|(label, id)| Some((label, id.as_ref()?))) {
        let _ = writeln!(out, "      {label:<8} {id}");
    }
    for role in &actor.roles {
        let _ = writeln!(out, "      office   {role}");
    }
    for m in &actor.mentions {
        let form = format!("{:?}", m.form).to_lowercase();
        let words = m.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "      {form:<12} “{words}” [{}, {}), by {}", m.span.0, m.span.1, m.rule);
    }
    out
}
