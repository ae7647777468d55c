//! Since when, and until when, is an office held?
//!
//! Times beside an office tell (`president since 2014`), and the verbs by which offices are taken, held and left.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;

use super::actor::Cast;
use super::gazetteer::fold;
use super::phrase::Reading;
use super::role::Office;
use super::{ActorId, ActorKind, Time};
use crate::ontology::{Error, Files};
use crate::sentence::Upos;
use crate::sentence::stem::stems;

const FILE: &str = "english/offices.toml";

/// The words by which offices change hands.
pub(super) struct Turns {
    of_verb: HashMap<SmolStr, Vec<Turn>>,
    posts: HashSet<SmolStr>,
    ahead: HashSet<SmolStr>,
    done: HashSet<SmolStr>,
}

/// What a verb does to an office.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    particle: Option<SmolStr>,
    does: Does,
    who: Party,
    leaves: Option<SmolStr>,
    bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Does {
    Take,
    Hold,
    Await,
    Leave,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Party {
    Subject,
    Object,
}

/// Did it come about, or is it still to come?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    Done,
    Ahead,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    posts: HashSet<SmolStr>,
    ahead: HashSet<SmolStr>,
    done: HashSet<SmolStr>,
    turn: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    verbs: Vec<SmolStr>,
    does: Does,
    who: Party,
    leaves: Option<SmolStr>,
    #[serde(default)]
    bare: bool,
}

impl Turns {
    pub(super) fn load(files: &Files) -> Result<Turns, Error> {
        let file: File = files.toml(FILE)?;
        let mut of_verb: HashMap<SmolStr, Vec<Turn>> = HashMap::new();
        for entry in &file.turn {
            for words in &entry.verbs {
                let (verb, particle) =
                    words.split_once(' ').map_or((words.as_str(), None), |(v, p)| (v, Some(fold(p))));
                let Entry { does, who, bare, .. } = *entry;
                let turn = Turn { particle, does, who, leaves: entry.leaves.clone(), bare };
                of_verb.entry(fold(verb)).or_default().push(turn);
            }
        }
        // With a particle, a verb is another.
        of_verb.values_mut().for_each(|turns| turns.sort_by_key(|t| t.particle.is_none()));
        Ok(Turns { of_verb, posts: file.posts, ahead: file.ahead, done: file.done })
    }

    /// What a word does to an office, if it is a verb that does.
    fn of<'t>(&'t self, reading: &Reading, verb: usize) -> Option<&'t Turn> {
        if reading.word(verb).upos != Upos::Verb {
            return None;
        }
        let listed = self.of_verb.get(reading.lemma(verb));
        let stemmed = || stems(reading.folded(verb)).into_iter().find_map(|s| self.of_verb.get(s.as_str()));
        let fits = |t: &&Turn| t.particle.as_deref().is_none_or(|p| has_particle(reading, verb, p));
        listed.or_else(stemmed)?.iter().find(fits)
    }

    fn is_post(&self, reading: &Reading, word: usize) -> bool {
        self.posts.contains(reading.lemma(word))
    }

    /// Did what a verb tells come about, will it, or is it not said?
    fn fact(&self, reading: &Reading, verb: usize) -> Option<Fact> {
        let mut ahead = false;
        for child in reading.sentences.children(verb).filter(|&c| c < verb || reading.is(c, &["advmod"])) {
            match reading.lemma(child) {
                "not" | "never" | "no" | "if" | "unless" | "whether" | "without" => return None,
                "will" | "shall" | "'ll" | "wo" => ahead = true,
                "would" if reading.is(verb, &["ccomp"]) => ahead = true,
                _ if reading.word(child).xpos == "MD" => return None,
                _ => {}
            }
        }
        let told = if ahead { Fact::Ahead } else { Fact::Done };
        match reading.head(verb) {
            Some(up) if is_infinitive(reading, verb) => self.under(reading, up),
            Some(up) if reading.is(verb, &["conj"]) && reading.word(verb).xpos == "VB" => self.fact(reading, up),
            Some(_) if reading.is(verb, &["xcomp"]) && reading.word(verb).xpos == "VBG" => None,
            _ => Some(told),
        }
    }

    /// What comes of an infinitive under a verb: `is set to resign`, `went on to become`.
    fn under(&self, reading: &Reading, governor: usize) -> Option<Fact> {
        let known = |list: &HashSet<SmolStr>| list.contains(reading.lemma(governor));
        let sure = self.fact(reading, governor)?;
        match () {
            () if known(&self.ahead) || reading.lemma(governor) == "be" => Some(Fact::Ahead),
            () if known(&self.done) => Some(sure),
            () => None,
        }
    }
}

