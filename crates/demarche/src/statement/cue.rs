//! What does somebody do by saying it?
//!
//! The cue's entry in `ontology/english/cues.toml` tells speech from thought, a promise from a denial, and where the
//! hearer stands.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::grammar::Grammar;
use crate::ontology::lists::Lists;
use crate::ontology::{Error, Files, Saying, Source, unknown};
use crate::sentence::{Sentences, Upos, Word};

/// Where the entries lie.
pub const FILE: &str = "english/cues.toml";

/// Words that tell that something is said, written, thought, meant or decreed.
#[derive(Debug)]
pub struct Cues {
    /// By dictionary form and the words that go with it: `make clear`, `give one's word`.
    verbs: HashMap<String, Cue>,
    nouns: HashMap<String, Cue>,
    /// By the words before the speaker: `according to`.
    phrases: HashMap<String, Cue>,
    silence: HashSet<String>,
    anonymity: HashSet<String>,
    /// Sentences that tell of a statement, and sentences that do not, by the line of their entry.
    pub examples: Vec<Example>,
    /// By the last word of what something is said in or through; the entries that have it.
    media: HashMap<String, Vec<String>>,
}

/// The sentences of an entry.
#[derive(Debug)]
pub struct Example {
    /// Line of the entry.
    pub line: usize,
    /// Sentences in which something is said.
    pub reads: Vec<String>,
    /// Sentences in which the entry's words say nothing.
    pub passes: Vec<String>,
}

/// What an entry says of a cue.
#[derive(Clone, Debug)]
pub struct Cue {
    /// speech, writing, thought, intention or decree.
    pub act: Saying,
    /// assert, deny, promise, demand, …
    pub stance: String,
    /// Where the hearer stands: `object`, or a preposition.
    pub addressee: Vec<String>,
    /// May its content be quoted words?
    pub quotes: bool,
    /// May its content be a clause?
    pub clauses: bool,
    /// May its content be a gerund?
    pub gerunds: bool,
    /// May its content be an infinitive?
    pub infinitives: bool,
    /// Is it nearly always a saying?
    pub sure: bool,
    /// `cues.toml:12`.
    pub place: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cue: Vec<Spanned<Entry>>,
    noun: Vec<Spanned<Entry>>,
    phrase: Vec<Spanned<Entry>>,
    silence: Vec<Phrase>,
    anonymity: Vec<Phrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    gives: Option<Gives>,
    #[serde(default)]
    kind: Saying,
    stance: Spanned<String>,
    #[serde(default)]
    takes: Vec<Spanned<String>>,
    #[serde(default)]
    addressee: Vec<Spanned<String>>,
    #[serde(default)]
    sure: bool,
    #[serde(default)]
    reads: Vec<String>,
    #[serde(default)]
    passes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    words: Vec<String>,
    #[serde(rename = "reads")]
    _reads: Vec<String>,
}

/// What a phrase names.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Gives {
    Speaker,
    Medium,
}

/// Are all of these on the list?
fn check<'k>(
    what: &str,
    found: impl IntoIterator<Item = &'k Spanned<String>>,
    known: impl Iterator<Item = &'k str> + Clone,
    source: &Source,
) -> Result<(), Error> {
    let mut odd = found.into_iter().filter(|word| !known.clone().any(|k| k == word.get_ref()));
    let fault = |word: &Spanned<String>| {
        source.fault(&word.span(), unknown(what, word.get_ref(), known.clone(), "english/prepositions.csv"))
    };
    odd.next().map_or(Ok(()), |word| Err(fault(word)))
}

/// The most words that an entry has behind its verb.
const TAIL: usize = 4;
/// What its content may be, beside what stands behind a preposition.
const FORMS: [&str; 7] = ["quote", "that", "ccomp", "object", "noun", "predicate", "to noun"];

impl Cues {
    /// Reads the entries.
    pub fn load(files: &Files, lists: &Lists) -> Result<Cues, Error> {
        let source = files.source(FILE)?;
        let file: File = source.toml()?;
        let mut cues = Cues {
            verbs: HashMap::new(),
            nouns: HashMap::new(),
            phrases: HashMap::new(),
            silence: file.silence.into_iter().flat_map(|s| s.words).collect(),
            anonymity: file.anonymity.into_iter().flat_map(|s| s.words).collect(),
            examples: Vec::new(),
            media: HashMap::new(),
        };
        for entry in file.cue.into_iter().chain(file.noun).chain(file.phrase) {
            let line = source.line(entry.span().start);
            cues.add(entry.into_inner(), line, &source, lists)?;
        }
        Ok(cues)
    }

    fn add(&mut self, entry: Entry, line: usize, source: &Source, lists: &Lists) -> Result<(), Error> {
        let plain = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect::<Vec<_>>();
        check("stance", std::iter::once(&entry.stance), lists.stances(), source)?;
        check("form of content", &entry.takes, FORMS.into_iter().chain(lists.prepositions()), source)?;
        check("place", &entry.addressee, ["object"].into_iter().chain(lists.prepositions()), source)?;
        let takes = plain(entry.takes);
        self.examples.push(Example { line, reads: entry.reads, passes: entry.passes });
        let cue = Cue {
            act: entry.kind,
            stance: entry.stance.into_inner(),
            quotes: takes.iter().any(|t| t == "quote"),
            clauses: takes.iter().any(|t| t == "that" || t == "ccomp"),
            gerunds: takes.iter().any(|t| t == "ccomp"),
            infinitives: takes.iter().any(|t| t == "to"),
            addressee: plain(entry.addressee),
            sure: entry.sure,
            place: format!("cues.toml:{line}"),
        };
        entry.verb.into_iter().for_each(|v| drop(self.verbs.insert(v, cue.clone())));
        entry.noun.into_iter().for_each(|n| drop(self.nouns.insert(n, cue.clone())));
        for words in entry.words {
            match (entry.gives, words.strip_suffix(" X")) {
                (Some(Gives::Medium), None) => {
                    let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
                    self.media.entry(last).or_default().push(cue.place.clone());
                }
                (Some(Gives::Speaker), Some(before)) => drop(self.phrases.insert(before.to_string(), cue.clone())),
                _ => {}
            }
        }
        Ok(())
    }

