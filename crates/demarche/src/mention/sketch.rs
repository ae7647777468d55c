//! Which noun phrases stand for an actor, before it is asked for whom?

use std::ops::Range;

use super::name::{Name, Named};
use super::people::People;
use super::phrase::Reading;
use super::role::{Office, whole};
use super::{Form, Place};
use super::{metonym, place, pronoun};
use crate::sentence::Upos;

/// A mention without its actor.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    pub(super) words: Range<usize>,
    pub(super) head: usize,
    pub(super) form: Form,
    pub(super) rule: &'static str,
    pub(super) what: What,
    /// Titles before a name; the role itself and what qualifies it in a description.
    pub(super) offices: Vec<Office>,
}

/// What the words are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    State(usize),
    Body(usize, Range<usize>),
    Person(usize),
    Organisation(Range<usize>),
    /// A people, and the words that name it.
    People(usize, Range<usize>),
    Place(Place),
    /// A role: `the US envoy`.
    Role,
    /// `his country`, `the two sides`.
    Country,
    /// `the two men`, `both`: persons or powers named before.
    Several,
    Pronoun(pronoun::Pronoun),
}

/// All mentions of a report by their heads.
pub(super) fn find(reading: &Reading, names: &[Name], people: &People, offices: &[Office]) -> Vec<Sketch> {
    let mut taken = vec![false; offices.len()];
    let mut found: Vec<Sketch> = Vec::new();
    for number in 0..names.len() {
        found.extend(of_name(reading, names, number, people, offices, &mut taken));
    }
    found.extend(descriptions(reading, offices, &taken));
    let heads: Vec<usize> = found.iter().map(|s| s.head).collect();
    found.extend(countries(reading, &heads));
    found.extend(pronoun::find(reading));
    found.sort_by_key(|s| (s.head, s.words.start, s.words.end));
    found.dedup_by_key(|s| (s.head, s.words.clone()));
    found
}

fn of_name(
    reading: &Reading,
    names: &[Name],
    number: usize,
    people: &People,
    offices: &[Office],
    taken: &mut [bool],
) -> Option<Sketch> {
    let name = &names[number];
    let plain = |what| Some(sketch(reading, name, Form::Name, name.rule, what));
    match name.what {
        Named::Inhabitants(s) => plain(What::State(nation_before(reading, names, name).unwrap_or(s))),
        Named::State(s) => plain(What::State(s)),
        Named::People(_) if reading.is(name.head, &["compound", "amod", "nmod:desc", "nmod:poss", "flat"]) => None,
        Named::People(p) => plain(What::People(p, name.words.clone())),
        Named::Adjective(s) => {
            let what = What::State(s);
            Some(Sketch { words: name.words.clone(), ..sketch(reading, name, Form::Name, name.rule, what) })
        }
        Named::Body(b) if reading.lexicon.gazetteer.bodies[b].seat && place::is_locative(reading, name) => None,
        Named::Body(b) => plain(What::Body(b, name.words.clone())),
        Named::Organisation => plain(What::Organisation(name.words.clone())),
        Named::Capital { state, .. } => match metonym::acts(reading, name) {
            Some(rule) => Some(sketch(reading, name, Form::Metonym, rule, What::State(state))),
            // Nor is a capital that something is called after: the Paris agreement.
            None if reading.is(name.head, &["compound", "amod"]) => None,
            None => spoken_of(reading, name).and_then(plain),
        },
        Named::Town(_) | Named::Location => spoken_of(reading, name).and_then(plain),
        Named::Person => Some(person(reading, name, *people.of_name.get(&number)?, offices, taken)),
    }
}

/// The state of which a people of another name are: `Iraqi Turkmens` are Iraqis.
fn nation_before(reading: &Reading, names: &[Name], name: &Name) -> Option<usize> {
    let before = names.iter().find(|n| n.words.end == name.words.start && n.words.start < n.words.end)?;
    let same = reading.around(before.head).contains(&name.head);
    match before.what {
        Named::State(s) | Named::Adjective(s) if same => Some(s),
        _ => None,
    }
}

/// A place that something is said of or done to; where things happen, it is no mention.
fn spoken_of(reading: &Reading, name: &Name) -> Option<What> {
    (!place::is_locative(reading, name)).then(|| place::place(reading, name).map(What::Place)).flatten()
}

fn sketch(reading: &Reading, name: &Name, form: Form, rule: &'static str, what: What) -> Sketch {
    let modifies = reading.is(name.head, &["compound", "amod", "nmod:desc", "nmod:unmarked", "flat"]);
    let start = if modifies { name.words.start } else { reading.phrase(name.head).start.min(name.words.start) };
    Sketch { words: start..name.words.end, head: name.head, form, rule, what, offices: Vec::new() }
}

/// A person with the titles before the name.
fn person(reading: &Reading, name: &Name, id: usize, offices: &[Office], taken: &mut [bool]) -> Sketch {
    let titles: Vec<usize> = (0..offices.len()).filter(|&o| is_title(reading, &offices[o], name)).collect();
    titles.iter().for_each(|&o| taken[o] = true);
    let titles: Vec<Office> = titles.into_iter().map(|o| offices[o].clone()).collect();
    let honorific =
        (name.words.start.checked_sub(1)).filter(|&b| reading.lexicon.honorific(reading.folded(b)).is_some());
    let first = titles.first().map_or(name.words.start, |o| o.start).min(honorific.unwrap_or(usize::MAX));
    let head = reading.top(&(first..name.words.end));
    let start = first;
    let (form, rule) = (Form::Name, if titles.is_empty() { name.rule } else { "title and name" });
    Sketch { words: start..name.words.end, head, form, rule, what: What::Person(id), offices: titles }
}