fn has_particle(reading: &Reading, verb: usize, particle: &str) -> bool {
    let child = |c: usize| reading.folded(c) == particle && reading.is(c, &["compound", "advmod", "case", "obl"]);
    let next = verb + 1 < reading.around(verb).end && reading.folded(verb + 1) == particle;
    next || reading.sentences.children(verb).any(child)
}

fn is_infinitive(reading: &Reading, verb: usize) -> bool {
    reading.sentences.children(verb).any(|c| c < verb && reading.folded(c) == "to" && reading.is(c, &["mark", "aux"]))
}

/// The head of those whose office a phrase names that hangs on a verb (`was named minister`, `became president`).
pub(super) fn holder(reading: &Reading, office: usize) -> Option<usize> {
    let turns = &reading.lexicon.turns;
    let verb = reading.head(office).filter(|_| reading.is(office, &["xcomp"]))?;
    let turn = turns.of(reading, verb)?;
    turns.fact(reading, verb)?;
    party(reading, verb, turn.who)
}

/// Does the subject of a verb take the office that its object leaves?
pub(super) fn succeeds(reading: &Reading, verb: usize) -> bool {
    reading.lexicon.turns.of(reading, verb).is_some_and(|t| t.leaves.as_deref() == Some("object"))
}

/// The head of the subject or object of a verb, were it active.
fn party(reading: &Reading, verb: usize, who: Party) -> Option<usize> {
    let clause = reading.child(verb, &["nsubj"]).is_some();
    let participle = reading.is(verb, &["acl", "advcl"]) && !clause;
    let governor = || if reading.is(verb, &["acl"]) { reading.head(verb) } else { subject(reading, verb) };
    // The tagger takes one form for the other: `Tolan, appointed in 2012, left`.
    let done_to = reading.word(verb).xpos == "VBN"
        || who == Party::Object && reading.word(verb).xpos == "VBD" && reading.child(verb, &["obj"]).is_none();
    let passive = reading.child(verb, &["nsubj:pass", "aux:pass"]).is_some() || participle && done_to;
    match (who, passive) {
        (Party::Subject, false) if participle => governor(),
        (Party::Subject, false) => subject(reading, verb),
        (Party::Subject, true) => behind(reading, verb, "by"),
        (Party::Object, false) => reading.child(verb, &["obj"]),
        (Party::Object, true) => reading.child(verb, &["nsubj:pass"]).or_else(governor),
    }
}

/// The subject of a verb, or of the one that it hangs on.
pub(super) fn subject(reading: &Reading, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..5 {
        if let Some(subject) = reading.child(at, &["nsubj"]) {
            return Some(subject);
        }
        at = reading.head(at).filter(|_| !reading.is(at, &["ccomp", "acl"]) || at == verb)?;
    }
    None
}

/// The person named or described by the phrase with this head.
fn person(cast: &Cast, head: usize) -> Option<ActorId> {
    let id = *cast.of_head.get(&head)?;
    (cast.actors[id].kind == ActorKind::Person).then_some(id)
}

