//! What do the dictionaries of TABARI and PETRARCH tell?
//!
//! Actors: a name with its synonyms (`+`), then codes in brackets, each for a time (`>010203`, `<010203`,
//! `010203-040506`) or for good. Agents: nouns with codes that begin with `~`, other forms in braces, and sets of endings
//! between exclamation marks.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::{Imported, Source, unreadable};
use crate::World;
use crate::mention::fold;
use crate::register::sheet::fault;
use crate::register::{Actor, Error, Kind, Office};

/// Dictionaries of actors and agents.
pub(super) struct Petrarch;

impl Source for Petrarch {
    fn name(&self) -> &'static str {
        "petrarch"
    }

    fn about(&self) -> &'static str {
        "a dictionary of actors or agents as TABARI and PETRARCH have them"
    }

    fn recognises(&self, _: &[u8]) -> bool {
        true
    }

    fn read(&self, file: &str, input: &mut dyn BufRead, world: &World) -> Result<Imported, Error> {
        let mut reading =
            Reading { file, world, out: Imported::default(), sets: BTreeMap::new(), entry: Entry::default() };
        let mut bytes = Vec::new();
        let mut number = 0;
        while input.read_until(b'\n', &mut bytes).map_err(|cause| unreadable(file, cause))? > 0 {
            number += 1;
            reading.line(number, &String::from_utf8_lossy(&bytes));
            bytes.clear();
        }
        reading.close();
        Ok(reading.out)
    }
}

struct Reading<'a> {
    file: &'a str,
    world: &'a World,
    out: Imported,
    /// Words that an entry may have between exclamation marks.
    sets: BTreeMap<String, Vec<String>>,
    entry: Entry,
}

/// Names that share codes.
#[derive(Default)]
struct Entry {
    line: usize,
    names: Vec<String>,
    codes: Vec<Code>,
}

struct Code {
    written: String,
    from: Option<String>,
    to: Option<String>,
}

impl Reading<'_> {
    fn line(&mut self, number: usize, line: &str) {
        let line = line.split(['#', ';']).next().unwrap_or_default().trim_end();
        let told = line.trim_start();
        if told.is_empty() {
            return;
        }
        if let Some((name, words)) = told.split_once('=').filter(|(n, _)| n.trim().starts_with('!')) {
            let words = words.split(',').map(|w| w.trim().to_string()).filter(|w| !w.is_empty());
            self.sets.insert(name.trim().to_string(), words.collect());
            return;
        }
        let (names, codes) = told.split_at(told.find('[').unwrap_or(told.len()));
        let goes_on = told.starts_with('+') || names.trim().is_empty();
        if !goes_on {
            self.close();
            self.entry.line = number;
        }
        let (name, forms) = names.split_once('{').unwrap_or((names, ""));
        let forms = forms.trim_end().trim_end_matches('}').split(',');
        let spelt = std::iter::once(name.trim().trim_start_matches('+')).chain(forms);
        let spelt: Vec<String> = spelt.flat_map(|n| self.spelt_out(n)).collect();
        self.entry.names.extend(spelt);
        for cell in codes.split('[').skip(1) {
            match code(cell.split(']').next().unwrap_or_default()) {
                Ok(code) => self.entry.codes.push(code),
                Err(what) => self.out.faults.push(fault(self.file, number, what)),
            }
        }
    }

    /// A name with blanks for underscores, once for each word of a set that it has.
    fn spelt_out(&self, name: &str) -> Vec<String> {
        let plain = |n: &str| n.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let set = self.sets.iter().find(|(set, _)| name.contains(set.as_str()));
        let all = match set {
            Some((set, words)) => words.iter().map(|w| plain(&name.replace(set.as_str(), w))).collect(),
            None => vec![plain(name)],
        };
        all.into_iter().filter(|n| n.chars().any(char::is_alphanumeric)).collect()
    }

    /// Ends an entry.
    fn close(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        if entry.names.is_empty() && entry.codes.is_empty() {
            return;
        }
        if entry.names.is_empty() || entry.codes.is_empty() {
            let what =
                if entry.names.is_empty() { "a code without a name" } else { "a name without a code in brackets" };
            self.out.faults.push(fault(self.file, entry.line, what.to_string()));
            return;
        }
        let actor = self.actor(entry);
        let id = self.out.register.new_id(&actor.name);
        self.out.register.actors.insert(id, actor);
    }

    fn actor(&self, entry: Entry) -> Actor {
        let kind = self.kind(&entry);
        let offices = entry.codes.iter().map(|c| self.office(c)).enumerate().map(|(i, o)| (i + 1, o)).collect();
        let noun = matches!(kind, Kind::Agent | Kind::Agency);
        let untitled = |n: &&String| kind != Kind::Person || self.is_untitled(n);
        let cased = |n: &String| if noun { n.to_lowercase() } else { capitals(n) };
        let mut names = entry.names.iter().filter(untitled).map(cased);
        let mut actor = Actor { name: names.next().unwrap_or_default(), kind, offices, ..Actor::default() };
        names.for_each(|n| actor.call(&n));
        actor
    }

    fn kind(&self, entry: &Entry) -> Kind {
        let lexicon = &self.world.mentions;
        let [first, ..] = entry.codes.as_slice() else { return Kind::Organisation };
        if first.written.starts_with('~') {
            let person = entry.names.iter().all(|n| is_of_persons(n) || lexicon.is_noun_for_persons(n));
            return if person { Kind::Agent } else { Kind::Agency };
        }
        let dated = entry.codes.iter().any(|c| c.from.is_some() || c.to.is_some());
        let full = |n: &String| (2..5).contains(&n.split(' ').count()) && self.is_untitled(n);
        let called = |n: &String| n.split(' ').next().is_some_and(|w| lexicon.is_first_name(&fold(w)));
        match entry.names.iter().any(|n| full(n) && (dated || called(n))) {
            true => Kind::Person,
            false if entry.codes.len() == 1 && lexicon.is_state(&first.written) => Kind::State,
            false => Kind::Organisation,
        }
    }

    /// Is a name without words that are roles (`secretary-general`)?
    fn is_untitled(&self, name: &str) -> bool {
        !name.split([' ', '-']).any(|w| self.world.mentions.is_role(&fold(w)))
    }

    fn office(&self, code: &Code) -> Office {
        let written = code.written.trim_start_matches('~');
        let lexicon = &self.world.mentions;
        let sectors = |rest: &str| rest.as_bytes().chunks(3).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        let (country, rest) = match written.get(..3) {
            Some(state) if lexicon.is_state(state) => (Some(state.to_string()), &written[3..]),
            _ if lexicon.is_supranational(written) => (Some(written.to_string()), ""),
            _ => (None, written),
        };
        Office { country, sectors: sectors(rest), from: code.from.clone(), to: code.to.clone(), ..Office::default() }
    }
}

