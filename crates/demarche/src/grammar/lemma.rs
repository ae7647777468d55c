//! Under which form does the lexicon know a word?
//!
//! The tagger's lemma, lower case; where the lexicon does not know it, the form's regular stems are tried, for a
//! tagger that never met a verb may cut it wrongly. Irregular forms stand in `english/irregular.csv`.

use smol_str::{SmolStr, StrExt};

use super::{Grammar, Lexicon};
use crate::sentence::stem::{silent_e, stems};
use crate::sentence::{Sentences, Upos, Word};

impl Grammar<'_> {
    /// The form under which the lexicon knows a word, lower case.
    pub fn lemma(&self, word: usize) -> &str {
        self.lemmas.get(word).map_or("", |l| l.as_str())
    }

    /// All that a word may be a form of, likeliest first, for who has entries for some of them.
    pub fn may_be_form_of(&self, word: usize) -> Vec<SmolStr> {
        let form = self.s.word(word).form.to_lowercase_smolstr();
        let irregular = self.lexicon.irregular.get(&form).cloned();
        let regular = stems(&form).into_iter().map(SmolStr::from);
        std::iter::once(SmolStr::from(self.lemma(word))).chain(irregular).chain(regular).collect()
    }
}

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
