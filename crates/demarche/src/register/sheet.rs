//! How is a register written down in tables?
//!
//! CSV with a header; lists inside a cell are separated by bars. Cells that belong to an actor may stand in any row of it:
//! they are written once, and two rows that contradict each other are at fault.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Actor, Error, Kind, Office, Register, slug};
use crate::mention::bound;

/// A row of `actors.csv`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Row {
    id: String,
    office: String,
    name: String,
    aliases: String,
    kind: String,
    title: String,
    of: String,
    country: String,
    standing: String,
    sectors: String,
    from: String,
    to: String,
    first: String,
    last: String,
    reports: String,
    company: String,
    wikidata: String,
    fixed: String,
    note: String,
}

const COLUMNS: &[&str] = &[
    "id", "office", "name", "aliases", "kind", "title", "of", "country", "standing", "sectors", "from", "to", "first",
    "last", "reports", "company", "wikidata", "fixed", "note",
];

const STANDINGS: &[&str] = &["former", "acting", "elect", "designate"];

/// The rows of a table with their lines.
pub(super) fn rows<R: DeserializeOwned>(file: &str, table: &[u8], columns: &[&str]) -> Result<Vec<(usize, R)>, Error> {
    let table = table.strip_prefix(b"\xef\xbb\xbf").unwrap_or(table);
    let mut reader = csv::Reader::from_reader(table);
    let complain = |e: csv::Error| fault(file, e.position().map_or(1, |p| p.line() as usize), told(&e));
    let header = reader.headers().map_err(complain)?.clone();
    if let Some(unknown) = header.iter().find(|h| !columns.contains(h)) {
        let choices = columns.join(", ");
        return Err(fault(file, 1, format!("unknown column `{unknown}`; the columns are {choices}")));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(complain)?;
        let line = record.position().map_or(0, |p| p.line() as usize);
        rows.push((line, record.deserialize(Some(&header)).map_err(|e| fault(file, line, told(&e)))?));
    }
    Ok(rows)
}

/// The words of a complaint without the place, which is told before them.
fn told(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells; the header has {expected_len} columns")
        }
        csv::ErrorKind::Utf8 { .. } => "this is not UTF-8".to_string(),
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    }
}

pub(super) fn fault(file: &str, line: usize, fault: String) -> Error {
    Error::Row { file: file.to_string(), line, fault }
}

