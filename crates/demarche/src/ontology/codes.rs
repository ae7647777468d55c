//! What does a code stand for?

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Deserializer};

use super::{Cameo, Error, Files, Quad, fault};

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
    #[serde(default)]
    contexts: Option<String>,
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
struct Row {
    code: String,
    name: String,
    plover: Option<String>,
    mode: Option<String>,
    #[serde(deserialize_with = "listed")]
    contexts: Vec<String>,
    quad: Quad,
    goldstein: f64,
    nature: String,
    parties: String,
}

impl Codes {
    /// Reads the table of codes, and those of additions.
    pub fn load(files: &Files) -> Result<Codes, Error> {
        let mut table = csv::Reader::from_reader(files.get(FILE)?.as_bytes());
        let mut codes = Codes::default();
        for (at, row) in table.deserialize::<Row>().enumerate() {
            let row = row.map_err(|cause| fault(FILE, &cause))?;
            codes.add_cameo(row).map_err(|fault| Error::Entry { file: FILE.to_string(), line: at + 2, fault })?;
        }
        for addition in files.additions() {
            if let Some((file, text)) = addition.codes() {
                codes.add(&addition.name, &file, text)?;
            }
        }
        Ok(codes)
    }

    /// Adds a row; what stands for it stands before it.
    fn add_cameo(&mut self, row: Row) -> Result<(), String> {
        let Row { code, name, plover, mode, contexts, quad, goldstein, nature, parties } = row;
        let cameo = Cameo::new(&code, quad);
        let mut cameo = cameo.ok_or_else(|| format!("`{code}` is no code; codes have two to four digits"))?;
        let above = (2..code.len()).filter_map(|end| self.cameo.get(&code[..end]));
        above.for_each(|(above, _)| cameo.inherit(*above));
        for cell in [&nature, &parties] {
            let choices = |unknown| format!("unknown trait `{unknown}`; they are {}", join(Cameo::traits()));
            cameo.add_traits(cell).map_err(choices)?;
        }
        self.cameo.insert(code.clone(), (cameo, Code { code, name, plover, mode, contexts, quad, goldstein }));
        Ok(())
    }

    fn add(&mut self, name: &str, file: &str, text: &str) -> Result<(), Error> {
        let mut table = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let header = table.headers().map_err(|cause| fault(file, &cause))?.clone();
        for row in table.records() {
            let row = row.map_err(|cause| fault(file, &cause))?;
            let line = row.position().map_or(1, |at| at.line() as usize);
            let wrong = |fault: String| Error::Entry { file: file.to_string(), line, fault };
            let row: OwnRow = row.deserialize(Some(&header)).map_err(|cause| wrong(cause.to_string()))?;
            let key = (name.to_string(), row.code.clone());
            let own = self.own_code(row).map_err(wrong)?;
            if self.own.contains_key(&key) {
                return Err(wrong(format!("the code `{}` stands here twice", key.1)));
            }
            self.own.insert(key, own);
        }
        Ok(())
    }

    fn own_code(&self, row: OwnRow) -> Result<Own, String> {
        let Some(under) = self.get(&row.cameo) else {
            return Err(format!("unknown CAMEO code `{}`; the codes stand in ontology/{FILE}", row.cameo));
        };
        if self.cameo.contains_key(&row.code) {
            return Err(format!("`{}` is a code of CAMEO already", row.code));
        }
        let types: BTreeSet<&str> = self.all().filter_map(|c| c.plover.as_deref()).collect();
        check("PLOVER type", row.plover.as_deref(), &types.into_iter().collect::<Vec<_>>())?;
        let scale = row.goldstein.unwrap_or(under.goldstein);
        if !(-10.0..=10.0).contains(&scale) {
            return Err(format!("{scale} is not on the Goldstein scale, which goes from -10 to 10"));
        }
        let code = Code {
            code: row.code,
            name: row.name,
            plover: row.plover.or_else(|| under.plover.clone()),
            mode: row.mode.or_else(|| under.mode.clone()),
            contexts: row.contexts.map_or_else(|| under.contexts.clone(), |cell| list(&cell)),
            quad: row.quad.unwrap_or(under.quad),
            goldstein: scale,
        };
        Ok(Own { cameo: row.cameo, code })
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

fn join<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

fn check(what: &str, found: Option<&str>, known: &[&str]) -> Result<(), String> {
    match found.filter(|f| !known.contains(f)) {
        Some(unknown) => Err(format!("unknown {what} `{unknown}`; they are {}", known.join(", "))),
        None => Ok(()),
    }
}

fn listed<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    String::deserialize(cell).map(|cell| list(&cell))
}

fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|c| !c.is_empty()).map(str::to_string).collect()
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