fn code(cell: &str) -> Result<Code, String> {
    let mut parts = cell.split_whitespace();
    let written = parts.next().unwrap_or_default().split('/').next().unwrap_or_default().to_string();
    let time = parts.collect::<String>();
    let letters = written.trim_start_matches('~');
    if letters.len() < 3 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("`{written}` is no code; one is written like USAGOV or ~MIL"));
    }
    let wrong = || format!("`{time}` is no time; one is written like >010203, <010203 or 010203-040506");
    let day = |d: &str| day(d).map(Some).ok_or_else(wrong);
    let (from, to) = match (time.strip_prefix('>'), time.strip_prefix('<'), time.split_once('-')) {
        _ if time.is_empty() => (None, None),
        (Some(from), ..) => (day(from)?, None),
        (_, Some(to), _) => (None, day(to)?),
        (.., Some((from, to))) => (day(from)?, day(to)?),
        _ => return Err(wrong()),
    };
    Ok(Code { written, from, to })
}

/// A day of six digits, whose century is the last one from 30 on, or of eight.
fn day(digits: &str) -> Option<String> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let full = match digits.len() {
        6 if digits >= "30" => format!("19{digits}"),
        6 => format!("20{digits}"),
        8 => digits.to_string(),
        _ => return None,
    };
    let date = format!("{}-{}-{}", &full[..4], &full[4..6], &full[6..]);
    crate::mention::bound(&date, false).map(|_| date)
}

/// Does a noun end as nouns for persons do?
fn is_of_persons(noun: &str) -> bool {
    let last = noun.rsplit([' ', '-']).next().unwrap_or_default().to_lowercase();
    let ends =
        ["er", "or", "ist", "ian", "man", "men", "woman", "women", "person", "persons", "people", "ant", "ee", "eer"];
    ends.iter().any(|e| last.ends_with(e) && last.len() > e.len() + 1) || last == "people"
}

/// A name in capitals as newspapers write it.
fn capitals(name: &str) -> String {
    let shouts = !name.chars().any(char::is_lowercase);
    let small = |w: &str| {
        matches!(w, "OF" | "THE" | "AND" | "FOR" | "IN" | "ON" | "DE" | "LA" | "BIN" | "IBN" | "DEL" | "VON" | "VAN")
    };
    let word = |(i, w): (usize, &str)| match w {
        w if !shouts || w.len() <= 3 && !name.contains(' ') || w.contains('.') => w.to_string(),
        w if i > 0 && small(w) => w.to_lowercase(),
        w => w.split('-').map(capital).collect::<Vec<_>>().join("-"),
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
}
