//! What do entities of Wikidata tell?
//!
//! JSON, one entity a line, or the array that the dump is. Humans become persons: their positions (P39) with start (P580) and
//! end (P582), their citizenship (P27), English label and aliases. Positions that stand in the input too lend their labels and
//! the state that they belong to (P1001, P17); others go by their items. States are known by their items from
//! `ontology/world/wikidata.csv`.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Imported, Source, unreadable};
use crate::World;
use crate::register::sheet::fault;
use crate::register::{Actor, Error, Office};

/// Entities as JSON.
pub(super) struct Wikidata;

impl Source for Wikidata {
    fn name(&self) -> &'static str {
        "wikidata"
    }

    fn about(&self) -> &'static str {
        "entities of Wikidata as JSON, one a line or as the dump has them"
    }

    fn recognises(&self, head: &[u8]) -> bool {
        matches!(head.trim_ascii_start().first(), Some(b'{' | b'['))
    }

    fn read(&self, file: &str, input: &mut dyn BufRead, world: &World) -> Result<Imported, Error> {
        let mut found = Found::default();
        let mut faults = Vec::new();
        let mut bytes = Vec::new();
        let mut number = 0;
        while input.read_until(b'\n', &mut bytes).map_err(|cause| unreadable(file, cause))? > 0 {
            number += 1;
            let line = String::from_utf8_lossy(&bytes);
            let line = line.trim().trim_start_matches(['\u{feff}', '[']).trim_end_matches([',', ']']);
            match line.is_empty() || line == "{}" {
                true => {}
                false => match serde_json::from_str::<Value>(line) {
                    Ok(value) => found.take(value),
                    Err(e) => faults.push(fault(file, number, format!("no JSON entity in this line: {e}"))),
                },
            }
            bytes.clear();
        }
        let mut out = Imported { faults, ..Imported::default() };
        for human in &found.humans {
            let actor = human.actor(&found, world);
            let id = out.register.new_id(&actor.name);
            out.register.actors.insert(id, actor);
        }
        Ok(out)
    }
}

/// What an input has told so far.
#[derive(Default)]
struct Found {
    humans: Vec<Entity>,
    /// What is no human by its item, as far as its label may be the title of an office.
    positions: BTreeMap<String, Position>,
}

#[derive(Default)]
struct Position {
    title: String,
    /// The items of the states that it belongs to.
    of: Vec<String>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    /// By language.
    #[serde(default, deserialize_with = "object")]
    labels: BTreeMap<String, Term>,
    #[serde(default, deserialize_with = "object")]
    aliases: BTreeMap<String, Vec<Term>>,
    /// By property.
    #[serde(default, deserialize_with = "object")]
    claims: BTreeMap<String, Vec<Claim>>,
}

#[derive(Deserialize)]
struct Term {
    value: String,
}

#[derive(Deserialize)]
struct Claim {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
    #[serde(default, deserialize_with = "object")]
    qualifiers: BTreeMap<String, Vec<Snak>>,
}

#[derive(Deserialize)]
struct Snak {
    datavalue: Option<Value>,
}

/// An object; the dump has an empty array where there is nothing.
fn object<'d, D: Deserializer<'d>, T: DeserializeOwned>(input: D) -> Result<BTreeMap<String, T>, D::Error> {
    match Value::deserialize(input)? {
        Value::Array(_) | Value::Null => Ok(BTreeMap::new()),
        value => serde_json::from_value(value).map_err(serde::de::Error::custom),
    }
}

/// What is said in English.
fn english<T>(terms: &BTreeMap<String, T>) -> Option<&T> {
    ["en", "mul", "en-gb", "en-us"].iter().find_map(|language| terms.get(*language))
}

impl Found {
    /// An entity, or what the service for one entity answers: `{"entities": {"Q1": …}}`.
    fn take(&mut self, mut value: Value) {
        match value.get_mut("entities").and_then(Value::as_object_mut) {
            Some(entities) => std::mem::take(entities).into_iter().for_each(|(_, entity)| self.entity(entity)),
            None => self.entity(value),
        }
    }

    fn entity(&mut self, value: Value) {
        let Ok(entity) = serde_json::from_value::<Entity>(value) else { return };
        if entity.items("P31").any(|item| item == "Q5") {
            self.humans.push(entity);
            return;
        }
        let of: Vec<String> = ["P1001", "P17"].iter().flat_map(|p| entity.items(p)).map(str::to_string).collect();
        if let Some(label) = english(&entity.labels).filter(|_| !of.is_empty()) {
            self.positions.insert(entity.id, Position { title: label.value.clone(), of });
        }
    }
}

impl Entity {
    fn claims(&self, property: &str) -> impl Iterator<Item = &Claim> {
        self.claims.get(property).into_iter().flatten().filter(|c| c.rank != "deprecated")
    }

    fn items(&self, property: &str) -> impl Iterator<Item = &str> {
        self.claims(property).filter_map(|c| c.mainsnak.item())
    }

    fn actor(&self, found: &Found, world: &World) -> Actor {
        let state = |item: &str| world.mentions.state_of_item(item).map(str::to_string);
        let home = self.items("P27").find_map(state);
        let mut offices: Vec<Office> =
            self.claims("P39").filter_map(|c| office(c, found, home.as_ref(), &state)).collect();
        if offices.is_empty() {
            offices.extend(home.map(|country| Office { country: Some(country), ..Office::default() }));
        }
        let name = english(&self.labels).map_or(self.id.clone(), |l| l.value.clone());
        let offices = offices.into_iter().enumerate().map(|(i, office)| (i + 1, office)).collect();
        let mut actor = Actor { name, wikidata: Some(self.id.clone()), offices, ..Actor::default() };
        // One word alone is mostly a nickname or an abbreviation.
        let full = english(&self.aliases).into_iter().flatten().filter(|a| a.value.contains(' '));
        full.for_each(|alias| actor.call(&alias.value));
        actor
    }
}

fn office(
    claim: &Claim,
    found: &Found,
    home: Option<&String>,
    state: &impl Fn(&str) -> Option<String>,
) -> Option<Office> {
    let item = claim.mainsnak.item()?;
    let position = found.positions.get(item);
    let told = |property: &str| claim.qualifiers.get(property).into_iter().flatten();
    let day = |property: &str| told(property).find_map(Snak::day);
    let named = ["P1001", "P17", "P642"].into_iter().flat_map(told).filter_map(Snak::item);
    let of = named.chain(position.iter().flat_map(|p| p.of.iter().map(String::as_str))).find_map(state);
    Some(Office {
        title: position.map_or(item.to_string(), |p| p.title.clone()),
        country: of.clone().or_else(|| home.cloned()),
        of,
        from: day("P580"),
        to: day("P582"),
        ..Office::default()
    })
}

impl Snak {
    fn item(&self) -> Option<&str> {
        self.datavalue.as_ref()?.get("value")?.get("id")?.as_str()
    }

    /// A day, month or year, as precise as it is known.
    fn day(&self) -> Option<String> {
        let value = self.datavalue.as_ref()?.get("value")?;
        let time = value.get("time")?.as_str()?.strip_prefix('+')?;
        let length = match value.get("precision")?.as_u64()? {
            11 => 10,
            10 => 7,
            9 => 4,
            _ => return None,
        };
        let day = time.get(..length)?;
        crate::mention::bound(day, false).map(|_| day.to_string())
    }
}
