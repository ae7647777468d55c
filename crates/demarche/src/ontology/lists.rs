//! Which sectors, states, bodies and stances are there, and do the tables that name them name what there is?

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Country, Error, Files, Row, Sector, Source, Stance, bars, semicolons, unknown, yes};

/// The closed lists that other tables refer to.
#[derive(Debug, Default)]
pub struct Lists {
    sectors: Vec<Sector>,
    /// What PLOVER calls them.
    plover: BTreeMap<String, String>,
    countries: BTreeMap<String, Country>,
    entities: BTreeSet<String>,
    stances: BTreeMap<String, Stance>,
    prepositions: BTreeSet<String>,
}

/// A row of `world/states.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct StateRow {
    pub code: String,
    pub iso2: String,
    pub name: String,
    #[serde(deserialize_with = "bars")]
    pub aliases: Vec<String>,
    #[serde(deserialize_with = "bars")]
    pub adjectives: Vec<String>,
    #[serde(deserialize_with = "bars")]
    pub inhabitants: Vec<String>,
    #[serde(deserialize_with = "bars")]
    pub capital: Vec<String>,
    pub from: Option<i16>,
    pub to: Option<i16>,
    pub cow: Option<u16>,
}

/// A row of `world/organisations.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct BodyRow {
    pub code: String,
    pub name: String,
    #[serde(deserialize_with = "bars")]
    pub aliases: Vec<String>,
    pub kind: BodyKind,
    pub country: String,
    #[serde(deserialize_with = "bars")]
    pub sectors: Vec<String>,
    pub from: Option<i16>,
    pub to: Option<i16>,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum BodyKind {
    Igo,
    Ngo,
    Armed,
    Party,
    Government,
    Media,
    Company,
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorRow {
    code: String,
    #[serde(rename = "meaning")]
    _meaning: String,
    plover: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(deserialize_with = "semicolons")]
    nature: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityRow {
    code: String,
    #[serde(rename = "meaning")]
    _meaning: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceRow {
    stance: String,
    #[serde(rename = "meaning")]
    _meaning: String,
    #[serde(deserialize_with = "yes")]
    judges: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrepositionRow {
    words: String,
}

/// Who is a member of what: for who looks it up, and read here only to be checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberRow {
    organisation: String,
    member: String,
    #[serde(rename = "from")]
    _from: Option<i16>,
    #[serde(rename = "to")]
    _to: Option<i16>,
}

/// Descriptions that the coder is measured on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DescriptionRow {
    #[serde(rename = "phrase")]
    _phrase: String,
    country: String,
    #[serde(deserialize_with = "bars")]
    sectors: Vec<String>,
    #[serde(rename = "half")]
    _half: String,
}

impl Lists {
    /// Reads the tables, and checks those that no stage reads.
    pub fn load(files: &Files) -> Result<Lists, Error> {
        let mut lists = Lists::default();
        for (weight, row) in files.rows::<SectorRow>("world/sectors.csv")?.into_iter().enumerate() {
            lists.sectors.push(Sector::new(&row.code, weight, &row.nature).map_err(|fault| row.fault(fault))?);
            lists.plover.insert(row.code.clone(), row.plover.clone());
        }
        for row in files.rows::<StateRow>("world/states.csv")? {
            lists.add(&row.code, true);
        }
        let bodies = files.rows::<BodyRow>("world/organisations.csv")?;
        bodies.iter().for_each(|row| lists.add(&row.code, false));
        lists.entities =
            files.rows::<EntityRow>("world/entities.csv")?.into_iter().map(|e| e.into_cells().code).collect();
        for row in files.rows::<StanceRow>("english/stances.csv")? {
            lists.stances.insert(row.stance.clone(), Stance::new(&row.stance, row.judges));
        }
        let prepositions = files.rows::<PrepositionRow>("english/prepositions.csv")?;
        lists.prepositions = prepositions.into_iter().map(|row| row.into_cells().words).collect();
        for row in files.rows::<DescriptionRow>("world/descriptions.csv")? {
            lists.check_sectors(&row, &row.sectors)?;
            lists.check_country(&row, &row.country)?;
        }
        lists.check_members(files, &bodies)?;
        Ok(lists)
    }

    fn add(&mut self, code: &str, state: bool) {
        self.countries.entry(code.to_string()).or_insert_with(|| Country::new(code, state));
    }

    fn check_members(&self, files: &Files, bodies: &[Row<BodyRow>]) -> Result<(), Error> {
        let igos: BTreeSet<&str> = bodies.iter().filter(|b| b.kind == BodyKind::Igo).map(|b| b.code.as_str()).collect();
        for row in files.rows::<MemberRow>("world/members.csv")? {
            self.check_state(&row, &row.member)?;
            if !igos.contains(row.organisation.as_str()) {
                let igos = igos.iter().copied();
                return Err(row.fault(unknown("organisation", &row.organisation, igos, "world/organisations.csv")));
            }
        }
        Ok(())
    }

    /// A sector by its letters.
    pub fn sector(&self, letters: &str) -> Option<Sector> {
        self.sectors.iter().find(|s| **s == *letters).copied()
    }

    /// All sectors, the weightiest first.
    pub fn sectors(&self) -> &[Sector] {
        &self.sectors
    }

    /// What PLOVER calls a sector.
    pub fn plover(&self, sector: &str) -> Option<&str> {
        self.plover.get(sector).map(String::as_str)
    }

    /// A state, a body or a kind of bodies across borders by its code.
    pub fn country(&self, code: &str) -> Option<Country> {
        let entity = || self.entities.contains(code).then(|| Country::new(code, false));
        self.countries.get(code).cloned().or_else(entity)
    }

    /// Does a code begin with the letters of a kind of bodies across borders?
    pub fn is_across_borders(&self, code: &str) -> bool {
        code.get(..3).is_none_or(|entity| self.entities.contains(entity))
    }

    /// A stance by its word.
    pub fn stance(&self, word: &str) -> Option<Stance> {
        self.stances.get(word).cloned()
    }

    /// The words of all stances.
    pub fn stances(&self) -> impl Iterator<Item = &str> + Clone {
        self.stances.keys().map(String::as_str)
    }

    /// Prepositions, of one word or several.
    pub fn prepositions(&self) -> impl Iterator<Item = &str> + Clone {
        self.prepositions.iter().map(String::as_str)
    }

    /// Are all these sectors?
    pub fn check_sectors<T>(&self, row: &Row<T>, sectors: &[String]) -> Result<(), Error> {
        let odd = sectors.iter().find(|s| self.sector(s).is_none());
        let known = || self.sectors.iter().map(Sector::as_str);
        odd.map_or(Ok(()), |odd| Err(row.fault(unknown("sector", odd, known(), "world/sectors.csv"))))
    }

    /// The same, of words of a file.
    pub fn check_sectors_in(&self, source: &Source, sectors: &[toml::Spanned<String>]) -> Result<(), Error> {
        let odd = sectors.iter().find(|s| self.sector(s.get_ref()).is_none());
        let known = || self.sectors.iter().map(Sector::as_str);
        let fault = |odd: &toml::Spanned<String>| unknown("sector", odd.get_ref(), known(), "world/sectors.csv");
        odd.map_or(Ok(()), |odd| Err(source.fault(&odd.span(), fault(odd))))
    }

    /// Is it a state, a body, or nothing?
    pub fn check_country<T>(&self, row: &Row<T>, code: &str) -> Result<(), Error> {
        self.check_code(row, code, |_| true, "world/states.csv and world/organisations.csv")
    }

    /// Is it a state, or nothing?
    pub fn check_state<T>(&self, row: &Row<T>, code: &str) -> Result<(), Error> {
        self.check_code(row, code, Country::is_state, "world/states.csv")
    }

    fn check_code<T>(&self, row: &Row<T>, code: &str, fits: fn(&Country) -> bool, place: &str) -> Result<(), Error> {
        if code.is_empty() || self.countries.get(code).is_some_and(fits) {
            return Ok(());
        }
        let known = self.countries.values().filter(|c| fits(c)).map(Country::as_str);
        Err(row.fault(unknown("country", code, known, place)))
    }
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
