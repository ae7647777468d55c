//! Who is speaking?
//!
//! Given a cue and its sentence, finds the words to whom the saying belongs. Which person that is, `mention` decided.

use std::ops::Range;

use super::{Addressee, Speaker};
use crate::grammar::{Grammar, List};
use crate::mention::{ActorKind, Mentions, Party};
use crate::sentence::Upos;

/// The speaker whom the model proposes, where its words can be a speaker's; else the one whom the tree shows.
pub fn find(
    s: &Grammar,
    mentions: &Mentions,
    source: Option<&Range<usize>>,
    cue_head: usize,
    content: &[Range<usize>],
) -> Option<Speaker> {
    let can_speak = |i: usize| nominal(s.words[i].upos) && !s.word(i).is(&["det"]);
    let proposed = source.filter(|r| (*r).clone().any(can_speak) && !inside(content, r.start));
    match proposed {
        Some(range) => Some(speaker(s, mentions, s.top(range), range.clone())),
        None => {
            let head = of_tree(s, cue_head).filter(|&h| !inside(content, h))?;
            Some(of_words(s, mentions, head))
        }
    }
}

/// The speaker whose words have this head.
pub fn of_words(s: &Grammar, mentions: &Mentions, head: usize) -> Speaker {
    speaker(s, mentions, head, phrase(s, mentions, head))
}

fn speaker(s: &Grammar, mentions: &Mentions, head: usize, words: Range<usize>) -> Speaker {
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
pub fn of_tree(s: &Grammar, cue: usize) -> Option<usize> {
    let word = s.word(cue);
    let noun = matches!(word.upos, Upos::Noun | Upos::Propn);
    // "according to Arnor": the cue is the preposition of the one who speaks.
    let governed = || s.head(cue).filter(|&h| word.is(&["case", "fixed"]) && nominal(s.word(h).upos));
    let author = || s.possessor(cue).or_else(|| led(s, cue, &s.lists().source)).or_else(|| s.author(cue));
    quoted_as(s, cue).or_else(governed).or_else(|| if noun { author() } else { s.agent(cue).first().copied() })
}

/// Of `quoted X as saying`: X, who says it.
pub fn quoted_as(s: &Grammar, saying: usize) -> Option<usize> {
    let governor = s.word(saying).head.filter(|_| s.word(saying).xpos == "VBG" && saying > 0)?;
    let by_as = s.is_one(saying - 1, &s.lists().quoted_as) && s.word(governor).upos == Upos::Verb;
    let object =
        || s.child(governor, &["obj"]).or_else(|| s.surface_subject(governor).filter(|_| s.is_passive(governor)));
    by_as.then(object).flatten().filter(|&o| o < saying)
}

/// The first phrase on a word with one of these prepositions.
pub fn led(s: &Grammar, at: usize, prepositions: &List) -> Option<usize> {
    s.children(at).find(|&c| s.word(c).is(&["obl", "nmod"]) && s.led_by(c, prepositions))
}

/// The words of a noun phrase: its mention, else what stands under its head up to a comma or a clause.
pub fn phrase(s: &Grammar, mentions: &Mentions, head: usize) -> Range<usize> {
    if let Some(m) = mentions.at(head).filter(|m| m.head == head) {
        return m.words.clone();
    }
    s.extent_but(head, &["acl", "punct", "appos", "parataxis", "case"])
}

/// The one spoken to, where the cue's entry says that a hearer may stand.
pub fn addressee(s: &Grammar, mentions: &Mentions, cue_head: usize, places: &[String]) -> Option<Addressee> {
    let at = |place: &String| match place.as_str() {
        "object" if is_told(s, cue_head) => s.surface_subject(cue_head),
        "object" => s.child(cue_head, &["iobj"]).or_else(|| s.child(cue_head, &["obj"])),
        preposition => s.phrases(cue_head, preposition).first().copied(),
    };
    hearer(s, mentions, places.iter().find_map(at)?)
}

/// A hearer by the head of its words, where it can hear.
pub fn hearer(s: &Grammar, mentions: &Mentions, head: usize) -> Option<Addressee> {
    let able = nominal(s.word(head).upos) && personal(s, mentions, head);
    able.then(|| Addressee { actor: mentions.at(head).map(|m| m.actor), words: phrase(s, mentions, head) })
}

/// Is it a passive of which only the hearer is named (`was told that …`, `asked whether …`)?
pub fn is_told(s: &Grammar, cue: usize) -> bool {
    // `Asked if he would go, he left`: the tagger may take the participle for a past tense.
    let bare = s.word(cue).is(&["advcl"]) && !["nsubj", "aux", "mark", "case"].iter().any(|r| s.has(cue, &[r]));
    let passive = s.is_passive(cue) || s.tag(cue, "VBD") && bare;
    passive && !s.has(cue, &["obl:agent"])
}

/// `is said to have fled`: nobody is named who says it, least of all the subject.
pub fn is_rumour(s: &Grammar, cue: &Range<usize>, head: usize) -> bool {
    let infinitive = s.child(head, &["xcomp"]).is_some_and(|c| s.is_infinitive(c));
    infinitive && is_told(s, head) && !cue.clone().any(|w| s.is_one(w, &s.lists().quoted_as))
}

/// Can this noun hear? Whoever is an actor can; so can what the model takes for a name.
fn personal(s: &Grammar, mentions: &Mentions, head: usize) -> bool {
    let speaks = mentions.open_at(head).is_some_and(|o| o.party == Party::I);
    speaks || mentions.at(head).is_some_and(|m| m.head == head) || s.word(head).upos == Upos::Propn
}
