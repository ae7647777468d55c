//! Which known person is it, and in which office on the day of the report?
//!
//! The world's leaders and the persons of a register are looked up alike. A full name is enough where one person bears it;
//! a surname alone must be that of somebody in office about that day. Of several, office, country and the company they
//! keep decide; where they do not, nobody is meant.

use std::collections::{BTreeSet, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;
use smol_str::SmolStr;

use super::actor::Cast;
use super::gazetteer::{fold_all, is_supranational};
use super::lexicon::Lexicon;
use super::name::{Name, Named};
use super::people::{People, tokens};
use super::phrase::Reading;
use super::role::Office;
use super::sketch::{Sketch, What};
use super::{ActorId, ActorKind, Form, Role, code};
use crate::register::{self, surname};

/// For how many days before and after an office was seen in reports a surname alone may mean its holder.
const NEAR: i32 = 366;

/// So many years after an office, a title can only recall it.
const RECALLED: i64 = 10;

/// Persons known by name.
#[derive(Default)]
pub(super) struct Holders {
    list: Vec<Holder>,
    names: HashMap<String, Vec<usize>>,
    surnames: HashMap<SmolStr, Vec<usize>>,
}

/// A person known to hold or have held offices.
#[derive(Default)]
pub(super) struct Holder {
    pub(super) name: String,
    /// The id in the register, for those who stand in it.
    pub(super) register: Option<String>,
    pub(super) wikidata: Option<String>,
    /// Codes and ids of those named beside this person.
    company: Vec<String>,
    tenures: Vec<Tenure>,
}

/// An office held, from when to when.
#[derive(Clone, Debug, Default)]
pub(super) struct Tenure {
    pub(super) country: Option<String>,
    pub(super) title: String,
    /// That title, and what else stands before the name (`general`).
    titles: Vec<String>,
    of: Option<String>,
    standing: Option<String>,
    pub(super) sectors: Vec<String>,
    /// As written, and as days.
    written: (Option<String>, Option<String>),
    from: Option<Date>,
    to: Option<Date>,
    /// When reports told of it.
    seen: Option<(Date, Date)>,
}

/// Who a person of a report is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    holder: usize,
    /// By the surname alone?
    surname: bool,
}

/// What a report tells of somebody beside the name.
struct Circumstances<'a> {
    lexicon: &'a Lexicon,
    day: Option<Date>,
    offices: &'a [&'a Office],
    /// The states and bodies whose offices the text says they are.
    bearers: Vec<&'a str>,
    titles: Vec<String>,
}

impl Holders {
    /// Adds a leader of the world; terms of one name and country are one person's.
    pub(super) fn add_leader(&mut self, name: &str, aliases: &[String], tenure: Tenure) {
        let same = |h: &Holder| h.tenures.iter().any(|t| t.country == tenure.country);
        let known = self.names.get(&fold_all(name)).and_then(|ids| ids.iter().copied().find(|&i| same(&self.list[i])));
        let id = known.unwrap_or_else(|| self.add(Holder { name: name.to_string(), ..Holder::default() }));
        self.list[id].tenures.push(tenure);
        let (parts, full): (Vec<&str>, Vec<&str>) = aliases.iter().map(String::as_str).partition(|a| is_part(a, name));
        std::iter::once(name).chain(full).for_each(|n| self.name(n, id));
        // By what part of a name news calls its bearer, the table tells where it is not the last.
        parts.iter().for_each(|part| self.called(SmolStr::new(fold_all(part)), id));
        if parts.is_empty() {
            self.surname(name, id);
        }
    }

