//! Where do words begin and end?
//!
//! By the conventions of Universal Dependencies: clitics, punctuation marks and most hyphens are words of their own.
//! Cuts only at what is seen in the text; which cuts there are is data (`ontology/english/tokens.toml`).

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::Span;
use crate::ontology::{Error, Files};

/// Cuts text into words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokenizer {
    prefixes: HashSet<String>,
    clitics: HashSet<String>,
    fused: HashMap<String, usize>,
    #[serde(deserialize_with = "flattened")]
    abbreviations: HashSet<String>,
    #[serde(deserialize_with = "flattened")]
    units: HashSet<String>,
    #[serde(deserialize_with = "flattened")]
    faces: HashSet<String>,
}

fn flattened<'de, D: serde::Deserializer<'de>>(d: D) -> Result<HashSet<String>, D::Error> {
    Ok(HashMap::<String, Vec<String>>::deserialize(d)?.into_values().flatten().collect())
}

const FILE: &str = "english/tokens.toml";
/// Longer stretches without white space are no words that anybody wrote; nothing inside them is looked up.
const LONGEST: usize = 200;

impl Tokenizer {
    /// Reads the lists.
    pub fn load(files: &Files) -> Result<Tokenizer, Error> {
        files.toml(FILE)
    }

    /// The words of a stretch of text, in order.
    pub fn words(&self, text: &str, within: Span) -> Vec<Span> {
        let mut out = Vec::new();
        let mut start = None;
        for (i, c) in within.of(text).char_indices() {
            let at = within.start() + i;
            match (invisible(c), start) {
                (true, Some(s)) => {
                    self.chunk(text, Span::new(s, at), &mut out);
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        if let Some(s) = start {
            self.chunk(text, Span::new(s, within.end()), &mut out);
        }
        out
    }

    /// Words of a stretch without white space.
    fn chunk(&self, text: &str, span: Span, out: &mut Vec<Span>) {
        if self.faces.contains(span.of(text)) {
            return out.push(span);
        }
        let mut rest = span;
        while let Some(n) = self.leading(rest.of(text)) {
            out.push(Span::new(rest.start(), rest.start() + n));
            rest = Span::new(rest.start() + n, rest.end());
        }
        let mut after = Vec::new();
        while let Some(n) = self.trailing(rest.of(text)) {
            after.push(Span::new(rest.end() - n, rest.end()));
            rest = Span::new(rest.start(), rest.end() - n);
        }
        if !rest.is_empty() {
            self.core(text, rest, out);
        }
        out.extend(after.into_iter().rev());
    }

    /// Bytes of the mark that a chunk begins with, if it does and something is to be cut off.
    fn leading(&self, s: &str) -> Option<usize> {
        let c = s.chars().next()?;
        let is_clitic = apostrophe(c) && self.clitics.contains(&straight(s.get(..LONGEST).unwrap_or(s)));
        let attached = matches!(c, '@' | '#' | '_') && s.chars().nth(1).is_some_and(char::is_alphanumeric);
        let decade = apostrophe(c) && s.chars().nth(1).is_some_and(|d| d.is_ascii_digit());
        let signed = matches!(c, '-' | '+' | '.') && s.chars().nth(1).is_some_and(|d| d.is_ascii_digit());
        if c.is_alphanumeric() || is_clitic || attached || decade || signed {
            return None;
        }
        Some(run(s, c))
    }

    /// Bytes of the mark that a chunk ends with, if it does and the mark is a word of its own.
    fn trailing(&self, s: &str) -> Option<usize> {
        let c = s.chars().next_back()?;
        if c.is_alphanumeric() || c == '_' {
            return None;
        }
        let n = s.chars().rev().take_while(|&d| same_run(c, d)).map(char::len_utf8).sum::<usize>();
        if c == '.' && n == 1 && self.keeps_stop(&s[..s.len() - 1]) {
            return None;
        }
        let currency = matches!(c, '$') && s.len() > 1 && s.chars().all(|d| d.is_uppercase() || d == '$');
        if currency {
            return None;
        }
        Some(if repeats(c) { n } else { c.len_utf8() })
    }

    /// Does the full stop after this belong to it?
    fn keeps_stop(&self, s: &str) -> bool {
        if s.len() > 12 || s.is_empty() {
            return false;
        }
        let last = s.rsplit(['-', '/', '(', '—', '–']).next().unwrap_or(s);
        let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
        initial || dotted(last) || self.abbreviations.contains(&last.to_lowercase())
    }

    /// Words of a chunk that neither begins nor ends with a mark to cut off.
    fn core(&self, text: &str, span: Span, out: &mut Vec<Span>) {
        let s = span.of(text);
        if s.len() > LONGEST || address(s) {
            return out.push(span);
        }
        if let Some(at) = self.clitic(s).or_else(|| self.inner_cut(s)) {
            let (a, b) = (Span::new(span.start(), span.start() + at), Span::new(span.start() + at, span.end()));
            self.core(text, a, out);
            return if s[at..].chars().next().is_some_and(|c| c.is_alphanumeric() || apostrophe(c)) {
                self.core(text, b, out);
            } else {
                self.chunk(text, b, out);
            };
        }
        out.push(span);
    }

    /// Where a clitic begins: `do|n't`, `Arnor|'s`, `can|not`.
    fn clitic(&self, s: &str) -> Option<usize> {
        let plain = straight(s);
        if let Some(&n) = self.fused.get(&plain) {
            return Some(n);
        }
        let negation = plain.ends_with("n't") && plain.len() > 3;
        if negation {
            return s.char_indices().nth_back(2).map(|(i, _)| i);
        }
        let mark = s.char_indices().rev().find(|&(_, c)| apostrophe(c))?.0;
        let cut = mark > 0 && self.clitics.contains(&straight(&s[mark..]));
        cut.then_some(mark)
    }

    /// The first place inside where a word ends: a hyphen, a dash, a slash, a mark between letters, a unit.
    fn inner_cut(&self, s: &str) -> Option<usize> {
        let mut before = s.chars().next()?;
        if before.is_ascii_digit()
            && let Some(at) = s.find(|c: char| c.is_alphabetic())
            && self.units.contains(&s[at..].to_lowercase())
        {
            return Some(at);
        }
        let mut chars = s.char_indices().peekable();
        let hyphens = s.matches('-').count();
        chars.next();
        while let Some((i, c)) = chars.next() {
            let after = chars.peek().map(|&(_, d)| d);
            if self.cuts(s, hyphens, i, before, c, after) {
                return Some(i);
            }
            if !before.is_alphanumeric() && c.is_alphanumeric() && cut_after(before, &s[..i], c) {
                return Some(i);
            }
            before = c;
        }
        None
    }

    /// Is there a cut before the mark `c` at byte `i` of a chunk?
    fn cuts(&self, s: &str, hyphens: usize, i: usize, before: char, c: char, after: Option<char>) -> bool {
        let Some(after) = after else { return false };
        let numbers = before.is_ascii_digit() && after.is_ascii_digit();
        match c {
            '-' if numbers && hyphens > 1 => false,
            '-' => after.is_alphanumeric() && !self.prefixes.contains(&s[..i].to_lowercase()) || after == '-',
            '–' | '—' | '…' | '"' | '“' | '”' | '(' | ')' | '[' | ']' | ';' | '!' | '?' | '=' | '<' | '>' => {
                true
            }
            ',' | ':' => !numbers,
            '/' => !numbers && i > 1 && s.len() - i > 2,
            '.' => after == '.' || before.is_lowercase() && after.is_uppercase() && i > 1 && s.len() - i > 2,
            '$' | '€' | '£' => false,
            _ => false,
        }
    }
}

/// Is there a cut after a mark in the middle (`US$|5`, `word-|word`)?
fn cut_after(mark: char, head: &str, next: char) -> bool {
    match mark {
        '$' | '€' | '£' => next.is_ascii_digit(),
        '-' => head.len() == 1,
        '–' | '—' | '…' | '"' | '“' | '”' | '(' | ')' | '[' | ']' | ';' | '!' | '?' | '/' => {
            head.len() <= mark.len_utf8()
        }
        _ => false,
    }
}

fn invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}')
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Lower case with straight apostrophes.
fn straight(s: &str) -> String {
    s.to_lowercase().replace('’', "'")
}

/// Marks that make one word when they are repeated.
fn repeats(c: char) -> bool {
    matches!(c, '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '+' | '<' | '>' | '`')
}

fn same_run(first: char, other: char) -> bool {
    first == other || matches!((first, other), ('!', '?') | ('?', '!'))
}

fn run(s: &str, c: char) -> usize {
    let doubled = matches!(c, '\'') && s.starts_with("''");
    if doubled {
        return 2;
    }
    if !repeats(c) {
        return c.len_utf8();
    }
    s.chars().take_while(|&d| same_run(c, d)).map(char::len_utf8).sum()
}

/// Letters with full stops between: `U.S`, `a.m`.
fn dotted(s: &str) -> bool {
    s.contains('.')
        && s.split('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic) && !p.is_empty())
}

fn address(s: &str) -> bool {
    let scheme = s.contains("://") || s.starts_with("www.");
    let mail = s.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.')) || s.starts_with('@');
    let domain = [".com", ".org", ".net", ".gov", ".edu", ".co.uk"].iter().any(|d| s.to_lowercase().contains(d));
    scheme || mail || domain && !s.contains(['—', '"', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let tokenizer = Tokenizer::load(&Files::embedded()).unwrap();
        let words: Vec<&str> =
            tokenizer.words(text, Span::new(0, text.len())).into_iter().map(|w| w.of(text)).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn punctuation_stands_alone() {
        check("\"No,\" he said (twice).", "\" No , \" he said ( twice ) .");
    }

    #[test]
    fn clitics_are_words() {
        check(
            "He doesn't know Arnor's envoy; they’re gone, we cannot.",
            "He does n't know Arnor 's envoy ; they ’re gone , we can not .",
        );
    }

    #[test]
    fn a_stop_stays_with_its_abbreviation() {
        check("Sen. J. Doe of the U.S. met Gen. Roe.", "Sen. J. Doe of the U.S. met Gen. Roe .");
    }

    #[test]
    fn hyphens_part_words_but_not_prefixes() {
        check(
            "the 15-year-old well-known co-founder re-elected",
            "the 15 - year - old well - known co-founder re-elected",
        );
    }

    #[test]
    fn money_percent_and_units() {
        check("US$5 or $1,000.50, 3% at 10am", "US$ 5 or $ 1,000.50 , 3 % at 10 am");
    }

    #[test]
    fn dashes_and_dots() {
        check("talks--if any—ended... or not…", "talks -- if any — ended ... or not …");
    }

    #[test]
    fn addresses_stay_whole() {
        check(
            "see https://example.org/a-b?c=1, or a.b@example.org.",
            "see https://example.org/a-b?c=1 , or a.b@example.org .",
        );
    }

    #[test]
    fn slashes_and_dates() {
        check("and/or on 9/11 by 2016-17", "and / or on 9/11 by 2016 - 17");
    }

    #[test]
    fn a_missing_space_after_a_stop() {
        check("They lost.The end", "They lost . The end");
    }

    #[test]
    fn plural_possessive() {
        check("the ministers' plan", "the ministers ' plan");
    }
}
