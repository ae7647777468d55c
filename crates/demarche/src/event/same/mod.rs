//! Is it told already?
//!
//! A report tells one event several times: in the headline, in the lead, as `the attack` further down. A telling that
//! agrees with an earlier one in kind, parties, day, place and status, and that takes the event as known, is a mention
//! of that event, which then has the best of every mention. In doubt two events stay two.

mod telling;

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

use telling::{Manner, Number, Tense};
pub use telling::{Telling, Wording};

use super::{Event, Rule, Status, Step, Told};
use crate::mention::{Actor, ActorId, ActorKind, Form, Mentions, Place, PlaceId, Time};
use crate::ontology::{self, Cameo, Error, Ontology};

/// How far back a noun without parties finds what it stands for, in sentences.
const NEAR: usize = 2;
/// How far back a definite noun reaches, in sentences, where not all parties are the same.
const FAR: usize = 10;
/// How many sentences after the headline may retell it.
const LEAD: usize = 4;

/// What `events/same.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sameness {
    /// The code of what may be any act.
    pub any: SmolStr,
    family: Vec<Family>,
    apart: Set,
    plural: Set,
    vague: Set,
    course: Set,
    state: Set,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    codes: Vec<SmolStr>,
    general: Vec<SmolStr>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    words: HashSet<SmolStr>,
}

/// What is looked up while tellings are compared.
pub struct Report<'a> {
    /// Who and when and where.
    pub mentions: &'a Mentions,
    /// The sentences of the headline.
    pub headline: Vec<bool>,
    /// What may be one event.
    pub same: &'a Sameness,
}

/// Gathers the tellings of a report into events.
pub fn gather(mut tellings: Vec<Telling>, report: &Report) -> Vec<Event> {
    suppose(&mut tellings);
    let mut known: Vec<Known> = Vec::new();
    for telling in tellings {
        match report.told_before(&telling, &known) {
            Some(i) => known[i].tellings.push(telling),
            None => known.extend(report.alone(telling, &known)),
        }
    }
    let mut events: Vec<Event> = known.into_iter().map(|k| report.event(k)).collect();
    events.sort_by_key(|e| (e.trigger.start, e.trigger.end, e.cameo));
    link_conditions(&mut events);
    events
}

/// An event as far as it has been told; the first telling is one that stands alone.
struct Known {
    tellings: Vec<Telling>,
}

impl Known {
    fn first(&self) -> &Telling {
        &self.tellings[0]
    }

    fn last(&self) -> usize {
        self.tellings.last().map_or(0, |t| t.event.sentence)
    }
}

/// How the parties of two tellings lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    /// Somebody stands in the way.
    Apart,
    /// Nobody is named in both.
    Nobody,
    /// One names some of those whom the other names.
    Some,
    /// The same.
    All,
}

