//! Why is this entry in the record?

use std::fmt::Write;
use std::io::{self, Write as _};
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use clap::Args;
use demarche::event::{self, Proposed, Verdict};
use demarche::grammar::Grammar;
use demarche::record::{Actor, Chars, Event, Offsets, Record, Statement, Words};
use demarche::sentence::Sentences;
use demarche::{Report, World, report};

use crate::Outcome;
use crate::coding::CodingArgs;
use crate::look::LookArgs;
use crate::tree::draw;
use crate::world::WorldArgs;

const EXAMPLES: &str = "\
Examples:
  demarche explain report.txt                  every statement and event, with its reasons
  demarche explain report.txt --event e3f9     one event
  demarche explain report.txt --statement s1c0 one statement
  demarche explain report.txt --actor a3b4     one actor: code, offices, every mention and why it is theirs
  demarche explain - --event e3f9 < report.txt

The ids are those that `demarche read` shows; as much of one as is no other's will do.";

/// Show why entries are in the record: words, rule, tree, and who is meant
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// A text or NDJSON file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Only the event whose id begins so
    #[arg(long, value_name = "ID", conflicts_with_all = ["statement", "actor"])]
    event: Option<String>,
    /// Only the statement whose id begins so
    #[arg(long, value_name = "ID", conflicts_with = "actor")]
    statement: Option<String>,
    /// Only the actor whose id begins so: code, offices, and every mention
    #[arg(long, value_name = "ID")]
    actor: Option<String>,
    #[command(flatten)]
    coding: CodingArgs,
    #[command(flatten)]
    look: LookArgs,
    #[command(flatten)]
    world: WorldArgs,
}

impl Explain {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let world = self.world.load()?.with_coding(self.coding.coding);
        let mut outcome = Outcome::Well;
        let mut found = Found { asked: self.asked(), ..Found::default() };
        for report in report::open_file(&self.file, None)? {
            match report {
                Ok(report) => Reading::new(&report, &world).entries(&mut found),
                Err(error) => {
                    eprintln!("demarche: {error}");
                    outcome = Outcome::Faults;
                }
            }
        }
        let shown = found.settle().map_err(|fault| anyhow::anyhow!("{}: {fault}", self.file))?;
        self.print(&shown)?;
        Ok(outcome)
    }

    /// The kind of entry that is asked for, and how its id begins.
    fn asked(&self) -> Option<(&'static str, String)> {
        let asked = [("event", &self.event), ("statement", &self.statement), ("actor", &self.actor)];
        asked.into_iter().find_map(|(kind, id)| Some((kind, id.clone()?)))
    }

    fn print(&self, shown: &str) -> anyhow::Result<()> {
        let shown = if shown.is_empty() { "no statement and no event was read\n" } else { shown };
        let choice =
            if self.look.look(false).color { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never };
        let mut out = anstream::AutoStream::new(io::stdout().lock(), choice);
        Ok(out.write_all(shown.as_bytes()).and_then(|()| out.flush())?)
    }
}

/// What is asked for, and what of it is there. Where nothing is asked for, all statements and events are.
#[derive(Default)]
struct Found {
    asked: Option<(&'static str, String)>,
    /// Ids with what is shown of them.
    shown: Vec<(String, String)>,
    /// What those of this kind are called, with their words, and their ids.
    choices: Vec<(String, String)>,
}

impl Found {
    fn entry(&mut self, kind: &str, id: &str, called: String, show: impl FnOnce() -> String) {
        let wanted = match &self.asked {
            None => kind != "actor",
            Some((asked, _)) if *asked != kind => false,
            Some((_, beginning)) => {
                self.choices.push((called, id.to_string()));
                id.starts_with(beginning)
            }
        };
        if wanted {
            self.shown.push((id.to_string(), show()));
        }
    }

