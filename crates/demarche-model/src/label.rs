//! What can be said of a word, and by which names does training know it?

use serde::Deserialize;
use smol_str::SmolStr;

static LABELS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/labels.json"));

/// Universal parts of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum NameKind {
    Person,
    Organisation,
    Location,
    Other,
}

/// The names of the classes that the heads choose from.
pub struct Labels {
    pub upos: Vec<Upos>,
    pub xpos: Vec<SmolStr>,
    pub feats: Vec<SmolStr>,
    pub lemma: Vec<Script>,
    pub deprel: Vec<SmolStr>,
    pub names: Vec<SmolStr>,
    pub roles: Vec<SmolStr>,
}

#[derive(Deserialize)]
struct LabelFile {
    upos: Vec<SmolStr>,
    xpos: Vec<SmolStr>,
    feats: Vec<SmolStr>,
    lemma: Vec<SmolStr>,
    deprel: Vec<SmolStr>,
    names: Vec<SmolStr>,
    roles: Vec<SmolStr>,
}

/// How a lemma is made from a form.
pub struct Script {
    case: u8,
    cut: usize,
    add: SmolStr,
}

impl Script {
    fn parse(s: &str) -> Script {
        let digits = s[1..].bytes().take_while(u8::is_ascii_digit).count();
        Script {
            case: s.as_bytes()[0],
            cut: s[1..1 + digits].parse().unwrap_or(0),
            add: SmolStr::new(&s[1 + digits..]),
        }
    }

    /// Is the lemma the form itself?
    pub fn keeps(&self) -> bool {
        self.cut == 0 && self.add.is_empty()
    }

    /// The lemma of a form.
    pub fn apply(&self, form: &str) -> SmolStr {
        let mut base = match self.case {
            b'l' => form.to_lowercase(),
            b'n' => form.replace(',', ""),
            _ => form.to_string(),
        };
        for _ in 0..self.cut {
            base.pop();
        }
        base.push_str(&self.add);
        if base.is_empty() { SmolStr::new(form) } else { SmolStr::new(base) }
    }
}

impl Labels {
    pub fn load() -> Labels {
        let file: LabelFile = serde_json::from_str(LABELS).expect("the labels that ship are whole: a test reads them");
        let blank = |s: SmolStr| if s == "_" { SmolStr::default() } else { s };
        Labels {
            upos: file.upos.iter().map(|s| s.parse().unwrap_or(Upos::X)).collect(),
            xpos: file.xpos,
            feats: file.feats.into_iter().map(blank).collect(),
            lemma: file.lemma.iter().map(|s| Script::parse(s)).collect(),
            deprel: file.deprel,
            names: file.names,
            roles: file.roles,
        }
    }
}

const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

impl std::str::FromStr for Upos {
    type Err = String;

    fn from_str(s: &str) -> Result<Upos, String> {
        let known = UPOS.iter().find(|(name, _)| *name == s).map(|(_, u)| *u);
        known.ok_or_else(|| {
            format!("`{s}` is no universal part of speech; they are {}", UPOS.map(|(n, _)| n).join(", "))
        })
    }
}

impl std::fmt::Display for Upos {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let name = UPOS.iter().find(|(_, u)| u == self).map_or("X", |(n, _)| n);
        f.write_str(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_make_lemmas() {
        let lemma = |script: &str, form: &str| Script::parse(script).apply(form).to_string();
        assert_eq!(lemma("l3y", "Parties"), "party");
        assert_eq!(lemma("k0", "Arnor"), "Arnor");
        assert_eq!(lemma("n0", "1,000"), "1000");
        assert_eq!(lemma("l9", "was"), "was");
    }
}
