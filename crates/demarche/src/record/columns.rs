//! Which columns has each table?
//!
//! Each column is described once: heading, what it is, how its cells are found; its type is that of the cells. Whatever
//! writes tables writes them from here, and `spec/tables.md` is made from here.

use jiff::civil::Date as Day;

use super::cell::{Cell, Field, Struct, Type, Value};
use super::when::When;
use super::{Actor, Date, Event, Magnitude, Mention, Party, Place, Record, Role, Statement, Words, word};
use crate::ontology::Ontology;

/// A table that a record has rows for.
pub struct Table {
    /// The name by which users ask for it.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    fields: fn() -> Vec<Field>,
    rows: fn(&Record, &Ontology) -> Vec<Vec<Value>>,
}

/// All tables.
pub static TABLES: [Table; 5] = [
    Table {
        name: "events",
        about: "one row an event, all who act or receive in it",
        fields: || events().fields(),
        rows: |record, ontology| events().rows(&record.events, record, ontology),
    },
    Table {
        name: "dyads",
        about: "one row for each pair of an actor and a recipient of an event",
        fields: || dyads().fields(),
        rows: |record, ontology| dyads().rows(&record.dyads(), record, ontology),
    },
    Table {
        name: "statements",
        about: "one row a statement",
        fields: || statements().fields(),
        rows: |record, ontology| statements().rows(&record.statements, record, ontology),
    },
    Table {
        name: "actors",
        about: "one row an actor",
        fields: || actors().fields(),
        rows: |record, ontology| actors().rows(&record.actors, record, ontology),
    },
    Table {
        name: "mentions",
        about: "one row for each place where a report mentions an actor",
        fields: || mentions().fields(),
        rows: |record, ontology| mentions().rows(&meant(record), record, ontology),
    },
];

impl Table {
    /// The table with this name.
    pub fn named(name: &str) -> Option<&'static Table> {
        TABLES.iter().find(|t| t.name == name)
    }

    /// Its columns.
    pub fn fields(&self) -> Vec<Field> {
        (self.fields)()
    }

    /// The rows of a record, each with a cell for every column.
    pub fn rows(&self, record: &Record, ontology: &Ontology) -> Vec<Vec<Value>> {
        (self.rows)(record, ontology)
    }
}

/// An entry with what its cells are found in.
struct Row<'a, T> {
    entry: &'a T,
    record: &'a Record,
    ontology: &'a Ontology,
}

/// The columns of a table, in their order.
struct Columns<T>(Vec<Column<T>>);

/// How the cell of a row is had.
type Get<T> = Box<dyn Fn(&Row<T>) -> Value>;

struct Column<T> {
    field: Field,
    value: Get<T>,
}

impl<T> Columns<T> {
    /// What every row begins with.
    fn of_report() -> Columns<T> {
        Columns(Vec::new()).column("report_id", "id of the report", |r| r.record.report.id.clone()).column(
            "published",
            "day of publication",
            |r| r.record.report.published.as_ref()?.parse::<Day>().ok(),
        )
    }

    fn column<C: Cell>(
        mut self,
        name: &'static str,
        about: &'static str,
        cell: impl Fn(&Row<T>) -> C + 'static,
    ) -> Columns<T> {
        let field = Field { name, of: C::TYPE, nullable: C::NULLABLE, about };
        self.0.push(Column { field, value: Box::new(move |row| cell(row).value()) });
        self
    }

    fn fields(&self) -> Vec<Field> {
        self.0.iter().map(|c| c.field).collect()
    }

    fn rows(&self, entries: &[T], record: &Record, ontology: &Ontology) -> Vec<Vec<Value>> {
        let cells = |entry| self.0.iter().map(|c| (c.value)(&Row { entry, record, ontology })).collect();
        entries.iter().map(cells).collect()
    }
}

/// Somebody who has a part in an entry.
macro_rules! one {
    ($columns:expr, $part:literal, $whom:literal, $of:path) => {
        $columns
            .column(concat!($part, "_id"), concat!("id of ", $whom), |r| Some($of(r)?.id.clone()))
            .column(concat!($part, "_name"), concat!("name of ", $whom), |r| Some($of(r)?.name.clone()))
            .column(concat!($part, "_code"), concat!("CAMEO code of ", $whom), |r| $of(r)?.code.clone())
            .column(concat!($part, "_country"), "the country in it, ISO 3166-1 alpha-3", |r| $of(r)?.country.clone())
            .column(concat!($part, "_country_name"), "its name", |r| r.state($of(r)?.country.as_ref()))
            .column(concat!($part, "_sectors"), "the sectors in it", |r| Some($of(r)?.sectors.clone()))
    };
}

