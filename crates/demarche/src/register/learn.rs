//! What does a report add to a register?
//!
//! Persons by their full names, with the offices of which the report says whose they are. A report counts once. What a
//! register becomes depends on the reports and their order alone.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{Actor, Dossier, Evidence, Kind, Office, surname};
use crate::mention::{ActorKind, Form, fold, fold_all, same_person};
use crate::record::{self, Record, Role};

/// Which actor of a register a person of a report is.
enum Who {
    Known(String),
    New,
    Undecided,
}

impl Dossier {
    /// Was this report learned from?
    pub fn has_learned(&self, report: &str) -> bool {
        self.reports.contains_key(report)
    }

    /// Adds what a record tells of persons and their offices; `text` is its report's. False where the report was known.
    pub fn learn(&mut self, record: &Record, text: &str) -> bool {
        let report = &record.report.id;
        if self.has_learned(report) {
            return false;
        }
        let company = company(record);
        let mut names = company.clone();
        for person in record.actors.iter().filter(|a| is_named_in_full(a)) {
            if let Some(id) = self.meet(record, text, person, &company) {
                names.insert(id);
            }
        }
        self.note_names(report, names.into_iter().collect());
        true
    }

    /// Learns of one person; the answer is the person's id.
    fn meet(
        &mut self,
        record: &Record,
        text: &str,
        person: &record::Actor,
        company: &BTreeSet<String>,
    ) -> Option<String> {
        let told: Vec<&Role> = person.roles.iter().filter(|r| r.rule.is_none() && r.of.is_some()).collect();
        let offices: Vec<Office> = told.iter().map(|role| office(role, person)).collect();
        let id = match self.who(person, &offices, company) {
            Who::Known(id) => id,
            Who::New if !offices.is_empty() => self.register.new_id(&person.name),
            Who::New | Who::Undecided => return None,
        };
        self.greet(&id, person);
        for (role, office) in told.into_iter().zip(offices) {
            let number = self.register.take_office(&id, office);
            self.note(&id, number, &record.report.id, evidence(record, text, person, role));
        }
        Some(id)
    }
}

/// Is it a person with more than a surname?
fn is_named_in_full(actor: &record::Actor) -> bool {
    let named = actor.mentions.iter().any(|m| m.form == Form::Name);
    named && actor.kind == ActorKind::Person && actor.name.split_whitespace().count() > 1
}

/// The codes of states and bodies that a report names.
fn company(record: &Record) -> BTreeSet<String> {
    let bodies = record.actors.iter().filter(|a| matches!(a.kind, ActorKind::State | ActorKind::Organisation));
    bodies.filter_map(|a| a.code.clone()).collect()
}

fn office(role: &Role, person: &record::Actor) -> Office {
    let before = role.standing.as_deref() == Some("former");
    // The sectors of somebody with offices now and before are those of the office now.
    let mixed = before && person.roles.iter().any(|r| r.standing.is_none());
    Office {
        title: one_line(&role.title),
        of: role.of.clone(),
        country: person.country.clone(),
        standing: role.standing.clone(),
        sectors: if mixed { Vec::new() } else { person.sectors.clone() },
        from: role.from.clone(),
        to: role.to.clone(),
        ..Office::default()
    }
}

/// The mention in which the office was read, else the words of the office.
fn evidence(record: &Record, text: &str, person: &record::Actor, role: &Role) -> Evidence {
    let around = person.mentions.iter().find(|m| m.span.contains(role.span));
    let span = around.map_or(role.span, |m| m.span);
    Evidence { day: record.report.published.clone(), span, words: one_line(&span.of(text)) }
}

impl Dossier {
    /// Whom of the register a report means: by name, then by country and office, then by the company they keep.
    fn who(&self, person: &record::Actor, offices: &[Office], company: &BTreeSet<String>) -> Who {
        let mut fitting = self.namesakes(&person.name);
        fitting.retain(|(_, a)| a.may_hold(person, offices));
        let likeness = |a: &Actor| {
            let full = fold_all(&person.name);
            let exact = a.names().any(|n| fold_all(n) == full);
            let held = a.offices.values().filter(|o| offices.iter().any(|p| p.same(o))).count();
            (exact, held, a.company.iter().filter(|c| company.contains(*c)).count())
        };
        let Some(best) = fitting.iter().map(|(_, a)| likeness(a)).max() else { return Who::New };
        let mut alike = fitting.iter().filter(|(_, a)| likeness(a) == best);
        match (alike.next(), alike.next()) {
            (Some((id, _)), None) => Who::Known((*id).clone()),
            _ => Who::Undecided,
        }
    }

    /// The persons whose name it may be.
    fn namesakes(&self, name: &str) -> Vec<(&String, &Actor)> {
        let given = words(name);
        let same = |n: &str| {
            let other = words(n);
            other == given || same_person(&other, &given)
        };
        let ids = self.surnames.get(&surname(name)).into_iter().flatten();
        let persons =
            ids.filter_map(|id| self.register.actors.get_key_value(id)).filter(|(_, a)| a.kind == Kind::Person);
        persons.filter(|(_, a)| a.names().any(same)).collect()
    }

    /// Notes how a report calls somebody.
    fn greet(&mut self, id: &str, person: &record::Actor) {
        let name = one_line(&person.name);
        let actor = self
            .register
            .actors
            .entry(id.to_string())
            .or_insert_with(|| Actor { name: name.clone(), ..Actor::default() });
        if !actor.fixed {
            actor.call(&name);
            actor.wikidata = actor.wikidata.take().or_else(|| person.wikidata.clone());
        }
        self.surnames.entry(surname(&name)).or_default().insert(id.to_string());
    }
}

impl Actor {
    /// May somebody of a report be this one? Not where the countries differ, unless the office is the same.
    fn may_hold(&self, person: &record::Actor, offices: &[Office]) -> bool {
        let countries: Vec<&String> = self.offices.values().filter_map(|o| o.country.as_ref()).collect();
        let theirs = person.country.as_ref();
        let clash = theirs.is_some_and(|c| !countries.is_empty() && !countries.contains(&c));
        !clash || self.offices.values().any(|mine| offices.iter().any(|o| o.same(mine)))
    }
}

fn words(name: &str) -> Vec<SmolStr> {
    name.split_whitespace().map(fold).collect()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
