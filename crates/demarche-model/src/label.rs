//! What can be said of a word, and by which names does training know it?

use serde::Deserialize;
use smol_str::SmolStr;

use crate::Error;
use crate::files::Files;

/// The file of labels.
const LABELS: &str = "labels.json";

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
    /// The relation of the word on which a sentence hangs.
    pub root: usize,
    pub names: Vec<SmolStr>,
    pub roles: Vec<SmolStr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// What to do with case or commas, how many characters to cut off, what to add (`l3y`).
    fn parse(s: &str) -> Option<Script> {
        let case = s.bytes().next().filter(|case| b"lkn".contains(case))?;
        let digits = s[1..].bytes().take_while(u8::is_ascii_digit).count();
        let cut = s[1..1 + digits].parse::<u8>().ok()?;
        Some(Script { case, cut: cut.into(), add: SmolStr::new(&s[1 + digits..]) })
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
    pub fn load(files: &Files) -> Result<Labels, Error> {
        let wrong = |fault: String| files.fault(LABELS, fault);
        let file: LabelFile = serde_json::from_str(&files.text(LABELS)?).map_err(|error| wrong(error.to_string()))?;
        let blank = |s: SmolStr| if s == "_" { SmolStr::default() } else { s };
        let script = |s: &SmolStr| {
            let fault =
                || wrong(format!("`{s}` is no script of a lemma; one is `l`, `k` or `n`, a number, and an ending"));
            Script::parse(s).ok_or_else(fault)
        };
        let root = file.deprel.iter().position(|r| r == "root");
        if [&file.upos, &file.xpos, &file.feats, &file.lemma].iter().any(|list| list.is_empty()) {
            return Err(wrong("`upos`, `xpos`, `feats` and `lemma` have each one label or more".to_string()));
        }
        spans_are_sound(&file.names, &["PER", "ORG", "LOC", "MISC"])
            .map_err(|fault| wrong(format!("names: {fault}")))?;
        spans_are_sound(&file.roles, &["source", "cue", "content"])
            .map_err(|fault| wrong(format!("roles: {fault}")))?;
        Ok(Labels {
            upos: file.upos.iter().map(|s| s.parse()).collect::<Result<_, _>>().map_err(wrong)?,
            xpos: file.xpos,
            feats: file.feats.into_iter().map(blank).collect(),
            lemma: file.lemma.iter().map(script).collect::<Result<_, _>>()?,
            root: root.ok_or_else(|| wrong("`deprel` has no `root`".to_string()))?,
            deprel: file.deprel,
            names: file.names,
            roles: file.roles,
        })
    }
}

/// Tags of spans are `O`, then `B-` and `I-` of each kind: by their numbers they are decoded.
fn spans_are_sound(tags: &[SmolStr], kinds: &[&str]) -> Result<(), String> {
    let pair = |two: &[SmolStr]| kinds.iter().any(|k| two == [format!("B-{k}"), format!("I-{k}")]);
    let sound = tags.first().is_some_and(|t| t == "O") && tags.len() % 2 == 1 && tags[1..].chunks(2).all(pair);
    let choices = kinds.join(", ");
    if sound { Ok(()) } else { Err(format!("must be `O`, then `B-` and `I-` of each kind; the kinds are {choices}")) }
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
        let lemma = |script: &str, form: &str| Script::parse(script).unwrap().apply(form).to_string();
        assert_eq!(lemma("l3y", "Parties"), "party");
        assert_eq!(lemma("k0", "Arnor"), "Arnor");
        assert_eq!(lemma("n0", "1,000"), "1000");
        assert_eq!(lemma("l9", "was"), "was");
    }
}