impl Report<'_> {
    /// The event that a telling tells again.
    fn told_before(&self, b: &Telling, known: &[Known]) -> Option<usize> {
        let mut fitting: Vec<usize> = (0..known.len()).filter(|&i| self.may_be(&known[i], b)).collect();
        if matches!(b.manner, Manner::Pronoun(_) | Manner::Vague) && fitting.len() > 1 {
            return None;
        }
        // Of several in one sentence, the one between several parties, then the one that is told first.
        fitting.sort_by_key(|&i| (known[i].last(), together(&known[i].first().event).len().min(2), Reverse(i)));
        let unnamed = b.manner.is_definite() && together(&b.event).is_empty();
        if unnamed && fitting.len() > 1 {
            fitting.retain(|&i| b.event.sentence <= known[i].last() + NEAR);
            fitting.drain(..fitting.len().saturating_sub(1));
        }
        fitting.into_iter().rev().find(|&i| self.agree_in_setting(&known[i], b))
    }

    fn agree_in_setting(&self, known: &Known, b: &Telling) -> bool {
        known.tellings.iter().all(|a| self.agree_in_time(a, b) && self.agree_in_place(a, b))
    }

    fn may_be(&self, known: &Known, b: &Telling) -> bool {
        let compatible = |a: &Telling| self.is_kin(a, b) && self.shared_by(a, b) > Shared::Apart;
        let later = known.tellings.iter().all(|a| a.event.sentence < b.event.sentence)
            || !b.whole && known.first().event.trigger.end <= b.event.trigger.start;
        later
            && self.agree_in_status(known.first(), b)
            && known.tellings.iter().all(compatible)
            && known.tellings.iter().any(|a| self.repeats(a, b, known))
    }

    /// Does the later telling take the earlier one as known?
    fn repeats(&self, a: &Telling, b: &Telling, known: &Known) -> bool {
        match &b.manner {
            Manner::Pronoun(number) => self.is_next(a, b) && a.manner.number() == Some(*number) && a.whole,
            Manner::Vague => self.is_next(a, b) && a.whole && self.is_deed(a) && !a.event.cameo.is_talk(),
            Manner::Definite { noun, number, own } => {
                let reach = if *own { NEAR } else { FAR };
                let near = b.event.sentence <= known.last() + reach;
                let fits = near || self.is_deed(b) && self.shared_by(a, b) == Shared::All && both_sides(&b.event);
                let met = !b.event.cameo.is_talk() || a.manner != Manner::Clause || together(&a.event).len() > 1;
                !b.apart && self.agree_in_number(a, noun, *number) && fits && met && self.is_in_reach(a, b)
            }
            _ if self.is_headline(a) => self.is_lead(a, b, known),
            _ => self.is_retold(a, b),
        }
    }

    /// The same one is named in both, or the earlier is near enough to lend all that the later leaves out.
    fn is_in_reach(&self, a: &Telling, b: &Telling) -> bool {
        let (earlier, later) = (together(&a.event), together(&b.event));
        let same = earlier.is_empty() || later.is_empty() || later.iter().any(|p| earlier.contains(p));
        same || b.event.sentence <= a.event.sentence + NEAR
    }

    fn is_next(&self, a: &Telling, b: &Telling) -> bool {
        a.event.sentence + 1 == b.event.sentence
    }

    fn is_headline(&self, a: &Telling) -> bool {
        self.headline.get(a.event.sentence).is_some_and(|h| *h)
    }

    /// `The attacks` are not `an attack`; `the talks` are what was a meeting.
    fn agree_in_number(&self, a: &Telling, noun: &str, number: Number) -> bool {
        let several = number == Number::Many && !self.same.plural.words.contains(noun);
        !several || a.manner.number() == Some(Number::Many)
    }

    /// The first sentences tell what the headline told, with as much as it told or more.
    fn is_lead(&self, a: &Telling, b: &Telling, known: &Known) -> bool {
        let first = self.headline.iter().take_while(|h| **h).count();
        let once = known.tellings.iter().all(|t| self.is_headline(t) || t.manner.is_definite());
        once && b.event.sentence < first + LEAD
            && self.shared_by(a, b) >= Shared::Some
            && a.event.condition.is_none() == b.event.condition.is_none()
            && a.event.condition.is_none()
    }

    /// The same deed with all the same parties, told as a fact in two places, with nothing that sets one apart.
    fn is_retold(&self, a: &Telling, b: &Telling) -> bool {
        let named = date(a).is_some() && date(b).is_some() || self.both_placed(a, b);
        let new = matches!(b.manner, Manner::Noun { new: true, .. });
        let fact = |t: &Telling| t.event.status == Status::Actual && !t.apart && self.is_deed(t);
        fact(a)
            && fact(b)
            && (named || !new && !b.before && !a.before && self.dates_are_fresh(a, b))
            && (self.shared_by(a, b) == Shared::All && (both_sides(&a.event) || named) && objects_agree(a, b)
                || self.is_strife_there(a, b))
    }

    fn is_deed(&self, t: &Telling) -> bool {
        !t.event.cameo.is_saying()
    }

    /// Fighting that names nobody, where the report has told of fighting.
    fn is_strife_there(&self, a: &Telling, b: &Telling) -> bool {
        let strife = b.event.cameo.is_violence() && b.event.cameo.is_general() && b.manner != Manner::Clause;
        strife && together(&b.event).is_empty() && self.both_placed(a, b)
    }

    fn both_placed(&self, a: &Telling, b: &Telling) -> bool {
        a.event.place.is_some() && b.event.place.is_some()
    }

    /// What is dated by year or month alone lies further back than what the report brings as news.
    fn dates_are_fresh(&self, a: &Telling, b: &Telling) -> bool {
        match (date(a), date(b)) {
            (Some(day), None) | (None, Some(day)) => day.len() >= "2000-01-01".len(),
            _ => true,
        }
    }

    fn agree_in_time(&self, a: &Telling, b: &Telling) -> bool {
        match (date(a), date(b)) {
            (Some(a), Some(b)) => !is_day(a) || !is_day(b) || overlap_in_time(a, b),
            _ => true,
        }
    }

    fn agree_in_place(&self, a: &Telling, b: &Telling) -> bool {
        let place = |t: &Telling| t.event.place.map(|p| &self.mentions.places[p]);
        match (place(a), place(b)) {
            (Some(a), Some(b)) => one_place(a, b),
            _ => true,
        }
    }

    /// Two facts, two plans, two denials; and what was planned may later be named without saying so again.
    fn agree_in_status(&self, a: &Telling, b: &Telling) -> bool {
        let (first, then) = (a.event.status, b.event.status);
        let lies_ahead = match b.tense {
            Tense::Past => false,
            Tense::Open => is_planned(first) || matches!(first, Status::Possible | Status::Conditional),
            Tense::Present => is_planned(first),
        };
        first == then
            || is_planned(first) && is_planned(then)
            || b.manner.is_definite() && then == Status::Actual && lies_ahead
    }

    fn is_kin(&self, a: &Telling, b: &Telling) -> bool {
        let lies_ahead = is_planned(a.event.status) || matches!(a.event.status, Status::Possible | Status::Conditional);
        b.deed.is_none()
            || self.kin(a.event.cameo, b.event.cameo)
            || lies_ahead && a.deed.is_some_and(|deed| deed != a.event.cameo && self.kin(deed, b.event.cameo))
    }

    fn kin(&self, a: Cameo, b: Cameo) -> bool {
        if a.is_under(b) || b.is_under(a) {
            return true;
        }
        match (self.same.family(a), self.same.family(b)) {
            (Some(f), Some(g)) => std::ptr::eq(f, g) && (f.names(a) || f.names(b)),
            (None, None) => a.root() == b.root() && (a.is_general() || b.is_general()),
            _ => false,
        }
    }

    fn shared_by(&self, a: &Telling, b: &Telling) -> Shared {
        let (a, b, vague) = (&a.event, &b.event, a.manner.is_definite() || b.manner.is_definite());
        let count = |side: &[ActorId]| side.iter().copied().filter(|&n| !vague || self.is_somebody(n)).collect();
        let (a_actors, a_recipients): (Vec<ActorId>, Vec<ActorId>) = (count(&a.actors), count(&a.recipients));
        let (b_actors, b_recipients): (Vec<ActorId>, Vec<ActorId>) = (count(&b.actors), count(&b.recipients));
        if a.cameo.is_talk() || b.cameo.is_talk() {
            return self.side(&[a_actors, a_recipients].concat(), &[b_actors, b_recipients].concat(), true).0;
        }
        let (actors, named) = self.side(&a_actors, &b_actors, true);
        let (recipients, struck) = self.side(&a_recipients, &b_recipients, false);
        match actors.min(recipients) {
            Shared::Nobody if named || struck => Shared::Some,
            least => least,
        }
    }

    /// How two lists of parties lie to each other, and whether they name anybody in common.
    fn side(&self, a: &[ActorId], b: &[ActorId], acts: bool) -> (Shared, bool) {
        let covers = |x: &[ActorId], y: &[ActorId]| y.iter().all(|&n| x.iter().any(|&m| self.fits(m, n, acts)));
        match (a.is_empty(), b.is_empty()) {
            (true, true) => (Shared::All, false),
            (true, _) | (_, true) => (Shared::Nobody, false),
            _ => match (covers(a, b), covers(b, a)) {
                (true, true) => (Shared::All, true),
                (false, false) => (Shared::Apart, false),
                _ => (Shared::Some, true),
            },
        }
    }

    /// May both be one party of one event: the same, or a state and who acts for it?
    fn fits(&self, a: ActorId, b: ActorId, acts: bool) -> bool {
        let (x, y) = (&self.mentions.actors[a], &self.mentions.actors[b]);
        let (Some(c), Some(d)) = (&x.code, &y.code) else { return a == b };
        let persons = x.kind == ActorKind::Person && y.kind == ActorKind::Person;
        let named = x.kind == y.kind && self.is_named(a) && self.is_named(b);
        let groups = x.kind == ActorKind::Group && y.kind == ActorKind::Group && x.name != y.name;
        let more = if c.len() < d.len() { &y.sectors } else { &x.sectors };
        let for_state = c == d || x.kind == ActorKind::State || y.kind == ActorKind::State || x.sectors == y.sectors;
        let state = |s: &String| self.same.state.words.contains(s.as_str()) || !acts && s == "CVL";
        a == b
            || !(persons || named || groups)
                && (c.starts_with(d.as_str()) || d.starts_with(c.as_str()))
                && for_state
                && (c == d || more.iter().all(state))
    }

    /// `Twelve people` whom the attack killed are not another party than the town that was attacked.
    fn is_somebody(&self, actor: ActorId) -> bool {
        let body = |a: &Actor| a.code.as_deref().is_some_and(|c| c.starts_with("IGO"));
        let coded = |a: &Actor| a.country.is_some() || a.kind != ActorKind::Group || body(a);
        coded(&self.mentions.actors[actor]) || self.is_named(actor)
    }

    fn is_named(&self, actor: ActorId) -> bool {
        self.mentions.list.iter().any(|m| m.actor == actor && m.form == Form::Name)
    }

    /// A telling that tells of nothing before: an event of its own, if it says enough.
    fn alone(&self, mut b: Telling, known: &[Known]) -> Option<Known> {
        if !b.whole && !self.borrow(&mut b, known) {
            return None;
        }
        Some(Known { tellings: vec![b] })
    }

    /// `The talks resumed on Tuesday`: on another day than those told just before, and between the same.
    fn borrow(&self, b: &mut Telling, known: &[Known]) -> bool {
        let another_day = |k: &&Known| {
            let a = k.first();
            b.deed.is_some()
                && b.event.sentence <= k.last() + NEAR
                && a.event.trigger.end <= b.event.trigger.start
                && self.is_kin(a, b)
                && !self.agree_in_time(a, b)
                && a.event.status == Status::Actual
                && self.repeats(a, b, k)
        };
        let lender = known.iter().filter(another_day).max_by_key(|k| k.last());
        let Some(lender) = lender.filter(|_| together(&b.event).is_empty()).map(|k| &k.first().event) else {
            return false;
        };
        (b.event.actors, b.event.recipients) = (lender.actors.clone(), lender.recipients.clone());
        b.event.rule.steps.push(Step::Borrowed);
        true
    }

    /// The event with the best of its mentions.
    fn event(&self, known: Known) -> Event {
        let tellings = known.tellings;
        let size = |e: &Event| together(e).len();
        let details = |e: &Event| usize::from(e.date.is_some()) + usize::from(e.place.is_some());
        let best = (0..tellings.len()).max_by_key(|&i| {
            let t = &tellings[i];
            (t.whole, size(&t.event), details(&t.event), !self.is_headline(t), Reverse(i))
        });
        let mut event = tellings[best.unwrap_or_default()].event.clone();
        event.status = tellings[0].event.status;
        let headline = self.is_headline(&tellings[0]);
        event.mentions = tellings.iter().enumerate().map(|(i, t)| self.told(t, i, headline)).collect();
        for other in tellings.iter().filter(|t| t.deed.is_some()) {
            self.enrich(&mut event, &other.event);
        }
        event.date = self.closest_date(&tellings).or(event.date);
        event.place = self.closest_place(&tellings).or(event.place);
        event
    }

    fn told(&self, t: &Telling, number: usize, headline: bool) -> Told {
        let again = (number > 0).then(|| t.manner.why(headline && t.event.sentence < LEAD + 1));
        let rule = Rule { again, ..t.event.rule.clone() };
        Told { words: t.event.trigger.clone(), sentence: t.event.sentence, statement: t.event.statement, rule }
    }

    /// Takes from another telling what it says more closely: the code, parties.
    fn enrich(&self, event: &mut Event, other: &Event) {
        let (now, then) = (event.cameo.as_str(), other.cameo.as_str());
        let closer = then.len() > now.len() || now.ends_with('0') && !then.ends_with('0');
        if closer && other.cameo.root() == event.cameo.root() {
            event.cameo = other.cameo;
            event.plover.clone_from(&other.plover);
            event.mode.clone_from(&other.mode);
            event.contexts.clone_from(&other.contexts);
        }
        if together(other).len() > together(event).len() {
            (event.actors, event.recipients) = (other.actors.clone(), other.recipients.clone());
        }
        if !event.cameo.is_talk() {
            fill(&mut event.actors, &other.actors);
            fill(&mut event.recipients, &other.recipients);
        }
        event.condition = event.condition.take().or_else(|| other.condition.clone());
        event.duration = event.duration.take().or_else(|| other.duration.clone());
        event.weapon = event.weapon.take().or_else(|| other.weapon.clone());
        event.magnitudes = union(std::mem::take(&mut event.magnitudes), &other.magnitudes);
        event.contexts = union(std::mem::take(&mut event.contexts), &other.contexts);
    }

    /// The date that says most: a day before a month or a range.
    fn closest_date(&self, tellings: &[Telling]) -> Option<Time> {
        let closeness = |t: &Telling| date(t).map(|d| (!d.contains('/'), d.len()));
        let closest = tellings.iter().max_by_key(|t| (closeness(t), Reverse(t.event.sentence)))?;
        closest.event.date.clone()
    }

    fn closest_place(&self, tellings: &[Telling]) -> Option<PlaceId> {
        let placed = tellings.iter().filter_map(|t| Some((t.event.place?, t.event.sentence)));
        let exact = |p: PlaceId| self.mentions.places[p].position.is_some();
        placed.max_by_key(|&(p, sentence)| (exact(p), Reverse(sentence))).map(|(p, _)| p)
    }
}

