//! Whose police, where nobody says whose?
//!
//! Police, parliaments, parties and students act at home. Where the words for them name no country, it is the one in which
//! their sentence says that things happen, else the only one that it speaks of through others in public life (`Arnorian
//! police arrested opposition leaders`), else the one where the report is set. A state that is dealt with (`rejected
//! Arnor's offer`, `criticised Arnor`) is no home; of two, neither is.

use std::ops::Range;

use super::actor::Cast;
use super::{Actor, ActorId, ActorKind, Form, Mention, Place};
use crate::sentence::Upos;

/// A country and the words that tell it; no words where the dateline does.
#[derive(Clone, Debug, PartialEq)]
struct Home {
    country: String,
    words: Range<usize>,
}

/// Who and what a sentence speaks of.
#[derive(Default)]
struct Spoken<'a> {
    mentions: Vec<&'a Mention>,
    places: Vec<&'a Place>,
    /// The one country that it speaks of in any way.
    country: Option<&'a str>,
}

/// How far up a verb or a noun is sought.
const REACH: usize = 6;
/// How many sentences tell where a report is set.
const LEAD: usize = 2;

/// Gives those who act at home and have no country the one that their setting tells, and says so in the rule of the
/// mention by which it is told.
pub(super) fn settle(cast: &mut Cast, places: &[Place]) {
    for (id, mention, home) in found(cast, places) {
        let words = match home.words.is_empty() {
            true => "dateline".to_string(),
            false => format!("“{}”", cast.reading.written(home.words)),
        };
        let note = format!("home country by {words}");
        let (actor, rule) = (&mut cast.actors[id], &mut cast.mentions[mention].rule);
        actor.code = Some(format!("{}{}", home.country, actor.sectors.concat()));
        actor.country = Some(home.country);
        actor.at_home = true;
        actor.why = if actor.why.is_empty() { note.clone() } else { format!("{}; {note}", actor.why) };
        *rule = format!("{rule}; {note}");
    }
}

/// Who lacks a country and has a home, with the first mention that tells it.
fn found(cast: &Cast, places: &[Place]) -> Vec<(ActorId, usize, Home)> {
    let homes = Homes::new(cast, places);
    let mut mentions = vec![Vec::new(); cast.actors.len()];
    cast.mentions.iter().enumerate().for_each(|(number, m)| mentions[m.actor].push(number));
    let domestic = ActorId::first(cast.actors.len()).filter(|&id| homes.is_domestic(&cast.actors[id]));
    domestic.filter_map(|id| homes.of(&mentions[id]).map(|(mention, home)| (id, mention, home))).collect()
}

struct Homes<'a> {
    cast: &'a Cast<'a>,
    sentences: Vec<Spoken<'a>>,
    /// Where the report is set.
    setting: Option<Home>,
}

impl<'a> Homes<'a> {
    fn new(cast: &'a Cast<'a>, places: &'a [Place]) -> Homes<'a> {
        let mut sentences: Vec<Spoken> = cast.reading.sentences.list.iter().map(|_| Spoken::default()).collect();
        let at = |word: usize| cast.reading.sentence[word];
        cast.mentions.iter().for_each(|m| sentences[at(m.head)].mentions.push(m));
        let stated = places.iter().filter(|p| !p.words.is_empty());
        stated.for_each(|p| sentences[at(p.words.start)].places.push(p));
        sentences.iter_mut().for_each(|s| s.country = s.only_country(&cast.actors));
        let mut homes = Homes { cast, sentences, setting: None };
        homes.setting = homes.setting(places);
        homes
    }

    /// The home that mentions of one actor tell. Where they differ, they tell nothing.
    fn of(&self, mentions: &[usize]) -> Option<(usize, Home)> {
        let told = mentions.iter().filter_map(|&m| Some((m, self.told_by(&self.cast.mentions[m])?)));
        let told: Vec<(usize, Home)> = told.collect();
        let first = told.first()?;
        told.iter().all(|(_, home)| home.country == first.1.country).then(|| first.clone())
    }

    /// The home of whom a mention names: what its phrase tells, else its sentence, else the setting.
    fn told_by(&self, mention: &Mention) -> Option<Home> {
        let sent = self.is("emissary", self.cast.reading.lemma(mention.head));
        if mention.form == Form::Pronoun || sent || self.is_owned(mention) {
            return None;
        }
        let spoken = self.around(mention);
        let own = spoken.places.iter().find(|p| p.country.is_some() && self.hangs_on(&p.words, mention.head));
        let of_place = |place: &Place| Some(Home { country: place.country.clone()?, words: place.words.clone() });
        let clause = || spoken.places.iter().find(|p| self.is_in_clause(p, mention));
        let told = own.or_else(clause).and_then(|p| of_place(p)).or_else(|| self.beside(mention, spoken));
        let elsewhere = |home: &Home| spoken.places.iter().all(|p| p.words != home.words);
        let fits = |home: &Home| elsewhere(home) && !self.is_dealt_with(spoken, &home.country);
        told.or_else(|| self.setting.clone().filter(fits))
    }

    /// The only country that the sentence speaks of, where it speaks of it as somebody's home.
    fn beside(&self, mention: &Mention, spoken: &Spoken) -> Option<Home> {
        let country = spoken.country.filter(|c| !self.is_dealt_with(spoken, c))?;
        let place = spoken.places.iter().find(|p| p.country.is_some() && self.is_setting(p, mention));
        let place = place.map(|p| &p.words);
        let witness = || spoken.mentions.iter().find(|w| self.is_witness(w, mention, country)).map(|w| &w.words);
        let words = place.or_else(witness)?.clone();
        Some(Home { country: country.to_string(), words })
    }

    fn around(&self, mention: &Mention) -> &Spoken<'a> {
        &self.sentences[self.cast.reading.sentence[mention.head]]
    }

