//! What does a CAMEO code stand for?

use std::collections::HashMap;

use serde::{Deserialize, Deserializer};

use super::{Error, Files, fault};

const FILE: &str = "events/codes.csv";

/// The CAMEO codes with what PLOVER and the scales make of them.
#[derive(Debug, Default)]
pub struct Codes(HashMap<String, Code>);

/// One CAMEO code.
#[derive(Clone, Debug, PartialEq, Deserialize)]
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
    #[serde(deserialize_with = "listed")]
    pub contexts: Vec<String>,
    /// Verbal or material, cooperation or conflict.
    pub quad: String,
    /// The Goldstein scale, from -10 to 10.
    pub goldstein: f64,
}

impl Codes {
    /// Reads the table of codes.
    pub fn load(files: &Files) -> Result<Codes, Error> {
        let mut table = csv::Reader::from_reader(files.get(FILE)?.as_bytes());
        let mut codes = HashMap::new();
        for row in table.deserialize::<Code>() {
            let code = row.map_err(|cause| fault(FILE, &cause))?;
            codes.insert(code.code.clone(), code);
        }
        Ok(Codes(codes))
    }

    /// All codes, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Code> {
        self.0.values()
    }

    /// What a code stands for.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.0.get(code)
    }
}

fn listed<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(cell)?;
    Ok(cell.split(';').filter(|c| !c.is_empty()).map(str::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_quad_and_a_place_on_the_scale() {
        let codes = Codes::load(&Files::embedded()).expect("the table that ships");
        let quads = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
        for code in codes.all() {
            assert!(quads.contains(&code.quad.as_str()), "{code:?}");
            assert!((-10.0..=10.0).contains(&code.goldstein), "{code:?}");
        }
        assert_eq!(codes.get("190").map(|c| c.quad.as_str()), Some("material conflict"));
    }
}