/// Writes rows with their header.
pub(super) fn write<R: Serialize>(columns: &[&str], rows: impl Iterator<Item = R>) -> String {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    // Writing to memory does not fail, and what is written is text.
    let _ = writer.write_record(columns);
    rows.for_each(|row| drop(writer.serialize(row)));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The register that a table holds.
pub(super) fn actors(file: &str, table: &[u8]) -> Result<Register, Error> {
    let mut register = Register::default();
    let mut unnumbered = Vec::new();
    for (line, row) in rows::<Row>(file, table, COLUMNS)? {
        let complain = |what: String| fault(file, line, what);
        let id = row.id().ok_or_else(|| complain("a row needs an id or a name".to_string()))?;
        let actor = register.actors.entry(id.clone()).or_default();
        row.describe(actor).map_err(complain)?;
        let office = row.office().map_err(complain)?;
        match row.number().map_err(complain)? {
            Some(number) => {
                if actor.offices.insert(number, office).is_some() {
                    return Err(complain(format!(
                        "`{id}` has two offices {number}; leave `office` empty for a new one"
                    )));
                }
            }
            None if office == Office::default() => {}
            None => unnumbered.push((id, office)),
        }
    }
    for (id, office) in unnumbered {
        let actor = register.actors.entry(id).or_default();
        actor.offices.insert(actor.next_office(), office);
    }
    match register.actors.iter().find(|(_, a)| a.name.is_empty()) {
        Some((id, _)) => Err(fault(file, 1, format!("no row of `{id}` has a name"))),
        None => Ok(register),
    }
}

/// The table that holds a register.
pub(super) fn write_actors(register: &Register) -> String {
    let rows = register.actors.iter().flat_map(|(id, actor)| {
        let mut rows: Vec<Row> = actor.offices.iter().map(|(number, office)| Row::of(id, *number, office)).collect();
        if rows.is_empty() {
            rows.push(Row { id: id.clone(), ..Row::default() });
        }
        rows[0].introduce(actor);
        rows
    });
    write(COLUMNS, rows)
}

impl Row {
    fn of(id: &str, number: usize, office: &Office) -> Row {
        let cell = |value: &Option<String>| value.clone().unwrap_or_default();
        Row {
            id: id.to_string(),
            office: number.to_string(),
            title: office.title.clone(),
            of: cell(&office.of),
            country: cell(&office.country),
            standing: cell(&office.standing),
            sectors: join(&office.sectors),
            from: cell(&office.from),
            to: cell(&office.to),
            first: cell(&office.first),
            last: cell(&office.last),
            reports: office.reports.to_string(),
            ..Row::default()
        }
    }

    /// Fills the cells that belong to the actor.
    fn introduce(&mut self, actor: &Actor) {
        self.name = actor.name.clone();
        self.aliases = join(&actor.aliases);
        self.kind = actor.kind.word().to_string();
        self.company = join(&actor.company);
        self.wikidata = actor.wikidata.clone().unwrap_or_default();
        self.fixed = if actor.fixed { "yes" } else { "" }.to_string();
        self.note = actor.note.clone();
    }

    fn id(&self) -> Option<String> {
        let id = if self.id.trim().is_empty() { slug(&self.name) } else { self.id.trim().to_string() };
        (!self.id.trim().is_empty() || !self.name.trim().is_empty()).then_some(id)
    }

    fn number(&self) -> Result<Option<usize>, String> {
        match self.office.trim() {
            "" => Ok(None),
            cell => cell.parse().map(Some).map_err(|_| format!("`{cell}` in `office` is no number")),
        }
    }

    /// Adds the cells that belong to the actor.
    fn describe(&self, actor: &mut Actor) -> Result<(), String> {
        agree("name", &mut actor.name, self.name.trim())?;
        agree("note", &mut actor.note, self.note.trim())?;
        let mut wikidata = actor.wikidata.take().unwrap_or_default();
        agree("wikidata", &mut wikidata, self.wikidata.trim())?;
        actor.wikidata = some(&wikidata);
        if actor.wikidata.as_ref().is_some_and(|q| !is_item(q)) {
            return Err(format!("`{wikidata}` in `wikidata` is no item (Q217110)"));
        }
        actor.kind = match self.kind.trim() {
            "" => actor.kind,
            word => *choose("kind", word, Kind::ALL)?,
        };
        actor.fixed |= match self.fixed.trim() {
            "" => false,
            word => *choose("fixed", word, &[("yes", true), ("no", false)])?,
        };
        split(&self.aliases).iter().for_each(|alias| actor.call(alias));
        actor.company.extend(split(&self.company));
        Ok(())
    }

    fn office(&self) -> Result<Office, String> {
        let country = some(&self.country);
        if let Some(code) = country.as_ref().filter(|c| c.len() < 3 || !c.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(format!("`{code}` in `country` is no code; write that of a state (USA) or of a body (IGOUNO)"));
        }
        let sectors = split(&self.sectors);
        if let Some(wrong) = sectors.iter().find(|s| s.len() < 3 || !s.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(format!("`{wrong}` in `sectors` is no CAMEO sector (GOV, MIL, …); bars stand between several"));
        }
        let standing = some(&self.standing);
        if let Some(wrong) = standing.as_ref().filter(|s| !STANDINGS.contains(&s.as_str())) {
            return Err(format!("`{wrong}` in `standing`; the choices are nothing, {}", STANDINGS.join(", ")));
        }
        let reports = match self.reports.trim() {
            "" => 0,
            cell => cell.parse().map_err(|_| format!("`{cell}` in `reports` is no number"))?,
        };
        Ok(Office {
            title: self.title.trim().to_string(),
            of: some(&self.of),
            country,
            standing,
            sectors,
            from: day("from", &self.from)?,
            to: day("to", &self.to)?,
            first: day("first", &self.first)?,
            last: day("last", &self.last)?,
            reports,
        })
    }
}

fn some(cell: &str) -> Option<String> {
    Some(cell.trim().to_string()).filter(|c| !c.is_empty())
}

fn day(column: &str, cell: &str) -> Result<Option<String>, String> {
    let day = some(cell);
    match day.as_deref().filter(|d| bound(d, false).is_none()) {
        Some(wrong) => Err(format!("`{wrong}` in `{column}` is no day; write 2017-02-16, 2017-02 or 2017")),
        None => Ok(day),
    }
}

fn is_item(cell: &str) -> bool {
    cell.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Notes a cell that all rows of an actor share.
fn agree(column: &str, so_far: &mut String, cell: &str) -> Result<(), String> {
    if so_far.is_empty() {
        *so_far = cell.to_string();
    } else if !cell.is_empty() && so_far != cell {
        return Err(format!("`{cell}` in `{column}`, where another row of this actor has `{so_far}`"));
    }
    Ok(())
}

fn choose<'c, T>(column: &str, word: &str, choices: &'c [(&str, T)]) -> Result<&'c T, String> {
    let names = || choices.iter().map(|(w, _)| *w).collect::<Vec<_>>().join(", ");
    let found = choices.iter().find(|(w, _)| *w == word).map(|(_, value)| value);
    found.ok_or_else(|| format!("`{word}` in `{column}`; the choices are {}", names()))
}

/// The parts of a cell, between bars.
pub(super) fn split(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_string).collect()
}

/// The cell with these parts.
pub(super) fn join(parts: &[String]) -> String {
    parts.iter().map(|p| p.replace('|', "/")).collect::<Vec<_>>().join("|")
}
