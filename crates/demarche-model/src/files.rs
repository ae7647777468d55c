//! Of which files is a model made, and are they what its birth certificate says?

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::Error;

/// The birth certificate.
const MODEL: &str = "model.toml";
/// The folder of the classifier of verbs, which has a certificate of its own; a model may do without.
const SIMILAR: &str = "similar/";
/// How long an id is.
const ID: usize = 16;

/// The bytes of a file: inside the program, or read.
#[derive(Clone)]
pub enum Bytes {
    #[cfg(feature = "embedded")]
    Static(&'static [u8]),
    Read(Arc<Vec<u8>>),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            #[cfg(feature = "embedded")]
            Bytes::Static(bytes) => bytes,
            Bytes::Read(bytes) => bytes,
        }
    }
}

/// The files of a model, and what identifies them.
pub struct Files {
    place: String,
    files: BTreeMap<String, Bytes>,
    hashes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Certificate {
    files: BTreeMap<String, Named>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    sha256: String,
}

impl Files {
    /// Those inside the program, whose hashes a test holds to their certificates.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Files, Error> {
        macro_rules! files {
            ($($name:literal),*) => {
                [$(($name, &include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/english/", $name))[..])),*]
            };
        }
        let all = files![
            "model.toml",
            "weights.safetensors",
            "vocabulary.txt",
            "labels.json",
            "probability.toml",
            "similar/model.toml",
            "similar/weights.safetensors",
            "similar/classes.toml",
            "similar/relatives.csv"
        ];
        let files = all.map(|(name, bytes)| (name.to_string(), Bytes::Static(bytes))).into();
        let mut files = Files { place: "models/english".to_string(), files, hashes: BTreeMap::new() };
        files.certify("")?;
        files.certify(SIMILAR)?;
        Ok(files)
    }

    /// Those of a folder, held to the hashes of their certificates.
    pub fn read(folder: &Path) -> Result<Files, Error> {
        let place = folder.display().to_string();
        let mut files = Files { place, files: BTreeMap::new(), hashes: BTreeMap::new() };
        for part in ["", SIMILAR] {
            if part.is_empty() || folder.join(part).exists() {
                files.take(folder, &format!("{part}{MODEL}"))?;
                let named = files.certify(part)?;
                named.iter().try_for_each(|name| files.take(folder, name))?;
            }
        }
        files.check()?;
        Ok(files)
    }

    fn take(&mut self, folder: &Path, name: &str) -> Result<(), Error> {
        let bytes =
            std::fs::read(folder.join(name)).map_err(|cause| self.fault(name, format!("cannot be read: {cause}")))?;
        self.files.insert(name.to_string(), Bytes::Read(Arc::new(bytes)));
        Ok(())
    }

    /// Notes the hashes of a certificate, and tells which files it names.
    fn certify(&mut self, part: &str) -> Result<Vec<String>, Error> {
        let certificate: Certificate = self.toml(&format!("{part}{MODEL}"))?;
        let named: Vec<String> = certificate.files.keys().map(|name| format!("{part}{name}")).collect();
        self.hashes.extend(named.iter().cloned().zip(certificate.files.into_values().map(|file| file.sha256)));
        Ok(named)
    }

    /// Is every file the one that its certificate means?
    pub fn check(&self) -> Result<(), Error> {
        for (name, wanted) in &self.hashes {
            let found: String = Sha256::digest(&self.get(name)?[..]).iter().map(|byte| format!("{byte:02x}")).collect();
            if found != *wanted {
                return Err(self.fault(name, format!("has the SHA-256 {found}; {MODEL} asks for {wanted}")));
            }
        }
        Ok(())
    }

    /// What the model is: a hash of the hashes of its files.
    pub fn id(&self) -> String {
        let all: String = self.hashes.iter().map(|(name, hash)| format!("{name} {hash}\n")).collect();
        blake3::hash(all.as_bytes()).to_hex()[..ID].to_string()
    }

    /// Is there a classifier of verbs?
    pub fn have_similar(&self) -> bool {
        self.files.contains_key(&format!("{SIMILAR}{MODEL}"))
    }

    /// A file that the model cannot do without.
    pub fn get(&self, name: &str) -> Result<&Bytes, Error> {
        let missing = || self.fault(name, format!("is not named under [files] in {MODEL}, and a model needs it"));
        self.files.get(name).ok_or_else(missing)
    }

    /// The same, as text.
    pub fn text(&self, name: &str) -> Result<Cow<'static, str>, Error> {
        let wrong = |cause| self.fault(name, format!("is no UTF-8: {cause}"));
        match self.get(name)? {
            #[cfg(feature = "embedded")]
            Bytes::Static(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(wrong),
            Bytes::Read(bytes) => std::str::from_utf8(bytes).map(|t| Cow::Owned(t.to_string())).map_err(wrong),
        }
    }

    /// The same, as TOML of a given form.
    pub fn toml<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        let text = self.text(name)?;
        toml::from_str(&text).map_err(|error| {
            let line = 1 + text[..error.span().map_or(0, |s| s.start)].matches('\n').count();
            self.fault(&format!("{name}:{line}"), error.message().to_string())
        })
    }

    /// What is wrong with a file.
    pub fn fault(&self, name: &str, fault: String) -> Error {
        Error { place: Path::new(&self.place).join(name).display().to_string(), fault }
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_ship_are_those_of_their_certificates() {
        Files::embedded().and_then(|files| files.check()).unwrap();
    }
}
