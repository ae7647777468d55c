//! The pages of `spec/` run: every `report` block is read, and its `record` block says what must be found.
//!
//! Lines of a `record` block, each of which must hold:
//!
//! ```text
//! said direct by Mira Tolan: "We stay."            content pieces joined by " … "; speakers by " + "; the words where they
//!                                                  are no actor's, `nobody` where there are none
//! said … / stance deny / to "reporters"            then, optionally, any of these: see `details_of_statement`
//! event 112 ACCUSE Arnor > Gondor [denied]         then, optionally: when 2017-02-16 where Bree if "unless it rains"
//!                                                  like spy: coded as a verb that the ontology lists
//!                                                  (`when -` where there is no date); then, behind ` / `, any of these:
//!                                                  see `more_of_event`
//! events 2                                         so many, no more and no fewer
//! dyad 190 ASSAULT Mordor > Gondor                 an event cut into pairs of one actor and one recipient; also: dyads 2
//! actor Mira Tolan ARNGOV
//! role Mira Tolan: former prime minister of XAR from 2004 to 2012      of, from and to where known
//! mention Mira Tolan: she                          some mention has these words and is put to this actor
//! home police by “Fornost”                         whose country is inferred, and from which words
//! part title: Arnor opens the border
//! published 2017-02-16                             also: title, agency, author, dateline
//! no event                                         also: no statement, no speech, no actor NAME, no role …, no mention …
//! note reads English                               a note of the record begins so
//! ```

#![allow(clippy::unwrap_used)] // a page that cannot be read fails the test

use std::path::Path;

use demarche::record::{Event, Magnitude, Party, Record, Role, Statement};
use demarche::statement::Kind;
use demarche::{Report, World};

/// One report of a page, and what its record must hold, with lines.
struct Case {
    page: String,
    report: String,
    published: Option<String>,
    wanted: Vec<(usize, String)>,
}

#[test]
fn every_page_holds() {
    let world = World::for_examples(&[]).unwrap();
    let mut failures = Vec::new();
    let mut count = 0;
    for case in cases() {
        let report = Report { text: case.report.clone(), published: case.published.clone(), ..Report::default() };
        let record = demarche::read(&report, &world);
        for (line, wanted) in &case.wanted {
            count += 1;
            if !holds(wanted, &record, &case.report) {
                failures.push(format!("spec/{}:{line}: {wanted}\n{}", case.page, found(&record, &case.report, wanted)));
            }
        }
    }
    assert!(count > 0, "the pages hold no case");
    assert!(failures.is_empty(), "{} of {count} lines do not hold:\n\n{}", failures.len(), failures.join("\n"));
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "md"));
    pages.sort();
    pages.iter().flat_map(|page| cases_of(page)).collect()
}

/// The cases of a page. A block that begins ```` ```report 2017-02-16 ```` names the day of publication.
fn cases_of(page: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(page).unwrap();
    let page = page.file_name().unwrap().to_string_lossy().into_owned();
    let mut cases: Vec<Case> = Vec::new();
    let mut block = "";
    for (i, line) in text.lines().enumerate() {
        match (block, line.strip_prefix("```")) {
            ("", Some(info)) => {
                let (kind, day) = info.split_once(' ').map_or((info, None), |(k, d)| (k, Some(d.to_string())));
                block = kind;
                if kind == "report" {
                    cases.push(Case { page: page.clone(), report: String::new(), published: day, wanted: Vec::new() });
                }
            }
            (_, Some(_)) => block = "",
            ("report", None) => {
                let report = &mut cases.last_mut().unwrap().report;
                report.push_str(if report.is_empty() { "" } else { "\n" });
                report.push_str(line);
            }
            ("record", None) if !line.trim().is_empty() => {
                cases.last_mut().unwrap().wanted.push((i + 1, line.to_string()))
            }
            _ => {}
        }
    }
    cases
}

fn holds(wanted: &str, record: &Record, text: &str) -> bool {
    let (kind, rest) = wanted.split_once(' ').unwrap_or((wanted, ""));
    let is = |field: &Option<String>| field.as_deref() == Some(rest);
    match kind {
        "said" => record.statements.iter().any(|s| same_statement(record, text, s, wanted)),
        "event" => record.events.iter().any(|e| same_event(record, e, wanted)),
        "events" => rest.parse() == Ok(record.events.len()),
        "dyad" => dyads(record).iter().any(|d| d == wanted),
        "dyads" => rest.parse() == Ok(dyads(record).len()),
        "actor" => actors(record).iter().any(|a| a == wanted),
        "role" => roles(record).iter().any(|r| r == wanted),
        "mention" => mentions(record).iter().any(|m| m == wanted),
        "home" => homes(record).iter().any(|h| h == wanted),
        "part" => parts(record, text).iter().any(|p| p == wanted),
        "published" => is(&record.report.published),
        "title" => is(&record.report.title),
        "agency" => is(&record.report.agency),
        "author" => is(&record.report.author),
        "dateline" => is(&record.report.dateline),
        "note" => record.notes.iter().any(|n| n.what.starts_with(rest)),
        "no" => match rest {
            "event" => record.events.is_empty(),
            "statement" => record.statements.is_empty(),
            "speech" => record.statements.iter().all(|s| s.kind == Kind::Indirect),
            _ if rest.starts_with("role ") => !roles(record).iter().any(|r| r == rest),
            _ if rest.starts_with("mention ") => !mentions(record).iter().any(|m| m == rest),
            _ => rest.strip_prefix("actor ").is_some_and(|name| record.actors.iter().all(|a| a.name != name)),
        },
        _ => {
            panic!(
                "`{wanted}`: begin with said, event, dyad, actor, role, mention, home, part, published, title, agency, author, dateline, note or no"
            )
        }
    }
}

