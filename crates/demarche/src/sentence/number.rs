//! How many?
//!
//! Numbers in digits and words, exact ones, vague ones (`dozens`) and those with a bound (`at least 20`, `between 30 and
//! 40`).

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::ontology::{Error, Failure, Files};

const FILE: &str = "english/numbers.toml";

/// The words of numbers.
pub struct Numbers {
    words: HashMap<SmolStr, u64>,
    multipliers: HashMap<SmolStr, u64>,
    vague: HashMap<SmolStr, u64>,
    ordinals: HashMap<SmolStr, u64>,
    bounds: Vec<Bound>,
    examples: Vec<(usize, String, String)>,
}

/// So many, by the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The words, bounds among them.
    pub words: Range<usize>,
    /// No fewer than these.
    pub min: Option<u64>,
    /// No more than these.
    pub max: Option<u64>,
    /// Is the number said to be near only?
    pub about: bool,
}

struct Bound {
    words: Vec<SmolStr>,
    before: bool,
    means: Means,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Means {
    Least,
    Most,
    About,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Position {
    Before,
    After,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    words: HashMap<SmolStr, u64>,
    multipliers: HashMap<SmolStr, u64>,
    vague: HashMap<SmolStr, u64>,
    ordinals: HashMap<SmolStr, u64>,
    bound: Vec<toml::Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Vec<String>,
    side: Position,
    means: Means,
    #[serde(default)]
    reads: Vec<(String, String)>,
}

/// A bare number: where it ends, its value, and whether it may be more.
struct Numeral {
    end: usize,
    value: u64,
    vague: bool,
    /// The thousand or million by which it was multiplied, else 1.
    scale: u64,
}

impl Numbers {
    /// Reads the words of numbers.
    pub fn load(files: &Files) -> Result<Numbers, Error> {
        let source = files.source(FILE)?;
        let tables: Tables = source.toml()?;
        let (mut bounds, mut examples) = (Vec::new(), Vec::new());
        for entry in tables.bound {
            let line = source.line(entry.span().start);
            let Entry { words, side, means, reads } = entry.into_inner();
            let before = side == Position::Before;
            bounds.extend(words.iter().map(|w| Bound { words: cut(w), before, means }));
            examples.extend(reads.into_iter().map(|(phrase, wanted)| (line, phrase, wanted)));
        }
        bounds.sort_by_key(|b| std::cmp::Reverse(b.words.len()));
        let Tables { words, multipliers, vague, ordinals, .. } = tables;
        Ok(Numbers { words, multipliers, vague, ordinals, bounds, examples })
    }

    /// `first`, `3rd`.
    pub fn ordinal(&self, word: &str) -> Option<u64> {
        let digits = || ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s))?.parse().ok();
        self.ordinals.get(word).copied().or_else(digits)
    }

    /// The exact number that begins at a word, and where it ends.
    pub fn exact(&self, words: &[SmolStr], at: usize, end: usize) -> Option<(usize, u64)> {
        self.numeral(words, at, end).filter(|n| !n.vague).map(|n| (n.end, n.value))
    }

    /// The amount whose number begins at a word; the words may reach back over `at least` and the like, no further than
    /// `around`.
    pub fn amount(&self, words: &[SmolStr], at: usize, around: Range<usize>) -> Option<Amount> {
        let mut first = self.numeral(words, at, around.end)?;
        let range = self.range(words, at, &first, &around);
        // `3 to 4 billion` are billions both.
        if let Some(last) = range.as_ref().filter(|r| first.scale == 1 && first.value < r.value / r.scale) {
            first.value *= last.scale;
        }
        let last = range.as_ref().map_or(first.end, |r| r.end);
        let mut amount = Amount {
            words: at..last,
            min: Some(first.value),
            max: range.map(|r| r.value).or((!first.vague).then_some(first.value)),
            about: false,
        };
        if amount.max.is_some_and(|m| m < first.value) {
            amount = Amount { words: at..first.end, max: Some(first.value), ..amount };
        }
        if words.get(at.wrapping_sub(1)).is_some_and(|w| w == "between") && amount.words.end > first.end {
            amount.words.start = at - 1;
        }
        if let Some((reach, means)) = self.bound(words, &amount.words, &around) {
            amount.words = reach;
            match means {
                Means::Least => amount.max = None,
                Means::Most => (amount.min, amount.max) = (None, amount.max.or(amount.min)),
                Means::About => amount.about = true,
            }
        }
        Some(amount)
    }

