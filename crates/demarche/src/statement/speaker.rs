//! Who is speaking?
//!
//! Given a cue and its sentence, finds the words to whom the saying belongs. Which person that is, `mention` decided.

use std::ops::Range;

use super::cue::head_of;
use super::{Addressee, Speaker};
use crate::mention::{ActorKind, Mentions, Party};
use crate::sentence::{Sentences, Upos};

/// The speaker whom the model proposes, where its words can be a speaker's; else the one whom the tree shows.
pub fn find(
    s: &Sentences,
    mentions: &Mentions,
    source: Option<&Range<usize>>,
    cue_head: usize,
    content: &[Range<usize>],
) -> Option<Speaker> {
    let can_speak = |i: usize| nominal(s.words[i].upos) && !s.word(i).is(&["det"]);
    let proposed = source.filter(|r| (*r).clone().any(can_speak) && !inside(content, r.start));
    match proposed {
        Some(range) => Some(speaker(s, mentions, head_of(s, range), range.clone())),
        None => {
            let head = of_tree(s, cue_head).filter(|&h| !inside(content, h))?;
            Some(of_words(s, mentions, head))
        }
    }
}

/// The speaker whose words have this head.
pub fn of_words(s: &Sentences, mentions: &Mentions, head: usize) -> Speaker {
    speaker(s, mentions, head, phrase(s, mentions, head))
}

fn speaker(s: &Sentences, mentions: &Mentions, head: usize, words: Range<usize>) -> Speaker {
    let mut actors = mentions.coordinated(s, head);
    match mentions.at(head) {
        Some(m) => actors.insert(0, m.actor),
        None => actors.extend(mentions.inside(&words)),
    }
    // `Premiers X and Y`: the tree may hang either name on the title.
    let persons = || mentions.inside(&words).into_iter().filter(|&a| mentions.actors[a].kind == ActorKind::Person);
    if s.words[words.clone()].iter().any(|w| w.upos == Upos::Cconj) && persons().count() > 1 {
        actors = persons().collect();
    }
    let actor = actors.first().copied();
    let mut also: Vec<_> = actors.into_iter().filter(|&a| Some(a) != actor).collect();
    also.dedup();
    Speaker { actor, also, words: Some(words) }
}

fn nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj)
}

fn inside(content: &[Range<usize>], word: usize) -> bool {
    content.iter().any(|c| c.contains(&word))
}

/// The head word of the one who does what `cue` says, by the tree alone.
pub fn of_tree(s: &Sentences, cue: usize) -> Option<usize> {
    let mut at = cue;
    if let Some(quoted) = quoted_as(s, cue) {
        return Some(quoted);
    }
    for _ in 0..4 {
        if is_passive(s, at) && at == cue {
            return own_subject(s, at);
        }
        if let Some(found) = own_subject(s, at) {
            return Some(found);
        }
        let word = s.word(at);
        let head = word.head?;
        // "according to Arnor": the cue is the preposition of the one who speaks.
        if word.is(&["case", "fixed"]) {
            return Some(head).filter(|&h| nominal(s.word(h).upos));
        }
        if word.is(&["acl"]) && word.deprel != "acl:relcl" && nominal(s.word(head).upos) {
            return Some(head);
        }
        if !word.is(&["xcomp", "conj", "advcl", "acl", "ccomp", "parataxis"]) {
            return None;
        }
        if word.deprel == "acl:relcl" {
            return Some(head);
        }
        at = head;
    }
    None
}

fn own_subject(s: &Sentences, at: usize) -> Option<usize> {
    match s.word(at).upos {
        Upos::Noun | Upos::Propn => s.child(at, &["nmod:poss"]).or_else(|| with_case(s, at, &["by", "from", "of"])),
        _ if is_passive(s, at) => s.child(at, &["obl:agent"]),
        _ => s.child(at, &["obl:agent"]).or_else(|| {
            s.children(at).find(|&i| {
                let w = s.word(i);
                w.is(&["nsubj", "csubj"]) && w.deprel != "nsubj:pass" && w.deprel != "nsubj:outer"
            })
        }),
    }
}

/// Of `quoted X as saying`: X, who says it.
pub fn quoted_as(s: &Sentences, saying: usize) -> Option<usize> {
    let governor = s.word(saying).head.filter(|_| s.word(saying).xpos == "VBG" && saying > 0)?;
    let by_as = s.word(saying - 1).lemma == "as" && s.word(governor).upos == Upos::Verb;
    let object =
        || s.child(governor, &["obj"]).or_else(|| s.child(governor, &["nsubj"]).filter(|_| is_passive(s, governor)));
    by_as.then(object).flatten().filter(|&o| o < saying)
}

