//! What does a code stand for?

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::{Cameo, Error, Files, Quad, Row as Line, Source, semicolons, unknown};

const FILE: &str = "events/codes.csv";

/// The CAMEO codes with what PLOVER and the scales make of them, and the codes that are added to them.
#[derive(Debug, Default)]
pub struct Codes {
    cameo: HashMap<String, (Cameo, Code)>,
    /// By the name of the addition and the code.
    own: HashMap<(String, String), Own>,
}

/// A code that an addition has beside CAMEO's.
#[derive(Debug)]
pub struct Own {
    /// The CAMEO code that it falls under.
    pub cameo: String,
    /// What it stands for; what its table leaves open is that of the CAMEO code.
    pub code: Code,
}

/// A row of an addition's table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnRow {
    code: String,
    name: String,
    cameo: String,
    #[serde(default)]
    plover: Option<String>,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default, deserialize_with = "some")]
    contexts: Option<Vec<String>>,
    #[serde(default)]
    quad: Option<Quad>,
    #[serde(default)]
    goldstein: Option<f64>,
}

/// One CAMEO code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The code itself (`036`).
    pub code: String,
    /// Its name in the codebook.
    pub name: String,
    /// PLOVER type, where the code has one.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts, with `;` between them in the table.
    pub contexts: Vec<String>,
    /// Verbal or material, cooperation or conflict.
    pub quad: Quad,
    /// The Goldstein scale, from -10 to 10.
    pub goldstein: f64,
}

/// A row of the table of CAMEO: a code, and what rules ask of it and of all codes that begin with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    name: String,
    plover: Option<String>,
    mode: Option<String>,
    #[serde(deserialize_with = "semicolons")]
    contexts: Vec<String>,
    quad: Quad,
    goldstein: f64,
    nature: String,
    parties: String,
}

impl Codes {
    /// Reads the table of codes, and those of additions.
    pub fn load(files: &Files) -> Result<Codes, Error> {
        let mut codes = Codes::default();
        for row in files.source(FILE)?.rows::<Row>()? {
            codes.add_cameo(row)?;
        }
        for addition in files.additions() {
            if let Some(source) = addition.codes() {
                codes.add(&addition.name, &source)?;
            }
        }
        Ok(codes)
    }

    /// Adds a row; what stands for it stands before it.
    fn add_cameo(&mut self, row: Line<Row>) -> Result<(), Error> {
        let cameo = Cameo::new(&row.code, row.quad);
        let wrong = || row.fault(format!("`{}` is no code; codes have two to four digits", row.code));
        let mut cameo = cameo.ok_or_else(wrong)?;
        if self.cameo.contains_key(&row.code) {
            return Err(row.fault(format!("the code `{}` stands here twice", row.code)));
        }
        let above = (2..row.code.len()).filter_map(|end| self.cameo.get(&row.code[..end]));
        above.for_each(|(above, _)| cameo.inherit(*above));
        for cell in [&row.nature, &row.parties] {
            let choices = |odd: String| row.fault(unknown("trait", &odd, Cameo::traits(), "events/README.md"));
            cameo.add_traits(cell).map_err(choices)?;
        }
        let Row { code, name, plover, mode, contexts, quad, goldstein, .. } = row.into_cells();
        self.cameo.insert(code.clone(), (cameo, Code { code, name, plover, mode, contexts, quad, goldstein }));
        Ok(())
    }

    fn add(&mut self, name: &str, source: &Source) -> Result<(), Error> {
        for row in source.rows_of_some_columns::<OwnRow>()? {
            let key = (name.to_string(), row.code.clone());
            if self.own.contains_key(&key) {
                return Err(row.fault(format!("the code `{}` stands here twice", key.1)));
            }
            let own = self.own_code(row)?;
            self.own.insert(key, own);
        }
        Ok(())
    }