fn said(record: &Record, text: &str, s: &Statement) -> String {
    let speaker = s.speaker.as_ref().and_then(|p| p.actor.as_ref()).and_then(|id| record.actor(id));
    let content: Vec<&str> = s.content.iter().map(|c| c.text.as_str()).collect();
    let kind = format!("{:?}", s.kind).to_lowercase();
    let words = s.speaker.as_ref().and_then(|p| p.span).map(|span| span.of(text));
    let name = speaker.map(|a| a.name.as_str()).or(words.as_deref()).unwrap_or("nobody");
    let also = s.speaker.iter().flat_map(|p| &p.also).filter_map(|id| record.actor(id));
    let names: Vec<&str> = std::iter::once(name).chain(also.map(|a| a.name.as_str())).collect();
    format!("said {kind} by {}: {}", names.join(" + "), content.join(" … "))
}

/// What a line may ask of a statement beside speaker and content, behind ` / `.
fn details_of_statement(record: &Record, s: &Statement) -> Vec<String> {
    let outer = s.inside.as_ref().and_then(|id| record.statements.iter().find(|o| o.id == *id));
    let shown = |name: &str, value: Option<&str>| format!("{name} {}", value.unwrap_or("-"));
    let quoted = |name: &str, value: Option<&str>| value.map_or(format!("{name} -"), |v| format!("{name} \"{v}\""));
    let speaker = outer.and_then(|o| o.speaker.as_ref()?.actor.as_ref()).and_then(|id| record.actor(id));
    vec![
        shown("stance", Some(&s.stance)),
        shown("act", Some(&s.act)),
        quoted("cue", s.cue.as_ref().map(|c| c.text.as_str())),
        quoted("to", s.addressee.as_ref().map(|a| a.text.as_str())),
        quoted("via", s.medium.as_ref().map(|m| m.text.as_str())),
        shown("when", s.date.as_ref().map(|d| d.value.as_str())),
        shown("where", s.place.as_ref().map(|p| p.name.as_str())),
        shown("inside", outer.map(|_| speaker.map_or("nobody", |a| a.name.as_str()))),
    ]
}

fn same_statement(record: &Record, text: &str, s: &Statement, wanted: &str) -> bool {
    let mut pieces = wanted.split(" / ");
    let details = details_of_statement(record, s);
    pieces.next() == Some(&said(record, text, s)) && pieces.all(|p| details.iter().any(|d| d == p))
}

fn event(record: &Record, e: &Event) -> String {
    let names = |parties: &[Party]| {
        let names: Vec<&str> = parties.iter().filter_map(|p| record.actor(&p.actor)).map(|a| a.name.as_str()).collect();
        if names.is_empty() { "-".to_string() } else { names.join(" + ") }
    };
    let status = match format!("{:?}", e.status).to_lowercase() {
        s if s == "actual" => String::new(),
        s => format!(" [{s}]"),
    };
    let kind = e.plover.as_deref().unwrap_or("-");
    format!("event {} {kind} {} > {}{status}", e.cameo, names(&e.actors), names(&e.recipients))
}