    /// Adds a person of a register, who may be a leader of the world already.
    pub(super) fn enrol(&mut self, id: &str, actor: &register::Actor) {
        let tenures: Vec<Tenure> = actor.offices.values().map(Tenure::of_register).collect();
        let same = |h: &Holder| {
            let country = |t: &Tenure| t.country.is_some() && h.tenures.iter().any(|o| o.country == t.country);
            h.register.is_none() && (tenures.iter().any(country) || tenures.iter().all(|t| t.country.is_none()))
        };
        let named = actor.names().filter_map(|n| self.names.get(&fold_all(n))).flatten().copied();
        let known = named.into_iter().find(|&i| same(&self.list[i]));
        let number = known.unwrap_or_else(|| self.add(Holder { name: actor.name.clone(), ..Holder::default() }));
        let holder = &mut self.list[number];
        holder.register = Some(id.to_string());
        holder.wikidata.clone_from(&actor.wikidata);
        holder.company.clone_from(&actor.company);
        holder.tenures.extend(tenures);
        for name in actor.names() {
            self.name(name, number);
            self.name(&without_initials(name), number);
        }
        self.surname(&actor.name, number);
    }

    fn add(&mut self, holder: Holder) -> usize {
        self.list.push(holder);
        self.list.len() - 1
    }

