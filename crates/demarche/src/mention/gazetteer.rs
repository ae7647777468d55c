//! Which words name a state, a body, a seat of power, a leader or a place that is known?

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Level;
use super::known::{Holders, Tenure, bound};
use crate::ontology::lists::{BodyKind, BodyRow, Lists, StateRow};
use crate::ontology::{Error, Files, Row, bars, unknown, yes};
use crate::register::{self, Kind, Register};

/// What is known by name.
pub struct Gazetteer {
    pub(super) states: Vec<State>,
    pub(super) bodies: Vec<Body>,
    pub(super) holders: Holders,
    pub(super) towns: Vec<Town>,
    pub(super) peoples: Vec<People>,
    names: Phrases<(Written, Known)>,
    codes: HashMap<String, usize>,
    /// Codes by items of Wikidata.
    pub(super) items: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatRow {
    name: String,
    code: String,
    #[serde(deserialize_with = "bars")]
    sectors: Vec<String>,
    of: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GovernmentRow {
    country: String,
    party: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleRow {
    name: String,
    #[serde(deserialize_with = "bars")]
    aliases: Vec<String>,
    country: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeaderRow {
    name: String,
    #[serde(deserialize_with = "bars")]
    aliases: Vec<String>,
    country: String,
    #[serde(deserialize_with = "bars")]
    title: Vec<String>,
    #[serde(deserialize_with = "bars")]
    sectors: Vec<String>,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRow {
    name: String,
    #[serde(deserialize_with = "bars")]
    aliases: Vec<String>,
    kind: PlaceKind,
    country: String,
    lat: Option<f64>,
    lon: Option<f64>,
    population: Option<f64>,
}

#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PlaceKind {
    City,
    Region,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DivisionRow {
    name: String,
    #[serde(deserialize_with = "bars")]
    aliases: Vec<String>,
    #[serde(deserialize_with = "bars")]
    words: Vec<String>,
    country: String,
    #[serde(deserialize_with = "yes")]
    alone: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemRow {
    item: String,
    code: String,
}

/// A state or territory with a code of its own.
pub(super) struct State {
    pub(super) code: String,
    pub(super) name: String,
    years: Years,
}

/// A people that has no state of its own name, or the people of a region.
pub(super) struct People {
    pub(super) name: String,
    /// The state that most of them live in, if there is one.
    pub(super) country: Option<String>,
}

/// An organisation or a seat of power.
#[derive(Default)]
pub(super) struct Body {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) country: Option<String>,
    pub(super) sectors: Vec<String>,
    pub(super) seat: bool,
    /// The id and the Wikidata item of a body of a register.
    pub(super) register: Option<(String, Option<String>)>,
    pub(super) party: bool,
    years: Years,
    /// When it was in government.
    terms: Vec<Span>,
}

/// A city, a division of a state, or a region.
pub(super) struct Town {
    pub(super) name: String,
    pub(super) country: String,
    pub(super) position: Option<(f64, f64)>,
    pub(super) population: f64,
    pub(super) level: Level,
}

/// What a name is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    State(usize),
    Body(usize),
    Adjective(usize),
    Inhabitants(usize),
    Capital(usize),
    Person,
    Town(usize),
    People(usize),
}

/// A name as the table writes it, word by word.
type Written = Vec<SmolStr>;

impl Gazetteer {
    /// Reads the tables of the world.
    pub(super) fn load(files: &Files, lists: &Lists) -> Result<Gazetteer, Error> {
        let mut g = Gazetteer {
            states: Vec::new(),
            bodies: Vec::new(),
            holders: Holders::default(),
            towns: Vec::new(),
            peoples: Vec::new(),
            names: Phrases::default(),
            codes: HashMap::new(),
            items: HashMap::new(),
        };
        g.load_states(files)?;
        g.load_bodies(files, lists)?;
        g.load_governments(files, lists)?;
        g.load_peoples(files, lists)?;
        g.load_leaders(files, lists)?;
        g.load_towns(files, lists)?;
        for row in files.rows::<ItemRow>("world/wikidata.csv")? {
            lists.check_country(&row, &row.code)?;
            let ItemRow { item, code } = row.into_cells();
            g.items.insert(item, code);
        }
        g.load_divisions(files, lists)?;
        Ok(g)
    }

    fn load_states(&mut self, files: &Files) -> Result<(), Error> {
        for row in files.rows::<StateRow>("world/states.csv")? {
            let (id, years) = (self.states.len(), Years::of(&row, row.from, row.to)?);
            let row = row.into_cells();
            self.codes.entry(row.code.clone()).or_insert(id);
            self.add(&row.name, Known::State(id));
            self.add_all(&row.aliases, Known::State(id));
            self.add_all(&row.adjectives, Known::Adjective(id));
            self.add_all(&row.inhabitants, Known::Inhabitants(id));
            self.add_all(&row.capital, Known::Capital(id));
            self.states.push(State { code: row.code, name: row.name, years });
        }
        Ok(())
    }

    fn load_bodies(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        for row in files.rows::<BodyRow>("world/organisations.csv")? {
            lists.check_state(&row, &row.country)?;
            lists.check_sectors(&row, &row.sectors)?;
            let (id, years) = (self.bodies.len(), Years::of(&row, row.from, row.to)?);
            let row = row.into_cells();
            self.add(&row.name, Known::Body(id));
            self.add_all(&row.aliases, Known::Body(id));
            let (country, party) = (Some(row.country).filter(|c| !c.is_empty()), row.kind == BodyKind::Party);
            let country = country.or_else(|| state_in(&row.code));
            let (name, code, sectors) = (row.name, row.code, row.sectors);
            self.bodies.push(Body { name, code, country, sectors, party, years, ..Body::default() });
        }
        // Several names of one seat (`of` tells which) are one body.
        let mut seats: HashMap<String, usize> = HashMap::new();
        for row in files.rows::<SeatRow>("world/seats.csv")? {
            lists.check_country(&row, &row.code)?;
            lists.check_sectors(&row, &row.sectors)?;
            let row = row.into_cells();
            let next = self.bodies.len();
            let id = *seats.entry(format!("{} {} {}", row.code, row.sectors.join("|"), row.of)).or_insert(next);
            self.add(&row.name, Known::Body(id));
            if id == next {
                let (code, country) = (format!("{}{}", row.code, row.sectors.concat()), state_in(&row.code));
                let (name, sectors) = (row.name, row.sectors);
                self.bodies.push(Body { name, code, country, sectors, seat: true, ..Body::default() });
            }
        }
        Ok(())
    }

    /// Which parties governed when.
    fn load_governments(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        for row in files.rows::<GovernmentRow>("world/governments.csv")? {
            lists.check_state(&row, &row.country)?;
            let term = Span::of(&row, &row.from, &row.to)?;
            let own = |b: &Body| b.party && b.country.as_deref() == Some(&*row.country);
            match self.bodies.iter_mut().find(|b| b.name == row.party && own(b)) {
                Some(body) => body.terms.push(term),
                None => {
                    let parties = self.bodies.iter().filter(|b| own(b)).map(|b| b.name.as_str());
                    let what = format!("party of {}", row.country);
                    return Err(row.fault(unknown(&what, &row.party, parties, "world/organisations.csv")));
                }
            }
        }
        Ok(())
    }

    fn load_peoples(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        for row in files.rows::<PeopleRow>("world/peoples.csv")? {
            lists.check_state(&row, &row.country)?;
            let (id, PeopleRow { name, aliases, country }) = (self.peoples.len(), row.into_cells());
            self.add(&name, Known::People(id));
            self.add_all(&aliases, Known::People(id));
            self.peoples.push(People { name, country: Some(country).filter(|c| !c.is_empty()) });
        }
        Ok(())
    }

    fn load_leaders(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        for row in files.rows::<LeaderRow>("world/leaders.csv")? {
            lists.check_country(&row, &row.country)?;
            lists.check_sectors(&row, &row.sectors)?;
            let (from, to) = (day(&row, "from", &row.from, false)?, day(&row, "to", &row.to, true)?);
            let row = row.into_cells();
            let dates = [(&*row.from, from), (&*row.to, to)];
            let tenure = Tenure::of_world(&row.country, row.title, row.sectors, dates);
            self.holders.add_leader(&row.name, &row.aliases, tenure);
            self.add_persons(std::iter::once(&*row.name).chain(row.aliases.iter().map(String::as_str)));
        }
        Ok(())
    }

    /// Names of persons are looked up only where they are full.
    fn add_persons<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        names.filter(|n| n.contains(' ')).for_each(|n| self.add(n, Known::Person));
    }

    fn load_towns(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        for row in files.rows::<PlaceRow>("world/places.csv")? {
            lists.check_state(&row, &row.country)?;
            let (id, row) = (self.towns.len(), row.into_cells());
            self.add(&row.name, Known::Town(id));
            self.add_all(&row.aliases, Known::Town(id));
            let (position, population) = (row.lat.zip(row.lon), row.population.unwrap_or(0.0));
            let level = if row.kind == PlaceKind::Region { Level::Region } else { Level::City };
            self.towns.push(Town { name: row.name, country: row.country, position, population, level });
        }
        Ok(())
    }

    /// States, provinces, oblasts: named with that word, and alone where nothing else has the name.
    fn load_divisions(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        let regions = self.towns.iter().enumerate().filter(|(_, t)| t.level == Level::Region);
        let regions: HashMap<(String, String), usize> =
            regions.map(|(id, t)| ((t.country.clone(), t.name.clone()), id)).collect();
        for row in files.rows::<DivisionRow>("world/divisions.csv")? {
            lists.check_state(&row, &row.country)?;
            let DivisionRow { name, aliases, words, country, alone } = row.into_cells();
            let names: Vec<String> = std::iter::once(name).chain(aliases).collect();
            let full: Vec<String> = words.iter().flat_map(|w| with_word(&names, w)).collect();
            let same = |n: &String| regions.get(&(country.clone(), n.clone())).copied();
            let id = names.iter().chain(&full).find_map(same).unwrap_or(self.towns.len());
            if id == self.towns.len() {
                let (name, position, population) = (names[0].clone(), None, 0.0);
                self.towns.push(Town { name, country, position, population, level: Level::Division });
            }
            self.towns[id].level = Level::Division;
            self.add_all(&full, Known::Town(id));
            for name in names.iter().filter(|_| alone) {
                if !self.names.has(name) {
                    self.add(name, Known::Town(id));
                }
            }
        }
        Ok(())
    }

    /// Adds what a register tells of persons, states and bodies. What the world knows by a name goes before.
    pub(super) fn enrol(&mut self, register: &Register) {
        for (id, actor) in &register.actors {
            match actor.kind {
                Kind::Person => {
                    self.holders.enrol(id, actor);
                    self.add_persons(actor.names());
                }
                Kind::State => self.enrol_state(actor),
                Kind::Organisation => self.enrol_body(id, actor),
                Kind::Agent | Kind::Agency => {}
            }
        }
    }

    fn enrol_state(&mut self, actor: &register::Actor) {
        let code = actor.offices.values().find_map(|o| o.country.as_deref());
        let Some(state) = code.and_then(|c| self.state_number(c)) else { return };
        actor.names().for_each(|name| self.add_if_new(name, Known::State(state)));
    }

    fn enrol_body(&mut self, id: &str, actor: &register::Actor) {
        let Some(office) = actor.offices.values().next_back() else { return };
        let country = office.country.clone().unwrap_or_default();
        let supranational = is_supranational(&country);
        let code = if supranational { country.clone() } else { format!("{country}{}", office.sectors.concat()) };
        let number = self.bodies.len();
        self.bodies.push(Body {
            name: actor.name.clone(),
            code,
            country: Some(country).filter(|c| !supranational && !c.is_empty()),
            sectors: office.sectors.clone(),
            seat: false,
            party: false,
            years: Years { from: None, to: None },
            terms: Vec::new(),
            register: Some((id.to_string(), actor.wikidata.clone())),
        });
        actor.names().for_each(|name| self.add_if_new(name, Known::Body(number)));
    }

    /// A name that nothing has yet.
    fn add_if_new(&mut self, name: &str, known: Known) {
        let key: Vec<SmolStr> = cut(name, false).iter().map(|w| fold(w)).collect();
        if self.names.lookup(&key, 0, key.len()).next().is_none_or(|(range, _)| range.len() < key.len()) {
            self.add(name, known);
        }
    }

    fn add_all(&mut self, names: &[String], known: Known) {
        names.iter().for_each(|n| self.add(n, known));
    }

    fn add(&mut self, name: &str, known: Known) {
        for words in spellings(name) {
            let key: Vec<SmolStr> = words.iter().map(|w| fold(w)).collect();
            self.names.add(&key, (words, known));
        }
    }

    /// The longest known name that starts with word `at`, and everything that it may stand for.
    pub(super) fn longest(&self, words: &Words, at: usize, end: usize) -> Option<(Range<usize>, Vec<Known>)> {
        self.names.lookup(&words.folded, at, end).find_map(|(range, entries)| {
            let fits = |w: &Written| agree(w, &words.plain[range.clone()]);
            let mut known: Vec<Known> = entries.iter().filter(|(w, _)| fits(w)).map(|(_, k)| *k).collect();
            known.sort();
            known.dedup();
            (!known.is_empty()).then_some((range, known))
        })
    }

    /// Is a name of a state its adjective too (`UK`)?
    pub(super) fn is_adjective(&self, words: &Words, range: &Range<usize>) -> bool {
        let known = self.longest(words, range.start, range.end);
        known.is_some_and(|(_, known)| known.iter().any(|k| matches!(k, Known::Adjective(_))))
    }

    /// The country that a name tells, of whatever it is; of towns, that of the largest.
    pub(super) fn country(&self, known: &[Known]) -> Option<String> {
        let town = |t: &usize| (self.towns[*t].level != Level::City, self.towns[*t].population as u64);
        let towns = known.iter().filter_map(|k| if let Known::Town(t) = k { Some(*t) } else { None });
        let people = known.iter().find_map(|k| if let Known::People(p) = k { Some(*p) } else { None });
        let state = known.iter().find_map(|k| match k {
            Known::State(s) | Known::Adjective(s) | Known::Inhabitants(s) | Known::Capital(s) => Some(*s),
            _ => None,
        });
        let by_town = || towns.max_by_key(town).map(|t| self.towns[t].country.clone()).filter(|c| !c.is_empty());
        let by_people = || people.and_then(|p| self.peoples[p].country.clone());
        state.map(|s| self.states[s].code.clone()).or_else(by_people).or_else(by_town)
    }

    /// The body across borders that a name names.
    pub(super) fn supranational(&self, known: &[Known]) -> Option<&Body> {
        let bodies = known.iter().filter_map(|k| if let Known::Body(b) = k { Some(&self.bodies[*b]) } else { None });
        bodies.into_iter().find(|b| is_supranational(&b.code))
    }

    /// The number of the state with this code.
    pub(super) fn state_number(&self, code: &str) -> Option<usize> {
        self.codes.get(code).copied()
    }
}

impl State {
    /// Is there such a state on that day, or, where none is known, is there one still?
    pub(super) fn exists(&self, day: Option<Date>) -> bool {
        self.years.hold(day)
    }
}

impl Body {
    pub(super) fn exists(&self, day: Option<Date>) -> bool {
        self.years.hold(day)
    }

    /// Is it a party in government on that day? Where no day is known, nobody can tell.
    pub(super) fn governs(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| self.terms.iter().any(|t| t.holds(day)))
    }
}

/// From when to when, as far as is known.
struct Span {
    from: Option<Date>,
    to: Option<Date>,
}

impl Span {
    fn of<T>(row: &Row<T>, from: &str, to: &str) -> Result<Span, Error> {
        let (from, to) = (day(row, "from", from, false)?, day(row, "to", to, true)?);
        match from.zip(to) {
            Some((from, to)) if to < from => Err(row.fault(format!("ends on {to}, before it begins on {from}"))),
            _ => Ok(Span { from, to }),
        }
    }

    fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

/// The first and the last year of a state or body.
#[derive(Clone, Copy, Default)]
struct Years {
    from: Option<i16>,
    to: Option<i16>,
}

impl Years {
    fn of<T>(row: &Row<T>, from: Option<i16>, to: Option<i16>) -> Result<Years, Error> {
        match from.zip(to) {
            Some((from, to)) if to < from => Err(row.fault(format!("ends in {to}, before it begins in {from}"))),
            _ => Ok(Years { from, to }),
        }
    }

    fn hold(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|f| f <= day.year()) && self.to.is_none_or(|t| day.year() <= t),
            None => self.to.is_none(),
        }
    }
}

/// Does a code begin with something that is no state?
pub(crate) fn is_supranational(code: &str) -> bool {
    ["IGO", "NGO", "NGM", "MNC", "IMG", "INT", "UIS"].iter().any(|p| code.starts_with(p)) || !code.is_char_boundary(3)
}

/// `Kano state`, `Kano State`, `state of Kano`.
fn with_word(names: &[String], word: &str) -> Vec<String> {
    let mut letters = word.chars();
    let capital = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str();
    names.iter().flat_map(|n| [format!("{n} {word}"), format!("{n} {capital}"), format!("{word} of {n}")]).collect()
}

/// A day, month or year of a table; the end of a span of office runs to the last day of its month or year.
fn day<T>(row: &Row<T>, column: &str, cell: &str, end: bool) -> Result<Option<Date>, Error> {
    let wrong = || row.fault(format!("`{cell}` in `{column}` is no day (2017-02-16)"));
    if cell.is_empty() { Ok(None) } else { bound(cell, end).map(Some).ok_or_else(wrong) }
}

/// The state that a code of a body begins with.
fn state_in(code: &str) -> Option<String> {
    code.get(..3).filter(|_| !is_supranational(code)).map(str::to_string)
}

/// Phrases by their folded words, found by their first one.
pub(super) struct Phrases<T> {
    entries: HashMap<String, Vec<T>>,
    lengths: HashMap<SmolStr, usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { entries: HashMap::new(), lengths: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    pub(super) fn add(&mut self, key: &[SmolStr], value: T) {
        let Some(first) = key.first() else { return };
        let longest = self.lengths.entry(first.clone()).or_default();
        *longest = key.len().max(*longest);
        self.entries.entry(key.join(" ")).or_default().push(value);
    }

    fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&fold_all(name))
    }