/// What a line may add to an event, in the order in which it must.
fn details(e: &Event) -> [(&'static str, Option<String>); 4] {
    let relative = || e.evidence.rule.strip_prefix("like: ")?.split(' ').nth(1).map(str::to_string);
    [
        (" when ", e.date.as_ref().map(|d| d.value.clone())),
        (" where ", e.place.as_ref().map(|p| p.name.clone())),
        (" like ", relative()),
        (" if ", e.condition.as_ref().map(|c| format!("\"{}\"", c.text))),
    ]
}

/// What a line may ask of an event beside that, behind ` / `: its mentions, how long it lasts, who denies, alleges or demands it, the event that is its condition,
/// and who says it, from the inside out.
fn more_of_event(record: &Record, e: &Event) -> Vec<String> {
    let name = |id: &String| record.actor(id).map_or("nobody", |a| a.name.as_str());
    let statement = |id: &String| record.statements.iter().find(|s| s.id == *id);
    let innermost = e.statement.as_ref().and_then(statement);
    let chain = std::iter::successors(innermost, |s| s.inside.as_ref().and_then(statement));
    let speaker = |s: &Statement| s.speaker.as_ref().and_then(|p| p.actor.as_ref()).map_or("nobody", name).to_string();
    let condition = e.condition.as_ref().and_then(|c| record.events.iter().find(|o| Some(&o.id) == c.event.as_ref()));
    let told: Vec<String> = e.mentions.iter().map(|m| format!("\"{}\"", m.text)).collect();
    let by: Vec<&str> = e.by.iter().map(|p| name(&p.actor)).collect();
    let mut more = vec![
        format!("told {}", told.join(" + ")),
        format!("by {}", by.join(" + ")),
        format!("condition {}", condition.map_or("-".to_string(), |o| event(record, o))),
        format!("speakers {}", chain.map(speaker).collect::<Vec<_>>().join(" < ")),
    ];
    more.extend(e.duration.iter().map(|d| format!("lasts {}", d.value)));
    more.extend(e.magnitude.iter().flatten().map(counted));
    more.extend(e.weapon.iter().map(|w| format!("weapon {}", w.class)));
    more.extend(e.contexts.iter().map(|c| format!("context {c}")));
    more
}

/// `killed 12`, `killed 20..`, `arrested ..500`, `attended ~3000`, `money 2000000 EUR`.
fn counted(m: &Magnitude) -> String {
    let shown = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
    let about = if m.about { "~" } else { "" };
    let number = if m.min == m.max { shown(m.min) } else { format!("{}..{}", shown(m.min), shown(m.max)) };
    let currency = m.unit.as_ref().filter(|_| m.kind == "money").map_or(String::new(), |c| format!(" {c}"));
    format!("{} {about}{number}{currency}", m.kind)
}

fn same_event(record: &Record, e: &Event, wanted: &str) -> bool {
    let mut pieces = wanted.split(" / ");
    let more = more_of_event(record, e);
    pieces.next().is_some_and(|first| same_in_line(record, e, first)) && pieces.all(|p| more.iter().any(|m| m == p))
}

fn same_in_line(record: &Record, e: &Event, wanted: &str) -> bool {
    let mut rest = wanted;
    for (word, value) in details(e).iter().rev() {
        if let Some((before, asked)) = rest.rsplit_once(word) {
            if value.as_deref().unwrap_or("-") != asked {
                return false;
            }
            rest = before;
        }
    }
    event(record, e) == rest
}

fn dyads(record: &Record) -> Vec<String> {
    let pairs = record.events.iter().flat_map(Event::dyads);
    pairs.map(|e| event(record, &e).replacen("event", "dyad", 1)).collect()
}

fn homes(record: &Record) -> Vec<String> {
    let all = record.actors.iter().flat_map(|a| a.mentions.iter().map(move |m| (a, m)));
    all.filter_map(|(a, m)| Some(format!("home {} {}", a.name, m.rule.split("home country ").nth(1)?))).collect()
}

fn actors(record: &Record) -> Vec<String> {
    record.actors.iter().map(|a| format!("actor {} {}", a.name, a.code.as_deref().unwrap_or("-"))).collect()
}

fn roles(record: &Record) -> Vec<String> {
    let of = |r: &Role| {
        let told = [("of", &r.of), ("from", &r.from), ("to", &r.to)];
        let told: Vec<String> = told.iter().filter_map(|(word, v)| Some(format!(" {word} {}", v.as_ref()?))).collect();
        format!("{} {}{}", r.standing.as_deref().unwrap_or_default(), r.title, told.concat()).trim().to_string()
    };
    let all = record.actors.iter().flat_map(|a| a.roles.iter().map(move |r| (a, r)));
    all.map(|(a, r)| format!("role {}: {}", a.name, of(r))).collect()
}

fn mentions(record: &Record) -> Vec<String> {
    let all = record.actors.iter().flat_map(|a| a.mentions.iter().map(move |m| (a, m)));
    all.map(|(a, m)| format!("mention {}: {}", a.name, m.text)).collect()
}

fn parts(record: &Record, text: &str) -> Vec<String> {
    let kind = |p: &demarche::record::Part| format!("{:?}", p.kind).to_lowercase();
    record.report.parts.iter().map(|p| format!("part {}: {}", kind(p), p.span.of(text))).collect()
}

/// What was read instead, of the kind that was asked for.
fn found(record: &Record, text: &str, wanted: &str) -> String {
    let detailed = |e: &Event| {
        let added = details(e).into_iter().filter_map(|(word, value)| Some(format!("{word}{}", value?)));
        let more = more_of_event(record, e).into_iter().map(|m| format!(" / {m}"));
        event(record, e) + &added.chain(more).collect::<String>()
    };
    let lines: Vec<String> = match wanted.split(' ').next() {
        Some("said") => {
            let line = |s| format!("{} / {}", said(record, text, s), details_of_statement(record, s).join(" / "));
            record.statements.iter().map(line).collect()
        }
        Some("event" | "events" | "no") => record.events.iter().map(detailed).collect(),
        Some("dyad" | "dyads") => dyads(record),
        Some("home") => homes(record),
        Some("actor") => actors(record),
        Some("role") => roles(record),
        Some("mention") => mentions(record),
        _ => vec![format!("{:?}", record.report)],
    };
    lines.iter().map(|l| format!("    found {l}\n")).collect()
}
