use std::collections::HashSet;
use std::sync::LazyLock;

use super::*;
use crate::grammar::{self, Grammar};
use crate::ontology::Files;
use crate::ontology::lists::Lists;
use crate::sentence::{Name as Marked, NameKind, Sentence, Upos, Word};
use crate::text::{Header, Part, PartKind};

static GRAMMAR: LazyLock<grammar::Lexicon> =
    LazyLock::new(|| grammar::Lexicon::load(&Files::embedded(), HashSet::new()).expect("the ontology loads"));
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = Files::embedded();
    Lists::load(&files).and_then(|lists| Lexicon::load(&files, &lists)).expect("the ontology loads")
});

/// Sentences in a notation of one token a word: `form/TAG`, then `>head:relation` where the tree matters (the head by
/// its form), then `/P`, `/O` or `/L` inside a name. Sentences end at a full stop.
fn analyse(notation: &str) -> (String, Sentences) {
    let mut text = String::new();
    let mut s = Sentences::default();
    let mut heads = Vec::new();
    for token in notation.split_whitespace() {
        let (word, name) = match token.rsplit_once('/') {
            Some((rest, kind @ ("P" | "O" | "L"))) => (rest, Some(kind)),
            _ => (token, None),
        };
        let (word, tree) = word.split_once('>').map_or((word, ""), |(w, t)| (w, t));
        let (form, tag) = word.rsplit_once('/').expect("form/TAG");
        let (head, relation) = tree.split_once(':').unwrap_or(("", "dep"));
        heads.push(head.to_string());
        let start = text.len();
        text.push_str(form);
        mark(&mut s.names, s.words.len(), name);
        s.words.push(word_of(form, tag, relation, Span::new(start, text.len())));
        text.push(' ');
    }
    cut(&mut s);
    for (i, head) in heads.iter().enumerate() {
        let around = s.list[s.sentence_of(i)].words.clone();
        s.words[i].head = around.clone().find(|&w| w != i && s.words[w].form == head.as_str());
    }
    (text, s)
}

fn word_of(form: &str, tag: &str, relation: &str, span: Span) -> Word {
    let upos = match tag {
        "NNP" | "NNPS" => Upos::Propn,
        t if t.starts_with("NN") => Upos::Noun,
        t if t.starts_with("VB") => Upos::Verb,
        "MD" => Upos::Aux,
        t if t.starts_with("JJ") => Upos::Adj,
        "DT" => Upos::Det,
        "IN" => Upos::Adp,
        "CD" => Upos::Num,
        "POS" | "TO" => Upos::Part,
        "CC" => Upos::Cconj,
        t if t.starts_with("PRP") || t.starts_with('W') => Upos::Pron,
        t if t.starts_with("RB") => Upos::Adv,
        _ => Upos::Punct,
    };
    let lemma = if tag == "NNS" { form.trim_end_matches('s') } else { form };
    let (form, lemma, xpos) = (form.into(), lemma.into(), tag.into());
    Word { span, form, lemma, upos, xpos, feats: "".into(), head: None, deprel: relation.into() }
}

fn mark(names: &mut Vec<Marked>, at: usize, kind: Option<&str>) {
    let kind = match kind {
        Some("P") => NameKind::Person,
        Some("O") => NameKind::Organisation,
        Some("L") => NameKind::Location,
        _ => return,
    };
    match names.last_mut().filter(|n| n.words.end == at && n.kind == kind) {
        Some(last) => last.words.end += 1,
        None => names.push(Marked { words: at..at + 1, kind }),
    }
}

fn cut(s: &mut Sentences) {
    let mut start = 0;
    for i in 0..s.words.len() {
        if s.words[i].form == "." || i + 1 == s.words.len() {
            s.list.push(Sentence { words: start..i + 1, part: 0 });
            start = i + 1;
        }
    }
}

fn found(notation: &str, day: Option<&str>) -> (String, Sentences, Mentions) {
    let (original, sentences) = analyse(notation);
    let header = Header { published: day.map(str::to_string), ..Header::default() };
    let parts = vec![Part { kind: PartKind::Body, span: Span::new(0, original.len()) }];
    let text = Text { original: &original, parts, header, notes: Vec::new() };
    let mentions = find(&text, &Grammar::new(&sentences, &GRAMMAR), &LEXICON);
    (original, sentences, mentions)
}