    fn own_code(&self, row: Line<OwnRow>) -> Result<Own, Error> {
        let Some(under) = self.get(&row.cameo) else {
            return Err(row.fault(self.unknown("CAMEO code", &row.cameo)));
        };
        if self.cameo.contains_key(&row.code) {
            return Err(row.fault(format!("`{}` is a code of CAMEO already", row.code)));
        }
        let types = || self.all().filter_map(|c| c.plover.as_deref());
        if let Some(odd) = row.plover.as_deref().filter(|p| !types().any(|t| t == *p)) {
            return Err(row.fault(unknown("PLOVER type", odd, types(), FILE)));
        }
        let scale = row.goldstein.unwrap_or(under.goldstein);
        if !(-10.0..=10.0).contains(&scale) {
            return Err(row.fault(format!("{scale} is not on the Goldstein scale, which goes from -10 to 10")));
        }
        let row = row.into_cells();
        let code = Code {
            code: row.code,
            name: row.name,
            plover: row.plover.or_else(|| under.plover.clone()),
            mode: row.mode.or_else(|| under.mode.clone()),
            contexts: row.contexts.unwrap_or_else(|| under.contexts.clone()),
            quad: row.quad.unwrap_or(under.quad),
            goldstein: scale,
        };
        Ok(Own { cameo: row.cameo, code })
    }

    /// Are these words of a file codes of CAMEO?
    pub fn check<'w>(
        &self,
        source: &Source,
        words: impl IntoIterator<Item = &'w Spanned<String>>,
    ) -> Result<(), Error> {
        let odd = words.into_iter().find(|word| self.cameo(word.get_ref()).is_none());
        odd.map_or(Ok(()), |odd| Err(source.fault(&odd.span(), self.unknown("code", odd.get_ref()))))
    }

    /// The complaint about a code that is none of CAMEO's.
    pub fn unknown(&self, what: &str, code: &str) -> String {
        unknown(what, code, self.cameo.keys().map(String::as_str), &format!("ontology/{FILE}"))
    }

    /// All CAMEO codes, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Code> {
        self.cameo.values().map(|(_, code)| code)
    }

    /// A code of CAMEO by its digits.
    pub fn cameo(&self, digits: &str) -> Option<Cameo> {
        self.cameo.get(digits).map(|(cameo, _)| *cameo)
    }

    /// What a CAMEO code stands for.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.cameo.get(code).map(|(_, code)| code)
    }

    /// A code of an addition.
    pub fn own(&self, addition: &str, code: &str) -> Option<&Own> {
        self.own.get(&(addition.to_string(), code.to_string()))
    }

    /// What an act stands for that has this CAMEO code, and perhaps the code of an addition, which tells more.
    pub fn of(&self, cameo: &str, own: &BTreeMap<String, String>) -> Option<&Code> {
        let own = own.iter().find_map(|(addition, code)| self.own(addition, code));
        own.map(|own| &own.code).or_else(|| self.get(cameo))
    }
}

/// A list that may be left open.
fn some<'de, D: Deserializer<'de>>(cell: D) -> Result<Option<Vec<String>>, D::Error> {
    semicolons(cell).map(|list| Some(list).filter(|list| !list.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_place_on_the_scale() {
        let codes = Codes::load(&Files::embedded()).expect("the table that ships");
        for code in codes.all() {
            assert!((-10.0..=10.0).contains(&code.goldstein), "{code:?}");
        }
        assert_eq!(codes.cameo("190").map(|c| c.quad()), Some(Quad::MaterialConflict));
    }

    #[test]
    fn a_code_has_what_the_table_says_of_its_beginnings() {
        let codes = Codes::load(&Files::embedded()).expect("the table that ships");
        let cameo = |digits: &str| codes.cameo(digits).expect("a code of the table");
        assert!(cameo("1823").is_violence() && cameo("1823").is_hostile() && !cameo("0231").is_violence());
        assert!(cameo("042").is_talk() && cameo("042").needs_actor() && !cameo("043").needs_actor());
        assert!(cameo("190").is_general() && !cameo("193").is_general() && cameo("193").is_under(cameo("19")));
        assert_eq!((cameo("1823").root().number(), cameo("03").root().to_string()), (18, "03".to_string()));
        assert_eq!(codes.cameo("999"), None);
    }
}
