//! Which words does a page have besides its sentences?
//!
//! Agencies, months, credits and furniture, as `page.toml` and `words.toml` in `ontology/english/` list them, ready to be
//! looked up.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::token::key;
use crate::ontology::{Error, Files, Row};

const PAGE: &str = "english/page.toml";
const WORDS: &str = "english/words.toml";
const LANGUAGES: &str = "world/languages.csv";

/// The words of a page.
pub struct Page {
    /// Agencies, as written and in capitals, and the number of words of the longest.
    pub(super) agencies: HashSet<String>,
    pub(super) longest_agency: usize,
    /// The first words of agencies, so that most words need one look.
    pub(super) agency_openers: HashSet<String>,
    /// Names and short forms of months, by key.
    pub(super) months: HashMap<String, i8>,
    pub(super) weekdays: HashSet<String>,
    pub(super) clock: HashSet<String>,
    pub(super) byline: Byline,
    pub(super) dateline: Dateline,
    pub(super) caption: Caption,
    pub(super) furniture: Furniture,
    /// BCP 47 tags by ISO 639-3 code, where the two differ.
    pub(super) languages: HashMap<String, String>,
}

/// The words of the writer's line.
pub(super) struct Byline {
    pub by: HashSet<String>,
    pub desk: Openings,
    pub lines: HashSet<String>,
    pub labels: HashSet<String>,
    pub later: HashSet<String>,
    pub small: HashSet<String>,
    pub after_name: HashSet<String>,
}

/// The words of datelines.
pub(super) struct Dateline {
    pub not_places: HashSet<String>,
    pub small: HashSet<String>,
}

/// The words of captions and credits.
pub(super) struct Caption {
    pub openings: Openings,
    pub credits: Openings,
    pub words: HashSet<String>,
    pub picture_agencies: HashSet<String>,
    pub sides: Vec<String>,
}

/// The words of page furniture.
pub(super) struct Furniture {
    pub lines: HashSet<String>,
    pub openings: Openings,
}

/// Phrases that a line may begin with, by their first character.
pub(super) struct Openings(HashMap<char, Vec<String>>);

impl Openings {
    fn new(phrases: Vec<String>) -> Openings {
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for phrase in phrases.iter().map(|p| p.to_lowercase()) {
            by_first.entry(phrase.chars().next().unwrap_or(' ')).or_default().push(phrase);
        }
        // Longer phrases first, so that the most telling one answers.
        by_first.values_mut().for_each(|v| v.sort_by_key(|p| std::cmp::Reverse(p.len())));
        Openings(by_first)
    }

    /// The longest phrase that `lower` (in small letters) begins with, as whole words.
    pub fn of(&self, lower: &str) -> Option<&str> {
        let phrases = self.0.get(&lower.chars().next()?)?;
        phrases.iter().find(|p| begins(lower, p)).map(String::as_str)
    }
}

/// Does `lower` begin with the phrase, and does no word run on over its end?
fn begins(lower: &str, phrase: &str) -> bool {
    let Some(rest) = lower.strip_prefix(phrase) else { return false };
    let wordy = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(wordy(phrase.chars().last()) && wordy(rest.chars().next()))
}

impl Page {
    /// Reads the lists.
    pub fn load(files: &Files) -> Result<Page, Error> {
        let lists: Lists = files.toml(PAGE)?;
        Ok(lists.page(files.part(WORDS)?, languages(files)?))
    }
}

/// A language by both its codes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    iso639_3: String,
    bcp47: String,
}

fn languages(files: &Files) -> Result<HashMap<String, String>, Error> {
    let rows = files.rows::<Language>(LANGUAGES)?.into_iter().map(Row::into_cells);
    Ok(rows.map(|l| (l.iso639_3, l.bcp47)).collect())
}

/// `page.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    signers: Vec<String>,
    clock: Vec<String>,
    byline: BylineLists,
    dateline: DatelineLists,
    caption: CaptionLists,
    furniture: FurnitureLists,
}

/// What `words.toml` has for a page; the rest of it is for other stages.
#[derive(Deserialize)]
struct Words {
    agencies: HashMap<String, String>,
    months: HashMap<String, i8>,
    weekdays: HashMap<String, i8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BylineLists {
    by: Vec<String>,
    desk: Vec<String>,
    lines: Vec<String>,
    labels: Vec<String>,
    later: Vec<String>,
    small: Vec<String>,
    after_name: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatelineLists {
    not_places: Vec<String>,
    small: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaptionLists {
    openings: Vec<String>,
    credits: Vec<String>,
    words: Vec<String>,
    picture_agencies: Vec<String>,
    sides: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureLists {
    lines: Vec<String>,
    openings: Vec<String>,
}

impl Lists {
    fn page(self, words: Words, languages: HashMap<String, String>) -> Page {
        let (byline, caption) = (self.byline, self.caption);
        let names = words.agencies.into_iter().flat_map(<[String; 2]>::from).chain(self.signers);
        let agencies = with_capitals(names.collect());
        let opener = |name: &String| name.split(' ').next().unwrap_or(name).to_string();
        Page {
            longest_agency: agencies.iter().map(|a| a.split(' ').count()).max().unwrap_or(0),
            agency_openers: agencies.iter().map(opener).collect(),
            agencies,
            months: words.months.into_iter().map(|(name, number)| (key(&name), number)).collect(),
            weekdays: words.weekdays.into_keys().map(|name| key(&name)).collect(),
            clock: keys(self.clock),
            byline: Byline {
                by: keys(byline.by),
                desk: Openings::new(byline.desk),
                lines: keys(byline.lines),
                labels: keys(byline.labels),
                later: keys(byline.later),
                small: keys(byline.small),
                after_name: keys(byline.after_name),
            },
            dateline: Dateline { not_places: keys(self.dateline.not_places), small: keys(self.dateline.small) },
            caption: Caption {
                openings: Openings::new(caption.openings),
                credits: Openings::new(caption.credits),
                words: keys(caption.words),
                picture_agencies: with_capitals(caption.picture_agencies),
                sides: caption.sides,
            },
            furniture: Furniture {
                lines: keys(self.furniture.lines),
                openings: Openings::new(self.furniture.openings),
            },
            languages,
        }
    }
}

fn keys(words: Vec<String>) -> HashSet<String> {
    words.iter().map(|w| key(w)).collect()
}

fn with_capitals(names: Vec<String>) -> HashSet<String> {
    let capitals: Vec<String> = names.iter().map(|n| n.to_uppercase()).collect();
    names.into_iter().chain(capitals).collect()
}