/// Does the text have a mention of these words, and is it put to this actor with this code?
fn check(notation: &str, words: &str, name: &str, code: &str) {
    let (text, sentences, mentions) = found(notation, Some("2021-06-16"));
    let mention = mentions.list.iter().rev().find(|m| sentences.span(m.words.clone()).of(&text) == words);
    let actor = mention.map(|m| &mentions.actors[m.actor]);
    let got = actor.map(|a| (a.name.as_str(), a.code.as_deref().unwrap_or("-")));
    assert_eq!(got, Some((name, code)), "{words} in {text}\n{:#?}", mentions.list);
}

/// The roles of an actor, as `standing title of body`.
fn check_roles(notation: &str, name: &str, roles: &[&str]) {
    let (.., mentions) = found(notation, Some("2021-06-16"));
    let actor = mentions.actors.iter().find(|a| a.name == name).expect("the actor is found");
    let told = |r: &Role| {
        let standing = r.standing.as_deref().map(|s| format!("{s} ")).unwrap_or_default();
        format!("{standing}{} of {}", r.title, r.of.as_deref().unwrap_or("?"))
    };
    assert_eq!(actor.roles.iter().map(told).collect::<Vec<_>>(), roles);
}

/// Does the text, published on Wednesday 16 June 2021, have these times?
fn check_times(notation: &str, times: &[&str]) {
    let (.., mentions) = found(notation, Some("2021-06-16"));
    assert_eq!(mentions.times.iter().map(|t| t.value.as_str()).collect::<Vec<_>>(), times);
}

/// Does the text have these places?
fn check_places(notation: &str, places: &[&str]) {
    let (.., mentions) = found(notation, Some("2021-06-16"));
    assert_eq!(mentions.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), places);
}

const MINISTER: &str = "Kenyan/JJ Foreign/NNP Minister/NNP Beren/NNP/P Barahir/NNP/P left/VBD ./.";

#[test]
fn title_and_name_are_one_mention() {
    check(MINISTER, "Kenyan Foreign Minister Beren Barahir", "Beren Barahir", "KENGOV");
}

#[test]
fn a_title_is_an_office() {
    check_roles(MINISTER, "Beren Barahir", &["Foreign Minister of KEN"]);
}

#[test]
fn the_model_may_take_the_title_into_the_name() {
    let text = "Kenyan/JJ/P Foreign/NNP/P Minister/NNP/P Beren/NNP/P Barahir/NNP/P left/VBD ./.";
    check(text, "Kenyan Foreign Minister Beren Barahir", "Beren Barahir", "KENGOV");
}

#[test]
fn a_surname_is_the_person_named_before() {
    check(&format!("{MINISTER} Barahir/NNP/P spoke/VBD ./."), "Barahir", "Beren Barahir", "KENGOV");
}

#[test]
fn a_name_behind_a_title_needs_no_model() {
    check(
        "Kenyan/JJ minister/NN Beren/NNP Barahir/NNP left/VBD ./.",
        "Kenyan minister Beren Barahir",
        "Beren Barahir",
        "KENGOV",
    );
}

#[test]
fn a_pronoun_is_the_subject_before() {
    let text =
        "Kenyan/JJ minister/NN Beren/NNP/P Barahir/NNP>left:nsubj/P left/VBD ./. He/PRP>spoke:nsubj spoke/VBD ./.";
    check(text, "He", "Beren Barahir", "KENGOV");
}

#[test]
fn an_apposition_is_an_office() {
    let text = "Beren/NNP/P Barahir/NNP/P ,/, the/DT Kenyan/JJ foreign/JJ minister/NN ,/, left/VBD ./.";
    check(text, "the Kenyan foreign minister", "Beren Barahir", "KENGOV");
}

#[test]
fn a_former_office_gives_way_to_none() {
    let text = "Beren/NNP/P Barahir/NNP/P ,/, a/DT former/JJ Kenyan/JJ foreign/JJ minister/NN ,/, left/VBD ./.";
    check_roles(text, "Beren Barahir", &["former foreign minister of KEN"]);
}

#[test]
fn a_description_has_country_and_sector() {
    check(
        "a/DT retired/JJ Kenyan/JJ general/NN spoke/VBD ./.",
        "a retired Kenyan general",
        "retired Kenyan general",
        "KENMIL",
    );
}

#[test]
fn rebels_belong_to_the_country_they_are_in() {
    check("rebels/NNS in/IN Kenya/NNP fired/VBD ./.", "rebels", "rebels", "KENREB");
}

#[test]
fn a_capital_acts_as_its_state() {
    check("Nairobi/NNP>pressed:nsubj pressed/VBD Uganda/NNP>pressed:obj ./.", "Nairobi", "Kenya", "KEN");
}

