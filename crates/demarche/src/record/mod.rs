//! What does a report record, as others read it?
//!
//! The types here are the record on the wire, field by field; `spec/record.schema.json` is made from them.

mod brat;
mod choice;
mod conllu;
mod dyad;
mod fill;
mod gdelt;
mod icews;
mod ink;
mod json;
mod ndjson;
mod offsets;
mod phoenix;
mod plover;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod when;

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use choice::Choice;
pub use offsets::{Chars, Offsets};

use crate::event::Status;
use crate::mention::{ActorKind, Form, Level};
use crate::ontology::Ontology;
use crate::sentence::Sentences;
use crate::statement::Kind;
use crate::text::PartKind;

/// All that one report yields. Every span is `[start, end)` in Unicode code points of the text as it came in; what is
/// not known is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Which report it was.
    pub report: About,
    /// Everybody and everything that the report speaks of.
    pub actors: Vec<Actor>,
    /// Who says what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// What was odd about the report.
    pub notes: Vec<Note>,
    /// The pin of the register that it was read with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
}

/// Which report it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// The id that the input gives, else one made from the content.
    pub id: String,
    /// The name of the file as it was given.
    pub file: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it: the agency, by the name it signs with (`AFP`).
    pub agency: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The person who wrote it.
    pub author: Option<String>,
    /// The place of the dateline (`BRUSSELS`).
    pub dateline: Option<String>,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// The text's parts in order; between them stands white space alone.
    pub parts: Vec<Part>,
}

/// One part of a report's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands.
    pub span: Chars,
}

/// Somebody or something that a report speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// `a1`, `a2`, …
    pub id: String,
    /// The fullest name in the text, without titles.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// CAMEO actor code (`USAGOV`).
    pub code: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// CAMEO sectors in order of weight.
    pub sectors: Vec<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// The id in the register that the report was read with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Offices held.
    pub roles: Vec<Role>,
    /// The words that stand for the actor.
    pub mentions: Vec<Mention>,
}

/// An office that an actor holds or held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// Title as written, without the body.
    pub title: String,
    /// Of which state or body: a country code or a name.
    pub of: Option<String>,
    /// `former`, `acting`, `elect`, `designate`; null for an office held.
    pub standing: Option<String>,
    /// First day, ISO 8601, as coarse as the text is.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
    /// Where it was read; where the text does not tell it, the words that name its holder.
    pub span: Chars,
    /// Where the office is known from, if not from the text: `register:rex-tillerson`, `gazetteer:leaders`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl std::fmt::Display for Role {
    /// `former prime minister, NOR, 2004 to 2012`
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let standing = self.standing.as_ref().map(|s| format!("{s} ")).unwrap_or_default();
        let of = self.of.as_ref().map(|o| format!(", {o}")).unwrap_or_default();
        let term = match (&self.from, &self.to) {
            (Some(from), Some(to)) => format!(", {from} to {to}"),
            (Some(from), None) => format!(", from {from}"),
            (None, Some(to)) => format!(", until {to}"),
            (None, None) => String::new(),
        };
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(f, "{standing}{title}{of}{term}")
    }
}

/// Some words that stand for an actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub text: String,
    /// What kind of words.
    pub form: Form,
    /// The rule or model that put them to this actor.
    pub rule: String,
}

/// Some words of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub text: String,
}

/// Something said, written, thought or decreed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2`, …
    pub id: String,
    /// In whose words.
    pub kind: Kind,
    /// Who says it.
    pub speaker: Option<Speaker>,
    /// The words that tell that it is said; null for a quotation that runs on.
    pub cue: Option<Words>,
    /// What is said; in several pieces where the cue interrupts it.
    pub content: Vec<Words>,
    /// To whom.
    pub addressee: Option<Addressee>,
    /// Through what.
    pub medium: Option<Words>,
    /// What the speaker does by saying it: `assert`, `deny`, `promise`, `demand`, …
    pub stance: String,
    /// `speech`, `writing`, `thought`, `intention` or `decree`.
    pub act: String,
    /// When.
    pub date: Option<Date>,
    /// Where.
    pub place: Option<Place>,
    /// The id of the statement that this one stands in.
    pub inside: Option<String>,
    /// How likely speaker and content are right, from 0 to 1 (the model card says how it was measured).
    pub probability: f64,
    /// Why it is here.
    pub evidence: Evidence,
}

/// The one who speaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// The id of the actor.
    pub actor: Option<String>,
    /// The ids of those who say it together with the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The words that stand as speaker; null where the speaker is carried over from before.
    pub span: Option<Chars>,
}

/// The one spoken to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Addressee {
    /// The id of the actor.
    pub actor: Option<String>,
    /// Where the words stand.
    pub span: Option<Chars>,
    /// The words.
    pub text: String,
}

/// A day, a longer time, or how long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Date {
    /// ISO 8601, as coarse as the text is: `2017-02-16`, `2017-02`, `2017`, `2017-02-16/2017-02-17`; an end that the
    /// text leaves open is `..` (`../2014`). A duration is `P2D`.
    pub value: String,
    /// The words that tell it.
    pub span: Option<Chars>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Name in the gazetteer, else as written.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// `country`, `division` (state, province, oblast), `region` or `city`, where known.
    pub level: Option<Level>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// The words that tell it; null for the dateline's place.
    pub span: Option<Chars>,
}