    fn is(&self, list: &str, word: &str) -> bool {
        self.cast.reading.lexicon.is(list, word)
    }

    /// Is it somebody who acts at home and lacks a country? A single person counts only by an office of state or party.
    fn is_domestic(&self, actor: &Actor) -> bool {
        let all = |list: &str| actor.sectors.iter().all(|s| self.is(list, &s.to_lowercase()));
        let kind = match actor.kind {
            ActorKind::Person => all("public_at_home"),
            ActorKind::Group | ActorKind::Organisation => all("at_home"),
            ActorKind::State | ActorKind::Place => false,
        };
        kind && actor.country.is_none() && !actor.sectors.is_empty() && actor.code == Some(actor.sectors.concat())
    }

    /// Is somebody said to be whose they are (`the rebels' leader`)?
    fn is_owned(&self, mention: &Mention) -> bool {
        let offices = &self.cast.traits[mention.actor].offices;
        let known = |b: &usize| self.cast.of_bearer.contains_key(b);
        let owned = offices.iter().any(|o| o.head == mention.head && o.bearers.iter().any(known));
        owned || self.cast.reading.child(mention.head, &["nmod:poss"]).is_some()
    }

    /// Does a place stand in the phrase of a noun (`students at schools in Arnor`)?
    fn hangs_on(&self, place: &Range<usize>, noun: usize) -> bool {
        self.hangs_by(place, noun, &["nmod", "appos", "compound", "flat"])
    }

    /// Does a place stand in a phrase that tells where a verb's act is done?
    fn hangs_under(&self, place: &Range<usize>, verb: usize) -> bool {
        self.hangs_by(place, verb, &["obl", "nmod", "appos", "compound", "flat"])
    }

    fn hangs_by(&self, place: &Range<usize>, top: usize, relations: &[&str]) -> bool {
        let reading = self.cast.reading;
        let placed = |at| reading.preposition(at).is_none_or(|p| p == "of" || self.is("locative", p));
        let up = |&at: &usize| reading.head(at).filter(|_| reading.is(at, relations) && placed(at));
        std::iter::successors(Some(reading.top(place)), up).take(REACH).skip(1).any(|at| at == top)
    }

    /// Is the place where somebody does something or has it done to him (`prisoners rioted at a jail in Arnor`), whatever
    /// other countries the sentence speaks of? Rebels may come from there.
    fn is_in_clause(&self, place: &Place, mention: &Mention) -> bool {
        let reading = self.cast.reading;
        let verb = reading.head(mention.head).filter(|_| reading.is(mention.head, &["nsubj", "obj"]));
        let under = verb.is_some_and(|v| self.hangs_under(&place.words, v));
        under && place.country.is_some() && !self.may_be_abroad(place) && !self.has(mention, &["REB"])
    }

    /// Does a place tell where somebody is at home? Who governs speaks, meets and arrives abroad too.
    fn is_setting(&self, place: &Place, mention: &Mention) -> bool {
        let shared = self.verb_above(mention.head) == self.verb_above(self.cast.reading.top(&place.words));
        !(self.has(mention, &["GOV"]) && shared && self.may_be_abroad(place))
    }

    /// Does something happen in a place that officials of any country do?
    fn may_be_abroad(&self, place: &Place) -> bool {
        let reading = self.cast.reading;
        self.verb_above(reading.top(&place.words)).is_some_and(|verb| self.is("abroad", reading.lemma(verb)))
    }