    fn name(&mut self, name: &str, id: usize) {
        let ids = self.names.entry(fold_all(name)).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn surname(&mut self, name: &str, id: usize) {
        self.called(surname(name), id);
    }

    fn called(&mut self, part: SmolStr, id: usize) {
        let ids = self.surnames.entry(part).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// May a word alone be the surname of somebody in office about that day?
    pub(super) fn is_surname(&self, word: &str, day: Option<Date>) -> bool {
        let ids = self.surnames.get(word).into_iter().flatten();
        ids.map(|&i| &self.list[i]).any(|h| h.may_be_meant(day))
    }

    /// The person whom a folded name means.
    fn identify(
        &self,
        name: &str,
        told: &Circumstances,
        company: impl FnOnce() -> BTreeSet<String>,
    ) -> Option<Identity> {
        let full = self.names.get(name);
        let ids = full.or_else(|| self.surnames.get(name))?;
        let alone = full.is_none();
        let fits = |&i: &usize| {
            let holder = &self.list[i];
            let recalled = || holder.has_begun(told.day) && holder.bears(told);
            (!alone || holder.may_be_meant(told.day) || recalled()) && !holder.contradicts(told, alone)
        };
        let fitting: Vec<usize> = ids.iter().copied().filter(fits).collect();
        let holder = match fitting.as_slice() {
            [one] => *one,
            several => self.likeliest(several, told, company)?,
        };
        // Without a day, a word is the surname of nobody but those whom the user's own reports tell of.
        let found = &self.list[holder];
        let meant = !alone || told.day.is_some() || found.register.is_some() || found.bears(told);
        meant.then_some(Identity { holder, surname: alone })
    }

    fn likeliest(
        &self,
        ids: &[usize],
        told: &Circumstances,
        company: impl FnOnce() -> BTreeSet<String>,
    ) -> Option<usize> {
        ids.first()?;
        let company = company();
        let weight = |i: usize| {
            let holder = &self.list[i];
            (holder.bears(told), holder.serves(told.day), holder.kept(&company))
        };
        let best = ids.iter().map(|&i| weight(i)).max()?;
        let mut of_these = ids.iter().copied().filter(|&i| weight(i) == best);
        of_these.next().filter(|_| of_these.next().is_none())
    }
}

impl Holder {
    /// The office on a day: one held then, else the one nearest to it that was held before.
    fn tenure(&self, day: Option<Date>) -> Option<&Tenure> {
        let begun = self.tenures.iter().filter(|t| !t.is_future(day));
        begun.min_by_key(|t| (day.map_or(0, |d| t.days_to(d)), std::cmp::Reverse(t.begin())))
    }

    fn serves(&self, day: Option<Date>) -> bool {
        day.is_some_and(|d| self.tenures.iter().any(|t| t.days_to(d) == 0))
    }

    fn has_begun(&self, day: Option<Date>) -> bool {
        self.tenures.iter().any(|t| !t.is_future(day))
    }

    /// May a surname alone mean this person on that day?
    fn may_be_meant(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.tenures.iter().any(|t| t.days_to(day) <= if t.seen.is_some() { NEAR } else { 0 })
    }

    /// Does the text say what cannot be said of this person? The office of another state; for a surname alone, another
    /// trade too.
    fn contradicts(&self, told: &Circumstances, alone: bool) -> bool {
        let countries: Vec<&str> = self.tenures.iter().filter_map(|t| t.country.as_deref()).collect();
        let states = || told.bearers.iter().filter(|b| !is_supranational(b));
        let abroad = states().next().is_some() && !countries.is_empty() && !states().any(|b| countries.contains(b));
        let own = countries.iter().any(|c| is_supranational(c));
        let trade = || alone && !self.bears(told) && told.offices.iter().any(|o| self.is_of_another_trade(o));
        abroad && !own || trade()
    }

    fn is_of_another_trade(&self, office: &Office) -> bool {
        let known: Vec<&String> = self.tenures.iter().flat_map(|t| &t.sectors).collect();
        let telling = office.standing.is_none() && !office.sectors.is_empty() && !known.is_empty();
        telling && !office.sectors.iter().any(|s| known.contains(&s))
    }

    /// Is one of the titles in the text that of an office of this person?
    fn bears(&self, told: &Circumstances) -> bool {
        told.titles.iter().any(|title| self.tenures.iter().any(|t| t.is_style(title, told.lexicon)))
    }

    /// How many of those whom a report names are known to be named beside this person.
    fn kept(&self, company: &BTreeSet<String>) -> usize {
        let home: BTreeSet<&String> = self.tenures.iter().filter_map(|t| t.country.as_ref()).collect();
        home.into_iter().chain(&self.company).filter(|c| company.contains(*c)).count()
    }
}

impl Tenure {
    /// An office of the world's leaders.
    pub(super) fn of_world(
        country: &str,
        titles: Vec<String>,
        sectors: Vec<String>,
        dates: [(&str, Option<Date>); 2],
    ) -> Tenure {
        let [(from, first), (to, last)] = dates;
        let some = |cell: &str| Some(cell.to_string()).filter(|c| !c.is_empty());
        Tenure {
            country: some(country),
            title: titles.first().cloned().unwrap_or_default(),
            titles,
            sectors,
            written: (some(from), some(to)),
            from: first,
            to: last,
            ..Tenure::default()
        }
    }

    fn of_register(office: &register::Office) -> Tenure {
        let day = |written: &Option<String>, end| written.as_deref().and_then(|w| bound(w, end));
        let known = office.from.is_some() || office.to.is_some();
        Tenure {
            country: office.country.clone(),
            title: office.title.clone(),
            titles: vec![office.title.clone()],
            of: office.of.clone(),
            standing: office.standing.clone(),
            sectors: office.sectors.clone(),
            written: (office.from.clone(), office.to.clone()),
            from: day(&office.from, false),
            to: day(&office.to, true),
            seen: day(&office.first, false).zip(day(&office.last, true)).filter(|_| !known),
        }
    }

    /// Is a title in the text that of this office, its end or beginning (`secretary` of state), or another word for it?
    fn is_style(&self, title: &str, lexicon: &Lexicon) -> bool {
        let told = even(title);
        let part = |t: &str| {
            let longer = |a: &str, b: &str| a.ends_with(&format!(" {b}")) || a.starts_with(&format!("{b} "));
            t == told || longer(t, &told) || longer(&told, t)
        };
        let other = |t: &str| lexicon.is(&told, t) || lexicon.is(t, &told);
        !told.is_empty() && self.titles.iter().map(|t| even(t)).any(|t| !t.is_empty() && (part(&t) || other(&t)))
    }

    fn begin(&self) -> Option<Date> {
        self.from.or(self.seen.map(|s| s.0))
    }

    /// How far a day is from the time of the office.
    fn days_to(&self, day: Date) -> i32 {
        let end = self.to.or(self.seen.map(|s| s.1));
        let before = self.begin().map_or(0, |begin| days(day, begin));
        let after = end.map_or(0, |end| days(end, day));
        before.max(after).max(0)
    }

    /// Is the office over on that day? Where no day is known, it counts as held.
    pub(super) fn is_former(&self, day: Option<Date>) -> bool {
        self.standing.as_deref() == Some("former") || day.zip(self.to).is_some_and(|(day, to)| to < day)
    }

    fn is_future(&self, day: Option<Date>) -> bool {
        day.zip(self.from).is_some_and(|(day, from)| day < from)
    }
}

/// The days from one day to another.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Is an alias a part of the name, by which its bearer is told only together with office or day?
fn is_part(alias: &str, name: &str) -> bool {
    !alias.contains(' ') || alias.starts_with(char::is_lowercase) && name.ends_with(alias)
}

/// `Mira Tolan` for `Mira K. Tolan`.
fn without_initials(name: &str) -> String {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let last = parts.len().saturating_sub(1);
    let initial = |part: &str| part.trim_end_matches('.').chars().count() == 1;
    let kept = parts.iter().enumerate().filter(|(i, part)| *i == 0 || *i == last || !initial(part));
    kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
}

/// A day, month or year as a table writes it; the end of a time runs to the last day of its month or year.
pub(crate) fn bound(written: &str, end: bool) -> Option<Date> {
    let full = match (written.len(), end) {
        (4, false) => format!("{written}-01-01"),
        (4, true) => format!("{written}-12-31"),
        (7, _) => format!("{written}-01"),
        (10, _) => written.to_string(),
        _ => return None,
    };
    let date: Date = full.parse().ok()?;
    Some(if end && written.len() == 7 { date.last_of_month() } else { date })
}

/// Finds out which persons of a report are known: those with full names first, for they are company to the others.
pub(super) fn recognise(reading: &Reading, names: &[Name], people: &mut People, sketches: &[Sketch]) {
    let holders = &reading.lexicon.gazetteer.holders;
    let mut offices: Vec<Vec<&Office>> = vec![Vec::new(); people.list.len()];
    for sketch in sketches {
        if let What::Person(person) = sketch.what {
            offices[person].extend(&sketch.offices);
        }
    }
    let mut order: Vec<usize> = (0..people.list.len()).collect();
    order.sort_by_key(|&p| people.list[p].fullest.len() == 1);
    for person in order {
        let words = &people.list[person].fullest;
        let written = fold_all(&reading.written(words.clone()));
        let name = if holders.names.contains_key(&written) { written } else { tokens(reading, words).join(" ") };
        let told = circumstances(reading, names, &offices[person]);
        let company = || company(reading, names, people);
        people.list[person].known = holders.identify(&name, &told, company);
    }
}

fn circumstances<'a>(reading: &'a Reading, names: &[Name], offices: &'a [&'a Office]) -> Circumstances<'a> {
    let current = || offices.iter().filter(|o| o.standing.as_deref() != Some("former"));
    let bearers = current().flat_map(|o| &o.bearers);
    let named = bearers.filter_map(|b| names.iter().find(|n| n.words.contains(b)));
    Circumstances {
        lexicon: reading.lexicon,
        day: reading.day,
        offices,
        bearers: named.filter_map(|n| code_of(reading, n)).collect(),
        titles: current().map(|o| title(reading, o)).collect(),
    }
}

