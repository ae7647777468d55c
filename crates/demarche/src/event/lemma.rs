//! Under which form does the lexicon know a word?
//!
//! The tagger's lemma, lower case; where the lexicon does not know it, the form's regular stems are tried, for a
//! tagger that never met a verb may cut it wrongly. Irregular forms stand in `english/irregular.csv`.

use smol_str::{SmolStr, StrExt};

use super::Lexicon;
use crate::sentence::{Sentences, Upos, Word};

/// The lemmas of all words, lower case.
pub fn lemmas(sentences: &Sentences, lexicon: &Lexicon) -> Vec<SmolStr> {
    sentences.words.iter().map(|w| lemma(w, lexicon)).collect()
}

fn lemma(word: &Word, lexicon: &Lexicon) -> SmolStr {
    let known = &lexicon.known;
    let given = word.lemma.to_lowercase_smolstr();
    if !matches!(word.upos, Upos::Verb | Upos::Noun) {
        return given;
    }
    let form = word.form.to_lowercase_smolstr();
    if let Some(lemma) = lexicon.irregular.get(&form).filter(|_| word.upos == Upos::Verb && !known.contains(&given)) {
        return lemma.clone();
    }
    if let Some(silent) = silent_e(&form, &given).filter(|e| known.contains(e.as_str())) {
        return silent.into();
    }
    let stems = stems(&form).into_iter().find(|stem| known.contains(stem.as_str()));
    if known.contains(&given) && given != form { given } else { stems.map_or(given, SmolStr::from) }
}

/// `raped` is no form of `rap`, which doubles its consonant.
fn silent_e(form: &str, given: &str) -> Option<String> {
    let vowel = |c: char| "aeiou".contains(c);
    let mut last = given.chars().rev();
    let doubles = matches!((last.next(), last.next(), last.next()), (Some(c), Some(b), a)
        if !vowel(c) && !"wxy".contains(c) && vowel(b) && a.is_none_or(|a| !vowel(a)));
    let bare = form.strip_prefix(given).is_some_and(|ending| matches!(ending, "ed" | "ing"));
    (doubles && bare && given.matches(vowel).count() == 1).then(|| format!("{given}e"))
}

/// What a regular form may be a form of, likeliest first: `planned` → `plan`, `announced` → `announce`.
fn stems(form: &str) -> Vec<String> {
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
