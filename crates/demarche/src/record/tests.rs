//! Records made by hand, held to the schema and to the form for people.

mod formats;
mod tables;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::LazyLock;

use expect_test::{expect, expect_file};

use super::*;
use crate::event::{self, Status};
use crate::mention::{self, ActorId, ActorKind, Form, Mentions, PlaceId, TimeId};
use crate::ontology::Files;
use crate::sentence::{Sentence, Sentences, Upos, Word};
use crate::statement::{self, Kind};
use crate::text::{Header, Part, PartKind, Text};
use crate::{Report, Span};

const TEXT: &str = "Arnor offers talks\nBy Lindir of the Shire News\nÉomer, marshal of Rohan, said on Monday “we will help \
    Arnor” if grain arrives. Gondor’s fleet shelled Umbar, he told guests, and fled.\n“They lied.”\nRead more: Shire News";

/// A report of which the words are split at blanks and marks, and nothing else is known.
struct Hand {
    report: Report,
    sentences: Sentences,
    parts: Vec<Part>,
}

impl Hand {
    fn new(text: &str, kinds: &[PartKind]) -> Hand {
        let report =
            Report { id: "r-1".into(), file: Some("éored.txt".into()), text: text.into(), ..Report::default() };
        let (mut sentences, mut parts, mut start) = (Sentences::default(), Vec::new(), 0);
        for (line, &kind) in text.split_inclusive('\n').zip(kinds) {
            let first = sentences.words.len();
            sentences.words.extend(pieces(line, start));
            sentences.list.push(Sentence { words: first..sentences.words.len(), part: parts.len() });
            parts.push(Part { kind, span: Span::new(start, start + line.len()).trim(text) });
            start += line.len();
        }
        Hand { report, sentences, parts }
    }

    /// The numbers of the words that these words stand for, where they come first.
    fn words(&self, words: &str) -> Range<usize> {
        let start = self.report.text.find(words).expect("the words are in the text");
        let inside = Span::new(start, start + words.len());
        let first = self.sentences.words.iter().position(|w| inside.contains(w.span)).expect("whole words");
        let count = self.sentences.words.iter().filter(|w| inside.contains(w.span)).count();
        first..first + count
    }

    fn mention(&self, words: &str, form: Form, actor: usize) -> mention::Mention {
        let (words, actor) = (self.words(words), ActorId::at(actor));
        mention::Mention { head: words.start, words, form, actor, also: Vec::new(), rule: "by hand".into() }
    }

    fn statement(&self, content: &[&str]) -> statement::Statement {
        statement::Statement {
            kind: Kind::Direct,
            speaker: Some(statement::Speaker { actor: Some(ActorId::at(0)), also: Vec::new(), words: None }),
            cue: None,
            content: content.iter().map(|c| self.words(c)).collect(),
            addressee: None,
            medium: None,
            stance: "assert".into(),
            act: crate::ontology::Saying::Speech,
            date: None,
            place: None,
            inside: None,
            rule: "by hand".into(),
            probability: 0.9,
        }
    }

    fn event(&self, trigger: &str, cameo: &str, plover: &str) -> event::Event {
        let words = self.words(trigger);
        let rule = event::Rule::new(event::Source::Lexicon { place: "by".into(), lemma: "hand".into() });
        let told = event::Told { words: words.clone(), sentence: 2, statement: None, rule: rule.clone() };
        event::Event {
            trigger: words,
            cameo: ontology().codes.cameo(cameo).expect("a code"),
            codes: BTreeMap::new(),
            plover: Some(plover.into()),
            mode: None,
            contexts: Vec::new(),
            actors: Vec::new(),
            recipients: Vec::new(),
            status: Status::Actual,
            by: Vec::new(),
            condition: None,
            conditioned_by: None,
            date: None,
            duration: None,
            place: None,
            magnitudes: Vec::new(),
            weapon: None,
            statement: None,
            rule,
            probability: None,
            sentence: 2,
            mentions: vec![told],
        }
    }
}

fn pieces(line: &str, start: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut glued = false;
    for (at, c) in line.char_indices() {
        let span = Span::new(start + at, start + at + c.len_utf8());
        match words.last_mut() {
            Some(last) if glued && c.is_alphanumeric() => last.span = last.span.to(span),
            _ if !c.is_whitespace() => words.push(word(span)),
            _ => {}
        }
        glued = c.is_alphanumeric();
    }
    words
}