#[test]
fn a_capital_in_which_something_happens_is_a_place() {
    let text = "They/PRP met/VBD in/IN>Nairobi:case Nairobi/NNP>met:obl ./.";
    check_places(text, &["Nairobi"]);
    assert!(found(text, None).2.list.iter().all(|m| m.form != Form::Metonym));
}

#[test]
fn a_pact_is_called_after_its_place() {
    let (.., mentions) = found("the/DT Nairobi/NNP>accord:compound accord/NN>fell:nsubj fell/VBD ./.", None);
    assert!(mentions.list.is_empty(), "{:?}", mentions.list);
}

#[test]
fn an_adjective_is_its_state() {
    check("a/DT Kenyan/JJ>attack:amod attack/NN began/VBD ./.", "Kenyan", "Kenya", "KEN");
}

#[test]
fn us_the_pronoun_is_no_state() {
    let (.., mentions) = found("they/PRP told/VBD us/PRP ./.", None);
    assert!(mentions.actors.iter().all(|a| a.code.as_deref() != Some("USA")));
}

#[test]
fn days_are_counted_from_the_report() {
    check_times("He/PRP spoke/VBD on/IN Monday/NNP>spoke:obl ./.", &["2021-06-14"]);
    check_times("He/PRP will/MD>speak:aux speak/VB on/IN Monday/NNP>speak:obl ./.", &["2021-06-21"]);
    check_times("He/PRP spoke/VBD on/IN Wednesday/NNP>spoke:obl ./.", &["2021-06-16"]);
    check_times("He/PRP spoke/VBD three/CD weeks/NNS ago/RB ./.", &["2021-05-24/2021-05-30"]);
    check_times("He/PRP spoke/VBD last/JJ year/NN ./.", &["2020"]);
}

#[test]
fn dates_need_no_report() {
    check_times("It/PRP fell/VBD on/IN February/NNP 3/CD ,/, 2019/CD ./.", &["2019-02-03"]);
    check_times("It/PRP fell/VBD on/IN Sunday/NNP 3/CD Feb/NNP 2019/CD ./.", &["2019-02-03"]);
    check_times("It/PRP fell/VBD in/IN February/NNP 2019/CD ./.", &["2019-02"]);
    check_times("the/DT 2019/CD accord/NN fell/VBD ./.", &["2019"]);
}

#[test]
fn a_text_may_end_where_a_time_might_begin() {
    check_times("Share/VB this/DT", &[]);
    check_times("He/PRP spoke/VBD the/DT", &[]);
}

#[test]
fn soldiers_are_no_year() {
    check_times("2019/CD>soldiers:nummod soldiers/NNS fell/VBD ./.", &[]);
}

#[test]
fn months_follow_the_tense() {
    check_times("They/PRP met/VBD in/IN July/NNP>met:obl ./.", &["2020-07"]);
    check_times("They/PRP will/MD>meet:aux meet/VB in/IN July/NNP>meet:obl ./.", &["2021-07"]);
}

#[test]
fn from_one_day_to_another() {
    check_times(
        "They/PRP met/VBD from/IN Monday/NNP>met:obl to/IN Tuesday/NNP>met:obl ./.",
        &["2021-06-14/2021-06-15"],
    );
}

#[test]
fn without_a_day_of_the_report_only_dates_count() {
    assert!(found("He/PRP spoke/VBD on/IN Monday/NNP ./.", None).2.times.is_empty());
}

#[test]
fn the_two_countries_are_the_two_named() {
    let text = "Kenya/NNP>met:nsubj and/CC Uganda/NNP>Kenya:conj met/VBD ./. The/DT two/CD>countries:nummod countries/NNS>agreed:nsubj agreed/VBD ./.";
    let (.., mentions) = found(text, None);
    let both = mentions.list.last().expect("a mention");
    assert_eq!((both.also.len(), mentions.actors[both.actor].name.as_str()), (1, "Kenya"));
}

#[test]
fn coordinated_actors_come_together() {
    let (_, sentences, mentions) = found("Kenya/NNP>met:nsubj and/CC Uganda/NNP>Kenya:conj met/VBD ./.", None);
    assert_eq!(mentions.coordinated(&sentences, 0).len(), 2);
}

#[test]
fn empty_and_odd_input_is_read() {
    for text in ["", "./.", "\"/``", "'s/POS", "The/DT", "US/NNP>US:conj", "of/IN of/IN of/IN"] {
        found(text, None);
    }
}