    /// The entry of a cue whose head word is `head`.
    pub fn of(&self, s: &Grammar, cue: &Range<usize>, head: usize) -> Option<&Cue> {
        let word = s.word(head);
        let words = |r: Range<usize>| s.words[r].iter().map(|w| w.form.to_lowercase()).collect::<Vec<_>>().join(" ");
        let phrase = || words(cue.clone());
        if matches!(word.upos, Upos::Noun | Upos::Propn) {
            let compound = || self.nouns.get(&format!("{} {}", words(head.checked_sub(1)?..head), word.lemma));
            return self.phrases.get(&phrase()).or_else(compound).or_else(|| self.nouns.get(word.lemma.as_str()));
        }
        if word.upos != Upos::Verb {
            return self.phrases.get(&phrase()).or_else(|| self.verb(s, head));
        }
        self.verb(s, head).or_else(|| self.phrases.get(&phrase()))
    }

    /// The entry of a verb by its dictionary form, with as many of the words behind it as an entry has.
    pub fn verb(&self, s: &Grammar, word: usize) -> Option<&Cue> {
        let lemmas = s.may_be_form_of(word);
        let tails = (0..=TAIL).rev().flat_map(|n| [tail(s, word, 0, n), tail(s, word, 1, n)]);
        let keys = tails.flatten().flat_map(|t| lemmas.iter().map(move |l| format!("{l}{t}")).collect::<Vec<_>>());
        keys.filter_map(|key| self.verbs.get(&key)).next()
    }

    /// The entry of a verb that takes quoted words.
    pub fn quoting(&self, s: &Grammar, word: usize) -> Option<&Cue> {
        self.verb(s, word).filter(|c| c.quotes)
    }

    /// Do these words tell that something was *not* said (`declined to comment`, `did not say`), or ask whether it was?
    pub fn is_silence(&self, s: &Grammar, cue: &Range<usize>, head: usize) -> bool {
        let negated = s.is_negated(head);
        let told = |text: &str| self.silence.contains(text) || negated && self.silence.contains(&format!("not {text}"));
        [cue.start, head].into_iter().any(|from| phrases(s, from).any(|p| told(&p))) || is_asked(s, head)
    }

    /// Does the cue only tell that somebody would not be named (`asked not to be identified`)?
    pub fn is_anonymity(&self, s: &Grammar, cue: &Range<usize>, head: usize) -> bool {
        [cue.start, head].into_iter().any(|from| phrases(s, from).any(|p| self.anonymity.contains(&p)))
    }

    /// The entries that name a noun as what something is said in or through.
    pub fn media_of(&self, lemma: &str) -> &[String] {
        self.media.get(&lemma.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Is this noun something that statements are made in or through (`interview`)?
    pub fn is_medium(&self, lemma: &str) -> bool {
        !self.media_of(lemma).is_empty()
    }
}

/// How many words the longest phrase has.
const LONGEST: usize = 6;

/// The first word's lemma, alone and with the words behind it.
fn phrases(s: &Sentences, from: usize) -> impl Iterator<Item = String> + '_ {
    let words = s.words[from..].iter().take(LONGEST).enumerate();
    words.scan(String::new(), |text, (i, w)| {
        match i {
            0 => text.push_str(&w.lemma.to_lowercase()),
            _ => text.extend([" ", &w.form.to_lowercase()]),
        }
        Some(text.clone())
    })
}

/// The words behind a verb as entries write them, each with a blank before it; `over` an object pronoun (`made it clear`).
fn tail(s: &Grammar, verb: usize, over: usize, count: usize) -> Option<String> {
    let start = verb + 1 + over;
    let sentence = &s.list[s.sentence_of(verb)].words;
    let object = over == 0 || count > 0 && s.words.get(verb + 1).is_some_and(|w| w.upos == Upos::Pron);
    let word = |w: &Word| match w.xpos.as_str() {
        "PRP$" => " one's".to_string(),
        _ if w.feats.contains("Reflex=Yes") => " oneself".to_string(),
        _ => format!(" {}", w.form.to_lowercase()),
    };
    (object && start + count <= sentence.end).then(|| s.words[start..start + count].iter().map(word).collect())
}

/// `Did the minister say that …?`: an auxiliary before the subject, a question mark at the end.
pub fn is_asked(s: &Grammar, head: usize) -> bool {
    let sentence = &s.list[s.sentence_of(head)];
    let question = s.words[sentence.words.clone()].iter().rev().take(2).any(|w| w.form == "?");
    let (aux, subject) = (s.child(head, &["aux"]), s.child(head, &["nsubj"]));
    question && aux.zip(subject).is_some_and(|(a, n)| a < n) && s.quotes_over(&(head..head + 1)).next().is_none()
}
