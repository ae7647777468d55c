//! Who is who?
//!
//! Goes through the mentions in the order of their heads and puts each to an actor: one named before, one that the
//! grammar points to, or a new one.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::known::Identity;
use super::lexicon::Gender;
use super::name::{Name, Named};
use super::people::People;
use super::phrase::Reading;
use super::pronoun::{self, Pronoun};
use super::role::Office;
use super::sketch::{Sketch, What};
use super::{Actor, ActorId, ActorKind, Form, Mention, term};
use crate::sentence::Upos;
use crate::sentence::same::{Noun, Scorer};

/// The actors gathered so far.
pub(super) struct Cast<'a> {
    pub(super) reading: &'a Reading<'a>,
    names: &'a [Name],
    people: &'a People,
    sketches: &'a [Sketch],
    pub(super) actors: Vec<Actor>,
    pub(super) traits: Vec<Traits<'a>>,
    pub(super) mentions: Vec<Mention>,
    keys: HashMap<Key, ActorId>,
    /// Who is meant by the word that heads a mention.
    pub(super) of_head: HashMap<usize, ActorId>,
    /// The same for the innermost mention with that head: whose office it is.
    pub(super) of_bearer: HashMap<usize, ActorId>,
    /// Who is named together, by the first of the coordinated heads.
    pub(super) joint: BTreeMap<usize, Vec<ActorId>>,
    /// All noun phrases, what the model says of any two of them, and their numbers by their heads.
    nouns: &'a [Noun],
    scorer: Option<Scorer<'a>>,
    noun_of: HashMap<usize, usize>,
}

/// What is known of an actor beside what the record shows.
#[derive(Default)]
pub(super) struct Traits<'a> {
    pub(super) gender: Option<Gender>,
    pub(super) many: bool,
    /// Offices in the order in which the text gives them.
    pub(super) offices: Vec<Office>,
    /// Who a person is known to be.
    pub(super) known: Option<Identity>,
    pub(super) full_name: Option<String>,
    pub(super) body: Option<usize>,
    pub(super) state: Option<usize>,
    /// The sectors of another state's body of the same name.
    pub(super) kind_of: Option<&'a [String]>,
    /// Is a party said to be in power, or out of it?
    pub(super) ruling: bool,
    pub(super) opposing: bool,
    /// The words of its name, for a name that no table knows.
    pub(super) named: Option<std::ops::Range<usize>>,
    salience: i32,
    /// The sentence up to which salience has been counted.
    sentence: usize,
    last: usize,
}

/// By what mentions of one actor are known to be so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    State(usize),
    Body(usize, Option<String>),
    Person(usize),
    Organisation(String),
    Place(String),
    Described(String, Option<String>),
}

/// What a doubling of salience weighs beside the log odds of the antecedent head.
const SALIENCE: f32 = 4.0;
/// What it weighs that somebody spoke last, for a pronoun that speaks.
const SPOKE: f32 = 4.0;
/// That somebody is the subject of the clause above.
const ABOVE: f32 = 2.0;
/// That somebody has no name.
const UNNAMED: f32 = -2.0;
/// That somebody is spoken of inside quotation marks, and the pronoun stands outside.
const QUOTED: f32 = -2.0;
/// How much likelier `it` and `they` are somebody where they speak.
const SPEAKS: f32 = 4.0;

/// How many times more one group must be in mind than people named together, to be meant by `they`.
const JOINT: i32 = 2;

/// For whom a pronoun stands, as far as the model can tell.
enum Likeliest {
    Actor(ActorId),
    /// Something that is no actor.
    Thing,
    Unknown,
}

/// How far back an antecedent may stand, in sentences and in parts of the text.
const REACH: (usize, usize) = (5, 5);

