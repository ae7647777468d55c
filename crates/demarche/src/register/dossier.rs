//! On what does a register rest?
//!
//! A register, and beside it what was seen of each office in which report, and whom each report names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::sheet::{fault, join, rows, split, write};
use super::{Actor, Error, Office, Register, surname};
use crate::record::Chars;

/// A register with its evidence.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    /// What reading looks at.
    pub register: Register,
    /// What was seen, by actor and number of the office, then by the id of the report.
    pub evidence: BTreeMap<(String, usize), BTreeMap<String, Evidence>>,
    /// The reports that were learned from, each with the codes and ids of those whom it names.
    pub reports: BTreeMap<String, Vec<String>>,
    /// Ids by the last words of names.
    pub(super) surnames: BTreeMap<SmolStr, BTreeSet<String>>,
    /// In how many reports somebody else is named beside an actor.
    beside: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Words of a report that tell of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The day of the report.
    pub day: Option<String>,
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub words: String,
}

/// The table of what was seen in reports.
pub const EVIDENCE: &str = "evidence.csv";
/// The table of reports that were learned from.
pub const REPORTS: &str = "reports.csv";

#[derive(Serialize, Deserialize)]
struct Seen {
    actor: String,
    office: usize,
    report: String,
    day: String,
    start: usize,
    end: usize,
    words: String,
}

#[derive(Serialize, Deserialize)]
struct Learned {
    report: String,
    names: String,
}

const SEEN: &[&str] = &["actor", "office", "report", "day", "start", "end", "words"];
const LEARNED: &[&str] = &["report", "names"];

/// How many of those who are named beside an actor are kept.
const COMPANY: usize = 12;

impl Dossier {
    /// The dossier in a folder; one that is not there is empty.
    pub fn open(folder: &Path) -> Result<Dossier, Error> {
        let register = match Register::open(folder) {
            Err(Error::Missing(_)) => Register::default(),
            read => read?,
        };
        let mut dossier = Dossier { register, ..Dossier::default() };
        for (line, row) in table::<Seen>(folder, EVIDENCE, SEEN)? {
            if row.start > row.end {
                let file = folder.join(EVIDENCE);
                let what = format!("`start` {} lies behind `end` {}", row.start, row.end);
                return Err(fault(&file.to_string_lossy(), line, what));
            }
            let day = Some(row.day).filter(|d| !d.is_empty());
            let seen = Evidence { day, span: Chars(row.start, row.end), words: row.words };
            dossier.evidence.entry((row.actor, row.office)).or_default().insert(row.report, seen);
        }
        let learned = table::<Learned>(folder, REPORTS, LEARNED)?;
        dossier.reports = learned.into_iter().map(|(_, row)| (row.report, split(&row.names))).collect();
        dossier.index();
        Ok(dossier)
    }

    /// The table of evidence.
    pub fn evidence_csv(&self) -> String {
        let seen = self.evidence.iter().flat_map(|((actor, office), list)| {
            list.iter().map(move |(report, e)| Seen {
                actor: actor.clone(),
                office: *office,
                report: report.clone(),
                day: e.day.clone().unwrap_or_default(),
                start: e.span.0,
                end: e.span.1,
                words: e.words.clone(),
            })
        });
        write(SEEN, seen)
    }

    /// The table of reports that were learned from.
    pub fn reports_csv(&self) -> String {
        write(LEARNED, self.reports.iter().map(|(id, names)| Learned { report: id.clone(), names: join(names) }))
    }

    /// Makes two actors one, which keeps the id and the name of the first.
    pub fn merge(&mut self, id: &str, other: &str) -> Result<(), Error> {
        let (id, other) = (self.register.find(id)?.to_string(), self.register.find(other)?.to_string());
        if id == other {
            return Err(Error::Unknown(format!("`{other}` is one actor already")));
        }
        let absorbed = self.register.actors.remove(&other).unwrap_or_default();
        self.register.absorb_names(&id, &absorbed);
        for (number, office) in absorbed.offices {
            let new = self.register.take_office(&id, office);
            self.move_evidence((&other, number), (&id, new));
        }
        for names in self.reports.values_mut().filter(|names| names.contains(&other)) {
            names.retain(|n| *n != other && *n != id);
            names.push(id.clone());
            names.sort();
        }
        self.recount(&[&id]);
        Ok(())
    }

    /// Takes offices from an actor and gives them to a new one, whose id is the answer.
    pub fn split(&mut self, id: &str, offices: &[usize], name: Option<&str>) -> Result<String, Error> {
        let id = self.register.find(id)?.to_string();
        let actor = &self.register.actors[&id];
        let numbers = || actor.offices.keys().map(usize::to_string).collect::<Vec<_>>().join(", ");
        if let Some(wrong) = offices.iter().find(|n| !actor.offices.contains_key(n)) {
            return Err(Error::Unknown(format!("`{id}` has no office {wrong}; its offices are {}", numbers())));
        }
        if actor.offices.keys().all(|n| offices.contains(n)) {
            return Err(Error::Unknown(format!("`{id}` would keep no office; its offices are {}", numbers())));
        }
        let new = Actor { name: name.unwrap_or(&actor.name).to_string(), kind: actor.kind, ..Actor::default() };
        let new_id = self.register.new_id(&new.name);
        self.register.actors.insert(new_id.clone(), new);
        for &number in offices {
            let office = self.register.actors.get_mut(&id).and_then(|a| a.offices.remove(&number));
            let to = self.register.take_office(&new_id, office.unwrap_or_default());
            self.move_evidence((&id, number), (&new_id, to));
        }
        self.name_by_evidence(&[&id, &new_id]);
        self.recount(&[&id, &new_id]);
        Ok(new_id)
    }

