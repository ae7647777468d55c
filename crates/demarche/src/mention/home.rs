//! Whose police, where nobody says whose?
//!
//! Police, parliaments, parties and students act at home. Where the words for them name no country, the country is the
//! one in which their sentence says things happen, else the only one it speaks of as a country of theirs would be spoken
//! of (`Arnorian police arrested opposition leaders`), else the one where the report is set. A state that is dealt with
//! (`rejected Arnor's offer`, `criticised Arnor`) is no home; of two, neither is.

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

/// How far up a verb is sought.
const REACH: usize = 6;

/// Gives those who act at home and have no country the one that their setting tells, and says so in the rule of the
/// mention by which it is told.
pub(super) fn settle(cast: &mut Cast, places: &[Place]) {
    let found: Vec<(ActorId, usize, Home)> = {
        let homes = Homes::new(cast, places);
        (0..cast.actors.len()).filter_map(|id| homes.of(id)).collect()
    };
    for (id, mention, home) in found {
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

struct Homes<'a> {
    cast: &'a Cast<'a>,
    places: &'a [Place],
    /// The mentions of each sentence.
    spoken: Vec<Vec<usize>>,
    setting: Option<Home>,
}

impl<'a> Homes<'a> {
    fn new(cast: &'a Cast<'a>, places: &'a [Place]) -> Homes<'a> {
        let mut spoken = vec![Vec::new(); cast.reading.sentences.list.len()];
        for (number, mention) in cast.mentions.iter().enumerate() {
            if let Some(sentence) = spoken.get_mut(cast.reading.sentence[mention.head]) {
                sentence.push(number);
            }
        }
        let mut homes = Homes { cast, places, spoken, setting: None };
        homes.setting = homes.setting();
        homes
    }

    /// The home of an actor who lacks a country, and the mention that tells it. Sentences that differ tell nothing.
    fn of(&self, id: ActorId) -> Option<(ActorId, usize, Home)> {
        if !self.is_domestic(&self.cast.actors[id]) {
            return None;
        }
        let theirs = |m: &Mention| m.actor == id && m.form != Form::Pronoun;
        let mentions: Vec<usize> = (0..self.cast.mentions.len()).filter(|&m| theirs(&self.cast.mentions[m])).collect();
        let told = mentions.iter().filter_map(|&m| Some((m, self.beside(&self.cast.mentions[m])?)));
        let told: Vec<(usize, Home)> = told.collect();
        match told.first() {
            Some((mention, home)) => {
                let agree = told.iter().all(|(_, h)| h.country == home.country);
                agree.then(|| (id, *mention, home.clone()))
            }
            None => {
                let home = self.setting.clone()?;
                let dealt = mentions.iter().any(|&m| self.is_dealt_with(self.sentence(m), &home.country));
                mentions.first().filter(|_| !dealt).map(|&m| (id, m, home))
            }
        }
    }

    fn sentence(&self, mention: usize) -> usize {
        self.cast.reading.sentence[self.cast.mentions[mention].head]
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

    /// The home that a mention's own phrase, clause or sentence tells.
    fn beside(&self, mention: &Mention) -> Option<Home> {
        if self.is_owned(mention) || self.is("emissary", self.cast.reading.lemma(mention.head)) {
            return None;
        }
        let sentence = self.cast.reading.sentence[mention.head];
        let here = |p: &&Place| p.words.start < p.words.end && self.cast.reading.sentence[p.words.start] == sentence;
        let stated = || self.places.iter().filter(here).filter_map(|p| Some((p, p.country.clone()?)));
        let home = |(p, country): (&Place, String)| Home { country, words: p.words.clone() };
        if let Some(own) = stated().find(|(p, _)| self.hangs_on(&p.words, mention.head)) {
            return Some(home(own));
        }
        let country = self.only_country(sentence)?;
        let placed = stated().find(|(p, _)| self.is_setting(p, mention)).map(home);
        let witness = || self.spoken[sentence].iter().map(|&m| &self.cast.mentions[m]);
        let witness = || witness().find(|w| self.is_witness(w, mention, &country));
        let told = placed.or_else(|| Some(Home { country: country.clone(), words: witness()?.words.clone() }));
        told.filter(|_| !self.is_dealt_with(sentence, &country))
    }

    /// Is somebody said to be whose they are (`the rebels' leader`)?
    fn is_owned(&self, mention: &Mention) -> bool {
        let own =
            |id: ActorId| self.cast.traits[id].offices.iter().any(|o| o.head == mention.head && !o.bearers.is_empty());
        self.cast.reading.child(mention.head, &["nmod:poss"]).is_some() || own(mention.actor)
    }

    /// Does a place stand in the phrase of a noun?
    fn hangs_on(&self, place: &Range<usize>, noun: usize) -> bool {
        let reading = self.cast.reading;
        let placed = |at| reading.preposition(at).is_none_or(|p| p == "of" || reading.lexicon.is("locative", p));
        let mut at = reading.top(place);
        for _ in 0..REACH {
            let up = reading.head(at).filter(|_| reading.is(at, &["nmod", "appos", "compound", "flat"]) && placed(at));
            match up {
                Some(up) if up == noun => return true,
                Some(up) => at = up,
                None => return false,
            }
        }
        false
    }

    /// The one country that a sentence speaks of in any way.
    fn only_country(&self, sentence: usize) -> Option<String> {
        let actors = self.spoken[sentence].iter().flat_map(|&m| {
            let mention = &self.cast.mentions[m];
            std::iter::once(mention.actor).chain(mention.also.iter().copied())
        });
        let of_actors = actors.filter_map(|a| self.cast.actors[a].country.as_ref());
        let here = |p: &&Place| !p.words.is_empty() && self.cast.reading.sentence[p.words.start] == sentence;
        let mut all = of_actors.chain(self.places.iter().filter(here).filter_map(|p| p.country.as_ref()));
        let first = all.next()?;
        all.all(|c| c == first).then(|| first.clone())
    }

    /// Does a place tell where somebody is at home? Who governs speaks, meets and arrives abroad too.
    fn is_setting(&self, place: &Place, mention: &Mention) -> bool {
        let reading = self.cast.reading;
        let governs = self.cast.actors[mention.actor].sectors.iter().any(|s| s == "GOV");
        let verb = |word| self.verb_above(word);
        let same = verb(reading.top(&place.words)).filter(|v| Some(*v) == verb(mention.head));
        !governs || same.is_none_or(|v| !self.is("abroad", reading.lemma(v)))
    }

    fn verb_above(&self, word: usize) -> Option<usize> {
        let reading = self.cast.reading;
        let up = std::iter::successors(reading.head(word), |&at| reading.head(at));
        up.take(REACH).find(|&at| matches!(reading.word(at).upos, Upos::Verb | Upos::Aux))
    }

    /// Is this somebody in public life of the country, who shows that the other is of it too? One government deals with
    /// another, and rebels are known by whom they fight.
    fn is_witness(&self, witness: &Mention, mention: &Mention, country: &str) -> bool {
        let (other, own) = (&self.cast.actors[witness.actor], &self.cast.actors[mention.actor]);
        let has = |actor: &Actor, sectors: &[&str]| actor.sectors.iter().any(|s| sectors.contains(&s.as_str()));
        let public = has(other, &["GOV", "LEG", "JUD", "COP", "MIL", "OPP", "PTY", "REB"]);
        let state = has(other, &["GOV", "LEG", "COP", "MIL"]);
        let sent = self.is("emissary", self.cast.reading.lemma(witness.head));
        let peers = has(own, &["GOV"])
            && has(other, &["GOV"])
            && self.verb_above(witness.head) == self.verb_above(mention.head);
        let rebel = has(own, &["REB", "SEP"]);
        let private = has(own, &["CVL"]);
        other.country.as_deref() == Some(country) && public && !sent && !peers && !private && (state || !rebel)
    }

    /// Does a sentence deal with a state as such: `criticised Arnor`, `talks with Arnor`?
    fn is_dealt_with(&self, sentence: usize, country: &str) -> bool {
        let reading = self.cast.reading;
        let state = |m: &Mention| {
            let actor = &self.cast.actors[m.actor];
            actor.kind == ActorKind::State && actor.country.as_deref() == Some(country) && m.form != Form::Pronoun
        };
        let whole = |m: &Mention| {
            let covers = |o: &Mention| o.words.len() > m.words.len() && o.words.contains(&m.head);
            !self.spoken[sentence].iter().any(|&o| covers(&self.cast.mentions[o]))
        };
        let place = |m: &Mention| self.places.iter().any(|p| p.words.contains(&m.head));
        let party = |m: &Mention| {
            reading.is(m.head, &["nsubj", "obj", "iobj", "obl", "nmod", "conj"]) && !reading.is(m.head, &["nmod:poss"])
        };
        self.spoken[sentence]
            .iter()
            .map(|&m| &self.cast.mentions[m])
            .any(|m| state(m) && party(m) && whole(m) && !place(m))
    }

    /// The country where the report is set: the dateline's, unless headline and first sentence speak of another; else the only
    /// one that they speak of.
    fn setting(&self) -> Option<Home> {
        let lead: Vec<String> = (0..self.spoken.len().min(2)).filter_map(|s| self.only_country(s)).collect();
        let dateline = self.places.iter().find(|p| p.words.is_empty()).and_then(|p| p.country.clone());
        let country = dateline?;
        lead.iter().all(|c| *c == country).then_some(Home { country, words: 0..0 })
    }
}
