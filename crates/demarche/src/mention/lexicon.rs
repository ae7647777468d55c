//! Which English words matter for telling who is who?

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Deserialize;
use smol_str::SmolStr;

use super::gazetteer::{Gazetteer, Phrases, cut, fold, fold_all, is_supranational};
use super::phrase::Reading;
use super::pronoun::Pronouns;
use super::term::Turns;
use super::time::Calendar;
use crate::ontology::lists::Lists;
use crate::ontology::{Error, Files, Sector, bars, yes};
use crate::register::{Kind, Register};
use crate::sentence::number::Numbers;

const FILE: &str = "english/mentions.toml";
const SMALL: &str = "english/words.toml";

/// What this stage knows: names, roles, and words of its own.
pub struct Lexicon {
    pub(super) gazetteer: Gazetteer,
    sectors: Vec<Sector>,
    pub(super) calendar: Calendar,
    /// The words of numbers.
    pub numbers: Numbers,
    roles: Phrases<Role>,
    /// Every single word that is a role.
    role_words: HashSet<SmolStr>,
    lists: HashMap<String, HashSet<SmolStr>>,
    honorifics: HashMap<SmolStr, Option<Gender>>,
    genders: HashMap<SmolStr, Gender>,
    standings: HashMap<SmolStr, &'static str>,
    pub(super) pronouns: Pronouns,
    pub(super) turns: Turns,
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
    "beside_titles",
    "not_acting",
    "done_to_places",
    "possessed",
    "named_after",
    "between",
    "honoured",
    "vague",
    "common_surname",
    "hollow",
    "patronage",
    "in_power",
    "out_of_power",
    "at_home",
    "public_at_home",
    "abroad",
    "emissary",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRow {
    #[serde(deserialize_with = "bars")]
    words: Vec<String>,
    #[serde(deserialize_with = "bars")]
    sectors: Vec<String>,
    #[serde(deserialize_with = "yes")]
    person: bool,
    #[serde(deserialize_with = "yes")]
    title: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lists: toml::Spanned<HashMap<String, Vec<String>>>,
    honorifics: Genders,
}

/// The part of the file of small words that this stage reads.
#[derive(Deserialize)]
struct Small {
    former: Vec<String>,
    acting: Vec<String>,
    elect: Vec<String>,
    designate: Vec<String>,
    female_words: Vec<String>,
    male_words: Vec<String>,
    first_names_female: Vec<String>,
    first_names_male: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Genders {
    female: Vec<String>,
    male: Vec<String>,
    #[serde(default)]
    either: Vec<String>,
}

impl Lexicon {
    /// Reads roles and words, and the gazetteer.
    pub fn load(files: &Files, lists: &Lists) -> Result<Lexicon, Error> {
        let source = files.source(FILE)?;
        let file: File = source.toml()?;
        if let Some(missing) = LISTS.iter().find(|l| !file.lists.get_ref().contains_key(**l)) {
            let fault = format!("no list `{missing}`; the lists are {}", LISTS.join(", "));
            return Err(source.fault(&file.lists.span(), fault));
        }
        let mut lexicon = Lexicon {
            gazetteer: Gazetteer::load(files, lists)?,
            sectors: lists.sectors().to_vec(),
            calendar: Calendar::load(files)?,
            numbers: Numbers::load(files)?,
            roles: Phrases::default(),
            role_words: HashSet::new(),
            lists: file
                .lists
                .into_inner()
                .into_iter()
                .map(|(name, words)| (name, words.iter().map(|w| fold(w)).collect()))
                .collect(),
            honorifics: file.honorifics.honorifics(),
            genders: HashMap::new(),
            standings: HashMap::new(),
            pronouns: Pronouns::load(files)?,
            turns: Turns::load(files)?,
        };
        lexicon.load_small(files.part(SMALL)?);
        lexicon.load_roles(files, lists)?;
        Ok(lexicon)
    }

    fn load_small(&mut self, small: Small) {
        let standings = [
            ("former", small.former),
            ("acting", small.acting),
            ("elect", small.elect),
            ("designate", small.designate),
        ];
        for (standing, words) in standings {
            self.standings.extend(words.iter().map(|w| (fold(w), standing)));
        }
        let female = small.female_words.iter().chain(&small.first_names_female).map(|w| (w, Gender::Female));
        let male = small.male_words.iter().chain(&small.first_names_male).map(|w| (w, Gender::Male));
        self.genders.extend(female.chain(male).map(|(w, g)| (fold(w), g)));
    }

    fn load_roles(&mut self, files: &Files, lists: &Lists) -> Result<(), Error> {
        for row in files.rows::<RoleRow>("english/roles.csv")? {
            lists.check_sectors(&row, &row.sectors)?;
            let RoleRow { words, sectors, person, title } = row.into_cells();
            let role = Role { sectors, person, title };
            words.iter().for_each(|words| self.add_role(words, &role, true));
        }
        Ok(())
    }

