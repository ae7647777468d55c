//! Does the name of a capital stand for the government that sits there?

use super::name::Name;
use super::phrase::Reading;
use super::place;
use crate::sentence::Upos;

/// The reason why a capital acts or is acted upon, or nothing where it is a place.
pub(super) fn acts(reading: &Reading, name: &Name) -> Option<&'static str> {
    if place::is_locative(reading, name) {
        return None;
    }
    let head = reading.first_conjunct(name.head);
    let governor = reading.head(head);
    let possessed = |g: usize| reading.lexicon.is("possessed", reading.lemma(g));
    match reading.word(head).deprel.as_str() {
        "nsubj" | "nsubj:outer" => (!is_described_as_place(reading, head)).then_some("metonym: subject"),
        "nsubj:pass" => governor.filter(|&g| !done_to_places(reading, g)).map(|_| "metonym: acted upon"),
        "obj" | "iobj" => governor.filter(|&g| !done_to_places(reading, g)).map(|_| "metonym: acted upon"),
        "nmod:poss" => {
            governor.filter(|&g| reading.lexicon.is("possessed", reading.lemma(g))).map(|_| "metonym: possessor")
        }
        "compound" | "amod" => governor
            .filter(|&g| possessed(g) && !reading.lexicon.is("named_after", reading.lemma(g)))
            .map(|_| "metonym: modifier"),
        "obl" | "nmod" | "obl:agent" => with_preposition(reading, name.head, head),
        "root" if reading.child(head, &["nsubj"]).is_none() => None,
        _ => None,
    }
}

fn with_preposition(reading: &Reading, name: usize, head: usize) -> Option<&'static str> {
    let preposition = reading.preposition(head).or_else(|| reading.preposition(name))?;
    let party = reading.lexicon.is("between", preposition);
    let of_act =
        preposition == "of" && reading.head(head).is_some_and(|g| reading.lexicon.is("possessed", reading.lemma(g)));
    (party || of_act).then_some("metonym: party")
}

/// `Moscow is a city`, `Paris was quiet`: what is said of places.
fn is_described_as_place(reading: &Reading, head: usize) -> bool {
    let governor = reading.head(head);
    governor.is_some_and(|g| {
        let copula = reading.child(g, &["cop"]).is_some();
        let place = copula && reading.word(g).upos == Upos::Noun && reading.lexicon.is("not_acting", reading.lemma(g));
        place || reading.lexicon.is("not_acting", reading.lemma(g))
    })
}

fn done_to_places(reading: &Reading, verb: usize) -> bool {
    reading.lexicon.is("done_to_places", reading.lemma(verb))
}
