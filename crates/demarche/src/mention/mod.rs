//! Who is spoken of?
//!
//! Names, descriptions, pronouns and metonyms are gathered into actors with codes and roles; times and places are
//! resolved as far as the text allows.

mod actor;
mod code;
pub mod coreference;
pub mod describe;
mod gazetteer;
mod home;
mod known;
#[cfg(test)]
mod laws;
mod lexicon;
mod metonym;
mod name;
mod people;
mod phrase;
mod place;
mod pronoun;
mod role;
mod sketch;
mod term;
#[cfg(test)]
mod tests;
mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use gazetteer::{fold, fold_all, is_supranational};
pub(crate) use known::bound;
pub use lexicon::Lexicon;
pub(crate) use people::same_person;

use crate::Span;
use crate::grammar::Grammar;
use crate::id::id;
use crate::sentence::Sentences;
use crate::text::Text;

id! {
    /// An actor of a report.
    ActorId
}
id! {
    /// A time that a report states.
    TimeId
}
id! {
    /// A place that a report states.
    PlaceId
}

/// Everybody and everything that a report speaks of.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// All mentions, by their first word.
    pub list: Vec<Mention>,
    /// Who they stand for, and behind them who is only at hand, should a later stage find a part in it: whom the byline
    /// names, and the hosts, which are states in whose places something happens.
    pub actors: Vec<Actor>,
    /// So many of the actors are mentioned.
    pub(crate) mentioned: usize,
    /// Whom the byline names.
    pub author: Option<ActorId>,
    /// Pronouns whose actors are known when it is known who speaks.
    pub open: Vec<Open>,
    /// These actors, by the word.
    pub(crate) meant: BTreeMap<usize, ActorId>,
    /// Times that the text states.
    pub times: Vec<Time>,
    /// Places that the text states.
    pub places: Vec<Place>,
}

/// No mention has more words.
const LONGEST: usize = 200;

/// Some words that stand for an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// All words, titles and articles included (`US Secretary of State Rex Tillerson`), relative clauses not.
    pub words: Range<usize>,
    /// The head word in the tree.
    pub head: usize,
    /// What kind of words.
    pub form: Form,
    /// Whom it stands for.
    pub actor: ActorId,
    /// The others, where it stands for several (`the two ministers`).
    pub also: Vec<ActorId>,
    /// The rule or model that put it there (`same surname`, `gazetteer:states`, …).
    pub rule: String,
}

/// A pronoun of the first or second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// The pronoun.
    pub word: usize,
    /// Who it is in a talk.
    pub party: Party,
}

/// Who is who in a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Party {
    I,
    We,
    You,
}

/// Whom a pronoun of the first or second person means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The pronoun.
    pub word: usize,
    /// Whom it means.
    pub actor: ActorId,
    /// What this person is, where the pronoun is a mention of one: `speaker`, `author`.
    pub why: Option<&'static str>,
}

/// How a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Form {
    Name,
    Description,
    Pronoun,
    Metonym,
}

/// Who a mention stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// The fullest name in the text, without titles; for a description its head words.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, where known.
    pub country: Option<String>,
    /// CAMEO sectors in order of weight (`GOV`, `MIL`, …).
    pub sectors: Vec<String>,
    /// CAMEO actor code (`USAGOV`), where any part of it is known.
    pub code: Option<String>,
    /// Offices held, as the text tells, else the one that is known to be held on the day.
    pub roles: Vec<Role>,
    /// The id in the register.
    pub register: Option<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Is the country only that of the setting, for one who acts at home?
    pub at_home: bool,
    /// What the code was told by: tables, offices, words.
    pub why: String,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ActorKind {
    #[default]
    Person,
    State,
    Organisation,
    Group,
    Place,
}

/// An office that an actor holds or held.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Title as written, without the body (`Secretary of State`).
    pub title: String,
    /// Of which state or body: a country code or a name.
    pub of: Option<String>,
    /// `former`, `acting`, `elect`, `designate`, or none for an office held.
    pub standing: Option<String>,
    /// First day, ISO 8601, as coarse as it is known.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Where it was read; where the text does not tell it, the words that name its holder.
    pub span: Span,
    /// Where the office is known from, if not from the text: `register:rex-tillerson`, `gazetteer:leaders`.
    pub rule: Option<String>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Its words.
    pub words: Range<usize>,
    /// ISO 8601, as coarse as the text is: `2017-02-16`, `2017-02`, `2017`, `2017-02-16/2017-02-17`; an end that the
    /// text leaves open is `..` (`../2014`); a duration begins with `P` (`P2D`).
    pub value: String,
    /// The rule that resolved it.
    pub rule: String,
}

