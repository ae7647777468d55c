//! Which words name which acts?
//!
//! Reads `ontology/events/`: codes, classes of nouns, entries, governors and how they compose. What is wrong in a
//! file is told with its line and the choices.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use smol_str::{SmolStr, format_smolstr};
use toml::Spanned;

use super::Status;
use super::place::{Place, Step};
use super::same::Sameness;
use crate::ontology::codes::Codes;
use crate::ontology::lists::Lists;
use crate::ontology::{Cameo, Error, Files, GovernorKind, Ontology, Source, unknown};

/// Everything that `ontology/events/` says.
#[derive(Debug)]
pub struct Lexicon {
    /// The code of an inner act under a governor; none where it keeps its own.
    compose: HashMap<(GovernorKind, SmolStr), Option<Cameo>>,
    /// All entries, in the order of their files.
    pub entries: Vec<Entry>,
    verbs: Index,
    nouns: Index,
    adjectives: Index,
    /// Words that say how their content stands to the facts, in the order in which they are tried.
    pub governors: Vec<Governor>,
    governing: HashMap<Pos, Index>,
    /// Verbs and nouns that only carry another word's act.
    pub carriers: Carriers,
    /// When two tellings tell one event.
    pub same: Sameness,
    /// Which prepositions lead to parties, times and places.
    pub prepositions: Prepositions,
    /// The code of what may be any act, while it is not known which.
    pub any_act: Cameo,
    /// All words under which anything is found.
    pub known: HashSet<SmolStr>,
}

/// From a lemma to the phrases that have it as their head, each with the number of its entry.
type Index = HashMap<SmolStr, Vec<(Phrase, usize)>>;

/// One or more words, of which one is the head: `peace talks` (the last), `round of talks` (the first).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// In order, lower case.
    pub words: Vec<SmolStr>,
    /// Which of them is the head.
    pub head: usize,
}

/// One `[[event]]`.
#[derive(Debug)]
pub struct Entry {
    /// Its file below `ontology/`.
    pub file: String,
    /// Line of its code.
    pub line: usize,
    /// CAMEO code.
    pub code: Cameo,
    /// The addition that it comes from; those named later go before those named earlier, and all before the ontology.
    pub addition: Option<(usize, SmolStr)>,
    /// The addition's own code for what CAMEO codes less closely.
    pub own: Option<SmolStr>,
    /// Where the actor stands; the first place that holds somebody counts.
    pub actor: Vec<Place>,
    /// Where the recipient stands.
    pub recipient: Vec<Place>,
    /// What must stand where.
    pub wants: Vec<(Place, Test)>,
    /// Sentences with the events that they must yield.
    pub reads: Vec<(String, String)>,
    /// Sentences that it must leave alone.
    pub passes: Vec<String>,
}

impl Entry {
    /// Does it ask for nothing to stand anywhere?
    pub fn is_bare(&self) -> bool {
        self.wants.iter().all(|(_, test)| test.some.is_empty())
    }

    /// Its file and line, as rules write them: `04-consult.toml:12`, in an addition `cyber/breach.toml:12`.
    pub fn place(&self) -> SmolStr {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let addition = self.addition.iter().map(|(_, name)| format!("{name}/")).collect::<String>();
        format_smolstr!("{addition}{file}:{}", self.line)
    }

    /// Which entries go before it: those of a higher rank, which additions have over the ontology.
    pub fn rank(&self) -> usize {
        self.addition.as_ref().map_or(0, |(number, _)| *number)
    }
}

/// What a noun phrase or clause must be.
#[derive(Debug, Default)]
pub struct Test {
    /// One of these.
    pub some: Vec<Arc<Class>>,
    /// Anything, so long as something stands there.
    pub any: bool,
    /// None of these.
    pub none: Vec<Arc<Class>>,
    /// There must be nothing at the place.
    pub empty: bool,
}

/// A set of noun phrases.
#[derive(Debug, Default)]
pub struct Class {
    phrases: HashMap<SmolStr, Vec<Phrase>>,
    /// How many it holds: the smaller, the more specific.
    pub size: usize,
}