/// The noun behind a preposition that hangs on a verb.
fn behind(reading: &Reading, verb: usize, preposition: &str) -> Option<usize> {
    let mut nouns = reading.sentences.children(verb).filter(|&c| reading.is(c, &["obl"]));
    nouns.find(|&c| reading.preposition(c) == Some(preposition))
}

/// Times of an office, ISO 8601: from, at, until.
#[derive(Clone, Debug, Default)]
struct Times {
    from: Option<String>,
    at: Option<String>,
    to: Option<String>,
}

impl Times {
    fn or(self, other: impl FnOnce() -> Times) -> Times {
        if self.from.is_some() || self.at.is_some() || self.to.is_some() { self } else { other() }
    }

    fn of(reading: &Reading, time: &Time) -> Times {
        let before = time.words.start.checked_sub(1).map_or("", |b| reading.folded(b));
        let (first, last) = time.value.split_once('/').unwrap_or((&time.value, &time.value));
        let end = |value: &str| Some(value.to_string()).filter(|v| v != ".." && !v.starts_with('P'));
        let span = time.rule == "from … to" && time.value.contains('/');
        let (from, to) =
            (matches!(before, "since" | "from") || span, matches!(before, "until" | "till" | "to") || span);
        Times {
            from: if from { end(first) } else { None },
            to: if to { end(last) } else { None },
            at: end(&time.value).filter(|v| !from && !to && !v.contains("..")),
        }
    }
}

/// Gives the offices of a report their times and what became of them.
pub(super) fn settle(cast: &mut Cast, times: &[Time]) {
    stretches(cast, times);
    for verb in 0..cast.reading.sentences.words.len() {
        turn(cast, times, verb);
    }
    let day = cast.reading.day.map(|d| d.to_string());
    for office in cast.traits.iter_mut().flat_map(|t| &mut t.offices) {
        if office.standing.is_none() && office.to.as_deref().is_some_and(|to| is_over(to, day.as_deref())) {
            office.standing = Some("former".to_string());
        }
    }
}

/// Is a time past on a day? Where no day is known, what has an end has ended.
fn is_over(to: &str, day: Option<&str>) -> bool {
    let end = to.rsplit('/').next().unwrap_or(to);
    day.is_none_or(|day| day.get(..end.len()).is_some_and(|day| end < day))
}

/// Times right beside offices: `president since 2014`, `was president from 2004 to 2012`.
fn stretches(cast: &mut Cast, times: &[Time]) {
    for id in ActorId::first(cast.traits.len()) {
        for k in 0..cast.traits[id].offices.len() {
            let told = stretch(cast.reading, &cast.traits[id].offices[k], times);
            let office = &mut cast.traits[id].offices[k];
            (office.from, office.to) = (told.from, told.to);
        }
    }
}

fn stretch(reading: &Reading, office: &Office, times: &[Time]) -> Times {
    let bearer = office.bearers.iter().filter(|&&b| b >= office.title.end && b < office.title.end + 5).max();
    let end = reading.phrase(office.head).end.max(office.title.end).max(bearer.map_or(0, |b| b + 1));
    let beside = |t: &&Time| {
        let gap = t.words.start.checked_sub(end).filter(|&gap| (1..=2).contains(&gap));
        let bracket = reading.folded(t.words.start - usize::from(gap.is_some())) == "(";
        gap.is_some() && (bracket || reading.word(t.words.start - 1).upos == Upos::Adp || t.rule == "from … to")
    };
    let hanging = |t: &&Time| reading.head(reading.top(&t.words)) == Some(office.head);
    let spans = |t: &Time| Some(Times::of(reading, t)).filter(|t| t.at.is_none());
    let told = times.iter().filter(beside).find_map(spans);
    told.or_else(|| times.iter().filter(hanging).find_map(spans)).unwrap_or_default()
}

