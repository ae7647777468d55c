//! Which names are one person's?

use std::collections::HashMap;
use std::ops::Range;

use smol_str::SmolStr;

use super::known::Identity;
use super::lexicon::Gender;
use super::name::{Name, Named};
use super::phrase::Reading;
use crate::sentence::Upos;

/// The persons of a report by their names.
#[derive(Default)]
pub(super) struct People {
    pub(super) list: Vec<Person>,
    /// Index of a name to index of a person.
    pub(super) of_name: HashMap<usize, usize>,
}

/// One person.
pub(super) struct Person {
    /// The words of the fullest name, folded, without `Jr.`
    tokens: Vec<SmolStr>,
    /// Where the fullest name stands.
    pub(super) fullest: Range<usize>,
    pub(super) gender: Option<Gender>,
    pub(super) known: Option<Identity>,
}

/// Adds the surnames that nobody marked to the names of a report.
pub(super) fn recall(reading: &Reading, names: &mut Vec<Name>) {
    let full = names.iter().filter(|n| n.what == Named::Person && n.words.len() > 1);
    let surnames: Vec<SmolStr> = full.filter_map(|n| tokens(reading, &n.words).pop()).collect();
    let misread = |n: &Name| matches!(n.what, Named::Organisation | Named::Location) && n.words.len() == 1;
    let holders = &reading.lexicon.gazetteer.holders;
    for name in names.iter_mut().filter(|n| misread(n)) {
        let word = reading.folded(name.words.start);
        if surnames.iter().any(|s| s == word) || holders.is_surname(word, reading.day) {
            (name.what, name.rule) = (Named::Person, "known surname");
        }
    }
    let covered = |i: usize, names: &[Name]| names.iter().any(|n| n.words.contains(&i));
    let party = |i: usize| {
        reading.is(i, &["nsubj", "obj", "iobj", "obl:agent"])
            && reading.child(i, &["det", "amod", "compound"]).is_none()
    };
    let in_office = |i: usize| party(i) && holders.is_surname(reading.folded(i), reading.day);
    for i in 0..reading.sentences.words.len() {
        let alone = reading.word(i).upos == Upos::Propn && !in_longer_name(reading, i);
        let known = surnames.iter().any(|s| s == reading.folded(i)) || in_office(i);
        if alone && known && !covered(i, names) {
            names.push(Name { words: i..i + 1, head: i, what: Named::Person, rule: "known surname" });
        }
    }
    names.sort_by_key(|n| (n.words.start, n.words.end));
}

fn in_longer_name(reading: &Reading, word: usize) -> bool {
    let name = |i: Option<usize>| i.is_some_and(|i| reading.word(i).upos == Upos::Propn);
    reading.is(word, &["flat"]) && name(reading.head(word)) || name(reading.child(word, &["flat"]))
}

/// Tells which names are one person's: full names first, then surnames and first names alone.
pub(super) fn gather(reading: &Reading, names: &[Name]) -> People {
    let mut people = People::default();
    let persons = || names.iter().enumerate().filter(|(_, n)| n.what == Named::Person);
    for (i, name) in persons() {
        let tokens = tokens(reading, &name.words);
        if tokens.len() > 1 {
            people.add_full(reading, i, name, tokens);
        }
    }
    for (i, name) in persons() {
        let tokens = tokens(reading, &name.words);
        if let [single] = tokens.as_slice() {
            people.add_single(reading, i, name, single);
        }
    }
    people
}

impl People {
    fn add_full(&mut self, reading: &Reading, name: usize, found: &Name, tokens: Vec<SmolStr>) {
        let gender = gender(reading, found);
        let known = self.list.iter().position(|p| same_person(&p.tokens, &tokens) && agree(p.gender, gender));
        let id = known.unwrap_or(self.list.len());
        if id == self.list.len() {
            self.list.push(Person { tokens: tokens.clone(), fullest: found.words.clone(), gender, known: None });
        }
        let person = &mut self.list[id];
        if tokens.len() > person.tokens.len() {
            (person.tokens, person.fullest) = (tokens, found.words.clone());
        }
        person.gender = person.gender.or(gender);
        self.of_name.insert(name, id);
    }

    fn add_single(&mut self, reading: &Reading, name: usize, found: &Name, single: &SmolStr) {
        let gender = honorific(reading, found);
        let id = self.best(single, found.words.start, gender).unwrap_or_else(|| {
            let gender = gender.or_else(|| reading.lexicon.gender(single));
            self.list.push(Person { tokens: vec![single.clone()], fullest: found.words.clone(), gender, known: None });
            self.list.len() - 1
        });
        let person = &mut self.list[id];
        person.gender = person.gender.or(gender);
        self.of_name.insert(name, id);
    }

    /// The person whom one name means: by surname before first name; of several, the one named last before it.
    fn best(&self, single: &SmolStr, at: usize, gender: Option<Gender>) -> Option<usize> {
        let fits = |p: &&(usize, &Person)| agree(p.1.gender, gender);
        let listed: Vec<(usize, &Person)> = self.list.iter().enumerate().collect();
        let surname: Vec<_> = listed.iter().filter(|p| p.1.tokens.last() == Some(single)).filter(fits).collect();
        let first: Vec<_> = listed.iter().filter(|p| p.1.tokens.first() == Some(single)).filter(fits).collect();
        let nearest = |found: &[&(usize, &Person)]| {
            let before = found.iter().filter(|p| p.1.fullest.start <= at).max_by_key(|p| p.1.fullest.start);
            before.or_else(|| found.iter().min_by_key(|p| p.1.fullest.start)).map(|p| p.0)
        };
        nearest(&surname).or_else(|| nearest(&first))
    }
}

/// The parts of a person's name, without what is no part of it.
pub(super) fn tokens(reading: &Reading, words: &Range<usize>) -> Vec<SmolStr> {
    let part = |w: &&SmolStr| w.chars().any(char::is_alphabetic) && !reading.lexicon.is("honoured", w);
    reading.words.folded[words.clone()].iter().filter(part).cloned().collect()
}

/// May two full names be one person's? The last parts agree, and the first do as far as initials allow.
pub(crate) fn same_person(a: &[SmolStr], b: &[SmolStr]) -> bool {
    let initial = |x: &str, y: &str| x.trim_end_matches('.').len() == 1 && y.starts_with(x.trim_end_matches('.'));
    let first = |x: &str, y: &str| x == y || initial(x, y) || initial(y, x);
    // `de la Cruz` is `Ana de la Cruz`.
    if a.len() != b.len() && (a.ends_with(b) || b.ends_with(a)) {
        return true;
    }
    match (a, b) {
        ([x, .., last], [y, .., other]) => last == other && first(x, y),
        _ => false,
    }
}

fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn gender(reading: &Reading, name: &Name) -> Option<Gender> {
    // A title may stand inside the name (`Sen. Mira Tolan`), the surname tells nothing.
    let first_names = name.words.start..name.words.end - 1;
    honorific(reading, name).or_else(|| first_names.into_iter().find_map(|i| reading.lexicon.gender(reading.folded(i))))
}

/// The gender that the word before a name tells (`Ms`, `spokeswoman`).
fn honorific(reading: &Reading, name: &Name) -> Option<Gender> {
    let before = name.words.start.checked_sub(1)?;
    let word = reading.folded(before);
    reading.lexicon.honorific(word).flatten().or_else(|| reading.lexicon.gender(word))
}