/// One `[[governor]]`: a word that says how what it governs stands to the facts.
#[derive(Debug)]
pub struct Governor {
    /// Its file below `ontology/`.
    pub file: String,
    /// Line of its kind.
    pub line: usize,
    /// A governor of `compose.csv`, or the name of a status.
    pub kind: GovernorKind,
    /// The status of the result.
    pub status: Status,
    /// Where the governed act stands: `complement`, `object` or a preposition.
    pub inner: Vec<String>,
    /// Sentences with the events that they must yield.
    pub reads: Vec<(String, String)>,
}

impl Governor {
    /// Its file and line, as rules write them.
    pub fn place(&self) -> SmolStr {
        format_smolstr!("{}:{}", self.file.rsplit('/').next().unwrap_or_default(), self.line)
    }
}

/// What kind of word governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Pos {
    Verb,
    Noun,
    Adjective,
    Aux,
    Adverb,
    Mark,
}

/// Words that carry another word's act.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carriers {
    /// `held talks`: the verb's subject does what its object names.
    pub light: Vec<SmolStr>,
    /// `received a visit`: the verb's subject is the recipient of what its object names.
    pub inverse: Vec<SmolStr>,
    /// `a round of talks`: the noun after `of` is what counts.
    pub transparent: Vec<SmolStr>,
    /// Participles behind the one whose the thing is.
    pub owning: Vec<SmolStr>,
    /// `the flood killed villagers`: subjects that are nobody.
    pub forces: Vec<SmolStr>,
    /// `the goalkeeper denied Rohan a goal`: subjects whose acts are of a game.
    pub players: Vec<SmolStr>,
    /// `talks began on Monday`: what the verb's subject names happens when the verb does.
    pub happening: Vec<SmolStr>,
    /// `the first time that they met`: nouns for when something happens.
    pub occasions: Vec<SmolStr>,
    /// Sectors of private life.
    pub private: Vec<String>,
}

/// Prepositions that lead from an act or a noun to those who have to do with it; the file says which do what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Prepositions {
    pub light: Vec<SmolStr>,
    pub inverse: Vec<SmolStr>,
    pub owners: Vec<SmolStr>,
    pub aims: Vec<SmolStr>,
    pub struck: Vec<SmolStr>,
    pub concerned: Vec<SmolStr>,
    pub own: Vec<SmolStr>,
    pub towards: Vec<SmolStr>,
    pub asked: Vec<SmolStr>,
    pub partners: Vec<SmolStr>,
    pub others: Vec<SmolStr>,
    pub occasion: Vec<SmolStr>,
    pub meeting: Vec<SmolStr>,
    pub locative: Vec<SmolStr>,
}

/// Is a preposition one of these?
pub fn is_one(preposition: &str, list: &[SmolStr]) -> bool {
    list.iter().any(|p| p == preposition)
}

/// The part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Verb,
    Noun,
    Adjective,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryFile {
    #[serde(default)]
    event: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    code: Spanned<String>,
    #[serde(rename = "because")]
    _because: String,
    actor: Option<Vec<Spanned<String>>>,
    recipient: Vec<Spanned<String>>,
    subject: Option<Spanned<Words>>,
    object: Option<Spanned<Words>>,
    complement: Option<Spanned<Words>>,
    #[serde(default)]
    prep: HashMap<String, Spanned<Words>>,
    reads: Vec<(String, String)>,
    #[serde(default)]
    passes: Vec<String>,
}

