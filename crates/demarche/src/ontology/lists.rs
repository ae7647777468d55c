//! Which sectors, states, bodies and stances are there?

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Country, Error, Files, Sector, Stance, fault};

/// The closed lists that other tables refer to.
#[derive(Debug, Default)]
pub struct Lists {
    sectors: Vec<Sector>,
    countries: BTreeMap<String, Country>,
    entities: BTreeSet<String>,
    stances: BTreeMap<String, Stance>,
}

#[derive(Deserialize)]
struct SectorRow {
    code: String,
    nature: String,
}

#[derive(Deserialize)]
struct Coded {
    code: String,
}

#[derive(Deserialize)]
struct StanceRow {
    stance: String,
    judges: String,
}

impl Lists {
    /// Reads the tables.
    pub fn load(files: &Files) -> Result<Lists, Error> {
        let mut lists = Lists::default();
        for (at, row) in rows::<SectorRow>(files, "world/sectors.csv")?.into_iter().enumerate() {
            let nature: Vec<String> = row.nature.split(';').filter(|n| !n.is_empty()).map(str::to_string).collect();
            let fault = |fault| Error::Entry { file: "world/sectors.csv".into(), line: at + 2, fault };
            lists.sectors.push(Sector::new(&row.code, at, &nature).map_err(fault)?);
        }
        for (file, state) in
            [("world/states.csv", true), ("world/organisations.csv", false), ("world/entities.csv", false)]
        {
            for row in rows::<Coded>(files, file)? {
                lists.countries.entry(row.code.clone()).or_insert_with(|| Country::new(&row.code, state));
                if file.ends_with("entities.csv") {
                    lists.entities.insert(row.code);
                }
            }
        }
        for row in rows::<StanceRow>(files, "english/stances.csv")? {
            lists.stances.insert(row.stance.clone(), Stance::new(&row.stance, row.judges == "yes"));
        }
        Ok(lists)
    }

    /// A sector by its letters.
    pub fn sector(&self, letters: &str) -> Option<Sector> {
        self.sectors.iter().find(|s| **s == *letters).copied()
    }

    /// All sectors, the weightiest first.
    pub fn sectors(&self) -> &[Sector] {
        &self.sectors
    }

    /// A state, a body or a kind of bodies across borders by its code.
    pub fn country(&self, code: &str) -> Option<Country> {
        self.countries.get(code).cloned()
    }

    /// Does a code begin with the letters of a kind of bodies across borders?
    pub fn is_across_borders(&self, code: &str) -> bool {
        code.get(..3).is_none_or(|entity| self.entities.contains(entity))
    }

    /// A stance by its word.
    pub fn stance(&self, word: &str) -> Option<Stance> {
        self.stances.get(word).cloned()
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
    fn values_are_what_the_tables_say() {
        let lists = Lists::load(&Files::embedded()).expect("the tables that ship");
        let sector = |letters: &str| lists.sector(letters).expect("a sector");
        assert!(sector("GOV").is_state() && !sector("GOV").is_private() && sector("REL").is_calling());
        assert!(sector("IGO").weight() < sector("CVL").weight());
        let country = |code: &str| lists.country(code).map(|c| c.is_state());
        assert_eq!([country("USA"), country("IGOUNO"), country("UAS")], [Some(true), Some(false), None]);
        assert!(lists.is_across_borders("IGOUNO") && !lists.is_across_borders("USAGOV"));
        assert!(lists.stance("praise").is_some_and(|s| s.judges()) && lists.stance("assrt").is_none());
    }
}