/// The parts of the file that refer to other tables.
#[derive(Deserialize)]
struct References {
    any: Spanned<String>,
    family: Vec<CodesOfFamily>,
    state: SectorsOfState,
}

#[derive(Deserialize)]
struct CodesOfFamily {
    codes: Vec<Spanned<String>>,
    general: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
struct SectorsOfState {
    words: Vec<Spanned<String>>,
}

impl Sameness {
    /// Reads the file, whose codes and sectors must be known.
    pub fn load(source: &ontology::Source, ontology: &Ontology) -> Result<Sameness, Error> {
        let References { any, family, state } = source.toml()?;
        let of_families = family.iter().flat_map(|f| f.codes.iter().chain(&f.general));
        ontology.codes.check(source, std::iter::once(&any).chain(of_families))?;
        ontology.lists.check_sectors_in(source, &state.words)?;
        source.toml()
    }

    /// The family that a code belongs to by its longest beginning.
    fn family(&self, code: Cameo) -> Option<&Family> {
        let length =
            |f: &Family| f.codes.iter().filter(|c| code.as_str().starts_with(c.as_str())).map(SmolStr::len).max();
        self.family.iter().filter_map(|f| Some((length(f)?, f))).max_by_key(|(length, _)| *length).map(|(_, f)| f)
    }
}

impl Family {
    /// Does this code name what the others of the family tell?
    fn names(&self, code: Cameo) -> bool {
        self.general.iter().any(|g| code == **g)
    }
}

fn is_planned(status: Status) -> bool {
    matches!(status, Status::Intended | Status::Promised | Status::Scheduled)
}

/// The parties of both sides, each once.
fn together(event: &Event) -> Vec<ActorId> {
    let mut all = event.actors.clone();
    all.extend(event.recipients.iter().filter(|r| !event.actors.contains(r)));
    all
}

/// Is it told both who acts and to whom, or who meet?
fn both_sides(event: &Event) -> bool {
    !event.actors.is_empty() && !event.recipients.is_empty()
}

/// Fills an empty side with those of another telling.
fn fill(side: &mut Vec<ActorId>, other: &[ActorId]) {
    if side.is_empty() {
        side.extend_from_slice(other);
    }
}

/// `shelled the port` and `shelled the barracks` are two deeds, whosever port and barracks they are.
fn objects_agree(a: &Telling, b: &Telling) -> bool {
    match (&a.object, &b.object) {
        (Some((a, whom)), Some((b, other))) => a == b || whom.is_some() && whom == other,
        _ => true,
    }
}

/// When a telling says that it was.
fn date(t: &Telling) -> Option<&str> {
    t.event.date.as_ref().map(|time| time.value.as_str())
}

/// All of both, each once.
fn union<T: Clone + PartialEq>(mut all: Vec<T>, more: &[T]) -> Vec<T> {
    for one in more {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

/// A date or range of dates, no duration.
fn is_day(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// Two ISO dates or ranges of dates, each as coarse as the text: can both be of one event?
fn overlap_in_time(a: &str, b: &str) -> bool {
    let ends =
        |v: &str| v.split_once('/').map_or((v.to_string(), v.to_string()), |(s, e)| (s.to_string(), e.to_string()));
    let ((a_start, a_end), (b_start, b_end)) = (ends(a), ends(b));
    let not_after = |x: &str, y: &str| x == ".." || y == ".." || x <= y || x.starts_with(y) || y.starts_with(x);
    not_after(&a_start, &b_end) && not_after(&b_start, &a_end)
}

/// The same place, or one in the other.
fn one_place(a: &Place, b: &Place) -> bool {
    let inside = |x: &str, y: &str| x.split_whitespace().any(|w| w == y);
    let whole = |p: &Place| p.position.is_none() && p.country.is_some();
    a.name == b.name
        || inside(&a.name, &b.name)
        || inside(&b.name, &a.name)
        || a.country == b.country && (whole(a) != whole(b))
}

/// What stands in a condition has not happened (`once Gondor opens the gate`); what is named there as known is what was
/// told, whatever may become of it (`if the talks fail`).
fn suppose(tellings: &mut [Telling]) {
    let conditions: Vec<_> = tellings.iter().filter_map(|t| t.event.condition.clone()).collect();
    let inside = |t: &&mut Telling| conditions.iter().any(|c| c.contains(&t.event.trigger.start));
    for telling in tellings.iter_mut().filter(inside) {
        if telling.manner.is_definite() && !telling.whole {
            (telling.event.status, telling.tense) = (Status::Actual, Tense::Open);
        } else if telling.event.status == Status::Actual && !telling.manner.is_definite() {
            telling.event.status = Status::Hypothetical;
            telling.event.rule.steps.push(Step::InCondition);
        }
    }
}

/// Where an event stands in the condition of another, the condition leads to it.
fn link_conditions(events: &mut [Event]) {
    for i in 0..events.len() {
        let Some(condition) = events[i].condition.clone() else { continue };
        let stands = |e: &Event| e.mentions.iter().any(|m| condition.contains(&m.words.start));
        let within = (0..events.len()).filter(|&j| j != i && stands(&events[j]));
        let first = within.min_by_key(|&j| (events[j].status != Status::Hypothetical, events[j].trigger.start));
        events[i].conditioned_by = first;
    }
}
