//! Which English words matter for telling who is who?

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Deserialize;
use smol_str::SmolStr;

use super::PlaceKind;
use super::gazetteer::{Gazetteer, Phrases, Town, cut, fold, fold_all};
use super::phrase::Reading;
use super::pronoun::Pronouns;
use super::table::{Table, fault};
use super::time::Calendar;
use crate::ontology::{Error, Files};
use crate::sentence::number::Numbers;

const FILE: &str = "english/mentions.toml";
const SMALL: &str = "english/words.toml";

/// What this stage knows: names, roles, and words of its own.
pub struct Lexicon {
    pub(super) gazetteer: Gazetteer,
    pub(super) calendar: Calendar,
    /// The words of numbers.
    pub numbers: Numbers,
    /// CAMEO sectors by weight.
    pub(super) sectors: Vec<String>,
    roles: Phrases<Role>,
    /// Every single word that is a role.
    role_words: HashSet<SmolStr>,
    lists: HashMap<String, HashSet<SmolStr>>,
    honorifics: HashMap<SmolStr, Option<Gender>>,
    genders: HashMap<SmolStr, Gender>,
    standings: HashMap<SmolStr, &'static str>,
    pub(super) pronouns: Pronouns,
}

/// What a person is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// A noun for persons or bodies.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) sectors: Vec<String>,
    /// Is it said of persons? Else of bodies: `army`.
    pub(super) person: bool,
    /// Is it an office that stands before a name?
    pub(super) title: bool,
}

/// The lists that the code asks for by name; a file without one of them is at fault.
const LISTS: &[&str] = &[
    "definite",
    "between_two",
    "locative",
    "motion",
    "moving",
    "direction",
    "settlement",
    "country",
    "sides",
    "counterpart",
    "not_acting",
    "done_to_places",
    "possessed",
    "named_after",
    "between",
    "honoured",
    "vague",
];

#[derive(Deserialize)]
struct File {
    sectors: Vec<String>,
    lists: HashMap<String, Vec<String>>,
    honorifics: Genders,
}

/// The part of the file of small words that this stage reads.
#[derive(Deserialize)]
struct Small {
    former: Vec<String>,
    acting: Vec<String>,
    future: Vec<String>,
    female_words: Vec<String>,
    male_words: Vec<String>,
    first_names_female: Vec<String>,
    first_names_male: Vec<String>,
}

#[derive(Deserialize)]
struct Genders {
    female: Vec<String>,
    male: Vec<String>,
    #[serde(default)]
    either: Vec<String>,
}

impl Lexicon {
    /// What the tables have under this name in this country, where it is no state.
    pub fn place_kind(&self, name: &str, country: Option<&str>) -> Option<PlaceKind> {
        let here = |town: &&Town| town.name == name && town.country == country.unwrap_or("");
        let town = self.gazetteer.towns.iter().find(here)?;
        Some(if town.region { PlaceKind::Region } else { PlaceKind::City })
    }

    /// Reads roles and words, and the gazetteer.
    pub fn load(files: &Files) -> Result<Lexicon, Error> {
        let file: File = toml::from_str(files.get(FILE)?).map_err(|e| Error::toml(FILE, files, &e))?;
        let small: Small = toml::from_str(files.get(SMALL)?).map_err(|e| Error::toml(SMALL, files, &e))?;
        if let Some(missing) = LISTS.iter().find(|l| !file.lists.contains_key(**l)) {
            return Err(fault(FILE, 1, format!("no list `{missing}`; the lists are {}", LISTS.join(", "))));
        }
        let mut lexicon = Lexicon {
            gazetteer: Gazetteer::load(files)?,
            calendar: Calendar::load(files)?,
            numbers: Numbers::load(files)?,
            sectors: file.sectors,
            roles: Phrases::default(),
            role_words: HashSet::new(),
            lists: file
                .lists
                .into_iter()
                .map(|(name, words)| (name, words.iter().map(|w| fold(w)).collect()))
                .collect(),
            honorifics: file.honorifics.honorifics(),
            genders: HashMap::new(),
            standings: HashMap::new(),
            pronouns: Pronouns::load(files)?,
        };
        lexicon.load_small(small);
        lexicon.load_roles(files)?;
        Ok(lexicon)
    }

    fn load_small(&mut self, small: Small) {
        for (standing, words) in [("former", small.former), ("acting", small.acting), ("elect", small.future)] {
            self.standings.extend(words.iter().map(|w| (fold(w), standing)));
        }
        let female = small.female_words.iter().chain(&small.first_names_female).map(|w| (w, Gender::Female));
        let male = small.male_words.iter().chain(&small.first_names_male).map(|w| (w, Gender::Male));
        self.genders.extend(female.chain(male).map(|(w, g)| (fold(w), g)));
    }

    fn load_roles(&mut self, files: &Files) -> Result<(), Error> {
        for row in Table::read(files, "english/roles.csv", &["words", "sectors", "person", "title"])?.rows() {
            let role = Role {
                sectors: row.list("sectors"),
                person: matches!(row.get("person"), "true" | "yes" | "1"),
                title: matches!(row.get("title"), "true" | "yes" | "1"),
            };
            for words in row.list("words") {
                let mut ways = vec![cut(&words, false), cut(&words, true)];
                ways.dedup();
                for key in ways.iter().map(|w| w.iter().map(|w| fold(w)).collect::<Vec<_>>()) {
                    if let [single] = key.as_slice() {
                        self.role_words.insert(single.clone());
                    }
                    self.roles.add(&key, role.clone());
                }
            }
        }
        Ok(())
    }

    /// Is a folded word or lemma on a list?
    pub(super) fn is(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(word))
    }

    /// Has a word other words for it?
    pub(super) fn is_list(&self, name: &str) -> bool {
        self.lists.contains_key(name)
    }

    /// The gender that an honorific tells, if the word is one.
    pub(super) fn honorific(&self, word: &str) -> Option<Option<Gender>> {
        self.honorifics.get(word.trim_end_matches('.')).copied()
    }

    /// The gender that a first name or a noun for persons tells.
    pub(super) fn gender(&self, word: &str) -> Option<Gender> {
        self.genders.get(word).copied()
    }

    /// `former`, `acting` or `elect`, if the word says so of an office.
    pub(super) fn standing(&self, word: &str) -> Option<&str> {
        self.standings.get(word).copied()
    }

    pub(super) fn is_role(&self, word: &str) -> bool {
        self.role_words.contains(word)
    }

    /// The longest role that starts at a word, by forms or by dictionary forms.
    pub(super) fn role(&self, reading: &Reading, at: usize, end: usize) -> Option<(Range<usize>, &Role)> {
        let by = |words: &[SmolStr]| self.roles.lookup(words, at, end).next();
        let (forms, lemmas) = (by(&reading.words.folded), by(&reading.lemmas));
        let longest = [forms, lemmas].into_iter().flatten().max_by_key(|(range, _)| range.len());
        longest.and_then(|(range, roles)| roles.first().map(|r| (range, r)))
    }
}

impl Genders {
    fn genders(self) -> HashMap<SmolStr, Gender> {
        let tell = |words: Vec<String>, gender| words.into_iter().map(move |w| (SmolStr::from(fold_all(&w)), gender));
        tell(self.female, Gender::Female).chain(tell(self.male, Gender::Male)).collect()
    }

    fn honorifics(mut self) -> HashMap<SmolStr, Option<Gender>> {
        let either: Vec<_> = self.either.drain(..).map(|w| (fold(&w), None)).collect();
        self.genders().into_iter().map(|(w, g)| (w, Some(g))).chain(either).collect()
    }
}
