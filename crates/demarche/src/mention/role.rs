//! Which office or part does a phrase give to somebody, and of what?

use std::ops::Range;

use super::lexicon::Role as Kind;
use super::name::{Name, Named};
use super::phrase::Reading;
use crate::sentence::Upos;

/// A role as a phrase has it.
#[derive(Clone, Debug)]
pub(super) struct Office {
    /// The words that the list of roles knows.
    pub(super) core: Range<usize>,
    /// The title with what qualifies it (`deputy foreign minister`).
    pub(super) title: Range<usize>,
    /// The first word that belongs to it: article, country, possessor.
    pub(super) start: usize,
    pub(super) head: usize,
    pub(super) standing: Option<String>,
    pub(super) sectors: Vec<String>,
    pub(super) person: bool,
    pub(super) is_title: bool,
    /// Was it said by way of somebody else's office (`her counterpart`)?
    pub(super) counterpart: bool,
    /// The head words of those whose office it is, the nearest first.
    pub(super) bearers: Vec<usize>,
    /// First and last day, ISO 8601, as far as told.
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// Is it told that it was left these days?
    pub(super) just_left: bool,
    /// The head word of the place where they are, which may tell the country: `a bishop in Arnor`.
    pub(super) place: Option<usize>,
}

/// All roles of a report, in order; of overlapping ones the longest.
pub(super) fn find(reading: &Reading, names: &[Name]) -> Vec<Office> {
    let blocked = blocked(reading, names);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.sentences.words.len() {
        let hit = reading.lexicon.role(reading, at, reading.around(at).end);
        let hit = hit.filter(|(core, _)| core.clone().all(|i| !blocked[i]) && nominal(reading, core));
        at = hit.as_ref().map_or(at + 1, |(core, _)| core.end);
        found.extend(hit.map(|(core, kind)| office(reading, names, core, kind)));
    }
    found
}

/// Words of names of persons, organisations and places hold no role of their own.
fn blocked(reading: &Reading, names: &[Name]) -> Vec<bool> {
    let mut blocked = vec![false; reading.sentences.words.len()];
    names.iter().filter(|n| !matches!(n.what, Named::Adjective(_))).for_each(|n| blocked[n.words.clone()].fill(true));
    blocked
}

fn nominal(reading: &Reading, core: &Range<usize>) -> bool {
    let head = reading.top(core);
    let once = reading.folded(core.start).starts_with("ex-");
    matches!(reading.word(head).upos, Upos::Noun | Upos::Propn) || core.len() > 1 || once
}

fn office(reading: &Reading, names: &[Name], words: Range<usize>, kind: &Kind) -> Office {
    let core = without_standing(reading, &words);
    let head = reading.top(&core);
    let title = qualified(reading, names, &core);
    let start = left_edge(reading, names, &title).min(words.start);
    let (owners, place) = after(reading, names, title.end, reading.plural(head));
    let mut bearers = before(reading, names, start, title.start);
    // `Arnor's envoy to Gondor` is Arnor's, and `an envoy to Gondor` is not Gondor's.
    let emissary = reading.lexicon.is("emissary", reading.lemma(core.end - 1));
    let sent = (emissary || !bearers.is_empty())
        && title.end < reading.sentences.words.len()
        && reading.folded(title.end) == "to";
    bearers.extend(owners.into_iter().filter(|_| !sent));
    bearers.dedup();
    Office {
        start,
        standing: standing(reading, &title, &core),
        from: None,
        to: None,
        just_left: false,
        sectors: kind.sectors.clone(),
        person: kind.person,
        is_title: kind.title,
        counterpart: false,
        bearers,
        place,
        core,
        title,
        head,
    }
}

/// A role that the list has as a whole (`president-elect`, `former president`) is the office without its standing.
fn without_standing(reading: &Reading, words: &Range<usize>) -> Range<usize> {
    let aside = |i: usize| reading.word(i).form == "-" || reading.lexicon.standing(reading.folded(i)).is_some();
    let first = words.clone().find(|&i| !aside(i));
    let last = words.clone().rev().find(|&i| !aside(i));
    first.zip(last).map_or(words.clone(), |(first, last)| first..last + 1)
}

/// The role with the nouns and adjectives before it, as far as they name no state or body.
fn qualified(reading: &Reading, names: &[Name], core: &Range<usize>) -> Range<usize> {
    let first = reading.around(core.start).start;
    let named = |i: usize| names.iter().any(|n| n.words.contains(&i));
    let mut start = core.start;
    while start > first && qualifies(reading, start - 1) && !named(start - 1) {
        start -= 1;
    }
    while start < core.start && reading.word(start).upos == Upos::Punct {
        start += 1;
    }
    start..field_end(reading, names, core)
}

