//! Which words are names, and what do they name?

use std::ops::Range;

use super::Level;
use super::gazetteer::Known;
use super::phrase::Reading;
use crate::sentence::{NameKind, Upos};

/// Words that are a name.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) words: Range<usize>,
    pub(super) head: usize,
    pub(super) what: Named,
    pub(super) rule: &'static str,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A state by its name, its adjective or its inhabitants.
    State(usize),
    Adjective(usize),
    Inhabitants(usize),
    /// A people, or one of it.
    People(usize),
    /// An organisation or seat of the gazetteer.
    Body(usize),
    /// A capital, with its entry among the places where it has one.
    Capital {
        state: usize,
        town: Option<usize>,
    },
    Town(usize),
    Person,
    Organisation,
    /// A place that no table knows.
    Location,
}

/// Finds the names of a report, in order. One may stand inside another (`Russian` in `Russian Academy of Sciences`).
pub(super) fn find(reading: &Reading) -> Vec<Name> {
    let model = from_model(reading);
    let mut names = from_gazetteer(reading, &model);
    let outer: Vec<Name> = model.into_iter().filter(|n| stands(n, &names)).collect();
    names.retain(|n| !swallowed(n, &outer));
    names.extend(outer);
    let titled = after_titles(reading, &names);
    names.extend(titled);
    names.sort_by_key(|n| (n.words.start, n.words.end));
    names
}

fn from_model(reading: &Reading) -> Vec<Name> {
    let names = reading.sentences.names.iter().filter_map(|n| {
        let end = n.words.end.min(reading.sentences.words.len());
        if pairs_states(reading, n.words.start..end) {
            return None;
        }
        let (what, words) = match n.kind {
            NameKind::Person => (Named::Person, person_alone(reading, with_surname(reading, n.words.start..end))),
            NameKind::Organisation => (Named::Organisation, trimmed(reading, n.words.start..end)),
            NameKind::Location => (Named::Location, without_direction(reading, trimmed(reading, n.words.start..end))),
            NameKind::Other => return None,
        };
        let people = what == Named::Organisation && !words.is_empty() && is_person_role(reading, words.end - 1);
        let named = words.clone().any(|i| reading.word(i).form.starts_with(char::is_uppercase));
        (named && !people).then(|| Name { head: reading.top(&words), words, what, rule: "name model" })
    });
    names.collect()
}

/// `Arnor-Gondor` is no name, but two.
fn pairs_states(reading: &Reading, words: Range<usize>) -> bool {
    let is_state = |r: Range<usize>| {
        let known = reading.lexicon.gazetteer.longest(&reading.words, r.start, r.end);
        known.is_some_and(|(whole, known)| whole == r && known.iter().any(|k| *k < Known::Capital(0)))
    };
    let parts = |h: usize| is_state(words.start..h) && is_state(h + 1..words.end);
    words.clone().any(|h| reading.word(h).form == "-" && parts(h))
}

/// A name with the words behind it that the tree counts to it and that stand in no other name.
fn with_surname(reading: &Reading, words: Range<usize>) -> Range<usize> {
    let around = reading.around(words.start);
    let free = |i: usize| reading.sentences.names.iter().all(|n| !n.words.contains(&i));
    let counts = |i: &usize| {
        let word = reading.word(*i);
        let to_name = reading.is(*i, &["flat"]) && reading.head(*i).is_some_and(|h| words.contains(&h));
        to_name && word.upos == Upos::Propn && word.form.starts_with(char::is_uppercase) && free(*i)
    };
    let more = (words.end..around.end).take_while(counts).count();
    words.start..words.end + more
}

/// Names that no one marked, but that stand behind a title (`Chancellor Isilme Tarandil`).
fn after_titles(reading: &Reading, names: &[Name]) -> Vec<Name> {
    let mut free = vec![true; reading.sentences.words.len()];
    names.iter().for_each(|n| free[n.words.clone()].fill(false));
    let part = |i: usize| {
        let word = reading.word(i);
        let capital = word.form.starts_with(char::is_uppercase) && word.form.chars().any(char::is_lowercase);
        let free = free[i] && !reading.lexicon.is_role(reading.folded(i));
        // `The judge Thursday ruled` names a day.
        free && word.upos == Upos::Propn && capital && !reading.lexicon.calendar.is_weekday(reading.folded(i))
    };
    let mut found = Vec::new();
    for start in 1..reading.sentences.words.len() {
        let end = reading.around(start).end;
        let titled = reading.around(start).contains(&(start - 1)) && names_a_person(reading, start - 1);
        let words = start..(start..end.min(start + 4)).find(|&i| !part(i)).unwrap_or(end.min(start + 4));
        if titled && !words.is_empty() {
            found.push(Name { head: reading.top(&words), words, what: Named::Person, rule: "name after a title" });
        }
    }
    found
}

