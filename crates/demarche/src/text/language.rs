//! In which language is a report?

use super::page::Page;
use super::token::head;

/// Fewer letters tell too little.
const LETTERS: usize = 200;
/// More bytes tell nothing new.
const SAMPLE: usize = 4000;

/// A language by its tag and its English name.
#[derive(Debug, PartialEq)]
pub(super) struct Language {
    pub tag: String,
    pub name: &'static str,
}

/// The language that the text is in, where it is long enough to tell.
pub(super) fn detect(text: &str, page: &Page) -> Option<Language> {
    let sample = head(text, SAMPLE);
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LETTERS {
        return None;
    }
    let found = whatlang::detect(sample).filter(|info| info.is_reliable())?.lang();
    let tag = page.languages.get(found.code()).map_or(found.code(), String::as_str);
    Some(Language { tag: tag.to_string(), name: found.eng_name() })
}

/// Does a BCP 47 tag stand for English of any region?
pub(super) fn is_english(tag: &str) -> bool {
    let first = tag.split(['-', '_']).next().unwrap_or(tag);
    first.eq_ignore_ascii_case("en") || first.eq_ignore_ascii_case("eng")
}