/// Several who have the same part in an event.
macro_rules! several {
    ($columns:expr, $part:literal, $whom:literal, $of:ident) => {
        $columns
            .column(concat!($part, "_ids"), concat!("ids of ", $whom), |r| r.each(&r.entry.$of, |a| &a.id))
            .column(concat!($part, "_names"), "their names", |r| r.each(&r.entry.$of, |a| &a.name))
            .column(concat!($part, "_codes"), "their CAMEO codes, empty for one who has none", |r| codes(&r.entry.$of))
    };
}

fn events() -> Columns<Event> {
    let columns = act(Columns::of_report().column("event_id", "id of the event", |r| event_id(r.entry)));
    let columns = several!(columns, "actor", "those who act", actors);
    circumstances(several!(columns, "recipient", "those who receive", recipients))
}

fn dyads() -> Columns<Event> {
    let about = "id of the dyad: the event's, with a number where it has several";
    let columns = Columns::of_report().column("event_id", "id of the event", |r| event_id(r.entry));
    let columns = act(columns.column("dyad_id", about, |r| r.entry.id.clone()));
    let columns = one!(columns, "source", "the one who acts", source);
    circumstances(one!(columns, "target", "the one who receives", target))
}

fn statements() -> Columns<Statement> {
    let columns = Columns::<Statement>::of_report()
        .column("statement_id", "id of the statement", |r| r.entry.id.clone())
        .column("kind", "in whose words: `direct`, `indirect` or `mixed`", |r| word(&r.entry.kind))
        .column("act", "`speech`, `writing`, `thought`, `intention` or `decree`", |r| r.entry.act.clone())
        .column("stance", "what is done by saying it: `assert`, `deny`, `promise`, …", |r| r.entry.stance.clone());
    let columns = one!(columns, "speaker", "who says it", speaker)
        .column("also_ids", "ids of those who say it together with the speaker", |r| also(r.entry))
        .column("cue", "the words that tell that it is said", |r| text(r.entry.cue.as_ref()))
        .column("content", "what is said, its pieces with ` … ` between them", |r| content(r.entry))
        .column("start", "first character of the content", |r| Some(r.entry.content.first()?.span.0 as i64))
        .column("end", "behind the last character of the content", |r| Some(r.entry.content.last()?.span.1 as i64))
        .column("medium", "through what", |r| text(r.entry.medium.as_ref()))
        .column("addressee", "the words for who it is said to", |r| Some(r.entry.addressee.as_ref()?.text.clone()));
    let columns = one!(columns, "addressee", "who it is said to", addressee)
        .days(|r| r.entry.date.as_ref(), |r| r.entry.date.as_ref().map(|d| When::parse(&d.value)));
    columns
        .place(|r| r.entry.place.as_ref())
        .column("inside_id", "id of the statement that it stands in", |r| r.entry.inside.clone())
        .column("probability", "how likely speaker and content are right", |r| r.entry.probability)
        .column("sentence", "the sentence, from 0", |r| r.entry.evidence.sentence.map(|s| s as i64))
        .column("rule", "the rule or model that read it", |r| r.entry.evidence.rule.clone())
}

fn actors() -> Columns<Actor> {
    Columns::<Actor>::of_report()
        .column("actor_id", "id of the actor", |r| r.entry.id.clone())
        .column("name", "the fullest name in the text", |r| r.entry.name.clone())
        .column("kind", "`person`, `state`, `organisation`, `group` or `place`", |r| word(&r.entry.kind))
        .column("code", "CAMEO actor code", |r| r.entry.code.clone())
        .column("why", "by what the code was told", |r| r.entry.why.clone())
        .column("country", "ISO 3166-1 alpha-3", |r| r.entry.country.clone())
        .column("country_name", "its name", |r| r.state(r.entry.country.as_ref()))
        .column("sectors", "CAMEO sectors in order of weight", |r| r.entry.sectors.clone())
        .column("wikidata", "Wikidata item", |r| r.entry.wikidata.clone())
        .column("register", "id in the register", |r| r.entry.register.clone())
        .column("roles", "offices held", |r| r.entry.roles.clone())
        .column("mentions", "how many mentions the report has", |r| r.entry.mentions.len() as i64)
}

