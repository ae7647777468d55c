//! How does brat show a record?
//!
//! Standoff annotation: a text and a file of marks beside it, with offsets in code points. Mentions are entities, joined where
//! they stand for one actor; events have their parties as arguments; a statement is an entity with its speaker, cue and
//! hearer as relations. What stands on several lines is marked in pieces, as brat wants it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::{Around, Chars, Event, Format, Record, Statement};
use crate::ontology::Ontology;

pub(super) struct Brat;

/// What marks a text, besides actors by their kinds.
const MARKS: [&str; 9] =
    ["Person", "State", "Organisation", "Group", "Location", "Time", "Condition", "Statement", "Cue"];
/// The type of events that PLOVER has none for.
const SAYING: &str = "STATEMENT";
const STATUSES: &str = "actual|negated|denied|conditional|intended|promised|possible|alleged|demanded|rejected|scheduled|\
                        hypothetical";

impl Format for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn about(&self) -> &'static str {
        "marks for the brat annotation tool: a folder (--output) with a .txt and an .ann for each report"
    }

    fn beside(&self) -> Option<&'static str> {
        Some("ann")
    }

    fn settings(&self, ontology: &Ontology) -> Option<(&'static str, String)> {
        let types: BTreeSet<&str> = ontology.codes.all().filter_map(|c| c.plover.as_deref()).chain([SAYING]).collect();
        let arguments = "Actor*:<ENTITY>, Recipient*:<ENTITY>, Time?:Time, Place?:Location, Condition?:Condition";
        let events: String = types.iter().map(|t| format!("{t} {arguments}\n")).collect();
        let words = format!(
            "[entities]\n{}\n\n[relations]\nSpeaker Arg1:Statement, Arg2:<ENTITY>\nCue Arg1:Statement, Arg2:Cue\n\
             Hearer Arg1:Statement, Arg2:<ENTITY>\nToldIn Arg1:<EVENT>, Arg2:Statement\n\n[events]\n{events}\n\
             [attributes]\nStatus Arg:<EVENT>, Value:{STATUSES}\n",
            MARKS.join("\n")
        );
        Some(("annotation.conf", words))
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let mut marks = Marks { text: around.text.chars().collect(), ..Marks::default() };
        marks.actors(record);
        record.statements.iter().for_each(|s| marks.statement(s));
        record.events.iter().for_each(|e| marks.event(e));
        out.write_all(marks.lines.as_bytes())
    }
}

/// The lines so far, and what later ones point to.
#[derive(Default)]
struct Marks {
    text: Vec<char>,
    lines: String,
    /// How many of each letter there are.
    counts: BTreeMap<char, usize>,
    /// The mentions of each actor.
    actors: BTreeMap<String, Vec<(Chars, String)>>,
    statements: BTreeMap<String, String>,
}

impl Marks {
    fn id(&mut self, letter: char) -> String {
        let count = self.counts.entry(letter).or_default();
        *count += 1;
        format!("{letter}{count}")
    }

    fn line(&mut self, letter: char, rest: &str) -> String {
        let id = self.id(letter);
        self.lines += &format!("{id}\t{rest}\n");
        id
    }

    /// Marks words, in pieces where they stand on several lines; nothing where they are blank.
    fn mark(&mut self, kind: &str, spans: &[Chars]) -> Option<String> {
        let pieces: Vec<Chars> = spans.iter().flat_map(|span| self.lines_of(*span)).collect();
        if pieces.is_empty() {
            return None;
        }
        let places: Vec<String> = pieces.iter().map(|p| format!("{} {}", p.0, p.1)).collect();
        let words: Vec<String> = pieces.iter().map(|p| self.text[p.0..p.1].iter().collect()).collect();
        Some(self.line('T', &format!("{kind} {}\t{}", places.join(";"), words.join(" "))))
    }

    /// The stretches of each line between tabs, which part the columns of a mark, without white space around them.
    fn lines_of(&self, span: Chars) -> Vec<Chars> {
        let end = span.1.min(self.text.len());
        let mut pieces = Vec::new();
        let mut start = span.0.min(end);
        while start < end {
            let break_at =
                |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            let stop = self.text[start..end].iter().position(break_at).map_or(end, |at| start + at);
            pieces.extend(self.trimmed(start, stop));
            start = stop + 1;
        }
        pieces
    }

    fn trimmed(&self, start: usize, end: usize) -> Option<Chars> {
        let dark = |at: &usize| !self.text[*at].is_whitespace();
        Some(Chars((start..end).find(dark)?, (start..end).rfind(dark)? + 1))
    }

