//! Why is this entry in the record?

use std::fmt::Write;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use anyhow::bail;
use clap::Args;
use demarche::record::{Actor, Chars, Event, Offsets, Record, Statement, Words};
use demarche::sentence::Sentences;
use demarche::{Report, World, report};

use crate::look::LookArgs;
use crate::tree::draw;
use crate::{Outcome, world};

const EXAMPLES: &str = "\
Examples:
  demarche explain report.txt                  every statement and event, with its reasons
  demarche explain report.txt --event e3       one event
  demarche explain report.txt --statement s1   one statement
  demarche explain - --event e1 < report.txt

The ids are those that `demarche read` shows.";

/// Show why entries are in the record: words, rule, tree, and who is meant
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// A text or NDJSON file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Only the event with this id
    #[arg(long, value_name = "ID", conflicts_with = "statement")]
    event: Option<String>,
    /// Only the statement with this id
    #[arg(long, value_name = "ID")]
    statement: Option<String>,
    #[command(flatten)]
    look: LookArgs,
    /// A folder that adds codes and words to the ontology, or a whole ontology in its place; may be given several times
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
}

impl Explain {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let world = world(&self.ontology)?;
        let mut outcome = Outcome::Well;
        let mut shown = Vec::new();
        let mut known = Vec::new();
        for report in report::open_file(&self.file, None)? {
            match report {
                Ok(report) => self.report(&report, &world, &mut shown, &mut known),
                Err(error) => {
                    eprintln!("demarche: {error}");
                    outcome = Outcome::Faults;
                }
            }
        }
        self.found(&shown, &known)?;
        self.print(&shown.concat())?;
        Ok(outcome)
    }

    fn report(&self, report: &Report, world: &World, shown: &mut Vec<String>, known: &mut Vec<String>) {
        let reading = Reading::new(report, world);
        for statement in &reading.record.statements {
            known.push(statement.id.clone());
            if self.wanted(&self.statement, &statement.id) {
                shown.push(reading.statement(statement));
            }
        }
        for event in &reading.record.events {
            known.push(event.id.clone());
            if self.wanted(&self.event, &event.id) {
                shown.push(reading.event(event));
            }
        }
    }

    fn wanted(&self, asked: &Option<String>, id: &str) -> bool {
        let all = self.event.is_none() && self.statement.is_none();
        all || asked.as_deref() == Some(id)
    }

    /// Was there what was asked for?
    fn found(&self, shown: &[String], known: &[String]) -> anyhow::Result<()> {
        let asked = self.event.as_ref().map(|id| ("event", id, 'e'));
        let asked = asked.or(self.statement.as_ref().map(|id| ("statement", id, 's')));
        if let Some((what, id, letter)) = asked.filter(|_| shown.is_empty()) {
            let choices: Vec<&str> = known.iter().map(String::as_str).filter(|k| k.starts_with(letter)).collect();
            let choices = if choices.is_empty() { "none".to_string() } else { choices.join(", ") };
            bail!("{}: no {what} `{id}`; the {what}s are: {choices}", self.file);
        }
        Ok(())
    }

    fn print(&self, shown: &str) -> anyhow::Result<()> {
        let shown = if shown.is_empty() { "no statement and no event was read\n" } else { shown };
        let choice =
            if self.look.look(false).color { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never };
        let mut out = anstream::AutoStream::new(io::stdout().lock(), choice);
        Ok(out.write_all(shown.as_bytes()).and_then(|()| out.flush())?)
    }
}

/// The ways in which statements are read, with the one that read this one.
fn order(rule: &str) -> String {
    let mark = |way: &&str| match rule.starts_with(way) {
        true => format!("{HEAD}[{way}]{HEAD:#}"),
        false => way.to_string(),
    };
    demarche::statement::WAYS.iter().map(mark).collect::<Vec<_>>().join(", then ")
}

/// A report with all that is needed to explain its record.
struct Reading {
    record: Record,
    sentences: Sentences,
    offsets: Offsets,
}

const LABEL: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default();

impl Reading {
    fn new(report: &Report, world: &World) -> Reading {
        let (record, sentences) = demarche::analyse(report, world);
        Reading { record, sentences, offsets: Offsets::new(&report.text) }
    }