/// Reads one verb, if it tells of an office.
fn turn(cast: &mut Cast, times: &[Time], verb: usize) {
    let (reading, turns) = (cast.reading, &cast.reading.lexicon.turns);
    let Some(turn) = turns.of(reading, verb) else { return };
    let Some(fact) = turns.fact(reading, verb) else { return };
    let holder = party(reading, verb, turn.who).and_then(|head| person(cast, head));
    let leaver = turn.leaves.as_deref().and_then(|by| leaver(cast, verb, by)).filter(|id| Some(*id) != holder);
    let held = holder.map_or(Vec::new(), |id| offices(cast, times, id, verb, turn));
    let left = leaver.map_or(Vec::new(), |id| offices(cast, times, id, verb, turn));
    let heads: Vec<usize> = hanging(cast, verb, &held, holder).chain(hanging(cast, verb, &left, leaver)).collect();
    let told = times_of(reading, times, verb, &heads);
    if let (Some(new), Some(old)) = (holder, leaver) {
        pass_on(cast, (new, &held), (old, &left), &told, fact);
        return;
    }
    for (id, offices) in holder.map(|id| (id, held)).into_iter().chain(leaver.map(|id| (id, left))) {
        let does = if Some(id) == leaver { Does::Leave } else { turn.does };
        offices.into_iter().for_each(|k| change(cast, id, k, does, fact, &told));
    }
}

fn hanging<'c>(
    cast: &'c Cast,
    verb: usize,
    offices: &'c [usize],
    id: Option<ActorId>,
) -> impl Iterator<Item = usize> + use<'c> {
    let heads = offices.iter().filter_map(move |&k| Some(cast.traits[id?].offices[k].head));
    heads.filter(move |&h| hangs_on(cast.reading, h, verb))
}

/// Who leaves the office that another takes: the object, or somebody behind a preposition.
fn leaver(cast: &Cast, verb: usize, by: &str) -> Option<ActorId> {
    let head = match by {
        "object" => party(cast.reading, verb, Party::Object),
        preposition => behind(cast.reading, verb, preposition),
    };
    person(cast, head?)
}

/// Which of somebody's offices a verb speaks of: those that hang on it, or the last one held where it needs none.
fn offices(cast: &Cast, times: &[Time], id: ActorId, verb: usize, turn: &Turn) -> Vec<usize> {
    let (reading, all) = (cast.reading, &cast.traits[id].offices);
    let found: Vec<usize> = (0..all.len()).filter(|&k| hangs_on(reading, all[k].head, verb)).collect();
    let bare = has_post(reading, verb) || turn.bare && !has_other(reading, times, verb);
    if !found.is_empty() || !bare {
        return found;
    }
    let open = |o: &Office| o.is_title && o.standing.as_deref() != Some("former") && o.head < verb;
    (0..all.len()).rev().find(|&k| open(&all[k])).into_iter().collect()
}

/// `resigned as minister`, `was named minister`, `left her post of minister`.
fn hangs_on(reading: &Reading, office: usize, verb: usize) -> bool {
    let mut at = reading.first_conjunct(office);
    for _ in 0..3 {
        let Some(up) = reading.head(at) else { return false };
        if up == verb {
            return reading.is(at, &["xcomp", "obl", "obj"]);
        }
        if !reading.is(at, &["nmod", "obl", "appos", "compound"]) || !reading.lexicon.turns.is_post(reading, up) {
            return false;
        }
        at = up;
    }
    false
}

fn has_post(reading: &Reading, verb: usize) -> bool {
    let complement = |c: usize| reading.is(c, &["obj", "obl"]) && reading.lexicon.turns.is_post(reading, c);
    reading.sentences.children(verb).any(complement)
}

/// Is something else taken or left: `elected to parliament`, `resigned from the committee`?
fn has_other(reading: &Reading, times: &[Time], verb: usize) -> bool {
    let led = |c: usize| matches!(reading.preposition(c), Some("to" | "as" | "into" | "from" | "of" | "at" | "on"));
    let other = |c: usize| {
        let timely = || times.iter().any(|t| t.words.contains(&c));
        reading.is(c, &["xcomp"]) || reading.is(c, &["obl"]) && led(c) && !timely()
    };
    reading.sentences.children(verb).any(other)
}