    fn actors(&mut self, record: &Record) {
        for actor in &record.actors {
            let kind = match actor.kind {
                crate::mention::ActorKind::Place => "Location".to_string(),
                kind => format!("{kind:?}"),
            };
            let marked = |m: &super::Mention| Some((m.span, self.mark(&kind, &[m.span])?));
            let mentions: Vec<(Chars, String)> = actor.mentions.iter().filter_map(marked).collect();
            let ids: Vec<&str> = mentions.iter().map(|(_, id)| id.as_str()).collect();
            if ids.len() > 1 {
                self.lines += &format!("*\tEquiv {}\n", ids.join(" "));
            }
            if let Some((first, code)) = ids.first().zip(actor.code.as_ref()) {
                let note = format!("AnnotatorNotes {first}\t{} {code}", actor.id);
                self.line('#', &note);
            }
            self.actors.insert(actor.id.clone(), mentions);
        }
    }

    /// The mention of an actor that stands nearest.
    fn nearest(&self, actor: &str, to: Chars) -> Option<String> {
        let mentions = self.actors.get(actor)?;
        mentions.iter().min_by_key(|(span, _)| span.0.abs_diff(to.0)).map(|(_, id)| id.clone())
    }

    fn statement(&mut self, statement: &Statement) {
        let content: Vec<Chars> = statement.content.iter().map(|w| w.span).collect();
        let Some(mark) = self.mark("Statement", &content) else { return };
        let kind = format!("{:?}", statement.kind).to_lowercase();
        self.line('#', &format!("AnnotatorNotes {mark}\t{} {kind} {}", statement.id, statement.stance));
        let at = statement.speaker.as_ref().and_then(|s| s.span).or(content.first().copied()).unwrap_or(Chars(0, 0));
        let speakers = statement.speaker.iter().flat_map(|s| s.actor.iter().chain(&s.also));
        let speakers: Vec<String> = speakers.filter_map(|a| self.nearest(a, at)).collect();
        let cue = statement.cue.as_ref().and_then(|c| self.mark("Cue", &[c.span]));
        let hearer = statement.addressee.as_ref().and_then(|a| self.nearest(a.actor.as_deref()?, a.span.unwrap_or(at)));
        let others = speakers.into_iter().map(|s| ("Speaker", s));
        for (role, other) in others.chain(cue.map(|c| ("Cue", c))).chain(hearer.map(|h| ("Hearer", h))) {
            self.line('R', &format!("{role} Arg1:{mark} Arg2:{other}"));
        }
        self.statements.insert(statement.id.clone(), mark);
    }

    fn event(&mut self, event: &Event) {
        let kind = event.plover.as_deref().unwrap_or(SAYING);
        let Some(trigger) = self.mark(kind, &[event.trigger.span]) else { return };
        let mut arguments = vec![(kind, trigger)];
        let party = |role, p: &super::Party| Some((role, self.nearest(&p.actor, event.trigger.span)?));
        arguments.extend(event.actors.iter().filter_map(|p| party("Actor", p)));
        arguments.extend(event.recipients.iter().filter_map(|p| party("Recipient", p)));
        let spans = [
            ("Time", "Time", event.date.as_ref().and_then(|d| d.span)),
            ("Place", "Location", event.place.as_ref().and_then(|p| p.span)),
            ("Condition", "Condition", event.condition.as_ref().map(|c| c.span)),
        ];
        for (role, kind, span) in spans {
            arguments.extend(span.and_then(|span| Some((role, self.mark(kind, &[span])?))));
        }
        let id = self.line('E', &numbered(&arguments));
        self.line('A', &format!("Status {id} {}", format!("{:?}", event.status).to_lowercase()));
        self.line('#', &format!("AnnotatorNotes {id}\t{} {} {}", event.id, event.cameo, event.evidence.rule));
        if let Some(statement) = event.statement.as_ref().and_then(|s| self.statements.get(s)).cloned() {
            self.line('R', &format!("ToldIn Arg1:{id} Arg2:{statement}"));
        }
    }
}

/// `AGREE:T4 Actor:T1 Actor2:T2`: brat numbers what has the same role.
fn numbered(arguments: &[(&str, String)]) -> String {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let written = arguments.iter().map(|(role, id)| {
        let count = seen.entry(role).or_default();
        *count += 1;
        if *count == 1 { format!("{role}:{id}") } else { format!("{role}{count}:{id}") }
    });
    written.collect::<Vec<_>>().join(" ")
}