    fn statement(&self, s: &Statement) -> String {
        let mut out = format!("{HEAD}{} statement: {}{HEAD:#}\n", s.id, s.stance);
        match &s.speaker {
            Some(speaker) => self.who(&mut out, "speaker", speaker.actor.as_deref(), speaker.span),
            None => entry(&mut out, "speaker", "nobody is named"),
        }
        words(&mut out, "cue", s.cue.iter());
        words(&mut out, "content", s.content.iter());
        if let Some(a) = &s.addressee {
            self.who(&mut out, "addressee", a.actor.as_deref(), a.span);
        }
        words(&mut out, "medium", s.medium.iter());
        entry(&mut out, "order", &order(&s.evidence.rule));
        let cue = s.cue.iter().map(|w| w.span);
        let spans: Vec<Chars> = cue.chain(s.speaker.as_ref().and_then(|s| s.span)).collect();
        self.ground(&mut out, &s.evidence.rule, s.evidence.sentence, &spans);
        out
    }

    fn event(&self, e: &Event) -> String {
        let (plover, mode) = (e.plover.as_deref().unwrap_or_default(), e.mode.as_deref().unwrap_or_default());
        let title = format!("{} event: {} {plover} {mode}", e.id, e.cameo);
        let mut out = format!("{HEAD}{}{HEAD:#}\n", title.trim_end());
        e.codes.iter().for_each(|(ontology, code)| entry(&mut out, ontology, code));
        words(&mut out, "words", std::iter::once(&e.trigger));
        for (label, parties) in [("actor", &e.actors), ("recipient", &e.recipients)] {
            let near = |id: &str| self.mention_in(id, e.evidence.sentence);
            parties.iter().for_each(|p| self.who(&mut out, label, Some(&p.actor), near(&p.actor)));
        }
        entry(&mut out, "status", &format!("{:?}", e.status).to_lowercase());
        words(&mut out, "condition", e.condition.iter());
        if let Some(statement) = &e.statement {
            entry(&mut out, "said in", statement);
        }
        self.ground(&mut out, &e.evidence.rule, e.evidence.sentence, &[e.trigger.span]);
        out
    }

    /// The rule and the sentence.
    fn ground(&self, out: &mut String, rule: &str, sentence: Option<usize>, spans: &[Chars]) {
        entry(out, "rule", rule);
        if let Some(sentence) = sentence {
            entry(out, "sentence", &sentence.to_string());
            let marked: Vec<Range<usize>> = spans.iter().map(|span| self.words_in(*span)).collect();
            out.extend(draw(&self.sentences, sentence, &marked).lines().map(|line| format!("    {line}\n")));
        }
        out.push('\n');
    }

    /// Somebody, the words that stand for them, and the rule that put the words to them.
    fn who(&self, out: &mut String, label: &str, actor: Option<&str>, span: Option<Chars>) {
        let actor = actor.and_then(|id| self.record.actor(id));
        let mention = actor.and_then(|a| a.mentions.iter().find(|m| Some(m.span) == span));
        let name = actor.map_or("not known who".to_string(), named);
        let why = match (mention, span) {
            (Some(m), _) => {
                format!("“{}” {}, by {}", one_line(&m.text), format!("{:?}", m.form).to_lowercase(), m.rule)
            }
            (None, Some(span)) => format!("characters {} to {}", span.0, span.1),
            (None, None) => "carried over; no words in this sentence".to_string(),
        };
        entry(out, label, &format!("{NAME}{name}{NAME:#}  {LABEL}{why}{LABEL:#}"));
    }

    /// The actor's first mention in a sentence.
    fn mention_in(&self, id: &str, sentence: Option<usize>) -> Option<Chars> {
        let words = self.sentences.list.get(sentence?)?.words.clone();
        let whole = self.offsets.chars(self.sentences.span(words));
        let actor = self.record.actor(id)?;
        actor.mentions.iter().map(|m| m.span).find(|span| whole.contains(*span))
    }

    fn words_in(&self, chars: Chars) -> Range<usize> {
        let span = self.offsets.bytes(chars);
        let first = self.sentences.words.partition_point(|w| w.span.end() <= span.start());
        let end = self.sentences.words.partition_point(|w| w.span.start() < span.end());
        first..end.max(first)
    }
}

fn named(actor: &Actor) -> String {
    let code = actor.code.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
    format!("{} {}{code}", actor.id, one_line(&actor.name))
}

fn words<'a>(out: &mut String, label: &str, words: impl Iterator<Item = &'a Words>) {
    for w in words {
        let Chars(start, end) = w.span;
        entry(out, label, &format!("“{}”  {LABEL}characters {start} to {end}{LABEL:#}", one_line(&w.text)));
    }
}

fn entry(out: &mut String, label: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "  {LABEL}{label:<10}{LABEL:#} {value}");
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