fn mentions() -> Columns<Meant> {
    Columns::<Meant>::of_report()
        .column("actor_id", "id of the actor", |r| r.actor().id.clone())
        .column("actor_name", "name of the actor", |r| r.actor().name.clone())
        .column("actor_code", "CAMEO code of the actor", |r| r.actor().code.clone())
        .column("start", "first character", |r| r.mention().span.0 as i64)
        .column("end", "behind the last character", |r| r.mention().span.1 as i64)
        .column("text", "the words", |r| r.mention().text.clone())
        .column("form", "`name`, `description`, `pronoun` or `metonym`", |r| word(&r.mention().form))
        .column("also_ids", "ids of those who are meant beside the actor", |r| r.mention().also.clone())
        .column("rule", "the rule or model that put them to the actor", |r| r.mention().rule.clone())
}

/// What is done, and whether it was.
fn act(columns: Columns<Event>) -> Columns<Event> {
    let own = |e: &Event| e.codes.iter().map(|(name, code)| format!("{name}:{code}")).collect::<Vec<_>>();
    columns
        .column("cameo", "CAMEO code", |r| r.entry.cameo.clone())
        .column("cameo_name", "its name", |r| Some(r.ontology.codes.get(&r.entry.cameo)?.name.clone()))
        .column("own_codes", "codes of additions to the ontology, `name:code`", move |r| own(r.entry))
        .column("plover", "PLOVER type", |r| r.entry.plover.clone())
        .column("mode", "PLOVER mode", |r| r.entry.mode.clone())
        .column("contexts", "PLOVER contexts", |r| r.entry.contexts.clone())
        .column("quad", "verbal or material, cooperation or conflict", |r| r.entry.quad.clone())
        .column("goldstein", "the Goldstein scale, from -10 to 10", |r| r.entry.goldstein)
        .column("status", "what the report says of it: `actual`, `denied`, `conditional`, …", |r| {
            word(&r.entry.status)
        })
        .column("happened", "has it happened, as the report tells it?", |r| r.entry.has_happened())
}

/// On whose word, if what, when, where, with what, and where that is read.
fn circumstances(columns: Columns<Event>) -> Columns<Event> {
    several!(columns, "by", "those who deny, allege or demand it, where that is its status", by)
        .column("condition", "on what condition", |r| Some(r.entry.condition.as_ref()?.text.clone()))
        .column("condition_event_id", "id of the event in the condition", |r| r.entry.condition.as_ref()?.event.clone())
        .days(|r| r.entry.date.as_ref(), |r| Some(When::of(r.entry, r.record)))
        .column("duration", "how long, ISO 8601", |r| Some(r.entry.duration.as_ref()?.value.clone()))
        .place(|r| r.entry.place.as_ref())
        .column("magnitude", "how many dead, troops, dollars …", |r| r.entry.magnitude.clone().unwrap_or_default())
        .column("weapon", "by what means", |r| Some(r.entry.weapon.as_ref()?.class.clone()))
        .column("statement_id", "id of the statement that it stands in", |r| r.entry.statement.clone())
        .column("trigger", "the words that name the act", |r| r.entry.trigger.text.clone())
        .column("start", "first character of these words", |r| r.entry.trigger.span.0 as i64)
        .column("end", "behind their last character", |r| r.entry.trigger.span.1 as i64)
        .column("sentence", "their sentence, from 0", |r| r.entry.evidence.sentence.map(|s| s as i64))
        .column("mentions", "how many places tell of it", |r| r.entry.mentions.len() as i64)
        .column("probability", "how likely the type is right, of verbs that are not listed", |r| r.entry.probability)
        .column("rule", "the rule or model that read it", |r| r.entry.evidence.rule.clone())
}

impl<T: 'static> Columns<T> {
    fn days(self, date: for<'a> fn(&Row<'a, T>) -> Option<&'a Date>, when: fn(&Row<T>) -> Option<When>) -> Columns<T> {
        let first = "the first day that it can be; the report's, for what has happened on no day that is told";
        self.column("date", "when, as coarse as the text is, ISO 8601", move |r| Some(date(r)?.value.clone()))
            .column("first_day", first, move |r| Some(when(r)?.days()?.0))
            .column("last_day", "the last day that it can be", move |r| Some(when(r)?.days()?.1))
    }

    fn place(self, of: for<'a> fn(&Row<'a, T>) -> Option<&'a Place>) -> Columns<T> {
        let level = "`country`, `division`, `region` or `city`";
        self.column("place", "where", move |r| Some(of(r)?.name.clone()))
            .column("place_level", level, move |r| Some(word(of(r)?.level.as_ref()?)))
            .column("place_country", "its country, ISO 3166-1 alpha-3", move |r| of(r)?.country.clone())
            .column("place_country_name", "the name of that", move |r| r.state(of(r)?.country.as_ref()))
            .column("lat", "degrees north", move |r| of(r)?.lat)
            .column("lon", "degrees east", move |r| of(r)?.lon)
    }
}