    /// The second number of `30 to 40`, `between 30 and 40`, `30 or 40`, `30-40`.
    fn range(&self, words: &[SmolStr], at: usize, first: &Numeral, around: &Range<usize>) -> Option<Numeral> {
        let link = words.get(first.end).filter(|_| first.end < around.end)?;
        let between = at > around.start && words[at - 1] == "between";
        let links = matches!(link.as_str(), "to" | "or" | "-" | "–") || between && link == "and";
        self.numeral(words, first.end + 1, around.end).filter(|n| links && !n.vague && n.value > first.value)
    }

    /// The bound beside a number, the longest before it, else the longest after it, and the words with it.
    fn bound(&self, words: &[SmolStr], number: &Range<usize>, around: &Range<usize>) -> Option<(Range<usize>, Means)> {
        let start = |b: &Bound| match b.before {
            true => number.start.checked_sub(b.words.len()).filter(|s| *s >= around.start),
            false => Some(number.end).filter(|e| e + b.words.len() <= around.end),
        };
        let stands = |b: &&Bound| start(b).is_some_and(|s| words.get(s..s + b.words.len()) == Some(b.words.as_slice()));
        let found =
            self.bounds.iter().filter(|b| b.before).chain(self.bounds.iter().filter(|b| !b.before)).find(stands)?;
        let reach = match found.before {
            true => number.start - found.words.len()..number.end,
            false => number.start..number.end + found.words.len(),
        };
        Some((reach, found.means))
    }

    /// The number that begins at a word.
    fn numeral(&self, words: &[SmolStr], at: usize, end: usize) -> Option<Numeral> {
        let mut reader = Numeric {
            numbers: self,
            words,
            at,
            end: end.min(words.len()),
            total: 0.0,
            group: None,
            vague: false,
            scale: 1,
        };
        reader.article();
        while reader.step() {}
        let value = reader.total + reader.group.unwrap_or(0.0);
        let known = reader.group.is_some() || reader.total > 0.0;
        let whole = value.fract() == 0.0 && (0.0..1e15).contains(&value);
        (known && whole).then_some(Numeral {
            end: reader.at,
            value: value as u64,
            vague: reader.vague,
            scale: reader.scale,
        })
    }
}

/// Reads a number word by word: `group` is what a multiplier takes, `total` what has been multiplied.
struct Numeric<'a> {
    numbers: &'a Numbers,
    words: &'a [SmolStr],
    at: usize,
    end: usize,
    total: f64,
    group: Option<f64>,
    vague: bool,
    scale: u64,
}