fn word(span: Span) -> Word {
    let none = smol_str::SmolStr::default;
    let (form, lemma, xpos, feats, deprel) = (none(), none(), none(), none(), none());
    Word { span, form, lemma, upos: Upos::X, xpos, feats, head: None, deprel }
}

fn actor(name: &str, kind: ActorKind, code: Option<&str>) -> mention::Actor {
    let code = code.map(str::to_string);
    mention::Actor { name: name.into(), kind, code, ..mention::Actor::default() }
}

fn mentions(hand: &Hand) -> Mentions {
    let mut marshal = actor("Éomer", ActorKind::Person, Some("ROHMIL"));
    let span = hand.sentences.span(hand.words("marshal of Rohan"));
    marshal.roles = vec![mention::Role {
        title: "marshal".into(),
        of: Some("ROH".into()),
        standing: None,
        from: Some("3019-03".into()),
        to: None,
        span,
        rule: None,
    }];
    let time = mention::Time { words: hand.words("Monday"), value: "2017-02-13".into(), rule: "by hand".into() };
    let place = mention::Place {
        words: hand.words("Umbar"),
        name: "Umbar".into(),
        country: None,
        level: None,
        position: Some((1.5, 2.0)),
    };
    Mentions {
        mentioned: 4,
        list: vec![
            hand.mention("Éomer, marshal of Rohan", Form::Name, 0),
            hand.mention("Arnor", Form::Name, 1),
            hand.mention("Gondor’s fleet", Form::Description, 2),
            hand.mention(" he ", Form::Pronoun, 0),
        ],
        actors: vec![
            marshal,
            actor("Arnor", ActorKind::State, Some("ARN")),
            actor("Gondor’s fleet", ActorKind::Group, Some("GONMIL")),
            actor("Mordor", ActorKind::State, None),
        ],
        times: vec![time],
        places: vec![place],
        ..Mentions::default()
    }
}

fn statements(hand: &Hand) -> Vec<statement::Statement> {
    let speaker = |words| {
        Some(statement::Speaker { actor: Some(ActorId::at(0)), also: Vec::new(), words: Some(hand.words(words)) })
    };
    let help = statement::Statement {
        kind: Kind::Mixed,
        speaker: speaker("Éomer, marshal of Rohan"),
        cue: Some(hand.words("said")),
        stance: "promise".into(),
        date: TimeId::first(1).next(),
        ..hand.statement(&["“we will help Arnor” if grain arrives"])
    };
    let shelled = statement::Statement {
        kind: Kind::Indirect,
        speaker: speaker(" he "),
        cue: Some(hand.words("told")),
        addressee: Some(statement::Addressee { actor: None, words: hand.words("guests") }),
        ..hand.statement(&["Gondor’s fleet shelled Umbar", "and fled"])
    };
    vec![help, shelled, hand.statement(&["“They lied.”"])]
}

fn events(hand: &Hand) -> Vec<event::Event> {
    let help = event::Event {
        actors: vec![ActorId::at(0)],
        recipients: vec![ActorId::at(1)],
        status: Status::Conditional,
        condition: Some(hand.words("if grain arrives")),
        conditioned_by: Some(1),
        statement: Some(0),
        ..hand.event("help", "033", "AGREE")
    };
    let shelled = event::Event {
        actors: vec![ActorId::at(2)],
        place: PlaceId::first(1).next(),
        status: Status::Alleged,
        by: vec![ActorId::at(0)],
        statement: Some(1),
        ..hand.event("shelled", "194", "ASSAULT")
    };
    vec![help, shelled, hand.event("offers", "036", "AGREE")]
}

fn ontology() -> &'static Ontology {
    static LOADED: LazyLock<Ontology> =
        LazyLock::new(|| Ontology::load(&Files::embedded()).expect("the ontology that ships"));
    &LOADED
}

fn known_actors() -> &'static crate::mention::Lexicon {
    static LOADED: LazyLock<crate::mention::Lexicon> = LazyLock::new(|| {
        crate::mention::Lexicon::load(&Files::embedded(), &ontology().lists).expect("the ontology that ships")
    });
    &LOADED
}

fn sample() -> (Record, String) {
    let (record, _) = read_by_hand();
    (record, TEXT.to_string())
}

fn read_by_hand() -> (Record, Sentences) {
    record_of(events)
}