    /// What is to be shown, or that it is not there or not one alone.
    fn settle(self) -> Result<String, String> {
        if let Some((kind, asked)) = &self.asked {
            let listed = |wanted: &dyn Fn(&str) -> bool| {
                let called = self.choices.iter().filter(|(_, id)| wanted(id)).map(|(called, _)| called.as_str());
                called.collect::<Vec<_>>().join(", ")
            };
            if self.choices.is_empty() {
                return Err(format!("no {kind} `{asked}`; the {kind}s are: none"));
            }
            if self.shown.is_empty() {
                return Err(format!("no {kind} `{asked}`; the {kind}s are: {}", listed(&|_| true)));
            }
            if self.shown.iter().any(|(id, _)| *id != self.shown[0].0) {
                let these = listed(&|id| id.starts_with(asked));
                return Err(format!("`{asked}` is the beginning of several {kind}s: {these}"));
            }
        }
        Ok(self.shown.into_iter().map(|(_, shown)| shown).collect())
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
    text: String,
    /// Which words were proposed as acts, and what was decided.
    proposed: Vec<Proposed>,
}

const LABEL: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default();

impl Reading {
    fn new(report: &Report, world: &World) -> Reading {
        let (record, sentences) = demarche::analyse(report, world);
        let text = demarche::text::clean(report, &world.page);
        let grammar = Grammar::new(&sentences, &world.grammar);
        let (mentions, statements) = world.spoken(&text, &grammar);
        let proposed = event::proposed(&grammar, &mentions, &statements, &world.acts());
        Reading { proposed, sentences, offsets: Offsets::new(&report.text), text: report.text.clone(), record }
    }

    fn entries(&self, found: &mut Found) {
        for s in &self.record.statements {
            let words = s.cue.as_ref().or(s.content.first()).map(|w| one_line(&w.text)).unwrap_or_default();
            found.entry("statement", &s.id, format!("{} “{words}”", self.short(&s.id)), || self.statement(s));
        }
        for e in &self.record.events {
            let called = format!("{} “{}”", self.short(&e.id), one_line(&e.trigger.text));
            found.entry("event", &e.id, called, || self.event(e));
        }
        for a in &self.record.actors {
            found.entry("actor", &a.id, self.named(a), || self.actor(a));
        }
    }

    fn short(&self, id: &str) -> String {
        self.record.short().id(id)
    }

    /// `a3b4 Mira Tolan (ARNGOV)`
    fn named(&self, actor: &Actor) -> String {
        let code = actor.code.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        format!("{} {}{code}", self.short(&actor.id), one_line(&actor.name))
    }

    fn statement(&self, s: &Statement) -> String {
        let mut out = format!("{HEAD}{} statement: {}{HEAD:#}\n", self.short(&s.id), s.stance);
        entry(&mut out, "id", &s.id);
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
        let title = format!("{} event: {} {plover} {mode}", self.short(&e.id), e.cameo);
        let mut out = format!("{HEAD}{}{HEAD:#}\n", title.trim_end());
        entry(&mut out, "id", &e.id);
        e.codes.iter().for_each(|(ontology, code)| entry(&mut out, ontology, code));
        words(&mut out, "words", std::iter::once(&e.trigger));
        for (label, parties) in [("actor", &e.actors), ("recipient", &e.recipients)] {
            let near = |id: &str| self.mention_in(id, e.evidence.sentence);
            parties.iter().for_each(|p| self.who(&mut out, label, Some(&p.actor), near(&p.actor)));
        }
        entry(&mut out, "status", &format!("{:?}", e.status).to_lowercase());
        e.by.iter().for_each(|p| self.who(&mut out, "by", Some(&p.actor), None));
        if let Some(c) = &e.condition {
            entry(
                &mut out,
                "condition",
                &format!(
                    "“{}”{}",
                    one_line(&c.text),
                    c.event.iter().map(|e| format!("  which is {}", self.short(e))).collect::<String>()
                ),
            );
        }
        self.chain(&mut out, e.statement.as_deref());
        for told in e.mentions.iter().filter(|m| m.span != e.trigger.span) {
            entry(
                &mut out,
                "also told",
                &format!("“{}” in sentence {}  {LABEL}{}{LABEL:#}", one_line(&told.text), told.sentence, told.rule),
            );
        }
        self.candidates(&mut out, self.words_in(e.trigger.span).start);
        self.ground(&mut out, &e.evidence.rule, e.evidence.sentence, &[e.trigger.span]);
        out
    }

