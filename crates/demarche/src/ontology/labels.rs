//! How do other data sets write what we have codes of our own for?

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Error, Files, fault};

const LABELS: &str = "world/labels.csv";
const STATES: &str = "world/states.csv";

/// Names of states and sectors, and the codes that other data sets have for them.
#[derive(Debug, Default)]
pub struct Labels {
    labels: BTreeMap<(String, String), String>,
    states: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Label {
    set: String,
    code: String,
    label: String,
}

#[derive(Deserialize)]
struct State {
    code: String,
    name: String,
}

impl Labels {
    /// Reads the tables.
    pub fn load(files: &Files) -> Result<Labels, Error> {
        let labels = rows(files, LABELS)?.into_iter().map(|l: Label| ((l.set, l.code), l.label)).collect();
        let mut states = BTreeMap::new();
        for state in rows::<State>(files, STATES)? {
            states.entry(state.code).or_insert(state.name);
        }
        Ok(Labels { labels, states })
    }

    /// What a set of labels (`fips`, `icews`, `plover`) has for a code.
    pub fn get(&self, set: &str, code: &str) -> Option<&str> {
        self.labels.get(&(set.to_string(), code.to_string())).map(String::as_str)
    }

    /// The short name of a state.
    pub fn state(&self, code: &str) -> Option<&str> {
        self.states.get(code).map(String::as_str)
    }
}

fn rows<T: serde::de::DeserializeOwned>(files: &Files, file: &str) -> Result<Vec<T>, Error> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(files.get(file)?.as_bytes());
    reader.deserialize().map(|row| row.map_err(|cause| fault(file, &cause))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_by_set_and_code() {
        let labels = Labels::load(&Files::embedded()).expect("the tables that ship");
        assert_eq!(labels.get("fips", "DEU"), Some("GM"));
        assert_eq!(labels.get("plover", "MED"), Some("JRN"));
        assert_eq!((labels.get("fips", "XXX"), labels.state("DEU")), (None, Some("Germany")));
    }

    #[test]
    fn a_sector_that_actors_may_have_has_a_name() {
        let files = Files::embedded();
        let labels = Labels::load(&files).expect("the tables that ship");
        let organisations = files.get("world/organisations.csv").expect("a table");
        let mut table = csv::Reader::from_reader(organisations.as_bytes());
        let sectors = table.headers().expect("a header").iter().position(|h| h == "sectors").expect("a column");
        for row in table.records() {
            let row = row.expect("a row");
            for sector in row[sectors].split('|').filter(|s| !s.is_empty()) {
                assert!(labels.get("icews", sector).is_some(), "{sector}");
            }
        }
    }
}