    fn verb_above(&self, word: usize) -> Option<usize> {
        let reading = self.cast.reading;
        let up = std::iter::successors(reading.head(word), |&at| reading.head(at));
        up.take(REACH).find(|&at| matches!(reading.word(at).upos, Upos::Verb | Upos::Aux))
    }

    fn has(&self, mention: &Mention, sectors: &[&str]) -> bool {
        self.cast.actors[mention.actor].sectors.iter().any(|s| sectors.contains(&s.as_str()))
    }

    /// Is this somebody in public life of the country, who shows that another is of it too? One government deals with
    /// another, rebels are known by whom they fight, and bystanders by nobody.
    fn is_witness(&self, witness: &Mention, other: &Mention, country: &str) -> bool {
        let peers = self.has(other, &["GOV"])
            && self.has(witness, &["GOV"])
            && self.verb_above(witness.head) == self.verb_above(other.head);
        let fights = !self.has(other, &["REB"]) || self.has(witness, &["GOV", "LEG", "COP", "MIL"]);
        self.is_public(witness, country) && fights && !peers && !self.has(other, &["CVL"])
    }

    /// Somebody in public life of a country, and not sent to another.
    fn is_public(&self, mention: &Mention, country: &str) -> bool {
        let theirs = self.cast.actors[mention.actor].country.as_deref() == Some(country);
        let public = self.has(mention, &["GOV", "LEG", "JUD", "COP", "MIL", "OPP", "PTY", "REB"]);
        theirs && public && !self.is("emissary", self.cast.reading.lemma(mention.head))
    }

    /// Does a sentence deal with a state as such: `criticised Arnor`, `talks with Arnor`?
    fn is_dealt_with(&self, spoken: &Spoken, country: &str) -> bool {
        let reading = self.cast.reading;
        let state = |m: &Mention| {
            let actor = &self.cast.actors[m.actor];
            actor.kind == ActorKind::State && actor.country.as_deref() == Some(country) && m.form != Form::Pronoun
        };
        let party = |m: &Mention| {
            let governed = reading.is(m.head, &["nsubj", "obj", "iobj", "obl", "nmod", "conj"]);
            governed && !reading.is(m.head, &["nmod:poss"])
        };
        let apart = |m: &Mention| {
            let covers = |o: &&&Mention| o.words.len() > m.words.len() && o.words.contains(&m.head);
            spoken.mentions.iter().find(covers).is_none() && !spoken.places.iter().any(|p| p.words.contains(&m.head))
        };
        spoken.mentions.iter().any(|m| state(m) && party(m) && apart(m))
    }

    /// The country where the report is set: the dateline's, unless the first sentences speak of others alone; else the only one
    /// that they speak of, as somebody's home.
    fn setting(&self, places: &[Place]) -> Option<Home> {
        let lead = &self.sentences[..self.sentences.len().min(LEAD)];
        let spoken: Vec<&str> = lead.iter().flat_map(|s| s.countries(&self.cast.actors)).collect();
        match places.iter().find(|p| p.words.is_empty()).and_then(|p| p.country.clone()) {
            Some(country) => {
                let fits = spoken.is_empty() || spoken.contains(&country.as_str());
                fits.then_some(Home { country, words: 0..0 })
            }
            None => {
                let home = lead.iter().find_map(|s| self.set_in(s))?;
                spoken.iter().all(|c| *c == home.country).then_some(home)
            }
        }
    }

    /// The country in which a sentence is set.
    fn set_in(&self, spoken: &Spoken) -> Option<Home> {
        let country = spoken.country.filter(|c| !self.is_dealt_with(spoken, c))?;
        let place = spoken.places.iter().find(|p| p.country.is_some() && !self.may_be_abroad(p)).map(|p| &p.words);
        let public = || spoken.mentions.iter().find(|m| self.is_public(m, country)).map(|m| &m.words);
        Some(Home { country: country.to_string(), words: place.or_else(public)?.clone() })
    }
}

impl<'a> Spoken<'a> {
    #[allow(clippy::ptr_arg)] // the numbers of actors count in lists
    fn countries(&self, actors: &'a Vec<Actor>) -> impl Iterator<Item = &'a str> {
        let meant = self.mentions.iter().flat_map(|m| std::iter::once(m.actor).chain(m.also.iter().copied()));
        let of_actors = meant.filter_map(|id| actors[id].country.as_deref()).collect::<Vec<_>>();
        let of_places = self.places.iter().filter_map(|p| p.country.as_deref()).collect::<Vec<_>>();
        of_actors.into_iter().chain(of_places)
    }

    fn only_country(&self, actors: &'a Vec<Actor>) -> Option<&'a str> {
        let mut all = self.countries(actors);
        let first = all.next()?;
        all.all(|c| c == first).then_some(first)
    }
}