fn names_a_person(reading: &Reading, before: usize) -> bool {
    let role = is_person_role(reading, before) && !reading.plural(before);
    role || reading.lexicon.honorific(reading.folded(before)).is_some()
}

fn is_person_role(reading: &Reading, last: usize) -> bool {
    let first = reading.around(last).start.max(last.saturating_sub(4));
    let role = |at: usize| reading.lexicon.role(reading, at, last + 1).filter(|(r, _)| r.end == last + 1);
    (first..=last).find_map(role).is_some_and(|(_, role)| role.person)
}

/// A person's name without country, title and honorific, which the model may have taken in.
fn person_alone(reading: &Reading, words: Range<usize>) -> Range<usize> {
    let mut range = words;
    while !range.is_empty() {
        let start = range.start;
        let leader = |k: &Known| *k == Known::Person;
        let known = reading.lexicon.gazetteer.longest(&reading.words, start, range.end);
        let past = match known {
            Some((_, known)) if known.iter().any(leader) => break,
            Some((words, known)) if qualifies(reading, &words, range.end, &known) => words.end,
            _ => title_end(reading, &range).unwrap_or(start + usize::from(is_fringe(reading, start))),
        };
        if past == start {
            break;
        }
        range.start = past;
    }
    trimmed(reading, range)
}

/// Is a state's name before a person's no part of it? `US Secretary …`, `Turkey's Beren Barahir`, but `Chad Barahir`.
fn qualifies(reading: &Reading, words: &Range<usize>, end: usize, known: &[Known]) -> bool {
    let adjective = || known.iter().any(|k| matches!(k, Known::Adjective(_) | Known::Body(_)));
    let first_name = || words.len() == 1 && words.end + 1 == end && !reading.lexicon.is_role(reading.folded(words.end));
    words.end < end && known.iter().any(|k| *k < Known::Capital(0)) && (adjective() || !first_name())
}

/// Where a title ends that covers the first word of a range; it may begin before (`Secretary of | State Rex Tillerson`).
fn title_end(reading: &Reading, range: &Range<usize>) -> Option<usize> {
    let first = reading.around(range.start).start.max(range.start.saturating_sub(4));

    (first..=range.start).find_map(|at| {
        let (title, role) = reading.lexicon.role(reading, at, range.end)?;
        (title.end > range.start && role.person).then_some(title.end)
    })
}

/// A name without the article, honorific or clitic that the model may have taken in.
fn trimmed(reading: &Reading, words: Range<usize>) -> Range<usize> {
    let mut range = words;
    while !range.is_empty() && is_fringe(reading, range.start) {
        range.start += 1;
    }
    while !range.is_empty() && is_tail(reading, range.end - 1) {
        range.end -= 1;
    }
    range
}

/// `eastern Ukraine` is a part of Ukraine, while `North Korea` and `South China Sea` are names of their own.
fn without_direction(reading: &Reading, words: Range<usize>) -> Range<usize> {
    let directed = words.len() > 1 && reading.lexicon.is("direction", reading.folded(words.start));
    if directed && !reading.word(words.start).form.starts_with(char::is_uppercase) {
        return words.start + 1..words.end;
    }
    words
}

fn is_fringe(reading: &Reading, word: usize) -> bool {
    let w = reading.word(word);
    matches!(w.upos, Upos::Punct | Upos::Det | Upos::Adp) && !w.form.starts_with(char::is_uppercase)
        || reading.folded(word) == "the"
        || reading.lexicon.honorific(reading.folded(word)).is_some()
}

fn is_tail(reading: &Reading, word: usize) -> bool {
    let w = reading.word(word);
    w.xpos == "POS"
        || w.upos == Upos::Adp
        || matches!(reading.folded(word), "'s" | "'")
        || w.upos == Upos::Punct && w.form != "."
}

