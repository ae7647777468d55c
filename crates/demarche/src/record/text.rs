//! How does a person read a record?
//!
//! First the report itself with speakers, statements and events marked where they stand, then the entries as tables.
//! In colour, statements are tinted and their ids lead to the tables; without, `[s1: …]` and `*word*[e1]` tell the same.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::grid::Grid;
use super::ink::Line;
use super::{Actor, Around, Chars, Event, Format, Look, Part, Record, Role, Short, Speaker, Statement, word};
use crate::event::Status;
use crate::text::PartKind;

pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "for people: the report with its marks, then its entries as tables"
    }

    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()> {
        let (look, short) = (around.look, &record.short());
        header(record, look, out)?;
        page(record, short, around.text, look, out)?;
        statements(record, short).write("STATEMENTS", look, out)?;
        events(record, short).write("EVENTS", look, out)?;
        actors(record, short).write("ACTORS", look, out)?;
        notes(record).write("NOTES", look, out)?;
        writeln!(out)
    }
}

const PLAIN: Style = Style::new();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
const CUE: Style = Style::new().dimmed().underline();
/// Neighbouring statements differ in colour.
const TINTS: [Style; 4] = [
    AnsiColor::Green.on_default(),
    AnsiColor::Yellow.on_default(),
    AnsiColor::Magenta.on_default(),
    AnsiColor::Blue.on_default(),
];

fn tint(statement: usize) -> Style {
    TINTS[statement % TINTS.len()]
}

fn header(record: &Record, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let about = &record.report;
    let mut line = Line::new(about.file.as_ref().unwrap_or(&about.id), BOLD);
    let facts = [&about.agency, &about.outlet, &about.author, &about.dateline, &about.published];
    for fact in facts.into_iter().flatten() {
        line.push(&format!(" · {fact}"), DIM);
    }
    line.wrap(look.width).iter().try_for_each(|l| l.write(look.color, out))?;
    Line::new(&"─".repeat(look.width), DIM).write(look.color, out)
}

fn page(record: &Record, short: &Short, text: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let chars: Vec<char> = text.chars().collect();
    let marked = Marked::new(record, short, chars.len(), look.color);
    if let Some(title) = title_apart(record) {
        Line::new(title, BOLD).wrap(look.width).iter().try_for_each(|l| l.write(look.color, out))?;
        writeln!(out)?;
    }
    for (i, paragraph) in marked.paragraphs(&chars, &record.report.parts).into_iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        paragraph.wrap(look.width).iter().try_for_each(|l| l.write(look.color, out))?;
    }
    Ok(())
}

/// The title, where the input gives it and the text does not.
fn title_apart(record: &Record) -> Option<&str> {
    let in_text = record.report.parts.iter().any(|p| p.kind == PartKind::Title);
    record.report.title.as_deref().filter(|_| !in_text)
}

/// The style of every character of the text, and the tags that stand between characters.
struct Marked {
    styles: Vec<Style>,
    tags: BTreeMap<(usize, Order), Vec<Line>>,
}

/// Tags at the same place: what ends comes before what begins, and inner things end before outer ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    EventEnds,
    /// The later the piece began, the sooner it ends.
    StatementEnds(std::cmp::Reverse<usize>),
    /// The longer the piece, the sooner it begins.
    StatementBegins(std::cmp::Reverse<usize>),
    EventBegins,
}

impl Marked {
    fn new(record: &Record, short: &Short, length: usize, color: bool) -> Marked {
        let mut marked = Marked { styles: vec![PLAIN; length], tags: BTreeMap::new() };
        record.report.parts.iter().for_each(|p| marked.paint(p.span, |_| part_style(p.kind)));
        for i in outer_first(&record.statements) {
            marked.statement(record, short, i, color);
        }
        marked.events(&record.events, short, color);
        marked
    }

    fn paint(&mut self, span: Chars, style: impl Fn(Style) -> Style) {
        let end = span.1.min(self.styles.len());
        self.styles[span.0.min(end)..end].iter_mut().for_each(|s| *s = style(*s));
    }

    fn tag(&mut self, at: usize, order: Order, words: &str, style: Style) {
        self.tags.entry((at, order)).or_default().push(Line::new(words, style));
    }

    fn statement(&mut self, record: &Record, short: &Short, index: usize, color: bool) {
        let statement = &record.statements[index];
        if let Some(span) = statement.speaker.as_ref().and_then(|s| s.span) {
            self.paint(span, |_| SPEAKER);
        }
        if let Some(cue) = &statement.cue {
            self.paint(cue.span, |_| CUE);
        }
        for (i, piece) in statement.content.iter().enumerate() {
            let name = if i == 0 { unnamed_speaker(record, statement) } else { None };
            self.piece(piece.span, index, &short.id(&statement.id), name, color);
        }
    }