/// `minister of trade`: a field behind the title belongs to it, a body does not.
fn field_end(reading: &Reading, names: &[Name], core: &Range<usize>) -> usize {
    let end = reading.around(core.start).end;
    let field = |i: usize| {
        let w = reading.word(i);
        let common = matches!(w.xpos.as_str(), "NN" | "JJ") || w.upos == Upos::Noun && !reading.plural(i);
        common && !reading.lexicon.is_role(reading.folded(i)) && !names.iter().any(|n| n.words.contains(&i))
    };
    if core.end + 1 >= end || !matches!(reading.folded(core.end), "of" | "for") {
        return core.end;
    }
    let last = (core.end + 1..end).take_while(|&i| field(i)).last();
    last.filter(|&i| reading.word(i).upos == Upos::Noun).map_or(core.end, |i| i + 1)
}

fn qualifies(reading: &Reading, word: usize) -> bool {
    let w = reading.word(word);
    let noun = matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj) || w.form == "-";
    let clause = reading.is(word, &["nsubj", "obj", "obl", "root", "conj", "advcl"]) && w.xpos != "JJ" && w.form != "-";
    let plural = matches!(w.xpos.as_str(), "NNS" | "NNPS");
    let light = matches!(w.xpos.as_str(), "JJS" | "POS" | "CD");
    let aside = reading.lexicon.is("beside_titles", reading.folded(word));
    noun && !clause && !plural && !light && !aside && reading.lexicon.standing(reading.folded(word)).is_none()
}

/// Where a phrase begins whose title is known: over what may stand between an article and a title.
fn left_edge(reading: &Reading, names: &[Name], title: &Range<usize>) -> usize {
    let first = reading.around(title.start).start;
    let mut start = title.start;
    while start > first {
        match name_before(reading, names, start, title).or_else(|| owner_before(reading, start)) {
            Some(owner) => start = owner,
            None if leads(reading, start - 1) => start -= 1,
            None => break,
        }
        if reading.is(start, &["det"]) || reading.word(start).upos == Upos::Det {
            break;
        }
    }
    while start < title.start
        && (reading.word(start).upos == Upos::Punct || matches!(reading.folded(start), "both" | "either" | "'s"))
    {
        start += 1;
    }
    start
}

fn leads(reading: &Reading, word: usize) -> bool {
    let w = reading.word(word);
    let possessive = w.xpos == "PRP$";
    matches!(w.upos, Upos::Adj | Upos::Det | Upos::Num) && w.xpos != "WDT"
        || matches!(w.xpos.as_str(), "VBN" | "VBG") && reading.is(word, &["amod"])
        || possessive
        || w.form == "-"
        || reading.lexicon.standing(reading.folded(word)).is_some()
}

/// The start of a name right before a word that may qualify it: an adjective, a body, or anything with `'s`.
fn name_before(reading: &Reading, names: &[Name], at: usize, title: &Range<usize>) -> Option<usize> {
    let owned = at > 0
        && (reading.word(at - 1).xpos == "POS" || reading.folded(at - 1) == "'s" || reading.folded(at - 1) == "'");
    let end = if owned { at - 1 } else { at };
    let name = names.iter().find(|n| n.words.end == end)?;
    let adjective = |n: &Name| match n.what {
        Named::Adjective(_) | Named::Body(_) | Named::Organisation => true,
        // `US president` beside `American`: a name that is its own adjective.
        Named::State(_) => {
            reading.lexicon.gazetteer.is_adjective(&reading.words, &n.words)
                || reading.is(n.head, &["compound", "amod", "nmod:desc", "nmod:unmarked"])
        }
        // `a Lahore court`, `Moscow police`; but not `named Beren Gadd minister`.
        Named::Person | Named::Town(_) | Named::Capital { .. } | Named::Location | Named::People(_) => {
            !has_place_of_its_own(reading, n, title)
        }
        _ => false,
    };
    (owned || adjective(name)).then_some(name.words.start)
}

fn has_place_of_its_own(reading: &Reading, name: &Name, title: &Range<usize>) -> bool {
    let outside = reading.head(name.head).is_none_or(|h| h < name.words.start && !title.contains(&h));
    outside && reading.is(name.head, &["obj", "nsubj", "iobj"])
}

/// The start of a phrase with `'s` right before a word: `the ministry's spokesman`.
fn owner_before(reading: &Reading, at: usize) -> Option<usize> {
    let owner = at.checked_sub(2).filter(|&o| reading.around(o).start <= o && is_owner(reading, o))?;
    Some(reading.phrase(owner).start.min(owner))
}

fn is_owner(reading: &Reading, word: usize) -> bool {
    let marked = word + 1 < reading.around(word).end && reading.word(word + 1).xpos == "POS";
    marked && matches!(reading.word(word).upos, Upos::Noun | Upos::Propn)
}