fn from_gazetteer(reading: &Reading, model: &[Name]) -> Vec<Name> {
    let hits = hits(reading);
    let context = Context::new(reading, &hits, model);
    hits.iter().filter_map(|(words, known)| context.name(words, known)).collect()
}

/// The longest known names, left to right, with everything that they may stand for.
fn hits(reading: &Reading) -> Vec<(Range<usize>, Vec<Known>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.sentences.words.len() {
        let hit = reading.lexicon.gazetteer.longest(&reading.words, at, reading.around(at).end);
        let hit = hit.filter(|(words, _)| nameable(reading, words));
        at = hit.as_ref().map_or(at + 1, |(words, _)| words.end.max(at + 1));
        found.extend(hit);
    }
    found
}

/// Can words in this place be a name? In a headline in capitals `US` may be the pronoun, and `IT` mostly is.
fn nameable(reading: &Reading, words: &Range<usize>) -> bool {
    let word = reading.word(words.start);
    let pronoun = word.upos == Upos::Pron || word.xpos.starts_with("PRP");
    if reading.shouting[reading.sentence[words.start]] && word.form.len() <= 3 {
        return !pronoun && !matches!(word.upos, Upos::Verb | Upos::Aux);
    }
    let inside = words.start > reading.around(words.start).start;
    if inside && word.form.starts_with(char::is_uppercase) && word.form.len() > 3 {
        return true;
    }
    let named = |i: usize| matches!(reading.word(i).upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Num);
    let acronym = word.form.chars().count() > 1 && word.form.chars().all(|c| c.is_uppercase() || c == '.');
    words.len() > 1 || named(words.start) || acronym
}

/// What the rest of a report tells about a name that may stand for several things.
struct Context<'a> {
    reading: &'a Reading<'a>,
    model: &'a [Name],
    /// States that the report names beyond doubt.
    states: Vec<usize>,
    /// Last words of persons' full names.
    surnames: Vec<&'a str>,
}

