//! What does somebody do by saying it?
//!
//! The cue's entry in `ontology/english/cues.toml` tells speech from thought, a promise from a denial, and where the
//! hearer stands.

use std::collections::HashMap;
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
    /// By the words; the entry that has them.
    silence: HashMap<String, String>,
    anonymity: HashMap<String, String>,
    /// Sentences that tell of a statement, and sentences that do not, entry by entry.
    pub examples: Vec<Example>,
    /// By the last word of what something is said in or through; the entries that have it.
    media: HashMap<String, Vec<String>>,
}

/// The sentences of an entry.
#[derive(Debug)]
pub struct Example {
    /// Line of the entry.
    pub line: usize,
    /// What the entry's words tell.
    pub tells: Tells,
    /// Sentences in which they do.
    pub reads: Vec<String>,
    /// Sentences in which the entry's words say nothing.
    pub passes: Vec<String>,
}

/// What the words of an entry tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// That somebody says something.
    Saying,
    /// Through what it is said.
    Medium,
    /// That it is not said.
    Silence,
    /// That whoever says it is not named.
    Anonymity,
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
    silence: Vec<Spanned<Phrase>>,
    anonymity: Vec<Spanned<Phrase>>,
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
    reads: Vec<String>,
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
            silence: HashMap::new(),
            anonymity: HashMap::new(),
            examples: Vec::new(),
            media: HashMap::new(),
        };
        for entry in file.cue.into_iter().chain(file.noun).chain(file.phrase) {
            let line = source.line(entry.span().start);
            cues.add(entry.into_inner(), line, &source, lists)?;
        }
        let silence = file.silence.into_iter().map(|phrase| (Tells::Silence, phrase));
        for (tells, phrase) in silence.chain(file.anonymity.into_iter().map(|phrase| (Tells::Anonymity, phrase))) {
            let line = source.line(phrase.span().start);
            cues.add_phrase(tells, phrase.into_inner(), line);
        }
        Ok(cues)
    }

    fn add(&mut self, entry: Entry, line: usize, source: &Source, lists: &Lists) -> Result<(), Error> {
        let plain = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect::<Vec<_>>();
        check("stance", std::iter::once(&entry.stance), lists.stances(), source)?;
        check("form of content", &entry.takes, FORMS.into_iter().chain(lists.prepositions()), source)?;
        check("place", &entry.addressee, ["object"].into_iter().chain(lists.prepositions()), source)?;
        let takes = plain(entry.takes);
        let tells = if matches!(entry.gives, Some(Gives::Medium)) { Tells::Medium } else { Tells::Saying };
        self.examples.push(Example { line, tells, reads: entry.reads, passes: entry.passes });
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

    fn add_phrase(&mut self, tells: Tells, phrase: Phrase, line: usize) {
        self.examples.push(Example { line, tells, reads: phrase.reads, passes: Vec::new() });
        let place = || format!("cues.toml:{line}");
        let phrases = if tells == Tells::Silence { &mut self.silence } else { &mut self.anonymity };
        phrases.extend(phrase.words.into_iter().map(|words| (words, place())));
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
        self.silence_of(s, cue, head).is_some() || is_asked(s, head)
    }

    /// The entry by which something was not said: the longest that fits.
    pub fn silence_of(&self, s: &Grammar, cue: &Range<usize>, head: usize) -> Option<&str> {
        let negated = s.is_negated(head);
        let not = |text: &str| self.silence.get(&format!("not {text}")).filter(|_| negated);
        let told = |text: String| self.silence.get(&text).or_else(|| not(&text));
        let longest = |(from, least)| phrases(s, from).skip(least).filter_map(told).last();
        // `without saying`, `nobody claimed`: the word that denies stands before the cue.
        let before = s.children(head).map(|i| s.extent(i).start).filter(|&i| i < head).map(|i| (i, head - i));
        [(cue.start, 0), (head, 0)].into_iter().chain(before).find_map(longest).map(String::as_str)
    }

    /// The entry by which the cue only tells that somebody would not be named (`asked not to be identified`).
    pub fn anonymity_of(&self, s: &Grammar, cue: &Range<usize>, head: usize) -> Option<&str> {
        let told = |text: String| self.anonymity.get(&text);
        [cue.start, head].into_iter().find_map(|from| phrases(s, from).find_map(told)).map(String::as_str)
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