fn record_of(events: fn(&Hand) -> Vec<event::Event>) -> (Record, Sentences) {
    use PartKind::*;
    let hand = Hand::new(TEXT, &[Title, Byline, Body, Body, Furniture]);
    let header =
        Header { agency: Some("Shire News".into()), published: Some("2017-02-14".into()), ..Header::default() };
    let notes = vec!["not UTF-8; read as windows-1252".to_string()];
    let text = Text { original: TEXT, parts: hand.parts.clone(), header, notes };
    let (statements, events) = (statements(&hand), events(&hand));
    let codes = &ontology().codes;
    let record = filled(&hand.report, &text, &hand.sentences, &mentions(&hand), statements, events, codes);
    (record, hand.sentences)
}

fn written(name: &str, look: Look) -> String {
    let (record, sentences) = read_by_hand();
    write(
        name,
        &record,
        &Around { text: TEXT, sentences: &sentences, ontology: ontology(), mentions: known_actors(), look },
    )
}

fn write(name: &str, record: &Record, around: &Around) -> String {
    let mut out = Vec::new();
    format(name).expect("a format").write(record, around, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

fn schema_file() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/record.schema.json"))
}

#[test]
fn the_schema_is_the_one_that_is_published() {
    let mut schema = serde_json::to_string_pretty(&schema()).expect("a schema is JSON");
    schema.push('\n');
    expect_file![schema_file()].assert_eq(&schema);
}

#[test]
fn a_record_keeps_to_the_schema() {
    let record = serde_json::to_value(sample().0).expect("a record is JSON");
    let validator = jsonschema::draft202012::new(&schema()).expect("a sound schema");
    let faults: Vec<String> = validator.iter_errors(&record).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let validator = jsonschema::draft202012::new(&schema()).expect("a sound schema");
    let mut record = serde_json::to_value(sample().0).expect("a record is JSON");
    record["events"][0]["status"] = "perhaps".into();
    assert!(!validator.is_valid(&record));
}

#[test]
fn every_span_covers_the_words_beside_it() {
    let (record, text) = sample();
    let mut all: Vec<(Chars, &str)> = Vec::new();
    all.extend(record.actors.iter().flat_map(|a| &a.mentions).map(|m| (m.span, m.text.as_str())));
    all.extend(
        record.statements.iter().flat_map(|s| s.content.iter().chain(&s.cue)).map(|w| (w.span, w.text.as_str())),
    );
    all.extend(record.events.iter().map(|e| (e.trigger.span, e.trigger.text.as_str())));
    assert!(all.len() > 10);
    all.iter().for_each(|(span, words)| assert_eq!(span.of(&text), *words));
}

#[test]
fn a_record_reads_back_as_it_was_written() {
    let line = written("ndjson", Look::default());
    assert_eq!(line.lines().count(), 1);
    assert_eq!(serde_json::from_str::<Record>(&line).expect("a record"), sample().0);
    assert_eq!(serde_json::from_str::<Record>(&written("json", Look::default())).expect("a record"), sample().0);
}

/// Every id in a record, and every id that leads to one.
fn ids(record: &Record) -> (Vec<&String>, Vec<&String>) {
    let (actors, statements, events) = (&record.actors, &record.statements, &record.events);
    let own = actors.iter().map(|a| &a.id).chain(statements.iter().map(|s| &s.id)).chain(events.iter().map(|e| &e.id));
    let parties = events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients).chain(&e.by)).map(|p| &p.actor);
    let speakers = statements.iter().flat_map(|s| s.speaker.iter().flat_map(|s| s.actor.iter().chain(&s.also)));
    let told =
        events.iter().flat_map(|e| e.statement.iter().chain(e.condition.iter().filter_map(|c| c.event.as_ref())));
    (own.collect(), parties.chain(speakers).chain(told).collect())
}

#[test]
fn ids_are_of_one_entry_and_lead_to_one() {
    let record = sample().0;
    let (own, others) = ids(&record);
    assert_eq!(own.iter().collect::<std::collections::BTreeSet<_>>().len(), own.len());
    assert!(others.len() > 5 && others.iter().all(|id| own.contains(id)));
}

#[test]
fn an_event_less_leaves_the_others_their_ids() {
    let (whole, events) = (sample().0, |hand: &Hand| events(hand).split_off(1));
    let fewer = record_of(events).0;
    assert_eq!(ids(&fewer).0, ids(&whole).0.into_iter().filter(|id| **id != whole.events[0].id).collect::<Vec<_>>());
}