    /// What starts at a word, longest first.
    pub(super) fn lookup<'a>(
        &'a self,
        words: &[SmolStr],
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = (Range<usize>, &'a [T])> + use<'a, T> {
        self.lookup_by(words, words, at, end)
    }

    /// The same, with other forms for the last word: plurals end in it (`rights groups`).
    pub(super) fn lookup_by<'a>(
        &'a self,
        words: &[SmolStr],
        last: &[SmolStr],
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = (Range<usize>, &'a [T])> + use<'a, T> {
        let length = |words: &[SmolStr]| words.get(at).and_then(|w| self.lengths.get(w)).copied().unwrap_or(0);
        let longest = length(words).max(length(last));
        let mut found = Vec::new();
        let mut key = String::new();
        for i in at..end.min(at + longest).min(words.len()) {
            if i > at {
                key.push(' ');
            }
            let before = key.len();
            key.push_str(&last[i]);
            if let Some(entries) = self.entries.get(&key) {
                found.push((at..i + 1, entries.as_slice()));
            }
            key.truncate(before);
            key.push_str(&words[i]);
        }
        found.into_iter().rev()
    }
}

/// The words of a report, ready for looking up.
pub(super) struct Words {
    /// Without diacritics, with straight marks.
    pub(super) plain: Vec<SmolStr>,
    /// The same in lower case.
    pub(super) folded: Vec<SmolStr>,
}

impl Words {
    pub(super) fn new<'w>(forms: impl Iterator<Item = &'w str>) -> Words {
        let plain: Vec<SmolStr> = forms.map(plain).collect();
        let folded = plain.iter().map(lower).collect();
        Words { plain, folded }
    }
}

/// A word without diacritics, with straight marks.
pub(super) fn plain(word: &str) -> SmolStr {
    if word.is_ascii() {
        return SmolStr::new(word);
    }
    let straight = |c| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' | '–' => '-',
        c => c,
    };
    word.nfd().filter(|c| !is_combining_mark(*c)).map(straight).collect()
}