    fn piece(&mut self, span: Chars, index: usize, id: &str, speaker: Option<&str>, color: bool) {
        let tint = tint(index);
        self.paint(span, |_| tint);
        let name = speaker.map(|s| format!("\u{a0}{}", s.replace(' ', "\u{a0}"))).unwrap_or_default();
        let begins = Order::StatementBegins(std::cmp::Reverse(span.1.saturating_sub(span.0)));
        if color {
            self.tag(span.0, begins, &format!("[{id}{name}]\u{a0}"), tint.dimmed());
        } else {
            self.tag(span.0, begins, &format!("[{id}{name}:\u{a0}"), PLAIN);
            self.tag(span.1, Order::StatementEnds(std::cmp::Reverse(span.0)), "]", PLAIN);
        }
    }

    fn events(&mut self, events: &[Event], short: &Short, color: bool) {
        let mut by_trigger: BTreeMap<Chars, Vec<String>> = BTreeMap::new();
        for event in events {
            for told in &event.mentions {
                by_trigger.entry(told.span).or_default().push(short.id(&event.id));
            }
        }
        for (span, ids) in by_trigger {
            self.paint(span, |s| s.bold());
            let (star, ids) = (if color { "" } else { "*" }, ids.join("\u{a0}"));
            self.tag(span.0, Order::EventBegins, star, PLAIN);
            self.tag(span.1, Order::EventEnds, star, PLAIN);
            self.tag(span.1, Order::EventEnds, &format!("[{ids}]"), DIM);
        }
    }

    /// The parts of the text; those on one line (a dateline and its sentence) stay together.
    fn paragraphs(&self, chars: &[char], parts: &[Part]) -> Vec<Line> {
        let mut paragraphs: Vec<Line> = Vec::new();
        let mut end = 0;
        for part in parts {
            let between = chars.get(end..part.span.0).unwrap_or_default();
            match paragraphs.last_mut().filter(|_| !between.contains(&'\n')) {
                Some(paragraph) => {
                    paragraph.push(" ", PLAIN);
                    paragraph.append(self.line(chars, part));
                }
                None => paragraphs.push(self.line(chars, part)),
            }
            end = part.span.1;
        }
        paragraphs
    }

    /// A part of the text with its tags.
    fn line(&self, chars: &[char], part: &Part) -> Line {
        let mut line = Line::default();
        let (start, end) = (part.span.0.min(chars.len()), part.span.1.min(chars.len()));
        for at in start..end {
            self.tags_at(at, |o| at > start || !o.ends(), &mut line);
            line.push(chars[at].encode_utf8(&mut [0; 4]), self.styles[at]);
        }
        self.tags_at(end, Order::ends, &mut line);
        line
    }

    fn tags_at(&self, at: usize, wanted: impl Fn(Order) -> bool, line: &mut Line) {
        let here = self.tags.range((at, Order::EventEnds)..=(at, Order::EventBegins));
        here.filter(|((_, order), _)| wanted(*order)).flat_map(|(_, tags)| tags).for_each(|t| line.append(t.clone()));
    }
}

impl Order {
    fn ends(self) -> bool {
        matches!(self, Order::EventEnds | Order::StatementEnds(_))
    }
}

fn part_style(kind: PartKind) -> Style {
    match kind {
        PartKind::Title => BOLD,
        PartKind::Caption => Style::new().italic(),
        PartKind::Byline | PartKind::Dateline | PartKind::Furniture => DIM,
        PartKind::Body => PLAIN,
    }
}

/// Statements so that each comes after the one that it stands in.
fn outer_first(statements: &[Statement]) -> Vec<usize> {
    let depth = |index: usize| {
        let outer = |i: &usize| statements.iter().position(|s| Some(&s.id) == statements[*i].inside.as_ref());
        std::iter::successors(Some(index), outer).take(statements.len()).count()
    };
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_cached_key(|&i| depth(i));
    order
}

/// The speaker's name, where the words beside the statement do not tell it (`he said`, a quotation that runs on).
fn unnamed_speaker<'r>(record: &'r Record, statement: &Statement) -> Option<&'r str> {
    let speaker = statement.speaker.as_ref()?;
    let actor = record.actor(speaker.actor.as_ref()?)?;
    let beside = speaker.span.and_then(|span| actor.mentions.iter().find(|m| m.span == span));
    let last = actor.name.split_whitespace().next_back()?;
    let told = beside.is_some_and(|m| m.text.contains(last));
    (!told).then_some(actor.name.as_str())
}