impl Numeric<'_> {
    fn word(&self, at: usize) -> &str {
        if at < self.end { self.words[at].as_str() } else { "" }
    }

    fn is_multiplier(&self, at: usize) -> bool {
        self.numbers.multipliers.contains_key(self.word(at))
    }

    /// `a dozen`, `a few`, `half a million`: an article before a number word.
    fn article(&mut self) {
        let half = self.word(self.at) == "half";
        let at = self.at + usize::from(half);
        let article = matches!(self.word(at), "a" | "an");
        if !article {
            return;
        }
        if self.is_multiplier(at + 1) && self.word(at + 1).len() > 1 {
            (self.at, self.group) = (at + 1, Some(if half { 0.5 } else { 1.0 }));
        } else if !half && matches!(self.word(at + 1), "few" | "couple" | "handful" | "pair" | "trio") {
            self.at = at + 1;
        }
    }

    /// Takes the next word if it goes on with the number.
    fn step(&mut self) -> bool {
        let word = self.word(self.at);
        if let Some(&by) = self.numbers.multipliers.get(word) {
            return self.multiply(by);
        }
        if let Some((value, by)) = digits(self.numbers, word) {
            return self.take_digits(value, by);
        }
        if let Some(&value) = self.numbers.vague.get(word) {
            return self.take_vague(value);
        }
        match self.numbers.words.get(word) {
            Some(&value) => self.take_word(value),
            None => self.link(),
        }
    }

    fn multiply(&mut self, by: u64) -> bool {
        let alone = self.group.is_none() && self.total == 0.0;
        // A bare `m` or `score` is no number.
        if alone && (self.word(self.at).len() < 4 || self.word(self.at) == "score") || self.group.is_none() && !alone {
            return false;
        }
        self.scale = if by < 1000 { self.scale } else { by };
        let by = by as f64;
        let product = self.group.unwrap_or(1.0) * by;
        match by < 1000.0 {
            true => self.group = Some(product),
            false => (self.total, self.group) = (self.total + product, None),
        }
        self.at += 1;
        true
    }

    fn take_digits(&mut self, value: f64, by: Option<u64>) -> bool {
        let thousands = self.word(self.at).len() == 3 && self.total == 0.0 && by.is_none();
        match self.group {
            None if self.total == 0.0 => self.group = Some(value),
            // Digits in threes: `15 000`.
            Some(g)
                if thousands
                    && g < 1000.0
                    && g.fract() == 0.0
                    && digits(self.numbers, self.word(self.at - 1)).is_some() =>
            {
                self.group = Some(g * 1000.0 + value);
            }
            _ => return false,
        }
        if let Some(by) = by {
            self.scale = by;
            (self.total, self.group) = (value * by as f64, None);
        }
        self.at += 1;
        true
    }

    /// `dozens`, `hundreds of thousands`, `several hundred`.
    fn take_vague(&mut self, value: u64) -> bool {
        if self.group.is_some() || self.total > 0.0 {
            return false;
        }
        (self.group, self.vague) = (Some(value as f64), true);
        self.at += 1;
        let many = self.word(self.at + 1).strip_suffix('s').and_then(|w| self.numbers.multipliers.get(w));
        if let Some(&by) = many.filter(|_| self.word(self.at) == "of") {
            self.group = Some(value as f64 * by as f64);
            self.at += 2;
        }
        true
    }

    fn take_word(&mut self, value: u64) -> bool {
        let value = value as f64;
        self.group = match self.group {
            None => Some(value),
            Some(g) if g % 100.0 == 0.0 && g > 0.0 && value < 100.0 => Some(g + value),
            Some(g) if g % 10.0 == 0.0 && g % 100.0 > 10.0 && value < 10.0 && value > 0.0 => Some(g + value),
            Some(_) => return false,
        };
        self.at += 1;
        true
    }

    /// `hundred and five`, `twenty-five`, `a couple of hundred`: words that only join.
    fn link(&mut self) -> bool {
        let next = self.numbers.words.get(self.word(self.at + 1)).copied();
        let joins = match (self.word(self.at), self.group) {
            ("and", Some(g)) => {
                g >= 100.0
                    && g % 100.0 == 0.0
                    && next.is_some_and(|n| n > 0 && n < 100)
                    && self.word(self.at - 1) == "hundred"
            }
            ("-", Some(g)) => {
                (20.0..100.0).contains(&g) && g % 10.0 == 0.0 && next.is_some_and(|n| (1..10).contains(&n))
            }
            ("of", Some(g)) => g == 2.0 && self.is_multiplier(self.at + 1),
            _ => false,
        };
        self.at += usize::from(joins);
        joins
    }
}

/// `1,500`, `3.5`, `200m`: the number and what multiplies it.
fn digits(numbers: &Numbers, word: &str) -> Option<(f64, Option<u64>)> {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let figure = word.strip_suffix(letters)?;
    let by = if letters.is_empty() { None } else { Some(*numbers.multipliers.get(letters)?) };
    let grouped = figure.split(',').skip(1).all(|g| g.split('.').next().is_some_and(|g| g.len() == 3));
    let value: f64 = figure.replace(',', "").parse().ok()?;
    (figure.starts_with(|c: char| c.is_ascii_digit()) && !figure.ends_with('.') && grouped).then_some((value, by))
}

fn cut(phrase: &str) -> Vec<SmolStr> {
    phrase.split_whitespace().map(SmolStr::new).collect()
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.about { "~" } else { "" };
        match (self.min, self.max) {
            (Some(a), Some(b)) if a == b => write!(f, "{about}{a}"),
            (a, b) => {
                let shown = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
                write!(f, "{about}{}..{}", shown(a), shown(b))
            }
        }
    }
}

/// How many examples the words of numbers carry.
pub fn count(numbers: &Numbers) -> usize {
    numbers.examples.len()
}

/// Reads every example.
pub fn check(numbers: &Numbers) -> Vec<Failure> {
    let read = |phrase: &str| {
        let words = cut(phrase);
        let amounts = (0..words.len()).filter_map(|at| numbers.amount(&words, at, 0..words.len()));
        amounts.max_by_key(|a| a.words.len()).map(|a| a.to_string())
    };
    let failure = |(line, phrase, wanted): &(usize, String, String)| {
        let found = read(phrase);
        (found.as_ref() != Some(wanted)).then(|| Failure {
            file: FILE.to_string(),
            line: *line,
            sentence: phrase.clone(),
            wanted: Some(wanted.clone()),
            found: found.into_iter().collect(),
        })
    };
    numbers.examples.iter().filter_map(failure).collect()
}