/// A title as the text has it, folded.
fn title(reading: &Reading, office: &Office) -> String {
    reading.words.folded[office.title.clone()].join(" ")
}

/// A title with its parts apart (`secretary-general`, and so `secretary - general`, is `secretary general`).
fn even(title: &str) -> String {
    fold_all(title).replace(" - ", " ").replace('-', " ")
}

/// The code of the state or body that a name names.
fn code_of<'a>(reading: &'a Reading, name: &Name) -> Option<&'a str> {
    let gazetteer = &reading.lexicon.gazetteer;
    match name.what {
        Named::State(s) | Named::Adjective(s) | Named::Inhabitants(s) => Some(gazetteer.states[s].code.as_str()),
        Named::Capital { state, .. } => Some(gazetteer.states[state].code.as_str()),
        Named::Body(b) if is_supranational(&gazetteer.bodies[b].code) => Some(gazetteer.bodies[b].code.as_str()),
        Named::Body(b) => gazetteer.bodies[b].country.as_deref(),
        _ => None,
    }
}

/// Codes of the states and bodies that a report names, and ids of the persons known so far.
fn company(reading: &Reading, names: &[Name], people: &People) -> BTreeSet<String> {
    let holders = &reading.lexicon.gazetteer.holders;
    let known = people.list.iter().filter_map(|p| holders.list[p.known?.holder].register.clone());
    names.iter().filter_map(|n| code_of(reading, n)).map(str::to_string).chain(known).collect()
}