/// The times that hang on a verb or on the offices that it speaks of.
fn times_of(reading: &Reading, times: &[Time], verb: usize, offices: &[usize]) -> Times {
    let hangs = |t: &&Time| {
        let up = reading.head(reading.top(&t.words));
        up == Some(verb) || up.is_some_and(|u| offices.contains(&u))
    };
    times.iter().filter(hangs).fold(Times::default(), |known, t| {
        let new = Times::of(reading, t);
        Times { from: known.from.or(new.from), at: known.at.or(new.at), to: known.to.or(new.to) }.or(Times::default)
    })
}

fn change(cast: &mut Cast, id: ActorId, office: usize, does: Does, fact: Fact, told: &Times) {
    let day = cast.reading.day;
    let core = cast.reading.lemmas[cast.traits[id].offices[office].core.clone()].to_vec();
    let same = |o: &&mut Office| o.standing.is_none() && cast.reading.lemmas[o.core.clone()] == core;
    if does == Does::Leave && fact == Fact::Done {
        // Who was called by the office before has left it, too.
        let just_left = told.at.as_deref().is_none_or(|at| is_fresh(at, day));
        for office in cast.traits[id].offices.iter_mut().filter(same) {
            (office.standing, office.just_left) = (Some("former".to_string()), just_left);
        }
    }
    let office = &mut cast.traits[id].offices[office];
    let Times { from, at, to } = told.clone();
    match does {
        Does::Take => {
            office.from = office.from.take().or(at).or(from);
            office.to = office.to.take().or(to);
            office.standing = office.standing.take().or((fact == Fact::Ahead).then(|| "designate".to_string()));
        }
        Does::Hold => {
            office.from = office.from.take().or(from);
            office.to = office.to.take().or(to);
        }
        Does::Await => office.standing = office.standing.take().or(Some("designate".to_string())),
        Does::Leave => {
            office.to = office.to.take().or(at).or(to);
            if fact == Fact::Done {
                office.standing = Some("former".to_string());
            }
        }
    }
}

/// Is a time less than a month before the report? Whoever leaves in these days is still spoken of by the office. Where no
/// day is known, what is told counts as new.
fn is_fresh(time: &str, day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let end = time.rsplit('/').next().unwrap_or(time);
    let month = day.checked_sub(1.month()).ok().map(|d| d.to_string());
    month.is_some_and(|month| month.get(..end.len()).is_some_and(|month| end >= month) && end.len() > 4)
}

/// One takes the office that another leaves.
fn pass_on(
    cast: &mut Cast,
    (new, held): (ActorId, &[usize]),
    (old, left): (ActorId, &[usize]),
    told: &Times,
    fact: Fact,
) {
    let model = |id: ActorId, k: &[usize]| k.last().map(|&k| cast.traits[id].offices[k].clone());
    let hangs = |o: &Office| held.iter().any(|&k| cast.traits[new].offices[k].head == o.head);
    let Some(office) = model(new, held).filter(|o| hangs(o) && !o.is_counterpart()).or_else(|| model(old, left)) else {
        return;
    };
    for (id, does) in [(new, Does::Take), (old, Does::Leave)] {
        let same = |o: &Office| {
            o.core == office.core || cast.reading.lemmas[o.core.clone()] == cast.reading.lemmas[office.core.clone()]
        };
        let known = cast.traits[id].offices.iter().position(same);
        let k = known.unwrap_or_else(|| {
            let blank = Office { from: None, to: None, standing: None, just_left: false, ..office.clone() };
            cast.traits[id].offices.push(blank);
            cast.traits[id].offices.len() - 1
        });
        change(cast, id, k, does, fact, told);
    }
}
