use std::collections::HashSet;
use std::sync::LazyLock;

use super::*;
use crate::Span;
use crate::ontology::Files;
use crate::sentence::{Sentence, Upos, Word};

/// One sentence, a token a word: `form/lemma/TAG>head:relation`, heads by number from 1, 0 for the root.
fn sentence(notation: &str) -> Sentences {
    let words: Vec<Word> = notation.split_whitespace().enumerate().map(|(i, token)| word(i, token)).collect();
    let list = vec![Sentence { words: 0..words.len(), part: 0 }];
    Sentences { words, list, ..Sentences::default() }
}

fn word(at: usize, token: &str) -> Word {
    let (word, tree) = token.split_once('>').expect("word>tree");
    let parts: Vec<&str> = word.split('/').collect();
    let [form, lemma, tag] = parts[..] else { panic!("form/lemma/TAG in {token}") };
    let (head, relation) = tree.split_once(':').expect("head:relation");
    let upos = match tag {
        "NNP" => Upos::Propn,
        "NN" | "NNS" => Upos::Noun,
        "MD" => Upos::Aux,
        "DT" | "PRP$" => Upos::Det,
        "IN" => Upos::Adp,
        "TO" => Upos::Part,
        "CC" => Upos::Cconj,
        "RB" => Upos::Adv,
        "," => Upos::Punct,
        "WDT" | "WP" => Upos::Pron,
        _ if relation.starts_with("aux") => Upos::Aux,
        _ => Upos::Verb,
    };
    Word {
        span: Span::new(at, at + 1),
        form: form.into(),
        lemma: lemma.into(),
        upos,
        xpos: tag.into(),
        feats: "".into(),
        head: head.parse::<usize>().expect("a number").checked_sub(1),
        deprel: relation.into(),
    }
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::load(&Files::embedded(), HashSet::new()).expect("the ontology loads"));

/// Asks a question of one sentence and names the words of the answer.
fn check(notation: &str, ask: impl Fn(&Grammar) -> Vec<usize>, wanted: &str) {
    let sentences = sentence(notation);
    let found = ask(&Grammar::new(&sentences, &LEXICON));
    let forms: Vec<&str> = found.iter().map(|&w| sentences.words[w].form.as_str()).collect();
    assert_eq!(forms.join(" "), wanted, "{notation}");
}

#[test]
fn doers_are_found_through_the_passive_control_and_relative_clauses() {
    let cases = [
        ("Arnor/Arnor/NNP>2:nsubj struck/strike/VBD>0:root Gondor/Gondor/NNP>2:obj", 1, "Arnor"),
        (
            "Gondor/Gondor/NNP>3:nsubj:pass was/be/VBD>3:aux:pass struck/strike/VBN>0:root by/by/IN>5:case Arnor/Arnor/NNP>3:obl:agent",
            2,
            "Arnor",
        ),
        (
            "Arnor/Arnor/NNP>2:nsubj urged/urge/VBD>0:root Gondor/Gondor/NNP>2:obj to/to/TO>5:mark go/go/VB>2:xcomp",
            4,
            "Gondor",
        ),
        (
            "Arnor/Arnor/NNP>2:nsubj promised/promise/VBD>0:root Gondor/Gondor/NNP>2:obj to/to/TO>5:mark go/go/VB>2:xcomp",
            4,
            "Arnor",
        ),
        (
            "riders/rider/NNS>5:nsubj who/who/WP>3:nsubj struck/strike/VBD>1:acl:relcl Bree/Bree/NNP>3:obj fled/flee/VBD>0:root",
            2,
            "riders",
        ),
    ];
    for (notation, verb, doer) in cases {
        check(notation, |g| g.agent(verb), doer);
    }
}

#[test]
fn objects_are_found_through_the_passive_and_gaps() {
    let cases = [
        ("Arnor/Arnor/NNP>2:nsubj struck/strike/VBD>0:root Gondor/Gondor/NNP>2:obj", 1, "Gondor"),
        ("Gondor/Gondor/NNP>3:nsubj:pass was/be/VBD>3:aux:pass struck/strike/VBN>0:root", 2, "Gondor"),
        ("towns/town/NNS>0:root that/that/WDT>4:obj Arnor/Arnor/NNP>4:nsubj burned/burn/VBD>1:acl:relcl", 3, "towns"),
    ];
    for (notation, verb, object) in cases {
        check(notation, |g| g.object(verb), object);
    }
}

#[test]
fn a_noun_phrase_takes_its_of_phrase_and_no_relative_clause() {
    let king = "the/the/DT>2:det king/king/NN>6:nsubj of/of/IN>4:case Arnor/Arnor/NNP>2:nmod ,/,/,>2:punct fled/flee/VBD>0:root";
    check(king, |g| g.noun_phrase(1).collect(), "the king of Arnor");
    let rider = "riders/rider/NNS>5:nsubj who/who/WP>3:nsubj struck/strike/VBD>1:acl:relcl Bree/Bree/NNP>3:obj fled/flee/VBD>0:root";
    check(rider, |g| g.noun_phrase(0).collect(), "riders");
}

#[test]
fn what_is_known_is_definite() {
    let cases = [
        ("the", "DT", "det", true),
        ("those", "DT", "det", true),
        ("its", "PRP$", "nmod:poss", true),
        ("a", "DT", "det", false),
    ];
    for (word, tag, relation, definite) in cases {
        let s = sentence(&format!("{word}/{word}/{tag}>2:{relation} siege/siege/NN>0:root"));
        assert_eq!(Grammar::new(&s, &LEXICON).is_definite(1), definite, "{word} siege");
    }
}

#[test]
fn verbs_tell_when() {
    let cases = [
        ("struck/strike/VBD>0:root", 0, Tense::Past),
        ("strikes/strike/VBZ>0:root", 0, Tense::Present),
        ("will/will/MD>2:aux strike/strike/VB>0:root", 1, Tense::Ahead),
        ("has/have/VBZ>2:aux struck/strike/VBN>0:root", 1, Tense::Past),
        ("would/would/MD>3:aux have/have/VB>3:aux struck/strike/VBN>0:root", 2, Tense::Past),
        ("to/to/TO>2:mark strike/strike/VB>0:root", 1, Tense::Ahead),
        ("is/be/VBZ>2:aux striking/strike/VBG>0:root", 1, Tense::Ahead),
        ("fled/flee/VBD>0:root striking/strike/VBG>1:advcl", 1, Tense::Shared),
    ];
    for (notation, verb, tense) in cases {
        let s = sentence(notation);
        assert_eq!(Grammar::new(&s, &LEXICON).tense(verb), tense, "{notation}");
    }
}

#[test]
fn modals_say_how_sure_it_is() {
    let cases = [
        ("will", Some((Modality::Future, false))),
        ("would", Some((Modality::Future, true))),
        ("might", Some((Modality::Possible, true))),
        ("must", Some((Modality::Duty, false))),
    ];
    for (modal, wanted) in cases {
        let s = sentence(&format!("{modal}/{modal}/MD>2:aux strike/strike/VB>0:root"));
        let found = Grammar::new(&s, &LEXICON).modality(1).map(|m| (m.says, m.remote));
        assert_eq!(found, wanted, "{modal}");
    }
}

#[test]
fn an_auxiliary_before_its_subject_supposes() {
    let siege =
        "should/should/MD>3:aux Mordor/Mordor/NNP>3:nsubj strike/strike/VB>5:advcl ,/,/,>3:punct flee/flee/VB>0:root";
    check(siege, |g| g.inverted(2).into_iter().collect(), "should");
}
