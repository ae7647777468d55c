//! How do other data sets write what we have codes of our own for?

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lists::{Lists, StateRow};
use super::{Error, Files};

const LABELS: &str = "world/labels.csv";
const STATES: &str = "world/states.csv";

/// Names of states and sectors, and the codes that other data sets have for them.
#[derive(Debug, Default)]
pub struct Labels {
    labels: BTreeMap<(String, String), String>,
    states: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    set: Set,
    code: String,
    label: String,
}

/// Whose label it is: GDELT's of countries, ICEWS' of sectors, PLOVER's of sectors and entities.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Set {
    Fips,
    Icews,
    Plover,
}

impl Labels {
    /// Reads the tables.
    pub fn load(files: &Files, lists: &Lists) -> Result<Labels, Error> {
        let mut labels = Labels::default();
        for row in files.rows::<Label>(LABELS)? {
            let set = match row.set {
                Set::Fips => "fips",
                Set::Icews => "icews",
                Set::Plover => "plover",
            };
            match row.set {
                Set::Fips => lists.check_state(&row, &row.code)?,
                Set::Icews | Set::Plover if lists.is_across_borders(&row.code) => {}
                Set::Icews | Set::Plover => lists.check_sectors(&row, std::slice::from_ref(&row.code))?,
            }
            let Label { code, label, .. } = row.into_cells();
            labels.labels.insert((set.to_string(), code), label);
        }
        for state in files.rows::<StateRow>(STATES)? {
            let StateRow { code, name, .. } = state.into_cells();
            labels.states.entry(code).or_insert(name);
        }
        Ok(labels)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_by_set_and_code() {
        let lists = Lists::load(&Files::embedded()).expect("the tables that ship");
        let labels = Labels::load(&Files::embedded(), &lists).expect("the tables that ship");
        assert_eq!(labels.get("fips", "DEU"), Some("GM"));
        assert_eq!(labels.get("plover", "MED"), Some("JRN"));
        assert_eq!((labels.get("fips", "XXX"), labels.state("DEU")), (None, Some("Germany")));
    }

    #[test]
    fn a_sector_that_actors_may_have_has_a_name() {
        let lists = Lists::load(&Files::embedded()).expect("the tables that ship");
        let labels = Labels::load(&Files::embedded(), &lists).expect("the tables that ship");
        let nameless = lists.sectors().iter().filter(|s| labels.get("icews", s.as_str()).is_none());
        assert_eq!(nameless.count(), 0);
    }
}
