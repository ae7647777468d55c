//! What may a regular form be a form of?
//!
//! A tagger that never met a verb may cut it wrongly; who has a list of words can look up these stems in it.

use std::collections::HashMap;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::ontology::{Error, Files, Row};

const IRREGULAR: &str = "english/irregular.csv";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Irregular {
    form: SmolStr,
    lemma: SmolStr,
}

/// From irregular verb forms to their dictionary forms.
pub fn irregular(files: &Files) -> Result<HashMap<SmolStr, SmolStr>, Error> {
    let rows = files.rows::<Irregular>(IRREGULAR)?.into_iter().map(Row::into_cells);
    Ok(rows.map(|row| (row.form, row.lemma)).collect())
}

/// `raped` is no form of `rap`, which doubles its consonant.
pub fn silent_e(form: &str, given: &str) -> Option<String> {
    let vowel = |c: char| "aeiou".contains(c);
    let mut last = given.chars().rev();
    let doubles = matches!((last.next(), last.next(), last.next()), (Some(c), Some(b), a)
        if !vowel(c) && !"wxy".contains(c) && vowel(b) && a.is_none_or(|a| !vowel(a)));
    let bare = form.strip_prefix(given).is_some_and(|ending| matches!(ending, "ed" | "ing"));
    (doubles && bare && given.matches(vowel).count() == 1).then(|| format!("{given}e"))
}

/// What a regular form may be a form of, likeliest first: `planned` → `plan`, `announced` → `announce`.
pub fn stems(form: &str) -> Vec<String> {
    let endings = [
        ("ied", "y"),
        ("ies", "y"),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
        ("es", "e"),
        ("es", ""),
        ("s", ""),
    ];
    let mut all = Vec::new();
    for (ending, put) in endings {
        let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1) else { continue };
        all.push(format!("{stem}{put}"));
        let mut last = stem.chars().rev();
        if let (true, Some(a), Some(b)) = (put.is_empty(), last.next(), last.next())
            && a == b
        {
            all.push(stem[..stem.len() - a.len_utf8()].to_string());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, stem: &str) {
        assert!(stems(form).iter().any(|s| s == stem), "{form}: {:?}", stems(form));
    }

    #[test]
    fn regular_forms_lead_to_their_stems() {
        for (form, stem) in [
            ("announced", "announce"),
            ("denied", "deny"),
            ("planning", "plan"),
            ("sympathises", "sympathise"),
            ("urged", "urge"),
            ("attacks", "attack"),
        ] {
            check(form, stem);
        }
    }

    #[test]
    fn short_words_have_no_stem() {
        assert!(stems("as").is_empty());
    }
}