/// The part of `carriers.toml` that refers to another table.
#[derive(Deserialize)]
struct Private {
    private: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GovernorFile {
    governor: Vec<RawGovernor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGovernor {
    lemma: Vec<String>,
    pos: Pos,
    kind: Spanned<GovernorKind>,
    status: Status,
    #[serde(default)]
    inner: Vec<Spanned<String>>,
    #[serde(default)]
    reads: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a word or a list of words")]
enum Words {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Composition {
    governor: GovernorKind,
    inner: SmolStr,
    code: SmolStr,
}

/// Any inner code, in the table of compositions.
const ANY: &str = "*";

type Classes = HashMap<String, Arc<Class>>;

impl Lexicon {
    /// Reads all files below `events/`.
    pub fn load(files: &Files, ontology: &Ontology) -> Result<Lexicon, Error> {
        let Ontology { codes, lists, .. } = ontology;
        let carriers = files.source("events/carriers.toml")?;
        let source = files.source("events/same.toml")?;
        let same = Sameness::load(&source, ontology)?;
        let any_act = codes.cameo(&same.any).ok_or_else(|| source.fault(&(0..0), codes.unknown("code", &same.any)))?;
        let mut lexicon = Lexicon {
            compose: HashMap::new(),
            entries: Vec::new(),
            verbs: Index::new(),
            nouns: Index::new(),
            adjectives: Index::new(),
            governors: Vec::new(),
            governing: HashMap::new(),
            carriers: carriers.toml()?,
            prepositions: files.source("events/prepositions.toml")?.toml()?,
            any_act,
            same,
            known: HashSet::new(),
        };
        let Private { private } = carriers.toml()?;
        lists.check_sectors_in(&carriers, &private)?;
        lexicon.load_compositions(files, codes)?;
        lexicon.load_governors(&files.source("events/governors.toml")?, lists)?;
        let classes = load_classes(&files.source("events/classes.toml")?)?;
        for source in files.under("events/", is_entry_file) {
            lexicon.load_entries(&source, &classes, ontology, None)?;
        }
        let mut all = classes.clone();
        for (number, addition) in files.additions().iter().enumerate() {
            let mut classes = classes.clone();
            if let Some(source) = addition.classes() {
                classes.extend(load_classes(&source)?);
            }
            let name = Some((number + 1, SmolStr::from(&addition.name)));
            for source in addition.entries() {
                lexicon.load_entries(&source, &classes, ontology, name.clone())?;
            }
            all.extend(classes);
        }
        lexicon.gather_known(&all);
        Ok(lexicon)
    }

    fn gather_known(&mut self, classes: &Classes) {
        let indexes = [&self.verbs, &self.nouns, &self.adjectives].into_iter().chain(self.governing.values());
        let heads = indexes.flat_map(|index| index.keys());
        let carriers = &self.carriers;
        let carried = [&carriers.light, &carriers.inverse, &carriers.transparent, &carriers.forces, &carriers.players];
        let members = classes.values().flat_map(|class| class.phrases.keys());
        self.known = heads.chain(carried.into_iter().flatten()).chain(members).cloned().collect();
    }

    fn load_compositions(&mut self, files: &Files, codes: &Codes) -> Result<(), Error> {
        for row in files.rows::<Composition>("events/compose.csv")? {
            let known = |code: &str| matches!(code, "=" | ANY) || codes.cameo(code).is_some();
            if let Some(odd) = [&row.inner, &row.code].into_iter().find(|code| !known(code)) {
                return Err(row.fault(codes.unknown("code", odd)));
            }
            let row = row.into_cells();
            self.compose.insert((row.governor, row.inner), codes.cameo(&row.code));
        }
        Ok(())
    }

    fn load_governors(&mut self, source: &Source, lists: &Lists) -> Result<(), Error> {
        for raw in source.toml::<GovernorFile>()?.governor {
            let at = raw.kind.span();
            for place in raw.inner.iter().filter(|i| !matches!(i.get_ref().as_str(), "complement" | "object")) {
                let known = || ["complement", "object"].into_iter().chain(lists.prepositions());
                if !known().any(|k| k == place.get_ref()) {
                    let fault = unknown("place", place.get_ref(), known(), "english/prepositions.csv");
                    return Err(source.fault(&place.span(), fault));
                }
            }
            let index = self.governing.entry(raw.pos).or_default();
            for lemma in &raw.lemma {
                let phrase = Phrase { head: 0, ..Phrase::parse(lemma) };
                index.entry(phrase.words[0].clone()).or_default().push((phrase, self.governors.len()));
            }
            self.governors.push(Governor {
                file: source.file().to_string(),
                line: source.line(at.start),
                kind: *raw.kind.get_ref(),
                status: raw.status,
                inner: raw.inner.into_iter().map(Spanned::into_inner).collect(),
                reads: raw.reads,
            });
        }
        Ok(())
    }

    fn load_entries(
        &mut self,
        source: &Source,
        classes: &Classes,
        ontology: &Ontology,
        addition: Option<(usize, SmolStr)>,
    ) -> Result<(), Error> {
        for raw in source.toml::<EntryFile>()?.event {
            let code = coded(raw.code.get_ref(), &addition, &ontology.codes);
            let (code, own) = code.map_err(|fault| source.fault(&raw.code.span(), fault))?;
            let number = self.entries.len();
            index(&mut self.verbs, &raw.verb, number, true);
            index(&mut self.nouns, &raw.noun, number, false);
            index(&mut self.adjectives, &raw.adjective, number, false);
            let entry = entry(&raw, code, source, classes, &ontology.lists)?;
            self.entries.push(Entry { own, addition: addition.clone(), ..entry });
        }
        Ok(())
    }

    /// The entries whose trigger has this head word, with their phrases.
    pub fn entries_of(&self, kind: Kind, lemma: &str) -> &[(Phrase, usize)] {
        let index = match kind {
            Kind::Verb => &self.verbs,
            Kind::Noun => &self.nouns,
            Kind::Adjective => &self.adjectives,
        };
        index.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The words under which an entry stands.
    pub fn triggers_of(&self, entry: usize) -> Vec<(Kind, &Phrase)> {
        let indexes = [(Kind::Verb, &self.verbs), (Kind::Noun, &self.nouns), (Kind::Adjective, &self.adjectives)];
        let all = indexes.into_iter().flat_map(|(kind, index)| index.values().flatten().map(move |p| (kind, p)));
        let mut own: Vec<_> = all.filter(|(_, (_, number))| *number == entry).map(|(kind, (p, _))| (kind, p)).collect();
        own.sort_by_key(|(_, phrase)| &phrase.words);
        own
    }

    /// The entries of a verb that hold whatever stands beside it.
    pub fn bare_verbs(&self, lemma: &str) -> impl Iterator<Item = &Entry> {
        let alone = self.entries_of(Kind::Verb, lemma).iter().filter(|(phrase, _)| phrase.words.len() == 1);
        alone.map(|(_, entry)| &self.entries[*entry]).filter(|entry| entry.is_bare())
    }

    /// The governors of this kind of word that have this lemma as their head, first come first.
    pub fn governors_of(&self, pos: Pos, lemma: &str) -> impl Iterator<Item = (&Phrase, &Governor)> {
        let found = self.governing.get(&pos).and_then(|index| index.get(lemma)).map_or(&[] as &[_], Vec::as_slice);
        found.iter().map(|(phrase, number)| (phrase, &self.governors[*number]))
    }

    /// The code of an act under a governor: the longest prefix of the inner code that the table has. `None` where
    /// the table does not know the governor.
    pub fn composed(&self, governor: GovernorKind, inner: Cameo) -> Option<Cameo> {
        let digits = inner.as_str();
        let prefixes = (2..=digits.len()).rev().filter_map(|n| digits.get(..n)).chain([ANY]);
        let mut found = prefixes.filter_map(|prefix| self.compose.get(&(governor, prefix.into())));
        found.next().map(|code| code.unwrap_or(inner))
    }

    /// A governor's act where nothing that it governs is coded: `urged Harad to be patient`.
    pub fn bare(&self, governor: GovernorKind) -> Option<Cameo> {
        self.compose.get(&(governor, ANY.into())).copied().flatten().filter(|_| governor.is_speech())
    }
}

/// The CAMEO code of an entry, and the addition's own where it is one.
fn coded(code: &str, addition: &Option<(usize, SmolStr)>, codes: &Codes) -> Result<(Cameo, Option<SmolStr>), String> {
    let of_own = addition.as_ref().and_then(|(_, name)| codes.cameo(&codes.own(name, code)?.cameo));
    if let Some(cameo) = of_own {
        return Ok((cameo, Some(code.into())));
    }
    let own = if addition.is_some() { ", and an addition's own in its codes.csv" } else { "" };
    codes.cameo(code).map(|cameo| (cameo, None)).ok_or_else(|| codes.unknown("code", code) + own)
}

fn is_entry_file(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.ends_with(".toml") && name.starts_with(|c: char| c.is_ascii_digit())
}

fn index(index: &mut Index, phrases: &[String], entry: usize, verbs: bool) {
    for text in phrases {
        let mut phrase = Phrase::parse(text);
        if verbs {
            phrase.head = 0;
        }
        index.entry(phrase.words[phrase.head].clone()).or_default().push((phrase, entry));
    }
}

fn entry(raw: &RawEntry, code: Cameo, source: &Source, classes: &Classes, lists: &Lists) -> Result<Entry, Error> {
    let places = |list: &[Spanned<String>]| -> Result<Vec<Place>, Error> {
        list.iter().map(|p| Place::parse(p.get_ref(), lists).map_err(|fault| source.fault(&p.span(), fault))).collect()
    };
    let mut wants = Vec::new();
    for (step, words) in
        [(Step::Subject, &raw.subject), (Step::Object, &raw.object), (Step::Complement, &raw.complement)]
    {
        if let Some(words) = words {
            wants.push((Place(vec![step]), test(words, source, classes)?));
        }
    }
    let mut prepositions: Vec<_> = raw.prep.iter().collect();
    prepositions.sort_by_key(|(name, _)| name.as_str());
    for (name, words) in prepositions {
        let place = Place::parse(name, lists).map_err(|fault| source.fault(&words.span(), fault))?;
        wants.push((place, test(words, source, classes)?));
    }
    Ok(Entry {
        file: source.file().to_string(),
        line: source.line(raw.code.span().start),
        code,
        addition: None,
        own: None,
        actor: raw.actor.as_deref().map_or_else(|| Ok(vec![Place(vec![Step::Subject])]), places)?,
        recipient: places(&raw.recipient)?,
        wants,
        reads: raw.reads.clone(),
        passes: raw.passes.clone(),
    })
}

fn test(words: &Spanned<Words>, source: &Source, classes: &Classes) -> Result<Test, Error> {
    let list = match words.get_ref() {
        Words::One(word) => std::slice::from_ref(word),
        Words::Several(words) => words.as_slice(),
    };
    let mut test = Test { any: list.iter().any(|w| w == "*"), ..Test::default() };
    let (mut some, mut none) = (Class::default(), Class::default());
    for word in list.iter().filter(|w| *w != "*") {
        let (side, own, name) = match word.strip_prefix('!') {
            Some(rest) => (&mut test.none, &mut none, rest),
            None => (&mut test.some, &mut some, word.as_str()),
        };
        match name.strip_prefix('@') {
            Some(class) => {
                side.push(classes.get(class).cloned().ok_or_else(|| unknown_class(class, words, source, classes))?)
            }
            None if name == "*" => test.empty = true,
            None => own.add(name),
        }
    }
    let filled = |class: Class| (class.size > 0).then(|| Arc::new(class));
    test.some.extend(filled(some));
    test.none.extend(filled(none));
    Ok(test)
}

fn unknown_class(name: &str, words: &Spanned<Words>, source: &Source, classes: &Classes) -> Error {
    let at = format!("@{name}");
    source.fault(&words.span(), unknown("class", &at, classes.keys().map(String::as_str), "events/classes.toml"))
}

fn load_classes(source: &Source) -> Result<Classes, Error> {
    let raw: HashMap<String, RawClass> = source.toml()?;
    let class = |nouns: Vec<String>| {
        let mut class = Class::default();
        nouns.iter().for_each(|n| class.add(n));
        Arc::new(class)
    };
    Ok(raw.into_iter().map(|(name, raw)| (name, class(raw.nouns))).collect())
}

impl Class {
    fn add(&mut self, text: &str) {
        let phrase = Phrase::parse(text);
        self.phrases.entry(phrase.words[phrase.head].clone()).or_default().push(phrase);
        self.size += 1;
    }

    /// The phrases that have this head word.
    pub fn with_head(&self, lemma: &str) -> &[Phrase] {
        self.phrases.get(lemma).map_or(&[], Vec::as_slice)
    }
}

impl Phrase {
    /// `peace talks` ends in its head; `round of talks` has it before the preposition.
    fn parse(text: &str) -> Phrase {
        let words: Vec<SmolStr> = text.to_lowercase().split_whitespace().map(SmolStr::from).collect();
        let words = if words.is_empty() { vec![SmolStr::default()] } else { words };
        let preposition =
            words.iter().position(|w| matches!(&**w, "of" | "for" | "to" | "in" | "on" | "against" | "from"));
        let head = preposition.unwrap_or(words.len()).saturating_sub(1);
        Phrase { words, head }
    }
}