/// Does a role stand right before a name as its title?
fn is_title(reading: &Reading, office: &Office, name: &Name) -> bool {
    let near = office.core.end <= name.words.start && name.words.start - office.core.end <= 4;
    if !near
        || !office.person
        || reading.around(office.head).end < name.words.end
        || reading.plural(office.core.end - 1)
    {
        return false;
    }
    let honorific = |i: usize| reading.lexicon.honorific(reading.folded(i)).is_some();
    let standing = |i: usize| reading.lexicon.standing(reading.folded(i)).is_some();
    let quiet = (office.core.end..name.words.start).all(|i| honorific(i) || standing(i) || reading.word(i).form == "-");
    // `the president of Arnor Eldarion Telcontar`: only the tree tells.
    quiet || reading.is(office.head, &["nmod:desc"]) && reading.head(office.head) == Some(name.head)
}

/// Noun phrases with a role as their head.
fn descriptions(reading: &Reading, offices: &[Office], taken: &[bool]) -> Vec<Sketch> {
    let free = || offices.iter().zip(taken).filter(|(_, t)| !**t).map(|(o, _)| o);
    let heads = free().filter(|o| is_phrase_head(reading, o));
    let found = heads.map(|office| {
        let words = reading.phrase(office.head);
        let words = office.start..words.end.max(office.core.end);
        let inside =
            |o: &&Office| o.head != office.head && words.start <= o.core.start && o.core.end <= office.core.start;
        let what = role_or_several(reading, office);
        let office = composed(reading, office, free().filter(inside));
        Sketch { words, head: office.head, form: Form::Description, rule: "role", what, offices: vec![office] }
    });
    found.collect()
}

/// A role with what the roles before it in its phrase tell: all, where it says little itself (`hospital officials`);
/// else on whose side its holder stands (`rebel lawyers`).
fn composed<'o>(reading: &Reading, office: &Office, before: impl Iterator<Item = &'o Office>) -> Office {
    let mut office = office.clone();
    let hollow = office.sectors.is_empty() || reading.is_hollow(&office.core);
    for other in before {
        let side = |s: &&String| matches!(s.as_str(), "OPP" | "PTY" | "SEP" | "REB");
        match hollow {
            true if !other.sectors.is_empty() => office.sectors = other.sectors.clone(),
            true => {}
            false => {
                let new = other.sectors.iter().filter(side).filter(|s| !office.sectors.contains(s));
                let new: Vec<String> = new.cloned().collect();
                office.sectors.extend(new);
            }
        }
        let owners = other.bearers.iter().filter(|b| !office.bearers.contains(b));
        let owners: Vec<usize> = owners.copied().collect();
        office.bearers.extend(owners);
    }
    office
}

fn role_or_several(reading: &Reading, office: &Office) -> What {
    let counted = reading.sentences.children(office.head).any(|c| reading.lexicon.is("between_two", reading.folded(c)));
    let bare = office.bearers.is_empty() && office.title == office.core;
    let counted =
        counted || (office.start..office.core.start).any(|i| reading.lexicon.is("between_two", reading.folded(i)));
    if counted && bare && reading.plural(office.head) { What::Several } else { What::Role }
}

/// Does a role head its phrase, or does it only qualify another noun (`government policy`)?
fn is_phrase_head(reading: &Reading, office: &Office) -> bool {
    let last = office.core.end - 1;
    let next = last + 1;
    let noun = next < reading.around(last).end && reading.word(next).upos == Upos::Noun;
    let qualified = noun && (!reading.plural(last) || reading.is(office.head, &["compound", "amod"]));
    let said_of_nobody = !office.person && office.sectors.is_empty() && office.bearers.is_empty();
    !qualified && !said_of_nobody && !is_condition(reading, last) && whole(reading, office.head) == office.head
}

/// `the state of emergency`: a condition and no body.
fn is_condition(reading: &Reading, last: usize) -> bool {
    let around = reading.around(last);
    let of = last + 2 < around.end && reading.folded(last + 1) == "of";
    of && reading.lexicon.is("condition", reading.lemma(last)) && reading.word(last + 2).upos == Upos::Noun
}

/// `his country`, `the two nations`.
fn countries(reading: &Reading, heads: &[usize]) -> Vec<Sketch> {
    let is_country = |i: &usize| reading.lexicon.is("country", reading.lemma(*i)) && !heads.contains(i);
    let is_side =
        |i: &usize| reading.lexicon.is("sides", reading.lemma(*i)) && !heads.contains(i) && reading.plural(*i);
    let two =
        |i: usize| reading.sentences.children(i).any(|c| c < i && reading.lexicon.is("between_two", reading.folded(c)));
    let phrase = |head: usize, what| {
        let words = reading.phrase_before(head);
        Sketch { words, head, form: Form::Description, rule: "country", what, offices: Vec::new() }
    };
    let all = 0..reading.sentences.words.len();
    let nominal = |i: &usize| reading.word(*i).upos == Upos::Noun && !reading.is(*i, &["compound"]);
    all.filter(nominal)
        .filter_map(|i| match () {
            () if is_side(&i) && two(i) => Some(phrase(i, What::Several)),
            () if is_country(&i) && !reading.plural(i) && reading.definite(i) => Some(phrase(i, What::Country)),
            () => None,
        })
        .collect()
}