impl<'a> Context<'a> {
    fn new(reading: &'a Reading, hits: &[(Range<usize>, Vec<Known>)], model: &'a [Name]) -> Context<'a> {
        let state = |known: &[Known]| match known {
            [Known::State(s)] | [Known::Adjective(s), ..] | [Known::Inhabitants(s), ..] => Some(*s),
            [Known::State(s), Known::Adjective(a), ..] if s == a => Some(*s),
            [Known::Capital(s)] => Some(*s),
            _ => None,
        };
        let states = hits.iter().filter_map(|(_, known)| state(known)).collect();
        let full = model.iter().filter(|n| n.what == Named::Person && n.words.len() > 1);
        Context { reading, model, states, surnames: full.map(|n| reading.folded(n.words.end - 1)).collect() }
    }

    fn name(&self, words: &Range<usize>, known: &[Known]) -> Option<Name> {
        let leader = known.contains(&Known::Person);
        if !leader && (self.is_persons(words) || self.is_flat(words)) {
            return None;
        }
        let head = self.reading.top(words);
        let (what, rule) = self.choose(words, head, known)?;
        Some(Name { words: words.clone(), head, what, rule })
    }

    /// Does the model see a person's name where the table knows a place (`Jack London`, and later `London`)?
    fn is_persons(&self, words: &Range<usize>) -> bool {
        let person = self.model.iter().find(|n| n.what == Named::Person && covers(&n.words, words));
        person.is_some_and(|n| n.words.len() > words.len() || self.surnames.contains(&self.reading.folded(words.start)))
    }

    /// One word of a longer name that no one marked, as the tree has it (`Paris Hilton`).
    fn is_flat(&self, words: &Range<usize>) -> bool {
        let outside =
            |w: Option<usize>| w.is_some_and(|w| !words.contains(&w) && self.reading.word(w).upos == Upos::Propn);
        let head = self.reading.top(words);
        let under = self.reading.is(head, &["flat"]) && outside(self.reading.head(head));
        let title = self.reading.lexicon.is_role(self.reading.folded(words.end.saturating_sub(1)));
        let flat = under || outside(self.reading.child(head, &["flat"]));
        words.len() == 1 && !title && flat && !self.is_paired(words.start)
    }

    /// One of two states that a hyphen joins.
    fn is_paired(&self, word: usize) -> bool {
        let around = self.reading.around(word);
        let pairs = [word.saturating_sub(2)..word + 1, word..word + 3];
        pairs.into_iter().any(|p| around.start <= p.start && p.end <= around.end && pairs_states(self.reading, p))
    }

    fn choose(&self, words: &Range<usize>, head: usize, known: &[Known]) -> Option<(Named, &'static str)> {
        let modifier = self.reading.is(head, &["amod", "compound"]);
        let noun = matches!(self.reading.word(head).upos, Upos::Noun | Upos::Propn) && !modifier;
        let pick = |wanted: fn(&Known) -> Option<usize>| known.iter().filter_map(wanted).collect::<Vec<_>>();
        let state = self.likely(&pick(|k| if let Known::State(s) = k { Some(*s) } else { None }));
        let adjective = self.likely(&pick(|k| if let Known::Adjective(s) = k { Some(*s) } else { None }));
        let people = self.likely(&pick(|k| if let Known::Inhabitants(s) = k { Some(*s) } else { None }));
        let body = self.body(&pick(|k| if let Known::Body(b) = k { Some(*b) } else { None }));
        let group = known.iter().find_map(|k| if let Known::People(p) = k { Some(*p) } else { None });
        let group = group.filter(|_| modifier || self.is_group(words, head));
        let town = self.town(words, &pick(|k| if let Known::Town(t) = k { Some(*t) } else { None }));
        let capital = self.capital(&pick(|k| if let Known::Capital(s) = k { Some(*s) } else { None }), town);
        match (state, adjective) {
            (Some(_), Some(s)) if modifier => return Some((Named::Adjective(s), "adjective")),
            (Some(s), _) if !self.is_namesake(s, town) => return Some((Named::State(s), "gazetteer:states")),
            _ => {}
        }
        let seen = || town.filter(|_| self.is_place(words, head)).map(|t| (Named::Town(t), "gazetteer:places"));
        body.map(|b| (Named::Body(b), "gazetteer:organisations"))
            .or_else(|| group.map(|p| (Named::People(p), "gazetteer:peoples")))
            .or_else(|| people.filter(|_| noun).map(|s| (Named::Inhabitants(s), "gazetteer:inhabitants")))
            .or_else(|| adjective.map(|s| (Named::Adjective(s), "adjective")))
            .or_else(|| people.map(|s| (Named::Inhabitants(s), "gazetteer:inhabitants")))
            .or_else(|| capital.map(|state| (Named::Capital { state, town }, "gazetteer:capitals")))
            .or_else(|| known.contains(&Known::Person).then_some((Named::Person, "gazetteer:leaders")))
            .or_else(seen)
    }

    /// Of states with one name, one there was on the day, and best one that the report names otherwise.
    fn likely(&self, states: &[usize]) -> Option<usize> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let weight = |s: usize| (gazetteer.states[s].exists(self.reading.day), self.states.contains(&s));
        states.iter().copied().reduce(|a, b| if weight(b) > weight(a) { b } else { a })
    }

    /// Of bodies with one name, one there was on the day, and best one of a state that the report names.
    fn body(&self, bodies: &[usize]) -> Option<usize> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let weight = |b: usize| {
            let body = &gazetteer.bodies[b];
            let state = body.country.as_deref().and_then(|c| gazetteer.state_number(c));
            (state.is_some_and(|s| self.states.contains(&s)), body.exists(self.reading.day))
        };
        bodies.iter().copied().reduce(|a, b| if weight(b) > weight(a) { b } else { a })
    }

    /// Are these the people, and not somebody of that first name (`Karen`)?
    fn is_group(&self, words: &Range<usize>, head: usize) -> bool {
        let described = words.start > self.reading.around(words.start).start
            && matches!(self.reading.word(words.start - 1).upos, Upos::Adj | Upos::Det | Upos::Num | Upos::Adp);
        self.reading.plural(head) || described || words.len() > 1
    }

    /// Is the name that of a region elsewhere, in a report that speaks of that country and not of the state (`Georgia`)?
    fn is_namesake(&self, state: usize, town: Option<usize>) -> bool {
        let abroad = town.and_then(|t| self.country(t)).filter(|&c| c != state);
        abroad.is_some_and(|c| self.states.contains(&c) && !self.states.contains(&state))
    }

    fn country(&self, town: usize) -> Option<usize> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        gazetteer.state_number(&gazetteer.towns[town].country)
    }

    /// Of places with one name: in the country named after a comma, else in a country of the report, else the largest.
    fn town(&self, words: &Range<usize>, towns: &[usize]) -> Option<usize> {
        let after = self.after_comma(words);
        let weight = |&t: &usize| {
            let town = &self.reading.lexicon.gazetteer.towns[t];
            let country = self.country(t);
            let named = country.is_some_and(|c| self.states.contains(&c));
            let great = if named { 20.0 } else { 1.0 };
            // A province of that name is better known than a middling town elsewhere (`Ontario`).
            let weight = if town.level != super::Level::City { 500_000.0 } else { town.population };
            (after.is_some() && after == country, (weight * great) as u64)
        };
        towns.iter().copied().reduce(|a, b| if weight(&b) > weight(&a) { b } else { a })
    }

    /// The state in `Bonn, Germany` and `Atlanta, Georgia`.
    fn after_comma(&self, words: &Range<usize>) -> Option<usize> {
        let around = self.reading.around(words.start);
        if words.end + 1 >= around.end || self.reading.word(words.end).form != "," {
            return None;
        }
        let gazetteer = &self.reading.lexicon.gazetteer;
        let (_, known) = gazetteer.longest(&self.reading.words, words.end + 1, around.end)?;
        known.iter().find_map(|k| match k {
            Known::State(s) => Some(*s),
            Known::Town(t) if gazetteer.towns[*t].level != Level::City => self.country(*t),
            _ => None,
        })
    }

    /// A capital, unless a larger town elsewhere has the name (`Hamilton`).
    fn capital(&self, states: &[usize], town: Option<usize>) -> Option<usize> {
        let state = self.likely(states)?;
        let elsewhere = town.and_then(|t| self.country(t)).is_some_and(|c| c != state);
        (!elsewhere || self.states.contains(&state)).then_some(state)
    }

    /// Does the model or the grammar say that a name is a place's? Many towns are called as words or persons are.
    fn is_place(&self, words: &Range<usize>, head: usize) -> bool {
        let located = self.model.iter().any(|n| n.what != Named::Person && overlap(&n.words, words));
        let preposition = self.reading.preposition(head);
        let located_by = preposition.is_some_and(|p| self.reading.lexicon.is("locative", p));
        located
            || words.clone().any(|i| self.reading.word(i).upos == Upos::Propn)
                && (located_by || self.after_comma(words).is_some() || self.is_whose(words, head))
    }

    /// Does a region or a great city have this name?
    fn is_great(&self, words: &Range<usize>) -> bool {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let great = |k: &Known| matches!(k, Known::Town(t) if gazetteer.towns[*t].level != super::Level::City || gazetteer.towns[*t].population > 500_000.0);
        gazetteer.longest(&self.reading.words, words.start, words.end).is_some_and(|(_, k)| k.iter().any(great))
    }

    /// Does it tell whose office or body it is (`Niger Delta rebels`)?
    fn is_whose(&self, words: &Range<usize>, head: usize) -> bool {
        let person = |n: &&Name| n.what == Named::Person && overlap(&n.words, words);
        // The model takes many a place that it does not know for a person.
        let person = self.model.iter().find(person).is_some_and(|n| n.words != *words || !self.is_great(words));
        let qualifies = self.reading.is(head, &["compound", "amod", "nmod:poss", "nmod:unmarked", "nmod:desc"]);
        let of = self.reading.head(head).filter(|_| qualifies && !person);
        of.is_some_and(|of| self.reading.lexicon.is_role(self.reading.lemma(of)))
    }
}

/// Is a name of the model kept beside those of the gazetteer?
fn stands(name: &Name, known: &[Name]) -> bool {
    let rivals = || known.iter().filter(|k| overlap(&k.words, &name.words));
    let contains = |k: &Name| covers(&name.words, &k.words) && name.words != k.words;
    rivals().all(|k| contains(k) && !(name.what == Named::Person && k.what == Named::Person))
}

/// Is a name of the gazetteer only part of a longer one? An adjective stays, for it tells the country.
fn swallowed(name: &Name, outer: &[Name]) -> bool {
    let inside = |o: &&Name| covers(&o.words, &name.words) && o.words != name.words;
    outer.iter().find(inside).is_some_and(|_| !matches!(name.what, Named::Adjective(_)))
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