    /// Notes that words of a report tell of an office, once a report.
    pub(super) fn note(&mut self, id: &str, number: usize, report: &str, seen: Evidence) {
        let list = self.evidence.entry((id.to_string(), number)).or_default();
        if list.contains_key(report) {
            return;
        }
        if let Some(office) = self.register.actors.get_mut(id).and_then(|a| a.offices.get_mut(&number)) {
            office.reports += 1;
            office.see(seen.day.as_ref());
        }
        list.insert(report.to_string(), seen);
    }

    /// Notes whom a report names.
    pub(super) fn note_names(&mut self, report: &str, names: Vec<String>) {
        self.count_names(&names);
        names.iter().for_each(|id| self.choose_company(id));
        self.reports.insert(report.to_string(), names);
    }

    /// Makes what is looked up by.
    pub(super) fn index(&mut self) {
        self.surnames.clear();
        self.beside.clear();
        for (id, actor) in &self.register.actors {
            for name in actor.names() {
                self.surnames.entry(surname(name)).or_default().insert(id.clone());
            }
        }
        let reports = std::mem::take(&mut self.reports);
        reports.values().for_each(|names| self.count_names(names));
        self.reports = reports;
    }

    fn count_names(&mut self, names: &[String]) {
        for id in names.iter().filter(|n| self.register.actors.contains_key(*n)) {
            let beside = self.beside.entry(id.clone()).or_default();
            names.iter().filter(|n| *n != id).for_each(|n| *beside.entry(n.clone()).or_default() += 1);
        }
    }

    /// The company of an actor: those who are named beside it most.
    fn choose_company(&mut self, id: &str) {
        let Some((actor, beside)) = self.register.actors.get_mut(id).zip(self.beside.get(id)) else { return };
        let mut all: Vec<(&String, usize)> = beside.iter().map(|(name, count)| (name, *count)).collect();
        all.sort_by_key(|&(name, count)| (Reverse(count), name));
        actor.company = all.into_iter().take(COMPANY).map(|(name, _)| name.clone()).collect();
    }

    fn move_evidence(&mut self, from: (&str, usize), to: (&str, usize)) {
        let Some(moved) = self.evidence.remove(&(from.0.to_string(), from.1)) else { return };
        let list = self.evidence.entry((to.0.to_string(), to.1)).or_default();
        for (report, seen) in moved {
            list.entry(report).or_insert(seen);
        }
    }

    /// After a split, each of the two is named in the reports of its own evidence.
    fn name_by_evidence(&mut self, ids: &[&String]) {
        for &id in ids {
            let mine = self.evidence.range((id.clone(), 0)..=(id.clone(), usize::MAX));
            let told: BTreeSet<&String> = mine.flat_map(|(_, list)| list.keys()).collect();
            for (report, names) in &mut self.reports {
                names.retain(|n| n != id);
                names.extend(told.contains(report).then(|| id.clone()));
                names.sort();
            }
        }
    }

    /// Counts anew the reports of each office for which there is evidence, and the company.
    fn recount(&mut self, ids: &[&String]) {
        self.index();
        for &id in ids {
            let offices = self.register.actors.get_mut(id).into_iter().flat_map(|a| &mut a.offices);
            for (number, office) in offices {
                let seen = self.evidence.get(&(id.clone(), *number));
                office.reports = seen.map_or(office.reports, BTreeMap::len);
            }
            self.choose_company(id);
        }
    }
}

/// The rows of a table beside the register; none where it is not there.
fn table<R: serde::de::DeserializeOwned>(
    folder: &Path,
    name: &str,
    columns: &[&str],
) -> Result<Vec<(usize, R)>, Error> {
    let path = folder.join(name);
    match std::fs::read(&path) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(cause) => Err(Error::Unreadable { path, cause }),
        Ok(bytes) => rows(&path.to_string_lossy(), &bytes, columns),
    }
}

impl Register {
    /// Names, item and note of an actor that is now this one.
    pub(super) fn absorb_names(&mut self, id: &str, other: &Actor) {
        let Some(actor) = self.actors.get_mut(id) else { return };
        other.names().for_each(|name| actor.call(name));
        actor.wikidata = actor.wikidata.take().or_else(|| other.wikidata.clone());
        actor.fixed |= other.fixed;
        let notes = [&actor.note, &other.note].into_iter().filter(|n| !n.is_empty());
        actor.note = notes.cloned().collect::<Vec<_>>().join("; ");
    }

    /// Gives an office to an actor and tells its number: that of the same office, where the actor has it.
    pub(super) fn take_office(&mut self, id: &str, office: Office) -> usize {
        let actor = self.actors.entry(id.to_string()).or_default();
        let Some((number, held)) = actor.offices.iter_mut().find(|(_, o)| o.same(&office)) else {
            let number = actor.next_office();
            actor.offices.insert(number, office);
            return number;
        };
        held.reports += office.reports;
        if actor.fixed {
            held.see(office.first.as_ref());
            held.see(office.last.as_ref());
        } else {
            held.add(&office);
        }
        *number
    }
}