impl Time {
    /// Does it tell how long, not when?
    pub fn is_duration(&self) -> bool {
        self.value.starts_with('P')
    }
}

/// A place that the text states.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its words; empty for the dateline's place.
    pub words: Range<usize>,
    /// Name in the gazetteer, else as written.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// How large it is, where known.
    pub level: Option<Level>,
    /// Degrees, for cities and regions; never the centre of a country.
    pub position: Option<(f64, f64)>,
}

/// How large a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A state or territory as a whole.
    Country,
    /// One of the parts that a state is divided in first: a state, province, oblast.
    Division,
    /// Any other stretch of land or sea.
    Region,
    /// A city, town or village.
    City,
}

impl ActorId {
    /// The number of the actor at a position.
    pub(crate) fn at(position: usize) -> ActorId {
        ActorId(position)
    }
}

impl Mentions {
    /// The mention whose head is this word, else the longest that covers it.
    pub fn at(&self, word: usize) -> Option<&Mention> {
        self.over(word).max_by_key(|m| (m.head == word, m.words.len()))
    }

    /// The mentions that a word stands in, by their first word.
    fn over(&self, word: usize) -> impl Iterator<Item = &Mention> {
        let from = self.list.partition_point(|m| m.words.start + LONGEST < word);
        let to = self.list.partition_point(|m| m.words.start <= word);
        self.list[from..to.max(from)].iter().filter(move |m| m.words.contains(&word))
    }

    /// The mention that stands for a stretch of words: the longest inside it, else the shortest around it.
    pub fn of_span(&self, words: Range<usize>) -> Option<&Mention> {
        let inside = |m: &&Mention| words.start <= m.words.start && m.words.end <= words.end;
        let around = |m: &&Mention| m.words.start <= words.start && words.end <= m.words.end;
        let longest = self.list.iter().filter(inside).rev().max_by_key(|m| m.words.len());
        longest.or_else(|| self.list.iter().filter(around).min_by_key(|m| m.words.len()))
    }

    /// The actors named side by side in a stretch of words.
    pub fn inside(&self, words: &Range<usize>) -> Vec<ActorId> {
        let first = self.list.partition_point(|m| m.words.start < words.start);
        let all = self.list[first..].iter().take_while(|m| m.words.end <= words.end);
        let names: Vec<&Mention> = all.filter(|m| m.form == Form::Name).collect();
        let outer = |m: &&&Mention| !names.iter().any(|o| o.words.len() > m.words.len() && o.words.contains(&m.head));
        names.iter().filter(outer).map(|m| m.actor).collect()
    }

    /// All actors of a noun phrase: of the mention headed by the word, and of those coordinated with it.
    pub fn coordinated(&self, sentences: &Sentences, word: usize) -> Vec<ActorId> {
        let others = sentences.children(word).filter(|&c| sentences.words[c].is(&["conj"]));
        let heads = std::iter::once(word).chain(others);
        let mut actors = Vec::new();
        for mention in heads.filter_map(|h| self.over(h).find(|m| m.head == h)) {
            let named = std::iter::once(mention.actor).chain(mention.also.iter().copied());
            named.for_each(|a| {
                if !actors.contains(&a) {
                    actors.push(a)
                }
            });
        }
        actors
    }

    /// The actors that the report mentions.
    pub fn mentioned(&self) -> impl Iterator<Item = &Actor> {
        self.actors[..self.mentioned].iter()
    }

    /// Those whom the report mentions, and of those at hand these parties, each once and in order.
    pub fn with_parties(&self, parties: impl Iterator<Item = ActorId>) -> Vec<ActorId> {
        let all = self.list.iter().map(|m| m.actor).chain(parties);
        let at_hand: BTreeSet<ActorId> = all.filter(|a| a.0 >= self.mentioned).collect();
        ActorId::first(self.mentioned).chain(at_hand).collect()
    }

    /// The same, when it is known whom the open pronouns mean.
    #[must_use]
    pub fn closed(mut self, persons: Vec<Meant>) -> Mentions {
        self.meant = persons.iter().map(|m| (m.word, m.actor)).collect();
        self.list.extend(persons.into_iter().filter_map(|m| {
            let (words, rule) = (m.word..m.word + 1, format!("first person: {}", m.why?));
            Some(Mention { words, head: m.word, form: Form::Pronoun, actor: m.actor, also: Vec::new(), rule })
        }));
        self.list.sort_by_key(|m| (m.words.start, m.words.end));
        self
    }