#[test]
fn the_page_of_tables_says_their_columns() {
    let page = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/tables.md"));
    expect_file![page].assert_eq(&tables::page());
}

#[test]
fn the_codes_give_quad_and_scale() {
    let (record, _) = sample();
    let quads: Vec<_> = record.events.iter().map(|e| (e.quad.as_deref(), e.goldstein)).collect();
    let verbal = (Some("verbal cooperation"), record.events[0].goldstein);
    assert_eq!(quads[..2], [verbal, (Some("material conflict"), Some(-10.0))]);
}

#[test]
fn an_actor_without_part_in_anything_stays() {
    assert!(sample().0.actors.iter().any(|a| a.name == "Mordor" && a.mentions.is_empty()));
}

#[test]
fn names_of_formats_differ() {
    let names: std::collections::BTreeSet<_> = FORMATS.iter().map(|f| f.name()).collect();
    assert_eq!(names.len(), FORMATS.len());
}

#[test]
fn an_event_on_the_wire() {
    let event = serde_json::to_string_pretty(&sample().0.events[1]).expect("JSON");
    expect![[r#"
        {
          "id": "efd9980bb0afd",
          "trigger": {
            "span": [
              141,
              148
            ],
            "text": "shelled"
          },
          "cameo": "194",
          "plover": "ASSAULT",
          "mode": null,
          "contexts": [],
          "quad": "material conflict",
          "goldstein": -10.0,
          "actors": [
            {
              "actor": "aec7480415cae",
              "code": "GONMIL"
            }
          ],
          "recipients": [],
          "status": "alleged",
          "by": [
            {
              "actor": "a18234bdf2dce",
              "code": "ROHMIL"
            }
          ],
          "condition": null,
          "date": null,
          "duration": null,
          "place": {
            "name": "Umbar",
            "country": null,
            "level": null,
            "lat": 1.5,
            "lon": 2.0,
            "span": [
              149,
              154
            ]
          },
          "magnitude": null,
          "weapon": null,
          "statement": "s6363a110ad8c",
          "mentions": [
            {
              "span": [
                141,
                148
              ],
              "text": "shelled",
              "sentence": 2,
              "statement": null,
              "rule": "by hand"
            }
          ],
          "probability": null,
          "evidence": {
            "rule": "by hand",
            "sentence": 2
          }
        }"#]]
    .assert_eq(&event);
}

#[test]
fn the_form_for_people_without_colours() {
    expect![[r#"
        éored.txt · Shire News · 2017-02-14
        ──────────────────────────────────────────────────────────────────────────────────────────
        Arnor *offers*[e4d7] talks

        By Lindir of the Shire News

        Éomer, marshal of Rohan, said on Monday [s517: “we will *help*[e24f] Arnor” if grain
        arrives]. [s636 Éomer: Gondor’s fleet *shelled*[efd9] Umbar], he told guests, [s636: and
        fled].

        [sc34 Éomer: “They lied.”]

        Read more: Shire News

        STATEMENTS
          id    who             kind      stance   what
          s517  Éomer (ROHMIL)  mixed     promise  “we will help Arnor” if grain arrives
          s636  Éomer (ROHMIL)  indirect  assert   Gondor’s fleet shelled Umbar … and fled
          sc34  Éomer (ROHMIL)  direct    assert   “They lied.”

        EVENTS
          id    code          who → whom                    status       where  in
          e24f  033  AGREE    Éomer (ROHMIL) → Arnor (ARN)  conditional         s517
          efd9  194  ASSAULT  Gondor’s fleet (GONMIL)       alleged      Umbar  s636
          e4d7  036  AGREE    ?                             actual

        ACTORS
          id    name            code    kind    roles                       mentions
          a182  Éomer           ROHMIL  person  marshal, ROH, from 3019-03    2 ×
          a744  Arnor           ARN     state                                 1 ×
          aec7  Gondor’s fleet  GONMIL  group                                 1 ×
          ad6d  Mordor                  state                                 0 ×

        NOTES
          not UTF-8; read as windows-1252

    "#]]
    .assert_eq(&written("text", Look { width: 90, color: false }));
}

#[test]
fn the_form_for_people_in_colours() {
    expect![[r#"
        ^[1méored.txt^[0m^[2m · Shire News · 2017-02-14^[0m
        ^[2m──────────────────────────────────────────────────────────────────────────────────────────^[0m
        ^[1mArnor offers^[0m^[2m[e4d7]^[0m^[1m talks^[0m

        ^[2mBy Lindir of the Shire News^[0m

        ^[1m^[36mÉomer, marshal of Rohan^[0m, ^[2m^[4msaid^[0m on Monday ^[2m^[32m[s517] ^[0m^[32m“we will ^[0m^[1m^[32mhelp^[0m^[2m[e24f]^[0m^[32m Arnor” if grain^[0m
        ^[32marrives^[0m. ^[2m^[33m[s636 Éomer] ^[0m^[33mGondor’s fleet ^[0m^[1m^[33mshelled^[0m^[2m[efd9]^[0m^[33m Umbar^[0m, ^[1m^[36mhe^[0m ^[2m^[4mtold^[0m guests, ^[2m^[33m[s636] ^[0m^[33mand fled^[0m.

        ^[2m^[35m[sc34 Éomer] ^[0m^[35m“They lied.”^[0m

        ^[2mRead more: Shire News^[0m

        ^[1mSTATEMENTS^[0m
          ^[2mid^[0m    ^[2mwho^[0m             ^[2mkind^[0m      ^[2mstance^[0m   ^[2mwhat^[0m
          ^[32ms517^[0m  ^[1m^[36mÉomer^[0m^[2m (ROHMIL)^[0m  mixed     promise  ^[32m“we will help Arnor” if grain arrives^[0m
          ^[33ms636^[0m  ^[1m^[36mÉomer^[0m^[2m (ROHMIL)^[0m  indirect  assert   ^[33mGondor’s fleet shelled Umbar … and fled^[0m
          ^[35msc34^[0m  ^[1m^[36mÉomer^[0m^[2m (ROHMIL)^[0m  direct    assert   ^[35m“They lied.”^[0m

        ^[1mEVENTS^[0m
          ^[2mid^[0m    ^[2mcode^[0m          ^[2mwho → whom^[0m                    ^[2mstatus^[0m       ^[2mwhere^[0m  ^[2min^[0m
          ^[1me24f^[0m  ^[2m033  ^[0m^[32mAGREE^[0m    ^[1m^[36mÉomer^[0m^[2m (ROHMIL)^[0m → ^[1m^[36mArnor^[0m^[2m (ARN)^[0m  ^[33mconditional^[0m         ^[2ms517^[0m
          ^[1mefd9^[0m  ^[2m194  ^[0m^[1m^[31mASSAULT^[0m  ^[1m^[36mGondor’s fleet^[0m^[2m (GONMIL)^[0m       ^[33malleged^[0m      Umbar  ^[2ms636^[0m
          ^[1me4d7^[0m  ^[2m036  ^[0m^[32mAGREE^[0m    ^[2m?^[0m                             actual

        ^[1mACTORS^[0m
          ^[2mid^[0m    ^[2mname^[0m            ^[2mcode^[0m    ^[2mkind^[0m    ^[2mroles^[0m                       ^[2mmentions^[0m
          ^[2ma182^[0m  ^[1m^[36mÉomer^[0m           ROHMIL  ^[2mperson^[0m  marshal, ROH, from 3019-03  ^[2m  2 ×^[0m
          ^[2ma744^[0m  ^[1m^[36mArnor^[0m           ARN     ^[2mstate^[0m                               ^[2m  1 ×^[0m
          ^[2maec7^[0m  ^[1m^[36mGondor’s fleet^[0m  GONMIL  ^[2mgroup^[0m                               ^[2m  1 ×^[0m
          ^[2mad6d^[0m  ^[1m^[36mMordor^[0m                  ^[2mstate^[0m                               ^[2m  0 ×^[0m

        ^[1mNOTES^[0m
          not UTF-8; read as windows-1252

    "#]].assert_eq(&written("text", Look { width: 90, color: true }).replace('\u{1b}', "^"));
}

#[test]
fn without_its_text_a_record_still_shows_its_tables() {
    let look = Look { width: 1, color: true };
    let around =
        Around { text: "", sentences: &Sentences::default(), ontology: ontology(), mentions: known_actors(), look };
    assert!(!write("text", &sample().0, &around).is_empty());
}