fn standing(reading: &Reading, title: &Range<usize>, core: &Range<usize>) -> Option<String> {
    let first = reading.around(title.start).start;
    let before = (first.max(title.start.saturating_sub(4))..title.start).rev();
    let phrase = before.take_while(|&i| {
        matches!(reading.word(i).upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv) || reading.word(i).form == "-"
    });
    let after = reading.around(core.start).end;
    // `president-elect` and `president elect`
    let behind = (core.end..after.min(core.end + 2))
        .take_while(|&i| reading.word(i).form == "-" || i == core.end || reading.word(i - 1).form == "-");
    let told = |i: usize| reading.lexicon.standing(reading.folded(i)).map(str::to_string);
    let prefixed = reading.folded(title.start).strip_prefix("ex-").map(|_| "former".to_string());
    phrase.chain(behind).find_map(told).or(prefixed)
}

impl Office {
    /// Is it an office only by way of another's?
    pub(super) fn is_counterpart(&self) -> bool {
        self.counterpart
    }
}

/// Whose office is it by what stands before the title: names and other owners, the nearest first. Of names side by
/// side the first tells more (`Iraqi Kurdish fighters`).
fn before(reading: &Reading, names: &[Name], start: usize, title: usize) -> Vec<usize> {
    let inside = |n: &&Name| n.words.start >= start && n.words.end <= title && !is_patron(reading, n);
    let named: Vec<&Name> = names.iter().filter(inside).collect();
    let beside = |a: &&Name, b: &&Name| a.words.end == b.words.start;
    let runs: Vec<&[&Name]> = named.chunk_by(beside).collect();
    let mut found: Vec<usize> = runs.iter().rev().flat_map(|run| run.iter().map(|n| n.head)).collect();
    let covered = |i: usize| named.iter().any(|n| n.words.contains(&i));
    found.splice(0..0, (start..title).rev().filter(|&i| is_owner(reading, i) && !covered(i)));
    found.extend((start..title).find(|&i| reading.word(i).xpos == "PRP$"));
    found
}

/// `an Arnor-backed militia`, `pro-Arnorian rebels`: who stands behind somebody, or whom somebody is for.
fn is_patron(reading: &Reading, name: &Name) -> bool {
    let hyphen = |i: usize| reading.word(i).form == "-";
    let (around, end) = (reading.around(name.head), name.words.end);
    let backs = end + 1 < around.end && hyphen(end) && reading.lexicon.is("patronage", reading.folded(end + 1));
    let favoured = name.words.start >= around.start + 2 && hyphen(name.words.start - 1);
    backs || favoured && matches!(reading.folded(name.words.start - 2), "pro" | "anti")
}

/// The word by which a title and the name behind it hang in the tree.
pub(super) fn whole(reading: &Reading, head: usize) -> usize {
    let up = reading.head(head).filter(|&h| h > head && reading.is(head, &["nmod:desc", "compound"]));
    up.filter(|&h| matches!(reading.word(h).upos, Upos::Propn)).unwrap_or(head)
}

/// Whose office is it by the phrases after the title, and in which place?
fn after(reading: &Reading, names: &[Name], title: usize, many: bool) -> (Vec<usize>, Option<usize>) {
    let around = reading.around(title - 1);
    let (mut found, mut place, mut end) = (Vec::new(), None, title);
    while end + 1 < around.end {
        let preposition = reading.folded(end);
        let whose = matches!(preposition, "of" | "for" | "at" | "to" | "from" | "with") && found.is_empty();
        let where_ = matches!(preposition, "in" | "from" | "of" | "near" | "at" | "outside" | "across" | "around");
        if !whose && !where_ {
            break;
        }
        // The next noun phrase: its names, and its head.
        let last = around.end.min(end + 8);
        let stop = (end + 1..last).find(|&i| !continues(reading, i)).unwrap_or(last);
        let named = |n: &&Name| n.words.start > end && n.words.end <= stop && !is_patron(reading, n);
        let named: Vec<usize> = names.iter().filter(named).map(|n| n.head).collect();
        place = place.or(named.first().copied().filter(|_| where_));
        if whose && end == title || many && end == title && preposition == "in" {
            let noun = (end + 1..stop).rev().find(|&i| matches!(reading.word(i).upos, Upos::Noun | Upos::Propn));
            found.extend(named.iter().copied().chain(noun.filter(|n| !named.contains(n))));
            found.extend((end + 1 < stop && reading.word(end + 1).upos == Upos::Pron).then_some(end + 1));
        }
        if stop == end + 1 {
            break;
        }
        end = stop;
    }
    (found, place)
}

fn continues(reading: &Reading, word: usize) -> bool {
    let w = reading.word(word);
    matches!(w.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
        || w.xpos == "POS"
        || w.xpos == "VBN" && reading.is(word, &["amod"])
}