    /// The pronoun of the first or second person that a word is.
    pub fn open_at(&self, word: usize) -> Option<&Open> {
        self.open.binary_search_by_key(&word, |o| o.word).ok().map(|i| &self.open[i])
    }

    /// Whom a pronoun of the first or second person means.
    pub fn meant_at(&self, word: usize) -> Option<ActorId> {
        self.meant.get(&word).copied()
    }

    /// The state in which a place lies, as an actor.
    pub fn state_of(&self, place: &Place) -> Option<ActorId> {
        let country = place.country.as_ref()?;
        let state = |a: &Actor| a.kind == ActorKind::State && a.country.as_ref() == Some(country);
        ActorId::first(self.actors.len()).find(|&a| state(&self.actors[a]))
    }

    /// The place that stands for a host, as its mention.
    pub fn of_host(&self, host: ActorId) -> Option<Mention> {
        let country = self.actors[host].country.as_ref()?;
        let lies = |p: &&Place| p.country.as_ref() == Some(country) && !p.words.is_empty();
        let words = self.places.iter().find(lies).filter(|_| host.0 >= self.mentioned)?.words.clone();
        let (head, rule) = (words.end - 1, "metonym: place of the act".to_string());
        Some(Mention { words, head, form: Form::Metonym, actor: host, also: Vec::new(), rule })
    }

    /// The times with their numbers.
    pub fn times(&self) -> impl Iterator<Item = (TimeId, &Time)> {
        TimeId::first(self.times.len()).zip(&self.times)
    }

    /// The places with their numbers.
    pub fn places(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        PlaceId::first(self.places.len()).zip(&self.places)
    }
}

/// Finds and gathers the mentions of a report.
pub fn find(text: &Text, sentences: &Grammar, lexicon: &Lexicon) -> Mentions {
    let reading = phrase::Reading::new(text, sentences, lexicon);
    let mut names = name::find(&reading);
    people::recall(&reading, &mut names);
    let mut people = people::gather(&reading, &names);
    let offices = role::find(&reading, &names);
    let sketches = sketch::find(&reading, &names, &people, &offices);
    known::recognise(&reading, &names, &mut people, &sketches);
    let places = place::find(&reading, &names);
    let times = time::find(&reading);
    let nouns = coreference::nouns(sentences, lexicon);
    let mut cast = actor::Cast::gather(&reading, &names, &people, &sketches, &nouns);
    known::settle(&mut cast);
    term::settle(&mut cast, &times);
    code::settle(&mut cast);
    known::add_offices(&mut cast);
    home::settle(&mut cast, &places);
    let actor::Cast { mut actors, mut mentions, .. } = cast;
    mentions.sort_by_key(|m| (m.words.start, m.words.end));
    let mentioned = actors.len();
    let author = text.header.author.as_ref().map(|name| author(&mut actors, name));
    actors.extend(hosts(&actors, &places, lexicon));
    let (open, meant) = (pronoun::open(&reading), BTreeMap::new());
    Mentions { list: mentions, actors, mentioned, author, open, meant, times, places }
}

/// The person whom a byline names, who may be one of those mentioned.
fn author(actors: &mut Vec<Actor>, name: &str) -> ActorId {
    ActorId(actors.iter().position(|a| a.name == name).unwrap_or_else(|| {
        actors.push(Actor { name: name.to_string(), ..Actor::default() });
        actors.len() - 1
    }))
}

/// States in whose places something happens and that are not named themselves.
fn hosts(actors: &[Actor], places: &[Place], lexicon: &Lexicon) -> Vec<Actor> {
    let of = |kind: ActorKind| actors.iter().filter(move |a| a.kind == kind).filter_map(|a| a.country.as_ref());
    let known: BTreeSet<&String> = of(ActorKind::State).collect();
    let stated: BTreeSet<&String> = places.iter().filter_map(|p| p.country.as_ref()).collect();
    let new = stated.difference(&known).filter_map(|&country| {
        let state = lexicon.gazetteer.state_number(country)?;
        Some(Actor {
            name: lexicon.gazetteer.states[state].name.clone(),
            kind: ActorKind::State,
            country: Some(country.clone()),
            code: Some(country.clone()),
            why: "states.csv".to_string(),
            ..Actor::default()
        })
    });
    new.collect()
}