/// A word by which to look up.
pub(crate) fn fold(word: &str) -> SmolStr {
    lower(&plain(word))
}

fn lower(word: &SmolStr) -> SmolStr {
    if word.bytes().any(|b| !b.is_ascii() || b.is_ascii_uppercase()) {
        word.to_lowercase().into()
    } else {
        word.clone()
    }
}

/// A name of several words by which to look up.
pub(crate) fn fold_all(name: &str) -> String {
    name.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

/// How a name may be cut into words: hyphens stand inside a word or are words of their own.
fn spellings(name: &str) -> Vec<Written> {
    let joined = cut(name, false);
    if name.contains('-') { vec![joined, cut(name, true)] } else { vec![joined] }
}

/// The words of a name as running text is cut.
pub(super) fn cut(name: &str, hyphens: bool) -> Written {
    let mut words = Vec::new();
    for token in plain(name).split_whitespace() {
        let (token, comma) = token.strip_suffix(',').map_or((token, false), |t| (t, true));
        let (stem, clitic) = token.strip_suffix("'s").map_or((token, ""), |t| (t, "'s"));
        let pieces = stem.split('-').enumerate().filter(|_| hyphens);
        pieces.for_each(|(i, p)| words.extend((i > 0).then(|| SmolStr::new("-")).into_iter().chain([SmolStr::new(p)])));
        words.extend((!hyphens).then(|| SmolStr::new(stem)));
        words.extend((!clitic.is_empty()).then(|| SmolStr::new(clitic)));
        words.extend(comma.then(|| SmolStr::new(",")));
    }
    words.retain(|w| !w.is_empty());
    words
}

/// May these words of a text be the name? Capitals tell names from words, so they must agree as far as headlines
/// in capitals and acronyms written as words (`Nato`) allow.
fn agree(written: &[SmolStr], forms: &[SmolStr]) -> bool {
    written.len() == forms.len() && written.iter().zip(forms).all(|(w, f)| agrees(w, f))
}

fn agrees(written: &str, form: &str) -> bool {
    written == form || shouted(written, form) || acronym_as_word(written, form)
}

fn shouted(written: &str, form: &str) -> bool {
    form.len() > 2 && form.chars().all(|c| !c.is_lowercase()) && written.to_uppercase() == form
}

fn acronym_as_word(written: &str, form: &str) -> bool {
    let capitals = written.len() > 3 && written.bytes().all(|b| b.is_ascii_uppercase());
    capitals && form.is_ascii() && form.starts_with(&written[..1]) && form[1..].eq_ignore_ascii_case(&written[1..])
}