/// A mention of an actor, by their numbers.
struct Meant(usize, usize);

fn meant(record: &Record) -> Vec<Meant> {
    let of = |(a, actor): (usize, &Actor)| (0..actor.mentions.len()).map(move |m| Meant(a, m)).collect::<Vec<_>>();
    record.actors.iter().enumerate().flat_map(of).collect()
}

impl<'a> Row<'a, Meant> {
    fn actor(&self) -> &'a Actor {
        &self.record.actors[self.entry.0]
    }

    fn mention(&self) -> &'a Mention {
        &self.actor().mentions[self.entry.1]
    }
}

impl<'a, T> Row<'a, T> {
    fn state(&self, country: Option<&String>) -> Option<String> {
        self.ontology.labels.state(country?).map(str::to_string)
    }

    fn actor_of(&self, id: Option<&String>) -> Option<&'a Actor> {
        self.record.actor(id?)
    }

    fn each(&self, parties: &[Party], what: fn(&Actor) -> &String) -> Vec<String> {
        parties.iter().map(|p| self.record.actor(&p.actor).map(what).cloned().unwrap_or_default()).collect()
    }
}

fn event_id(event: &Event) -> String {
    event.id.split('.').next().unwrap_or_default().to_string()
}

fn source<'a>(row: &Row<'a, Event>) -> Option<&'a Actor> {
    row.actor_of(row.entry.actors.first().map(|p| &p.actor))
}

fn target<'a>(row: &Row<'a, Event>) -> Option<&'a Actor> {
    row.actor_of(row.entry.recipients.first().map(|p| &p.actor))
}

fn speaker<'a>(row: &Row<'a, Statement>) -> Option<&'a Actor> {
    row.actor_of(row.entry.speaker.as_ref()?.actor.as_ref())
}

fn addressee<'a>(row: &Row<'a, Statement>) -> Option<&'a Actor> {
    row.actor_of(row.entry.addressee.as_ref()?.actor.as_ref())
}

fn codes(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|p| p.code.clone().unwrap_or_default()).collect()
}

fn also(statement: &Statement) -> Vec<String> {
    statement.speaker.as_ref().map(|s| s.also.clone()).unwrap_or_default()
}

fn content(statement: &Statement) -> String {
    statement.content.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" … ")
}

fn text(words: Option<&Words>) -> Option<String> {
    words.map(|w| w.text.clone())
}

impl Struct for Magnitude {
    const FIELDS: &'static [Field] = &[
        part("kind", Type::String, false, "what is counted"),
        part("min", Type::I64, true, "no fewer than these"),
        part("max", Type::I64, true, "no more than these"),
        part("about", Type::Bool, false, "is it an estimate?"),
        part("unit", Type::String, true, "the noun that is counted; of money the currency"),
        part("text", Type::String, false, "the words"),
    ];

    fn values(self) -> Vec<Value> {
        let number = |n: Option<u64>| n.and_then(|n| i64::try_from(n).ok()).value();
        let (min, max) = (number(self.min), number(self.max));
        vec![self.kind.value(), min, max, self.about.value(), self.unit.value(), self.text.value()]
    }
}

impl Struct for Role {
    const FIELDS: &'static [Field] = &[
        part("title", Type::String, false, "the title as written"),
        part("of", Type::String, true, "of which state or body"),
        part("standing", Type::String, true, "`former`, `acting`, `elect`, `designate`"),
        part("from", Type::String, true, "first day, as coarse as it is known"),
        part("to", Type::String, true, "last day"),
    ];

    fn values(self) -> Vec<Value> {
        vec![self.title.value(), self.of.value(), self.standing.value(), self.from.value(), self.to.value()]
    }
}

const fn part(name: &'static str, of: Type, nullable: bool, about: &'static str) -> Field {
    Field { name, of, nullable, about }
}