    /// Who proposed which words of a sentence as acts, and what was decided.
    fn candidates(&self, out: &mut String, word: usize) {
        let words = self.sentences.list.get(self.sentences.sentence_of(word)).map_or(0..0, |s| s.words.clone());
        let form = |word: usize| self.sentences.word(word).form.as_str();
        for p in self.proposed.iter().filter(|p| words.contains(&p.word)) {
            let decided = match p.verdict {
                Verdict::Chosen => format!("{HEAD}chosen{HEAD:#}"),
                Verdict::Outdone => "another entry fits better".to_string(),
                Verdict::Added => "an addition codes what it takes up".to_string(),
                Verdict::Told(with) => format!("told with “{}”", form(with)),
                Verdict::Part(of) => format!("part of “{}”", form(of)),
            };
            let grounds = format!("{LABEL}by {}, {}{LABEL:#}", p.source, p.score);
            entry(out, "proposed", &format!("{NAME}“{}”{NAME:#} {}  {grounds}: {decided}", form(p.word), p.code));
        }
    }

    /// On whose word: the statement that an event stands in, and the statements around that one.
    fn chain(&self, out: &mut String, innermost: Option<&str>) {
        let statements = &self.record.statements;
        let find = |id: &str| statements.iter().find(|s| s.id == id);
        let chain = std::iter::successors(innermost.and_then(find), |s| find(s.inside.as_deref()?));
        for (depth, s) in chain.take(statements.len()).enumerate() {
            let label = if depth == 0 { "said in" } else { "inside" };
            let speaker = s.speaker.as_ref().and_then(|p| self.record.actor(p.actor.as_deref()?));
            let who = speaker.map_or("not known who".to_string(), |a| self.named(a));
            let cue = s.cue.as_ref().map(|c| one_line(&c.text));
            let cue = cue.map(|c| format!(", “{c}”")).unwrap_or_default();
            entry(
                out,
                label,
                &format!("{}: {NAME}{who}{NAME:#}  {LABEL}{}{cue}{LABEL:#}", self.short(&s.id), s.stance),
            );
        }
    }

    fn actor(&self, a: &Actor) -> String {
        let kind = format!("{:?}", a.kind).to_lowercase();
        let mut out = format!("{HEAD}{} {kind}: {}{HEAD:#}\n", self.short(&a.id), one_line(&a.name));
        entry(&mut out, "id", &a.id);
        let (code, why) = (a.code.as_deref().unwrap_or("none"), a.why.as_deref().unwrap_or("no words tell"));
        entry(&mut out, "code", &format!("{code}  {LABEL}{why}{LABEL:#}"));
        for role in &a.roles {
            let Chars(start, end) = role.span;
            let place = format!("{LABEL}characters {start} to {end}, sentence {}{LABEL:#}", self.sentence(role.span));
            entry(&mut out, "office", &format!("{role}  {place}"));
        }
        for m in &a.mentions {
            let form = format!("{:?}", m.form).to_lowercase();
            let also: String =
                m.also.iter().filter_map(|id| self.record.actor(id)).map(|a| self.named(a) + ", ").collect();
            let also = also.strip_suffix(", ").map(|others| format!(", with {others}")).unwrap_or_default();
            let why = format!("{LABEL}sentence {}, by {}{also}{LABEL:#}", self.sentence(m.span), m.rule);
            entry(&mut out, &form, &format!("{NAME}“{}”{NAME:#}  {why}", one_line(&m.text)));
            let _ = writeln!(out, "              {}", self.around(m.span));
        }
        out.push('\n');
        out
    }

    /// The sentence of some characters, with them marked.
    fn around(&self, chars: Chars) -> String {
        let words = self.words_in(chars);
        let Some(sentence) = self.sentences.list.get(self.sentences.sentence_of(words.start)) else {
            return String::new();
        };
        let whole = self.sentences.span(sentence.words.start..sentence.words.end.max(words.end));
        let marked = self.offsets.bytes(chars);
        let text = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        let before = text(whole.start(), marked.start());
        let after = text(marked.end(), whole.end());
        one_line(&format!("{before}[{}]{after}", text(marked.start(), marked.end())))
    }

    fn sentence(&self, chars: Chars) -> usize {
        self.sentences.sentence_of(self.words_in(chars).start)
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
        let name = actor.map_or("not known who".to_string(), |a| self.named(a));
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

fn words<'a>(out: &mut String, label: &str, words: impl Iterator<Item = &'a Words>) {
    for w in words {
        let Chars(start, end) = w.span;
        entry(out, label, &format!("“{}”  {LABEL}characters {start} to {end}{LABEL:#}", one_line(&w.text)));
    }
}

fn entry(out: &mut String, label: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "  {LABEL}{label:<11}{LABEL:#} {value}");
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