    /// Adds what a register tells of actors and of nouns for them. What the world knows goes before.
    pub(crate) fn enrol(&mut self, register: &Register) {
        let mut register = register.clone();
        let offices =
            register.actors.values_mut().filter(|a| a.kind == Kind::Person).flat_map(|a| a.offices.values_mut());
        for office in offices.filter(|o| o.sectors.is_empty() && !o.title.is_empty()) {
            office.sectors = self.sectors_of(&office.title);
        }
        self.gazetteer.enrol(&register);
        let nouns = register.actors.values().filter(|a| matches!(a.kind, Kind::Agent | Kind::Agency));
        for actor in nouns {
            let sectors = actor.offices.values().next().map(|o| o.sectors.clone()).unwrap_or_default();
            let role = Role { sectors, person: actor.kind == Kind::Agent, title: false };
            actor.names().for_each(|words| self.add_role(words, &role, false));
        }
    }

    /// Is a noun one for persons?
    pub(crate) fn is_noun_for_persons(&self, noun: &str) -> bool {
        let key: Vec<SmolStr> = cut(noun, false).iter().map(|w| fold(w)).collect();
        self.roles.lookup(&key, 0, key.len()).any(|(r, roles)| r.len() == key.len() && roles.iter().any(|r| r.person))
    }

    /// Does a word tell the gender of whom it names, as first names do?
    pub(crate) fn is_first_name(&self, word: &str) -> bool {
        self.genders.contains_key(word)
    }

    /// Is it the code of a state?
    pub(crate) fn is_state(&self, code: &str) -> bool {
        self.gazetteer.state_number(code).is_some()
    }

    /// Does a code begin with something that is no state (`IGO`)?
    pub(crate) fn is_supranational(&self, code: &str) -> bool {
        is_supranational(code)
    }

    /// The code of the state or body that is this item of Wikidata.
    pub(crate) fn state_of_item(&self, item: &str) -> Option<&str> {
        self.gazetteer.items.get(item).map(String::as_str)
    }

    /// The sectors of an office by its title.
    fn sectors_of(&self, title: &str) -> Vec<String> {
        let words: Vec<SmolStr> = cut(title, false).iter().map(|w| fold(w)).collect();
        let role = |at: usize| {
            let (_, roles) = self.roles.lookup(&words, at, words.len()).next()?;
            roles.iter().find(|r| r.person && !r.sectors.is_empty())
        };
        (0..words.len()).find_map(role).map(|r| r.sectors.clone()).unwrap_or_default()
    }

    /// Adds a role by its words; `over` those that are there already, or only where there is none.
    fn add_role(&mut self, words: &str, role: &Role, over: bool) {
        let mut ways = vec![cut(words, false), cut(words, true)];
        ways.dedup();
        for key in ways.iter().map(|w| w.iter().map(|w| fold(w)).collect::<Vec<_>>()) {
            let known = || self.roles.lookup(&key, 0, key.len()).next().is_some_and(|(r, _)| r.len() == key.len());
            if !over && known() {
                continue;
            }
            if let [single] = key.as_slice() {
                self.role_words.insert(single.clone());
            }
            self.roles.add(&key, role.clone());
        }
    }

    /// How much a sector weighs in a code: the less, the further in front it stands.
    pub(super) fn weight(&self, sector: &str) -> usize {
        self.sectors.iter().position(|s| *s == *sector).unwrap_or(self.sectors.len())
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

    /// `former`, `acting`, `elect` or `designate`, if the word says so of an office.
    pub(super) fn standing(&self, word: &str) -> Option<&str> {
        self.standings.get(word).copied()
    }

    pub(crate) fn is_role(&self, word: &str) -> bool {
        self.role_words.contains(word)
    }

    /// The longest role that starts at a word, by forms or by dictionary forms.
    pub(super) fn role(&self, reading: &Reading, at: usize, end: usize) -> Option<(Range<usize>, &Role)> {
        let by = |words: &[SmolStr]| self.roles.lookup(words, at, end).next();
        let (forms, lemmas) = (by(&reading.words.folded), by(&reading.lemmas));
        let once = reading.folded(at).strip_prefix("ex-").and_then(|stem| {
            let mut words = reading.words.folded[at..end.min(at + 4)].to_vec();
            words[0] = stem.into();
            let (range, roles) = self.roles.lookup(&words, 0, words.len()).next()?;
            Some((at..at + range.end, roles))
        });
        let longest = [forms, lemmas, once].into_iter().flatten().max_by_key(|(range, _)| range.len());
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