/// Why an entry is in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The rule or model that read it.
    pub rule: String,
    /// The sentence that it was read from, from 0.
    pub sentence: Option<usize>,
}

/// Something that was, will be, might be or was not done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `e1`, `e2`, …
    pub id: String,
    /// The words that name the act.
    pub trigger: Words,
    /// CAMEO code.
    pub cameo: String,
    /// Codes of additions to the ontology, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, String>,
    /// PLOVER type.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Verbal or material, cooperation or conflict.
    pub quad: Option<String>,
    /// The Goldstein scale, from -10 to 10.
    pub goldstein: Option<f64>,
    /// Who acts.
    pub actors: Vec<Party>,
    /// Who receives.
    pub recipients: Vec<Party>,
    /// What the report says of it.
    pub status: Status,
    /// Who denies, alleges or demands it, where that is its status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Party>,
    /// On what condition.
    pub condition: Option<Condition>,
    /// When.
    pub date: Option<Date>,
    /// How long.
    pub duration: Option<Date>,
    /// Where.
    pub place: Option<Place>,
    /// How many dead, troops, dollars …
    pub magnitude: Option<Vec<Magnitude>>,
    /// By what means.
    pub weapon: Option<Weapon>,
    /// The id of the statement that it stands in.
    pub statement: Option<String>,
    /// Every place where the report tells of it, in the order of the text; `trigger` is the one that tells most.
    pub mentions: Vec<Telling>,
    /// How likely the PLOVER type is right, from 0 to 1, where the verb is not in the ontology and was coded like its nearest
    /// relatives; null where an entry of the ontology coded it.
    pub probability: Option<f64>,
    /// Why it is here.
    pub evidence: Evidence,
}

/// Words that tell of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Telling {
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub text: String,
    /// Their sentence, from 0.
    pub sentence: usize,
    /// The id of the statement that they stand in.
    pub statement: Option<String>,
    /// The rule that put them to this event.
    pub rule: String,
}

/// What must happen first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Condition {
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub text: String,
    /// The id of the event that they tell of, where they tell of one.
    pub event: Option<String>,
}

/// So many of something: `min` and `max` are equal where the text gives one number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Magnitude {
    /// What is counted: `killed`, `wounded`, `casualties`, `missing`, `arrested`, `captured`, `released`, `expelled`, `displaced`,
    /// `attended`, `destroyed`, `troops`, `weapons` or `money`.
    pub kind: String,
    /// No fewer than these (`at least 20`, `dozens`).
    pub min: Option<u64>,
    /// No more than these (`up to 500`).
    pub max: Option<u64>,
    /// Is it an estimate (`about 200`)?
    pub about: bool,
    /// The noun that is counted; for money, the currency by ISO 4217.
    pub unit: Option<String>,
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub text: String,
}

/// What an act of force is done with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Weapon {
    /// Its class: `drone`, `artillery`, `firearm` …
    pub class: String,
    /// Where the words stand.
    pub span: Chars,
    /// The words.
    pub text: String,
}

/// An actor's part in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// The id of the actor.
    pub actor: String,
    /// The actor's CAMEO code.
    pub code: Option<String>,
}

/// Something odd.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What was odd.
    pub what: String,
    /// Where.
    pub span: Option<Chars>,
}

impl Record {
    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|a| a.id == id)
    }

    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|s| s.id == id)
    }
}

/// How a form for people is laid out. Forms for machines do not look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of a line.
    pub width: usize,
    /// May colours be used?
    pub color: bool,
}

impl Default for Look {
    fn default() -> Look {
        Look { width: 100, color: false }
    }
}

/// What a form may draw on besides the record.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The text that the record was read from.
    pub text: &'a str,
    /// The analysis under the record.
    pub sentences: &'a Sentences,
    /// Names and codes of what the record speaks of.
    pub ontology: &'a Ontology,
    /// Who is who, by name and by role.
    pub mentions: &'a crate::mention::Lexicon,
    /// How a form for people is laid out.
    pub look: Look,
}

/// A form in which records are written.
pub trait Format: Sync {
    /// The name by which users ask for it.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn about(&self) -> &'static str;

    /// Which events those who read it take it to hold.
    fn holds(&self) -> Choice {
        Choice::All
    }

    /// What stands before the first record.
    fn heading(&self) -> &'static str {
        ""
    }

    /// For what is written as a folder, with each report's text and one file beside it: the ending of that file.
    fn beside(&self) -> Option<&'static str> {
        None
    }

    /// A file that goes into such a folder once: its name and its words.
    fn settings(&self, _ontology: &Ontology) -> Option<(&'static str, String)> {
        None
    }

    /// Writes a record.
    fn write(&self, record: &Record, around: &Around, out: &mut dyn Write) -> io::Result<()>;
}

/// Every form in which records are written.
pub static FORMATS: &[&dyn Format] = &[
    &text::Text,
    &ndjson::NdJson,
    &json::Json,
    &plover::Plover,
    &phoenix::Phoenix,
    &icews::Icews,
    &gdelt::Gdelt,
    &brat::Brat,
    &conllu::Conllu,
];

/// The form with this name.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|f| f.name() == name)
}

/// The JSON Schema of a record.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