impl<'a> Cast<'a> {
    fn holder(&self, id: ActorId) -> Option<&'a Holder> {
        Some(&self.reading.lexicon.gazetteer.holders.list[self.traits[id].known?.holder])
    }

    /// Where a known person stands.
    pub(super) fn known_by(&self, id: ActorId) -> Option<String> {
        self.holder(id).map(rule)
    }

    /// Can a title in the text only recall an office that its holder left long ago?
    pub(super) fn only_recalls(&self, id: ActorId, office: &Office) -> bool {
        let (reading, Some(tenure)) = (self.reading, self.tenure(id)) else { return false };
        let left = tenure.to.map(|to| to.saturating_add(RECALLED.years()));
        let past = left.zip(reading.day).is_some_and(|(left, day)| left < day);
        past && tenure.is_style(&title(reading, office), reading.lexicon)
    }

    /// The office of a known person on the day of the report.
    pub(super) fn tenure(&self, id: ActorId) -> Option<&'a Tenure> {
        self.holder(id)?.tenure(self.reading.day)
    }
}

/// Enters who is known into the cast: name, ids, and the rule of mentions by surname alone. A surname alone does not mean
/// somebody of another country than the text tells.
pub(super) fn settle(cast: &mut Cast) {
    for id in ActorId::first(cast.actors.len()) {
        let body = cast.traits[id].body.and_then(|b| cast.reading.lexicon.gazetteer.bodies[b].register.clone());
        if let Some((register, wikidata)) = body {
            (cast.actors[id].register, cast.actors[id].wikidata) = (Some(register), wikidata);
        }
        let (Some(holder), Some(identity)) = (cast.holder(id), cast.traits[id].known) else { continue };
        let home = |country: &String| holder.tenures.iter().any(|t| t.country.as_ref().is_none_or(|c| c == country));
        if identity.surname && code::told_country(cast, id).is_some_and(|c| !is_supranational(&c) && !home(&c)) {
            cast.traits[id].known = None;
            continue;
        }
        cast.actors[id].register.clone_from(&holder.register);
        cast.actors[id].wikidata.clone_from(&holder.wikidata);
        if identity.surname {
            cast.actors[id].name.clone_from(&holder.name);
            let rule = rule(holder);
            let named = |m: &&mut super::Mention| m.actor == id && m.form == Form::Name;
            cast.mentions.iter_mut().filter(named).for_each(|m| m.rule.clone_from(&rule));
        }
    }
}

/// Where a person stands.
fn rule(holder: &Holder) -> String {
    holder.register.as_ref().map_or("gazetteer:leaders".to_string(), |id| format!("register:{id}"))
}

/// Gives known persons of whom the text tells no office the one that they hold on the day.
pub(super) fn add_offices(cast: &mut Cast) {
    for id in ActorId::first(cast.actors.len()) {
        let held = |r: &Role| r.standing.as_deref() != Some("former");
        if cast.actors[id].kind == ActorKind::Person && !cast.actors[id].roles.iter().any(held) {
            let role = role(cast, id);
            cast.actors[id].roles.extend(role);
        }
    }
}

fn role(cast: &Cast, id: ActorId) -> Option<Role> {
    let (holder, tenure) = (cast.holder(id)?, cast.tenure(id).filter(|t| !t.title.is_empty())?);
    let same = |r: &Role| fold_all(&r.title) == fold_all(&tenure.title);
    let mention = cast.mentions.iter().find(|m| m.actor == id).filter(|_| !cast.actors[id].roles.iter().any(same))?;
    let former = tenure.is_former(cast.reading.day).then(|| "former".to_string());
    Some(Role {
        title: tenure.title.clone(),
        of: tenure.of.clone().or_else(|| tenure.country.clone()),
        standing: former.or_else(|| tenure.standing.clone()),
        from: tenure.written.0.clone(),
        to: tenure.written.1.clone(),
        span: cast.reading.sentences.span(mention.words.clone()),
        rule: Some(rule(holder)),
    })
}