impl<'a> Cast<'a> {
    /// Puts every sketch to an actor.
    pub(super) fn gather(
        reading: &'a Reading,
        names: &'a [Name],
        people: &'a People,
        sketches: &'a [Sketch],
        nouns: &'a [Noun],
    ) -> Cast<'a> {
        let mut cast = Cast {
            reading,
            names,
            people,
            sketches,
            actors: Vec::new(),
            traits: Vec::new(),
            mentions: Vec::new(),
            keys: HashMap::new(),
            of_head: HashMap::new(),
            of_bearer: HashMap::new(),
            joint: BTreeMap::new(),
            nouns,
            scorer: reading.sentences.same.scorer(reading.sentences.forms(), nouns),
            noun_of: nouns.iter().enumerate().map(|(i, n)| (n.head, i)).collect(),
        };
        for sketch in sketches {
            if let Some((actor, also, rule)) = cast.who(sketch) {
                cast.mention(sketch, actor, also, rule);
            }
        }
        cast
    }

    fn who(&mut self, sketch: &Sketch) -> Option<(ActorId, Vec<ActorId>, &'static str)> {
        let alone = |id: ActorId| Some((id, Vec::new(), sketch.rule));
        match &sketch.what {
            What::Role => {
                let (id, rule) = self.described(sketch);
                Some((id, Vec::new(), rule))
            }
            What::Country => self.country_of(sketch).and_then(alone),
            What::Several => self.several(sketch).or_else(|| {
                sketch.offices.first()?;
                let (id, rule) = self.described(sketch);
                Some((id, Vec::new(), rule))
            }),
            What::Pronoun(p) => self.antecedent(sketch, *p),
            _ => {
                let id = self.named(sketch)?;
                alone(id)
            }
        }
    }

    fn mention(&mut self, sketch: &Sketch, actor: ActorId, also: Vec<ActorId>, rule: &str) {
        let inside = self.is_inside(sketch);
        self.of_bearer.entry(sketch.head).or_insert(actor);
        if !inside || !self.of_head.contains_key(&sketch.head) {
            self.of_head.insert(sketch.head, actor);
        }
        let adjective = sketch.rule == "adjective";
        std::iter::once(actor).chain(also.iter().copied()).for_each(|a| self.touch(a, sketch.head, adjective));
        if !adjective && !inside {
            self.join(sketch.head, actor, &also);
        }
        let (words, head, form) = (sketch.words.clone(), sketch.head, sketch.form);
        self.mentions.push(Mention { words, head, form, actor, also, rule: rule.to_string() });
    }

    /// Is it a part of a longer mention (`Gondor` in `Gondor's steward`)?
    fn is_inside(&self, sketch: &Sketch) -> bool {
        let covers = |s: &&Sketch| s.words.start <= sketch.words.start && sketch.words.end <= s.words.end;
        let range = self.reading.around(sketch.head);
        let from = self.sketches.partition_point(|s| s.head < range.start);
        let near = self.sketches[from..].iter().take_while(|s| s.head < range.end);
        near.filter(covers).any(|s| s.words.len() > sketch.words.len())
    }

    /// Notes who is named together with whom.
    fn join(&mut self, head: usize, actor: ActorId, also: &[ActorId]) {
        let first = self.reading.first_conjunct(head);
        let group = self.joint.entry(first).or_default();
        let new = std::iter::once(actor).chain(also.iter().copied()).filter(|a| !group.contains(a)).collect::<Vec<_>>();
        group.extend(new);
    }

    // --- names

    fn named(&mut self, sketch: &Sketch) -> Option<ActorId> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        match &sketch.what {
            What::State(s) => {
                let (key, name) = (Key::State(*s), gazetteer.states[*s].name.clone());
                Some(self.keyed(key, ActorKind::State, name, |t| t.state = Some(*s)))
            }
            What::Body(b, words) => Some(self.body(*b, words)),
            What::Person(p) => Some(self.person(*p, sketch)),
            What::Organisation(words) => Some(self.organisation(words.clone())),
            What::People(p, words) => Some(self.group(*p, words)),
            What::Place(place) => {
                let key = Key::Place(place.name.to_lowercase());
                let id = self.keyed(key, ActorKind::Place, place.name.clone(), |_| {});
                self.actors[id].country = place.country.clone();
                Some(id)
            }
            _ => None,
        }
    }

    /// A body that the tables know. Many states have a senate: whose it is, the words beside it may tell.
    fn body(&mut self, body: usize, words: &Range<usize>) -> ActorId {
        let (reading, known) = (self.reading, &self.reading.lexicon.gazetteer.bodies[body]);
        let national = !super::gazetteer::is_supranational(&known.code);
        let owned = words.start > 0 && reading.word(words.start - 1).xpos == "POS";
        let branches = known.code.starts_with("NGO") || national && (owned || self.kind_of(words).is_some());
        let of = self.qualifier(words).filter(|c| branches && known.country.as_ref() != Some(c));
        let name = reading.written(words.clone());
        let key = Key::Body(body, of.clone());
        if let Some(id) = self.spelled_out(words) {
            self.keys.entry(key.clone()).or_insert(id);
            self.traits[id].body = Some(body);
        }
        let id = self.keyed(key, ActorKind::Organisation, name.clone(), |t| t.body = Some(body));
        self.traits[id].kind_of = self.kind_of(words).filter(|_| of.is_some());
        self.actors[id].country = of;
        if name.len() > self.actors[id].name.len() {
            self.actors[id].name = name;
        }
        let beside = |list: &str| {
            (words.start.saturating_sub(3)..words.start).any(|i| reading.lexicon.is(list, reading.folded(i)))
        };
        self.traits[id].ruling |= beside("in_power");
        self.traits[id].opposing |= beside("out_of_power");
        id
    }

    /// The body right before initials in brackets, where no table knew it: `the Fornost Mining Union (FMU)`.
    fn spelled_out(&self, words: &Range<usize>) -> Option<ActorId> {
        let bracket = words.start.checked_sub(1).filter(|&b| self.reading.word(b).form == "(")?;
        let before = self.mentions.iter().find(|m| m.words.end == bracket && m.form == Form::Name)?;
        let actor = &self.actors[before.actor];
        let same =
            actor.kind == ActorKind::Organisation && initials(&actor.name) == self.reading.written(words.clone());
        (same && self.traits[before.actor].body.is_none()).then_some(before.actor)
    }

    /// The sectors of a body whose name says only of what kind it is (`Supreme Court`).
    fn kind_of(&self, words: &Range<usize>) -> Option<&'a [String]> {
        let found = self.reading.lexicon.role(self.reading, words.start, words.end);
        found.filter(|(found, _)| found == words).map(|(_, role)| role.sectors.as_slice())
    }

    fn group(&mut self, people: usize, words: &Range<usize>) -> ActorId {
        let people = &self.reading.lexicon.gazetteer.peoples[people];
        let country = self.qualifier(words).or_else(|| people.country.clone());
        let key = Key::Described(people.name.clone(), country.clone());
        let id = self.keyed(key, ActorKind::Group, self.reading.written(words.clone()), |_| {});
        self.actors[id].country = country;
        id
    }

    /// The country that a name is said to be of: `Arnor's Senate`, `the Senate in Fornost`.
    fn qualifier(&self, words: &Range<usize>) -> Option<String> {
        let reading = self.reading;
        let around = reading.around(words.start);
        let mut at = words.start;
        for _ in 0..4 {
            if let Some(name) = self.names.iter().find(|n| n.words.end == at && n.words.start >= around.start) {
                return self.country_at(name.head);
            }
            let passes = |w: usize| {
                let side = reading.lexicon.is("out_of_power", reading.folded(w));
                reading.word(w).xpos == "POS" || reading.word(w).upos == Upos::Adj || side
            };
            match at.checked_sub(1).filter(|&w| w >= around.start && passes(w)) {
                Some(before) => at = before,
                None => break,
            }
        }
        let of = words.end < around.end && matches!(reading.folded(words.end), "of" | "in");
        let next = |n: &&Name| n.words.start == words.end + 1 || n.words.start == words.end + 2;
        let name = self.names.iter().find(next).filter(|n| of && n.words.end <= around.end)?;
        self.country_at(name.head)
    }

    /// The country that a name tells by its own words: `Fornost University`.
    pub(super) fn country_within(&self, words: &Range<usize>) -> Option<String> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let known = words.clone().filter_map(|at| gazetteer.longest(&self.reading.words, at, words.end));
        known.filter_map(|(_, known)| gazetteer.country(&known)).next()
    }

    fn keyed(&mut self, key: Key, kind: ActorKind, name: String, fill: impl FnOnce(&mut Traits<'a>)) -> ActorId {
        if let Some(&id) = self.keys.get(&key) {
            return id;
        }
        let id = self.add(kind, name);
        self.keys.insert(key, id);
        fill(&mut self.traits[id]);
        id
    }

    fn add(&mut self, kind: ActorKind, name: String) -> ActorId {
        self.actors.push(Actor { name, kind, ..Actor::default() });
        self.traits.push(Traits { many: kind == ActorKind::Group, ..Traits::default() });
        ActorId::at(self.actors.len() - 1)
    }

    fn person(&mut self, person: usize, sketch: &Sketch) -> ActorId {
        let known = &self.people.list[person];
        let name = self.reading.written(known.fullest.clone());
        let full = super::gazetteer::fold_all(&name);
        let (gender, known) = (known.gender, known.known);
        let id = self.keyed(Key::Person(person), ActorKind::Person, name, |t| {
            t.known = known;
            t.gender = gender;
            t.full_name = Some(full);
        });
        let offices: Vec<Office> = sketch.offices.iter().map(|o| self.as_counterpart(o, id)).collect();
        self.traits[id].offices.extend(offices);
        id
    }

    /// A counterpart holds the same kind of office as the one it is a counterpart of.
    fn as_counterpart(&self, office: &Office, of: ActorId) -> Office {
        let lexicon = self.reading.lexicon;
        if !lexicon.is("counterpart", self.reading.lemma(office.core.end - 1)) {
            return office.clone();
        }
        let holds =
            |id: &ActorId| *id != of && self.traits[*id].offices.iter().any(|o| o.is_title && o.standing.is_none());
        let at = self.reading.sentence[office.head];
        let other = ActorId::first(self.actors.len())
            .filter(holds)
            .max_by_key(|&id| (self.salience(id, at), self.traits[id].last));
        let same = other.and_then(|id| self.traits[id].offices.iter().find(|o| o.is_title && o.standing.is_none()));
        match same {
            Some(o) => Office {
                sectors: o.sectors.clone(),
                title: o.title.clone(),
                core: o.core.clone(),
                counterpart: true,
                ..office.clone()
            },
            None => Office { counterpart: true, ..office.clone() },
        }
    }

    fn organisation(&mut self, words: std::ops::Range<usize>) -> ActorId {
        let name = self.reading.written(words.clone());
        let key = super::gazetteer::fold_all(&name);
        let known = self.known_organisation(&key, &name);
        let id = known.unwrap_or_else(|| self.add(ActorKind::Organisation, name.clone()));
        self.keys.insert(Key::Organisation(key), id);
        if name.len() > self.actors[id].name.len() && self.traits[id].body.is_none() {
            self.actors[id].name = name;
            self.traits[id].named = Some(words.clone());
        }
        let country = self.country_within(&words).or_else(|| self.qualifier(&words));
        self.traits[id].named.get_or_insert(words);
        if self.actors[id].country.is_none() && self.traits[id].body.is_none() {
            self.actors[id].country = country;
        }
        id
    }

    /// The same name, its initials, or its first words.
    fn known_organisation(&self, key: &str, name: &str) -> Option<ActorId> {
        if let Some(&id) = self.keys.get(&Key::Organisation(key.to_string())) {
            return Some(id);
        }
        let same = |a: &Actor| {
            let (short, long) =
                if a.name.len() < name.len() { (a.name.as_str(), name) } else { (name, a.name.as_str()) };
            initials(long) == short && short.len() > 2
                || short.len() > 4 && long.strip_prefix(short).is_some_and(|r| r.starts_with(' '))
        };
        ActorId::first(self.actors.len())
            .find(|&a| self.actors[a].kind == ActorKind::Organisation && same(&self.actors[a]))
    }

    // --- descriptions

    fn described(&mut self, sketch: &Sketch) -> (ActorId, &'static str) {
        let reading = self.reading;
        let Some(office) = sketch.offices.first() else { return (self.fresh(sketch), "role") };
        let single = office.person && !reading.plural(sketch.head);
        let tied = self
            .by_apposition(sketch, single)
            .or_else(|| self.by_copula(sketch, single))
            .or_else(|| self.by_as(sketch, single))
            .or_else(|| self.by_verb(sketch, single));
        if let Some((id, rule)) = tied {
            let office = self.as_counterpart(office, id);
            self.traits[id].offices.push(office);
            return (id, rule);
        }
        if let Some(id) = self.same_body(sketch, office) {
            return (id, "name and kind");
        }
        if single
            && self.is_definite(sketch)
            && let Some(id) = self.known_description(sketch, office)
        {
            return (id, "description of a known person");
        }
        (self.fresh(sketch), "role")
    }

    fn by_apposition(&mut self, sketch: &Sketch, single: bool) -> Option<(ActorId, &'static str)> {
        let reading = self.reading;
        let fits = |cast: &Cast, id: ActorId| (cast.actors[id].kind == ActorKind::Person) == single;
        let comma = self.comma_before(sketch);
        if let Some(comma) = comma.filter(|_| self.is_set_off(sketch) || self.is_apposed(sketch)) {
            let before = self.sketches.iter().find(|s| s.words.end == comma && s.head < sketch.head);
            let named =
                before.filter(|s| matches!(s.what, What::Person(_) | What::Body(..) | What::Organisation(_)))?;
            let id = *self.of_head.get(&named.head)?;
            return fits(self, id).then_some((id, "apposition"));
        }
        let comma = sketch.words.end < reading.around(sketch.head).end && reading.folded(sketch.words.end) == ",";
        let after = |s: &&Sketch| s.words.start == sketch.words.end + 1 && matches!(s.what, What::Person(_));
        let name = self.sketches.iter().find(|s| comma && single && after(s) && self.is_set_off(s))?;
        let id = self.named(name)?;
        Some((id, "apposition"))
    }

    /// The comma before a description, over an adverb: `McCall, now the majority leader`.
    fn comma_before(&self, sketch: &Sketch) -> Option<usize> {
        let first = self.reading.around(sketch.head).start;
        let adverb = |i: usize| self.reading.word(i).upos == Upos::Adv;
        let start = sketch.words.start;
        let start = if start > first && adverb(start - 1) { start - 1 } else { start };
        (start > first && self.reading.folded(start - 1) == ",").then(|| start - 1)
    }

    /// Does the tree hang a description right on the name before its comma (`Olin Marr, the minister between …`)?
    fn is_apposed(&self, sketch: &Sketch) -> bool {
        let before = self.reading.around(sketch.head).start < sketch.words.start;
        let name = self.reading.head(sketch.head).filter(|_| self.reading.is(sketch.head, &["appos"]));
        before && name.is_some_and(|n| n < sketch.words.start && self.is_person(n))
    }

    /// Do comma or the end of the sentence follow, or what describes further? A verb would make it a subject.
    fn is_set_off(&self, sketch: &Sketch) -> bool {
        let reading = self.reading;
        let around = reading.around(sketch.head);
        if sketch.words.start <= around.start {
            return false;
        }
        let next = sketch.words.end;
        next >= around.end
            || matches!(
                reading.folded(next),
                "," | "."
                    | ";"
                    | "-"
                    | "–"
                    | "—"
                    | ")"
                    | ":"
                    | "who"
                    | "whose"
                    | "for"
                    | "of"
                    | "at"
                    | "in"
                    | "from"
                    | "with"
                    | "since"
                    | "until"
                    | "("
                    | "known"
                    | "based"
            )
    }

    /// `the NATO alliance`: a word that says no more than what kind of body the name before it names.
    fn same_body(&self, sketch: &Sketch, office: &Office) -> Option<ActorId> {
        let bare = !office.person && office.sectors.is_empty() && office.title == office.core;
        let before = self
            .mentions
            .iter()
            .rev()
            .find(|m| m.words.end == office.title.start && m.words.start >= sketch.words.start)?;
        (bare && self.actors[before.actor].kind == ActorKind::Organisation).then_some(before.actor)
    }

    /// Is it said of somebody known: with a definite article, a possessor, or a country's possessor?
    fn is_definite(&self, sketch: &Sketch) -> bool {
        let reading = self.reading;
        let marks = |i: usize| {
            reading.lexicon.is("definite", reading.folded(i))
                || reading.word(i).xpos == "POS"
                || reading.word(i).xpos == "PRP$"
        };
        (sketch.words.start..sketch.head).any(marks)
    }

    fn by_copula(&mut self, sketch: &Sketch, single: bool) -> Option<(ActorId, &'static str)> {
        let reading = self.reading;
        reading.child(sketch.head, &["cop"]).filter(|_| single)?;
        let negated = reading
            .sentences
            .children(sketch.head)
            .any(|c| matches!(reading.lemma(c), "not" | "never" | "if" | "whether") || reading.word(c).xpos == "MD");
        let subject = reading.child(sketch.head, &["nsubj"]).filter(|_| !negated)?;
        let id = *self.of_head.get(&subject)?;
        (self.actors[id].kind == ActorKind::Person).then_some((id, "copula"))
    }

    /// `made her debut as foreign minister`, `took office as president`.
    fn by_as(&mut self, sketch: &Sketch, single: bool) -> Option<(ActorId, &'static str)> {
        let reading = self.reading;
        if !single || reading.preposition(sketch.head) != Some("as") {
            return None;
        }
        let governor = reading.head(sketch.head)?;
        let passive = reading.child(governor, &["nsubj:pass"]);
        let holder = reading.child(governor, &["nmod:poss"]).or(passive);
        let successor = || term::subject(reading, governor).filter(|_| term::succeeds(reading, governor));
        let holder = holder.or_else(successor);
        let holder = holder.or_else(|| reading.child(governor, &["obj"]).filter(|o| self.is_person(*o)));
        let holder = holder.or_else(|| term::subject(reading, governor))?;
        let id = *self.of_head.get(&holder)?;
        (self.actors[id].kind == ActorKind::Person).then_some((id, "as"))
    }

    fn is_person(&self, head: usize) -> bool {
        self.of_head.get(&head).is_some_and(|&id| self.actors[id].kind == ActorKind::Person)
    }

    /// `was named foreign minister`, `became president`; the name may come later (`Named minister in May, Tolan …`).
    fn by_verb(&mut self, sketch: &Sketch, single: bool) -> Option<(ActorId, &'static str)> {
        let holder = term::holder(self.reading, sketch.head).filter(|_| single)?;
        let later = |s: &&Sketch| s.head == holder && matches!(s.what, What::Person(_));
        let known = self.of_head.get(&holder).copied();
        let id = known.or_else(|| self.sketches.iter().find(later).and_then(|s| self.named(s)))?;
        (self.actors[id].kind == ActorKind::Person).then_some((id, "verb of office"))
    }

    /// The last person before of whom a definite description may be said.
    fn known_description(&self, sketch: &Sketch, office: &Office) -> Option<ActorId> {
        let country = self.office_country(office);
        let core = self.core(office);
        let gender = self.reading.lexicon.gender(self.reading.lemma(office.core.end - 1));
        let near = |&id: &ActorId| {
            self.within_reach(id, sketch.head) && self.actors[id].kind == ActorKind::Person && !self.traits[id].many
        };
        let suits = |&id: &ActorId| {
            let theirs = self.country_so_far(id);
            let clash = country.is_some() && theirs.is_some() && country != theirs;
            let gender_clash = gender.is_some() && self.traits[id].gender.is_some_and(|g| Some(g) != gender);
            let possessor = office.bearers.iter().any(|b| self.of_head.get(b) == Some(&id));
            !clash && !gender_clash && !possessor && self.may_be(id, office, &core, country.as_deref())
        };
        ActorId::first(self.actors.len()).filter(near).filter(suits).max_by_key(|&id| self.traits[id].last)
    }

    /// Is the description one of somebody's offices, another word for one, or a fair word for a person of that country?
    fn may_be(&self, id: ActorId, office: &Office, core: &str, country: Option<&str>) -> bool {
        let lexicon = self.reading.lexicon;
        let cores: Vec<String> = self.traits[id].offices.iter().map(|o| self.core(o)).collect();
        let leader = self.tenure(id).map(|t| t.title.to_lowercase());
        let titles = || cores.iter().chain(&leader);
        let same = titles().any(|t| t == core || t.ends_with(core) && t[..t.len() - core.len()].ends_with(' '));
        let equal = titles().any(|t| lexicon.is(core, t));
        let named = self.traits[id].full_name.is_some();
        let vague = lexicon.is("vague", core) || office.is_title || lexicon.is_list(core);
        same || equal || named && !vague && country.is_some() && self.country_so_far(id).as_deref() == country
    }

    fn core(&self, office: &Office) -> String {
        self.reading.lemmas[office.core.clone()].join(" ")
    }

    /// A new actor for a description, or the one described by the same words before.
    fn fresh(&mut self, sketch: &Sketch) -> ActorId {
        let reading = self.reading;
        let name = reading.written(name_words(reading, sketch));
        let Some(office) = sketch.offices.first() else { return self.add(ActorKind::Group, name) };
        let kind = match (office.person, reading.plural(sketch.head)) {
            (true, false) => ActorKind::Person,
            (_, true) => ActorKind::Group,
            (false, false) => ActorKind::Organisation,
        };
        let country = self.office_country(office);
        let counted = reading.child(sketch.head, &["nummod"]).is_some();
        let known = self.is_definite(sketch) || kind != ActorKind::Person;
        let words = reading.lemmas[office.title.clone()].join(" ");
        let key = Key::Described(words.clone(), country.clone());
        let before =
            self.keys.get(&key).copied().or_else(|| self.said_before(sketch, office, country.as_deref(), kind));
        let id = before.filter(|_| known && !counted).unwrap_or_else(|| {
            let id = self.add(kind, name);
            let gender = reading.lexicon.gender(reading.lemma(office.core.end - 1));
            self.traits[id].gender = gender.filter(|_| kind == ActorKind::Person);
            self.traits[id].offices.extend(sketch.offices.iter().cloned());
            id
        });
        self.keys.insert(key, id);
        id
    }

    /// `the ministry` after `the Arnorian foreign ministry`.
    fn said_before(&self, sketch: &Sketch, office: &Office, country: Option<&str>, kind: ActorKind) -> Option<ActorId> {
        if country.is_some() || !self.is_definite(sketch) || office.title != office.core {
            return None;
        }
        let core = self.core(office);
        let same = |&id: &ActorId| {
            let first = self.traits[id].offices.first();
            let named = self.traits[id].full_name.is_some();
            !named && self.actors[id].kind == kind && first.is_some_and(|o| self.core(o).ends_with(&core))
        };
        ActorId::first(self.actors.len()).filter(same).max_by_key(|&id| self.traits[id].last)
    }

    // --- countries

    fn country_of(&mut self, sketch: &Sketch) -> Option<ActorId> {
        let reading = self.reading;
        let possessor = reading.child(sketch.head, &["nmod:poss"]);
        if let Some(owner) = possessor {
            let country = self.country_so_far(*self.of_head.get(&owner)?)?;
            let state = reading.lexicon.gazetteer.state_number(&country)?;
            let name = reading.lexicon.gazetteer.states[state].name.clone();
            return Some(self.keyed(Key::State(state), ActorKind::State, name, |t| t.state = Some(state)));
        }
        let states = |id: &ActorId| self.actors[*id].kind == ActorKind::State && self.within_reach(*id, sketch.head);
        let at = reading.sentence[sketch.head];
        ActorId::first(self.actors.len()).filter(states).max_by_key(|&id| (self.salience(id, at), self.traits[id].last))
    }

    /// The country of an actor, as far as it can be told before the end of the report.
    pub(super) fn country_so_far(&self, id: ActorId) -> Option<String> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let traits = &self.traits[id];
        let state = traits.state.map(|s| gazetteer.states[s].code.clone());
        let told = self.actors[id].country.clone();
        let body = || traits.body.and_then(|b| gazetteer.bodies[b].country.clone());
        let office = || traits.offices.iter().find_map(|o| self.office_country(o));
        let leader = || self.tenure(id).and_then(|t| t.country.clone());
        state.or(told).or_else(body).or_else(office).or_else(leader)
    }

    /// The country whose office it is.
    pub(super) fn office_country(&self, office: &Office) -> Option<String> {
        let place = || office.place.filter(|_| !office.sectors.is_empty()).and_then(|p| self.country_at(p));
        office.bearers.iter().find_map(|&b| self.country_at(b)).or_else(place)
    }

    fn country_at(&self, head: usize) -> Option<String> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let name = self.names.iter().find(|n| n.head == head || n.words.contains(&head));
        let by_name = name.and_then(|n| match n.what {
            Named::State(s) | Named::Adjective(s) | Named::Inhabitants(s) => Some(gazetteer.states[s].code.clone()),
            Named::Capital { state, .. } => Some(gazetteer.states[state].code.clone()),
            Named::Body(b) => gazetteer.bodies[b].country.clone(),
            Named::Town(t) => Some(gazetteer.towns[t].country.clone()).filter(|c| !c.is_empty()),
            Named::People(p) => gazetteer.peoples[p].country.clone(),
            Named::Location | Named::Organisation => self.country_within(&n.words),
            Named::Person => None,
        });
        let by_actor = || {
            self.of_head.get(&head).filter(|&&id| !self.traits[id].offices.iter().any(|o| o.bearers.contains(&head)))
        };
        by_name.or_else(|| by_actor().and_then(|&id| self.country_so_far_of_bearer(id)))
    }

    fn country_so_far_of_bearer(&self, id: ActorId) -> Option<String> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        let traits = &self.traits[id];
        let direct = traits.state.map(|s| gazetteer.states[s].code.clone());
        let body = || traits.body.and_then(|b| gazetteer.bodies[b].country.clone());
        let names = || traits.offices.iter().flat_map(|o| &o.bearers).find_map(|&b| self.state_named_at(b));
        direct
            .or_else(|| self.actors[id].country.clone())
            .or_else(body)
            .or_else(names)
            .or_else(|| self.tenure(id).and_then(|t| t.country.clone()))
    }

    fn state_named_at(&self, head: usize) -> Option<String> {
        let gazetteer = &self.reading.lexicon.gazetteer;
        self.names.iter().find(|n| n.words.contains(&head)).and_then(|n| match n.what {
            Named::State(s) | Named::Adjective(s) | Named::Inhabitants(s) => Some(gazetteer.states[s].code.clone()),
            Named::Capital { state, .. } => Some(gazetteer.states[state].code.clone()),
            Named::Body(b) => gazetteer.bodies[b].country.clone(),
            Named::People(p) => gazetteer.peoples[p].country.clone(),
            Named::Town(t) => Some(gazetteer.towns[t].country.clone()).filter(|c| !c.is_empty()),
            _ => None,
        })
    }

    // --- salience

    fn touch(&mut self, id: ActorId, head: usize, adjective: bool) {
        let weight = if adjective { 10 } else { self.weight(head) };
        let sentence = self.reading.sentence[head];
        self.traits[id].salience = self.salience(id, sentence) + weight;
        self.traits[id].sentence = sentence;
        if !adjective {
            self.traits[id].last = head;
        }
    }

    /// Subjects stay in mind longer than objects, and these longer than the rest.
    fn weight(&self, head: usize) -> i32 {
        let first = self.reading.first_conjunct(head);
        match self.reading.word(first).deprel.as_str() {
            "nsubj" | "nsubj:pass" | "nsubj:outer" => 100,
            "obj" | "iobj" => 60,
            "obl" | "obl:agent" | "root" | "appos" => 45,
            _ => 30,
        }
    }

    /// Salience halves with every sentence.
    fn salience(&self, id: ActorId, sentence: usize) -> i32 {
        let past = sentence.saturating_sub(self.traits[id].sentence).min(16);
        self.traits[id].salience >> past
    }

    fn within_reach(&self, id: ActorId, head: usize) -> bool {
        let last = self.traits[id].last;
        let (sentences, parts) = REACH;
        let near = self.reading.sentence[head].saturating_sub(self.reading.sentence[last]) <= sentences;
        near && self.reading.part(head).saturating_sub(self.reading.part(last)) <= parts
    }

    // --- several and pronouns

    /// `the two countries`, `both men`: the two of that kind that are most in mind.
    fn several(&self, sketch: &Sketch) -> Option<(ActorId, Vec<ActorId>, &'static str)> {
        let lexicon = self.reading.lexicon;
        let lemma = self.reading.lemma(sketch.head);
        let sides = lexicon.is("sides", lemma);
        let country = lexicon.is("country", lemma);
        let fits = |kind: ActorKind| match (country, sides) {
            (true, _) => kind == ActorKind::State,
            (_, true) => kind != ActorKind::Place,
            _ => kind == ActorKind::Person,
        };
        let group = self.last_joint(sketch.head, |cast, id| fits(cast.actors[id].kind)).filter(|g| g.len() == 2);
        // An envoy is no side beside the one who sent him.
        let apart = |kind: ActorKind| fits(kind) && !(sides && kind == ActorKind::Person);
        let ids = group.or_else(|| self.most_salient(sketch.head, |cast, id| apart(cast.actors[id].kind), 2))?;
        Some((ids[0], ids[1..].to_vec(), "the two"))
    }

    /// The last coordination whose members all fit.
    fn last_joint(&self, head: usize, fits: impl Fn(&Cast, ActorId) -> bool) -> Option<Vec<ActorId>> {
        let near = |first: usize| self.reading.sentence[head].saturating_sub(self.reading.sentence[first]) <= 2;
        let whole = |(first, ids): &(&usize, &Vec<ActorId>)| {
            near(**first) && ids.len() > 1 && ids.iter().all(|&id| fits(self, id))
        };
        self.joint.range(..head).rev().find(whole).map(|(_, ids)| ids.clone())
    }

    fn most_salient(&self, head: usize, fits: impl Fn(&Cast, ActorId) -> bool, count: usize) -> Option<Vec<ActorId>> {
        let at = self.reading.sentence[head];
        let mut ids: Vec<ActorId> =
            ActorId::first(self.actors.len()).filter(|&id| fits(self, id) && self.within_reach(id, head)).collect();
        ids.sort_by_key(|&id| std::cmp::Reverse((self.salience(id, at), self.traits[id].last)));
        ids.truncate(count);
        (ids.len() == count).then_some(ids)
    }

    fn antecedent(&mut self, sketch: &Sketch, pronoun: Pronoun) -> Option<(ActorId, Vec<ActorId>, &'static str)> {
        let alone = |id: ActorId, rule: &'static str| Some((id, Vec::new(), rule));
        if pronoun == Pronoun::Relative {
            return self.relative(sketch.head);
        }
        if let Some(id) = self.bound(sketch.head, pronoun) {
            return alone(id, "subject of the clause");
        }
        let barred = self.barred(sketch.head);
        let near =
            |cast: &Cast, id: ActorId| cast.reading.sentence[sketch.head].saturating_sub(cast.traits[id].sentence) <= 3;
        let fits = |cast: &Cast, id: ActorId| !barred.contains(&id) && near(cast, id) && cast.fits(id, pronoun);
        match self.likeliest(sketch.head, pronoun, fits) {
            Likeliest::Thing => return None,
            _ if pronoun == Pronoun::They => return self.they(sketch.head, fits),
            Likeliest::Actor(id) => return alone(id, "antecedent head and salience"),
            Likeliest::Unknown => {}
        }
        let id = *self.most_salient(sketch.head, fits, 1)?.first()?;
        let strong = pronoun != Pronoun::It || self.is_subject_of_late(id, sketch.head);
        strong.then_some(()).and_then(|()| alone(id, "most salient"))
    }

    /// Whom a relative pronoun stands for: what its clause hangs on, else what stands right before it.
    fn relative(&mut self, head: usize) -> Option<(ActorId, Vec<ActorId>, &'static str)> {
        let reading = self.reading;
        let who = reading.folded(head).starts_with("who") && reading.folded(head) != "whose";
        let noun = pronoun::antecedent(reading, head);
        if let Some(ids) = noun.and_then(|n| self.all_explained(n)) {
            return Some((ids[0], ids[1..].to_vec(), "relative pronoun"));
        }
        let explained = noun.map(|n| reading.head(n).filter(|_| reading.is(n, &["appos"])).unwrap_or(n));
        let by_tree = [explained, noun].into_iter().flatten().find_map(|n| self.of_head.get(&n)).copied();
        let near = |m: &&Mention| m.words.end == head || m.words.end + 1 == head && reading.folded(m.words.end) == ",";
        let before = self.mentions.iter().rev().find(near).map(|m| m.actor);
        let living = |id: &ActorId| matches!(self.actors[*id].kind, ActorKind::Person | ActorKind::Group);
        let suits = |id: &ActorId| !who || living(id);
        let known = by_tree.filter(suits).or(before.filter(suits));
        let around = reading.around(head).start..head;
        let late = |m: &&Mention| around.contains(&m.head) && m.head + 10 > head && living(&m.actor);
        let late = || self.mentions.iter().rev().find(late).map(|m| m.actor).filter(|_| who && by_tree.is_some());
        let known = known.or_else(late);
        let known = known.or_else(|| if who { self.whoever(noun?, head) } else { None }).or(by_tree).or(before)?;
        Some((known, Vec::new(), "relative pronoun"))
    }

    /// `Arnor and Gondor, the oldest of allies, which …`: all those that a plural apposition explains.
    fn all_explained(&self, noun: usize) -> Option<Vec<ActorId>> {
        let reading = self.reading;
        let names = reading.head(noun).filter(|_| reading.is(noun, &["appos"]) && reading.plural(noun))?;
        self.joint.get(&reading.first_conjunct(names)).filter(|ids| ids.len() > 1).cloned()
    }

    /// Somebody whom no list knows, but who speaks: `a few who said …`.
    fn whoever(&mut self, noun: usize, pronoun: usize) -> Option<ActorId> {
        let reading = self.reading;
        if !self.speaks(pronoun) || !matches!(reading.word(noun).upos, Upos::Noun | Upos::Pron | Upos::Num | Upos::Det)
        {
            return None;
        }
        let words = reading.phrase_before(noun);
        let many = reading.plural(noun) || !matches!(reading.word(noun).upos, Upos::Noun | Upos::Pron);
        let kind = if many { ActorKind::Group } else { ActorKind::Person };
        let id = self.add(kind, reading.written(words.clone()));
        let (form, rule, what, offices) = (Form::Description, "who speaks", What::Role, Vec::new());
        self.mention(&Sketch { words, head: noun, form, rule, what, offices }, id, Vec::new(), rule);
        Some(id)
    }

    /// Does a word stand for somebody who says something?
    fn speaks(&self, head: usize) -> bool {
        self.reading.sentences.attributions.iter().any(|a| a.source.iter().any(|r| r.contains(&head)))
    }

    /// What model and salience together take for the antecedent, of what fits the pronoun.
    fn likeliest(&self, head: usize, pronoun: Pronoun, fits: impl Fn(&Cast, ActorId) -> bool) -> Likeliest {
        let (Some(scorer), Some(&noun)) = (&self.scorer, self.noun_of.get(&head)) else { return Likeliest::Unknown };
        let personal = matches!(pronoun, Pronoun::He | Pronoun::She);
        let (spoke, said) = (self.last_speaker(head), self.said_by(head));
        let above = self.subject_above(head);
        let quoted = |at: usize| self.reading.sentences.quotes.iter().any(|q| q.words.contains(&at));
        let outside = !quoted(head);
        let mut best: Option<(f32, f32, ActorId)> = None;
        let mut thing = scorer.new_thing(noun);
        for (score, before) in scorer.ranked(noun) {
            let at = self.nouns[before].head;
            match self.of_head.get(&at) {
                _ if said.iter().any(|c| c.contains(&at)) => {}
                Some(&id) if fits(self, id) || pronoun == Pronoun::They && self.joint_at(at) => {
                    let salience = (1.0 + self.salience_but(id, head, &said) as f32).log2();
                    let tells = [
                        (spoke == Some(id), SPOKE),
                        (above == Some(id), ABOVE),
                        (self.traits[id].full_name.is_none(), UNNAMED),
                        (outside && quoted(at), QUOTED),
                    ];
                    let told: f32 = tells.iter().filter(|(is, _)| *is).map(|(_, weight)| weight).sum();
                    let total = score + SALIENCE * salience + told;
                    if best.is_none_or(|(t, ..)| total > t) {
                        best = Some((total, score, id));
                    }
                }
                None => thing = thing.max(score),
                _ => {}
            }
        }
        // Who speaks is somebody.
        let bar = if self.speaks(head) { SPEAKS } else { 0.0 };
        match best {
            Some((_, score, _)) if !personal && thing - bar > score => Likeliest::Thing,
            Some((.., id)) => Likeliest::Actor(id),
            None if personal => Likeliest::Unknown,
            None => Likeliest::Thing,
        }
    }

    /// The subject of the clause above the one whose subject a pronoun is: `Barahir fell after he …`.
    fn subject_above(&self, head: usize) -> Option<ActorId> {
        let reading = self.reading;
        let verb = reading.head(head).filter(|_| reading.is(head, &["nsubj"]))?;
        let above = reading.head(verb).filter(|_| reading.is(verb, &["advcl", "acl"]))?;
        reading.child(above, &["nsubj"]).filter(|&s| s < head).and_then(|s| self.of_head.get(&s)).copied()
    }

    /// Salience as if some words had not been said.
    fn salience_but(&self, id: ActorId, head: usize, said: &[Range<usize>]) -> i32 {
        let sentence = self.reading.sentence[head];
        if said.is_empty() {
            return self.salience(id, sentence);
        }
        let past = |m: &&Mention| sentence - self.reading.sentence[m.head].min(sentence) <= 8;
        let unsaid = |m: &&Mention| !said.iter().any(|c| c.contains(&m.head));
        let theirs = self.mentions.iter().filter(|m| m.actor == id || m.also.contains(&id)).filter(past).filter(unsaid);
        let weight = |m: &Mention| if m.rule == "adjective" { 10 } else { self.weight(m.head) };
        theirs.map(|m| weight(m) >> (sentence - self.reading.sentence[m.head].min(sentence))).sum()
    }

    /// What is said by a pronoun that speaks: nobody in it is the speaker, unless named elsewhere too.
    fn said_by(&self, head: usize) -> Vec<Range<usize>> {
        let of = self.reading.sentences.attributions.iter().find(|a| a.source.iter().any(|r| r.contains(&head)));
        of.map_or_else(Vec::new, |a| a.content.clone())
    }

    /// Who retells the words that a pronoun stands in (`Tolan said that her town …`); of one that speaks, who spoke last.
    fn last_speaker(&self, head: usize) -> Option<ActorId> {
        let quoted = || self.reading.sentences.quotes.iter().any(|q| q.words.contains(&head));
        let around = self.reading.sentences.attributions.iter().filter(|a| a.content.iter().any(|c| c.contains(&head)));
        let teller = around.flat_map(|a| &a.source).filter(|r| r.end <= head).max_by_key(|r| r.end);
        if let Some(teller) = teller.filter(|_| !quoted()) {
            return self.of_head.get(&self.reading.top(teller)).copied();
        }
        let sources = || self.reading.sentences.attributions.iter().flat_map(|a| &a.source);
        sources().find(|r| r.contains(&head))?;
        let before = sources().filter(|r| r.end <= head && self.reading.part(r.start) + 3 > self.reading.part(head));
        let last = before.max_by_key(|r| r.end)?;
        self.of_head.get(&self.reading.top(last)).copied()
    }

    /// Is the one whom a word names named together with others?
    fn joint_at(&self, head: usize) -> bool {
        self.joint.get(&self.reading.first_conjunct(head)).is_some_and(|ids| ids.len() > 1)
    }

    fn fits(&self, id: ActorId, pronoun: Pronoun) -> bool {
        let (actor, traits) = (&self.actors[id], &self.traits[id]);
        let person = actor.kind == ActorKind::Person;
        let body = matches!(actor.kind, ActorKind::State | ActorKind::Organisation);
        pronoun::fits(pronoun, person, traits.gender, traits.many, body)
    }

    /// A group, or persons named together, whichever is nearer in mind.
    fn they(
        &self,
        head: usize,
        fits: impl Fn(&Cast, ActorId) -> bool,
    ) -> Option<(ActorId, Vec<ActorId>, &'static str)> {
        let at = self.reading.sentence[head];
        let joint = self.last_joint(head, |cast, id| cast.actors[id].kind != ActorKind::Place);
        let one = self.most_salient(head, fits, 1).and_then(|ids| ids.first().copied());
        let weight = |ids: &Vec<ActorId>| ids.iter().map(|&id| self.salience(id, at)).max().unwrap_or(0);
        match (joint, one) {
            (Some(ids), Some(one)) if JOINT * weight(&ids) < self.salience(one, at) => {
                Some((one, Vec::new(), "most salient"))
            }
            (Some(ids), _) => Some((ids[0], ids[1..].to_vec(), "named together")),
            (None, Some(one)) => Some((one, Vec::new(), "most salient")),
            _ => None,
        }
    }

    /// `it` is somebody only where that somebody was a subject in this sentence or the last: else it is a thing.
    fn is_subject_of_late(&self, id: ActorId, head: usize) -> bool {
        let sentence = self.reading.sentence[head];
        let late = |m: &&Mention| m.actor == id && self.reading.sentence[m.head] + 1 >= sentence;
        self.mentions
            .iter()
            .rev()
            .filter(late)
            .any(|m| self.weight(m.head) == 100 || m.head + 12 > head && self.weight(head) < 100)
    }

    /// Reflexives and possessives belong to the subject of their clause.
    fn bound(&mut self, head: usize, pronoun: Pronoun) -> Option<ActorId> {
        let reading = self.reading;
        let own = reading.is(head, &["nmod:poss"]);
        let reflexive = reading.folded(head).ends_with("self") || reading.folded(head).ends_with("selves");
        if !own && !reflexive {
            return None;
        }
        if let Some(id) = self.parallel(head).or_else(|| self.ahead(head)).filter(|&id| self.fits(id, pronoun)) {
            return Some(id);
        }
        let mut at = head;
        for _ in 0..8 {
            let up = reading.head(at)?;
            if let Some(subject) = reading.child(up, &["nsubj"]).filter(|&s| s != at && s < head) {
                let id = *self.of_head.get(&subject)?;
                let joint = self.joint.get(&reading.first_conjunct(subject)).is_some_and(|g| g.len() > 1);
                let plural = pronoun == Pronoun::They && joint;
                return (!plural && self.fits(id, pronoun)).then_some(id);
            }
            if reading.is(at, &["nsubj"]) {
                return None;
            }
            at = up;
        }
        None
    }

    /// `Arnor's blockade and its shelling`: the possessor of the noun that the pronoun's is coordinated with.
    fn parallel(&self, head: usize) -> Option<ActorId> {
        let reading = self.reading;
        let noun = reading.head(head).filter(|&n| reading.is(n, &["conj"]))?;
        let owner = reading.child(reading.head(noun)?, &["nmod:poss"]).filter(|&o| o < head)?;
        self.of_head.get(&owner).copied()
    }

    /// `For his part, Beren …`, `In her speech, Idril …`: the name behind the comma of an opening phrase.
    fn ahead(&mut self, head: usize) -> Option<ActorId> {
        let reading = self.reading;
        let around = reading.around(head);
        let opening = head <= around.start + 2 && reading.word(around.start).upos == Upos::Adp;
        let comma = (head..around.end.min(head + 8)).find(|&i| reading.folded(i) == ",").filter(|_| opening)?;
        let named = |s: &&Sketch| s.words.start == comma + 1 && !matches!(s.what, What::Role | What::Pronoun(_));
        let sketch = self.sketches.iter().find(named)?;
        self.named(sketch)
    }

    /// Whom a pronoun cannot mean: the subject of the verb whose object it is, and who speaks the words it stands in.
    fn barred(&self, head: usize) -> Vec<ActorId> {
        let reading = self.reading;
        let object = reading.is(head, &["obj", "iobj", "obl"]);
        let subject = reading.head(head).filter(|_| object).and_then(|v| self.subject_of_same(v));
        let mut barred: Vec<ActorId> = subject.and_then(|s| self.of_head.get(&s)).copied().into_iter().collect();
        barred.extend(self.speakers(head));
        barred
    }

    fn subject_of_same(&self, verb: usize) -> Option<usize> {
        self.reading.child(verb, &["nsubj"])
    }

    fn speakers(&self, head: usize) -> Vec<ActorId> {
        let reading = self.reading;
        if !reading.sentences.quotes.iter().any(|q| q.words.contains(&head)) {
            return Vec::new();
        }
        let of = reading.sentences.attributions.iter().filter(|a| a.content.iter().any(|c| c.contains(&head)));
        let sources = of.flat_map(|a| a.source.iter().cloned());
        let person = |words: std::ops::Range<usize>| {
            self.sketches.iter().find(|s| words.contains(&s.head) && matches!(s.what, What::Person(_)))
        };
        let ids = sources.filter_map(person).filter_map(|s| match s.what {
            What::Person(p) => self.keys.get(&Key::Person(p)).copied(),
            _ => None,
        });
        ids.collect()
    }
}

/// The words by which a description is listed: without articles and the like.
fn name_words(reading: &Reading, sketch: &Sketch) -> std::ops::Range<usize> {
    let mut words = sketch.words.clone();
    let light = |i: usize| {
        matches!(reading.word(i).upos, Upos::Det | Upos::Pron | Upos::Punct) || reading.is(i, &["det", "nummod"])
    };
    while words.len() > 1 && words.start < sketch.head && light(words.start) {
        words.start += 1;
    }
    words
}

fn initials(name: &str) -> String {
    let capital = |w: &str| w.chars().next().filter(|c| c.is_uppercase());
    name.split([' ', '-']).filter_map(capital).collect()
}