fn statements(record: &Record, short: &Short) -> Grid {
    let mut grid = Grid::new(&["id", "who", "kind", "stance", "what"]);
    for (i, s) in record.statements.iter().enumerate() {
        grid.row(vec![
            Line::new(&short.id(&s.id), tint(i)),
            s.speaker.as_ref().map_or_else(unknown, |s| who_speaks(record, s)),
            Line::new(&word(&s.kind), PLAIN),
            Line::new(&s.stance, PLAIN),
            Line::new(&s.content.iter().map(|c| one_line(&c.text)).collect::<Vec<_>>().join(" … "), tint(i)),
        ]);
    }
    grid
}

fn who_speaks(record: &Record, speaker: &Speaker) -> Line {
    speaker.actor.as_ref().map_or_else(unknown, |id| who(record, id))
}

fn events(record: &Record, short: &Short) -> Grid {
    let mut grid = Grid::new(&["id", "code", "who → whom", "status", "when", "where", "in"]);
    for e in &record.events {
        grid.row(vec![
            Line::new(&short.id(&e.id), BOLD),
            code(e),
            who_whom(record, e),
            Line::new(&word(&e.status), status_style(e.status)),
            Line::new(e.date.as_ref().map_or("", |d| &d.value), PLAIN),
            Line::new(e.place.as_ref().map_or("", |p| &p.name), PLAIN),
            Line::new(&e.statement.as_deref().map(|s| short.id(s)).unwrap_or_default(), DIM),
        ]);
    }
    grid
}

fn code(event: &Event) -> Line {
    let style = match event.quad.as_deref() {
        Some("material conflict") => AnsiColor::Red.on_default().bold(),
        Some("verbal conflict") => AnsiColor::Red.on_default(),
        Some("material cooperation") => AnsiColor::Green.on_default().bold(),
        _ => AnsiColor::Green.on_default(),
    };
    let own: String = event.codes.values().map(|code| format!("{code} ")).collect();
    let mut line = Line::new(&format!("{:<4} {own}", event.cameo), DIM);
    line.push(event.plover.as_deref().unwrap_or_default(), style);
    if let Some(mode) = &event.mode {
        line.push(&format!(" {mode}"), DIM);
    }
    line.trim_end()
}

fn who_whom(record: &Record, event: &Event) -> Line {
    let all = |parties: &[super::Party]| {
        let mut line = Line::default();
        for (i, party) in parties.iter().enumerate() {
            line.push(if i > 0 { ", " } else { "" }, PLAIN);
            line.append(who(record, &party.actor));
        }
        line
    };
    let mut line = all(&event.actors);
    if line.is_empty() {
        line = unknown();
    }
    if !event.recipients.is_empty() {
        line.push(" → ", PLAIN);
        line.append(all(&event.recipients));
    }
    line
}

fn status_style(status: Status) -> Style {
    match status {
        Status::Actual => PLAIN,
        Status::Negated | Status::Denied | Status::Rejected => AnsiColor::Red.on_default(),
        _ => AnsiColor::Yellow.on_default(),
    }
}

fn actors(record: &Record, short: &Short) -> Grid {
    let mut grid = Grid::new(&["id", "name", "code", "kind", "roles", "mentions"]);
    for a in &record.actors {
        grid.row(vec![
            Line::new(&short.id(&a.id), DIM),
            Line::new(&one_line(&a.name), SPEAKER),
            Line::new(a.code.as_deref().unwrap_or_default(), PLAIN),
            Line::new(&word(&a.kind), DIM),
            Line::new(&a.roles.iter().map(Role::to_string).collect::<Vec<_>>().join("; "), PLAIN),
            Line::new(&spoken_of(a), DIM),
        ]);
    }
    grid
}

fn spoken_of(actor: &Actor) -> String {
    format!("{:>3} ×", actor.mentions.len())
}

fn notes(record: &Record) -> Grid {
    let mut grid = Grid::new(&[""]);
    record.notes.iter().for_each(|n| grid.row(vec![Line::new(&n.what, PLAIN)]));
    grid
}

/// `Rex Tillerson (USAGOV)`.
fn who(record: &Record, id: &str) -> Line {
    let Some(actor) = record.actor(id) else { return unknown() };
    let mut line = Line::new(&one_line(&actor.name), SPEAKER);
    if let Some(code) = &actor.code {
        line.push(&format!(" ({code})"), DIM);
    }
    line
}

fn unknown() -> Line {
    Line::new("?", DIM)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