/// `is said to`, `was told`: its subject is not who speaks.
fn is_passive(s: &Sentences, verb: usize) -> bool {
    s.word(verb).upos == Upos::Verb
        && s.children(verb).any(|i| matches!(s.word(i).deprel.as_str(), "aux:pass" | "nsubj:pass"))
}

/// The first dependent of `at` with one of these prepositions.
pub fn with_case(s: &Sentences, at: usize, prepositions: &[&str]) -> Option<usize> {
    s.children(at).find(|&i| {
        s.word(i).is(&["obl", "nmod"])
            && s.child(i, &["case"]).is_some_and(|c| prepositions.contains(&s.word(c).lemma.as_str()))
    })
}

/// The words of a noun phrase: its mention, else what stands under its head up to a comma or a clause.
pub fn phrase(s: &Sentences, mentions: &Mentions, head: usize) -> Range<usize> {
    if let Some(m) = mentions.at(head).filter(|m| m.head == head) {
        return m.words.clone();
    }
    let clause = |i: &usize| s.word(*i).is(&["acl", "punct", "appos", "parataxis", "case"]);
    let under = s.children(head).filter(|i| !clause(i));
    let (mut start, mut end) = (head, head + 1);
    for i in under {
        let extent = s.extent(i);
        start = start.min(extent.start);
        end = end.max(extent.end);
    }
    start..end
}

/// The one spoken to, where the cue's entry says that a hearer may stand.
pub fn addressee(s: &Sentences, mentions: &Mentions, cue_head: usize, places: &[String]) -> Option<Addressee> {
    let at = |place: &String| match place.as_str() {
        "object" if is_told(s, cue_head) => told(s, cue_head),
        "object" => s.child(cue_head, &["iobj"]).or_else(|| s.child(cue_head, &["obj"])),
        preposition => with_case(s, cue_head, &[preposition]),
    };
    hearer(s, mentions, places.iter().find_map(at)?)
}

/// A hearer by the head of its words, where it can hear.
pub fn hearer(s: &Sentences, mentions: &Mentions, head: usize) -> Option<Addressee> {
    let able = nominal(s.word(head).upos) && personal(s, mentions, head);
    able.then(|| Addressee { actor: mentions.at(head).map(|m| m.actor), words: phrase(s, mentions, head) })
}

/// Is it a passive of which only the hearer is named (`was told that …`, `asked whether …`)?
pub fn is_told(s: &Sentences, cue: usize) -> bool {
    let has = |relations: &[&str]| s.child(cue, relations).is_some();
    let passive = s.children(cue).any(|i| matches!(s.word(i).deprel.as_str(), "nsubj:pass" | "aux:pass"))
        || s.word(cue).is(&["advcl"]) && !has(&["nsubj", "aux", "mark", "case"]);
    matches!(s.word(cue).xpos.as_str(), "VBN" | "VBD")
        && passive
        && !s.children(cue).any(|i| s.word(i).deprel == "obl:agent")
}

/// `is said to have fled`: nobody is named who says it, least of all the subject.
pub fn is_rumour(s: &Sentences, cue: &Range<usize>, head: usize) -> bool {
    let infinitive = s.child(head, &["xcomp"]).is_some_and(|c| s.children(c).any(|i| s.word(i).xpos == "TO"));
    let agent = s.children(head).any(|i| s.word(i).deprel == "obl:agent");
    is_passive(s, head) && infinitive && !agent && cue.clone().all(|i| s.word(i).lemma != "as")
}

/// The hearer of a passive: its subject, else that of the clause it hangs on.
fn told(s: &Sentences, cue: usize) -> Option<usize> {
    s.child(cue, &["nsubj"]).or_else(|| s.child(s.word(cue).head?, &["nsubj"]))
}

/// Can this noun hear? Whoever is an actor can; so can what the model takes for a name.
fn personal(s: &Sentences, mentions: &Mentions, head: usize) -> bool {
    let speaks = mentions.open_at(head).is_some_and(|o| o.party == Party::I);
    speaks || mentions.at(head).is_some_and(|m| m.head == head) || s.word(head).upos == Upos::Propn
}
