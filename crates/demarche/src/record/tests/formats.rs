//! What others read, read as strictly as can be.

use expect_test::expect;

use super::super::*;
use super::{TEXT, known_actors, ontology, read_by_hand, write, written};
use crate::event::Status;
use crate::mention::Level;

/// A record with what tables trip over: a promise, an act of two on two, a mutual one, marks that would break a row.
fn table_sample() -> (Record, Sentences) {
    let (mut record, sentences) = read_by_hand();
    let ids: Vec<String> = record.actors.iter().map(|a| a.id.clone()).collect();
    let party = |number: usize, code: &str| Party { actor: ids[number - 1].clone(), code: Some(code.into()) };
    for (actor, country, sectors) in [(0, "XRO", vec!["MIL"]), (1, "XAR", vec![]), (2, "XGO", vec!["MIL"])] {
        record.actors[actor].country = Some(country.into());
        record.actors[actor].code = Some([country, &sectors.concat()].concat());
        record.actors[actor].sectors = sectors.into_iter().map(str::to_string).collect();
    }
    record.actors[2].name = "Gondor’s\t\"fleet\"".into();
    record.report.outlet = Some("The\nShire".into());
    record.events[0].status = Status::Promised;
    record.events[1].status = Status::Actual;
    record.events[1].actors = vec![party(1, "XROMIL"), party(3, "XGOMIL")];
    record.events[1].recipients = vec![party(2, "XAR"), party(3, "XGOMIL")];
    record.events[1].date = Some(Date { value: "2017-01".into(), span: None });
    record.events[2].actors = vec![party(1, "XROMIL"), party(2, "XAR")];
    record.events[2].recipients = record.events[2].actors.clone();
    (record, sentences)
}

/// What a format makes of the events that it counts.
fn table(name: &str) -> String {
    let (mut record, sentences) = table_sample();
    let format = format(name).expect("a format");
    format.holds().keep(&mut record);
    let around = Around {
        text: TEXT,
        sentences: &sentences,
        ontology: ontology(),
        mentions: known_actors(),
        look: Look::default(),
    };
    format!("{}{}", format.heading(), write(name, &record, &around))
}

/// The cells of a table, read as strictly as can be: every row has as many.
fn cells(table: &str, columns: usize) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(b'\t').has_headers(false).flexible(false).from_reader(table.as_bytes());
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a whole row").iter().map(str::to_string).collect()).collect();
    assert!(rows.iter().all(|row| row.len() == columns), "{rows:?}");
    rows
}

/// Rows as columns, the ids left out, one line a row.
fn shown(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| format!("{}\n", row[1..].join("|"))).collect()
}

#[test]
fn phoenix_has_26_columns() {
    expect![[r#"
        20170213|2017|02|13|XROMIL|XRO|MIL||XAR|XAR|||033|03|1|5.2|||||||r-1_3||The Shire
        |2017|01||XROMIL|XRO|MIL||XAR|XAR|||194|19|4|-10.0||1.5|2|Umbar|||r-1_3||The Shire
        |2017|01||XROMIL|XRO|MIL||XGOMIL|XGO|MIL||194|19|4|-10.0||1.5|2|Umbar|||r-1_3||The Shire
        |2017|01||XGOMIL|XGO|MIL||XAR|XAR|||194|19|4|-10.0||1.5|2|Umbar|||r-1_3||The Shire
        20170214|2017|02|14|XROMIL|XRO|MIL||XAR|XAR|||036|03|1|4.0|||||||r-1_3||The Shire
        20170214|2017|02|14|XAR|XAR|||XROMIL|XRO|MIL||036|03|1|4.0|||||||r-1_3||The Shire
    "#]]
    .assert_eq(&shown(&cells(&table("phoenix"), 26)));
}

#[test]
fn phoenix_has_one_row_for_what_is_told_twice() {
    let (mut record, sentences) = table_sample();
    let again = Event { id: "e4".into(), ..record.events[0].clone() };
    record.events = vec![record.events[0].clone(), again];
    record.events[1].evidence.sentence = Some(4);
    let around = Around {
        text: TEXT,
        sentences: &sentences,
        ontology: ontology(),
        mentions: known_actors(),
        look: Look::default(),
    };
    let rows = cells(&write("phoenix", &record, &around), 26);
    assert_eq!(rows.iter().map(|row| row[23].as_str()).collect::<Vec<_>>(), ["r-1_3;r-1_5"]);
}

#[test]
fn icews_has_20_columns_and_a_header() {
    let rows = cells(&table("icews"), 20);
    assert_eq!((rows[0][0].as_str(), rows[0][19].as_str()), ("Event ID", "Longitude"));
    expect![[r#"
        2017-02-13|Éomer|Military||Express intent to provide material aid|033|5.2|Arnor|||8876889531702261|3|The Shire||||||
        |Éomer|Military||Fight with artillery and tanks|194|-10.0|Arnor|||8876889531702261|3|The Shire|||||1.5|2
        |Éomer|Military||Fight with artillery and tanks|194|-10.0|Gondor’s 'fleet'|Military||8876889531702261|3|The Shire|||||1.5|2
        |Gondor’s 'fleet'|Military||Fight with artillery and tanks|194|-10.0|Arnor|||8876889531702261|3|The Shire|||||1.5|2
        2017-02-14|Éomer|Military||Express intent to meet or negotiate|036|4.0|Arnor|||8876889531702261|3|The Shire||||||
        2017-02-14|Arnor|||Express intent to meet or negotiate|036|4.0|Éomer|Military||8876889531702261|3|The Shire||||||
    "#]].assert_eq(&shown(&rows[1..]));
}

#[test]
fn gdelt_has_61_columns() {
    expect![[r#"
        20170213|201702|2017|2017.1178|XROMIL|ÉOMER|XRO|||||MIL|||XAR|ARNOR|XAR||||||||1|033|033|03|1|5.2|1|1|1||0||||||||0||||||||0||||||||20170214000000|
        |201701|2017||XROMIL|ÉOMER|XRO|||||MIL|||XAR|ARNOR|XAR||||||||1|194|194|19|4|-10.0|1|1|1||0||||||||0||||||||0||||||||20170214000000|
        |201701|2017||XROMIL|ÉOMER|XRO|||||MIL|||XGOMIL|GONDOR’S 'FLEET'|XGO|||||MIL|||1|194|194|19|4|-10.0|1|1|1||0||||||||0||||||||0||||||||20170214000000|
        |201701|2017||XGOMIL|GONDOR’S 'FLEET'|XGO|||||MIL|||XAR|ARNOR|XAR||||||||1|194|194|19|4|-10.0|1|1|1||0||||||||0||||||||0||||||||20170214000000|
        20170214|201702|2017|2017.1205|XROMIL|ÉOMER|XRO|||||MIL|||XAR|ARNOR|XAR||||||||1|036|036|03|1|4.0|1|1|1||0||||||||0||||||||0||||||||20170214000000|
        20170214|201702|2017|2017.1205|XAR|ARNOR|XAR||||||||XROMIL|ÉOMER|XRO|||||MIL|||1|036|036|03|1|4.0|1|1|1||0||||||||0||||||||0||||||||20170214000000|
    "#]].assert_eq(&shown(&cells(&table("gdelt"), 61)));
}

#[test]
fn places_in_tables_are_as_close_as_is_known() {
    let place = |name: &str, country: Option<&str>, level: Option<Level>| {
        let (mut record, sentences) = table_sample();
        let (country, place) = (country.map(str::to_string), name.to_string());
        record.events[0].place =
            Some(Place { name: place, country, level, lat: Some(1.0), lon: Some(2.0), span: None });
        record.events.truncate(1);
        let around = Around {
            text: TEXT,
            sentences: &sentences,
            ontology: ontology(),
            mentions: known_actors(),
            look: Look::default(),
        };
        let gdelt = cells(&write("gdelt", &record, &around), 61)[0][51..59].join("|");
        format!("{gdelt} / {}\n", cells(&write("icews", &record, &around), 20)[0][14..].join("|"))
    };
    let all = [
        place("Bonn", Some("DEU"), Some(Level::City)),
        place("Denver", Some("USA"), Some(Level::City)),
        place("Crimea", Some("UKR"), Some(Level::Region)),
        place("Germany", Some("DEU"), Some(Level::Country)),
        place("eastern Bree", Some("DEU"), None),
        place("Aegean Sea", None, Some(Level::Region)),
    ];
    expect![[r#"
        4|Bonn, Germany|GM|||1|2| / Bonn|||Germany|1|2
        3|Denver, United States|US|||1|2| / Denver|||United States|1|2
        5|Crimea, Ukraine|UP|||1|2| / ||Crimea|Ukraine|1|2
        1|Germany|GM|GM||||GM / |||Germany|1|2
        1|Germany|GM|GM||||GM / |||Germany|1|2
        0||||||| / ||Aegean Sea||1|2
    "#]]
    .assert_eq(&all.concat());
}

#[test]
fn plover_has_one_object_an_event() {
    let lines = table("plover");
    let events: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect();
    let codes = |side: &serde_json::Value| side.as_array().map(|s| s.len()).unwrap_or_default();
    let shown: Vec<String> = events
        .iter()
        .map(|e| {
            format!(
                "{} {}/{} {} {} {}",
                e["id"],
                e["date"],
                e["enddate"],
                e["event"],
                codes(&e["actor"]),
                codes(&e["recipient"])
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            r#""r-1-e24f44ca2877e" "2017-02-13"/null ["AGREE"] 1 1"#,
            r#""r-1-efd9980bb0afd" "2017-01-01"/"2017-01-31" ["ASSAULT"] 2 2"#,
            r#""r-1-e4d7955a0a73d" "2017-02-14"/null ["AGREE"] 2 0"#,
        ]
    );
    let first = serde_json::to_string_pretty(&events[0]).expect("JSON");
    expect![[r#"
        {
          "id": "r-1-e24f44ca2877e",
          "date": "2017-02-13",
          "actor": [
            {
              "code": "XRO",
              "sector": "MIL",
              "entity_text": "Éomer, marshal of Rohan",
              "identifier_text": "Éomer",
              "office": "marshal"
            }
          ],
          "recipient": [
            {
              "code": "XAR",
              "sector": null,
              "entity_text": "Arnor",
              "identifier_text": "Arnor"
            }
          ],
          "event": [
            "AGREE"
          ],
          "event_text": [
            "help"
          ],
          "quad_code": 1,
          "event_scale": 5.2,
          "mode": [],
          "context": [],
          "text_info": {
            "sequence": 2,
            "start": 47,
            "end": 181
          },
          "cite_info": {
            "citation": "r-1",
            "url": null,
            "title": null,
            "language": null,
            "publication": "The\nShire"
          },
          "coder": "demarche 0.1.0",
          "status": "promised",
          "condition": "if grain arrives",
          "cameo": "033",
          "rule": "by hand"
        }"#]]
    .assert_eq(&first);
}

#[test]
fn what_is_not_an_event_for_others_is_left_out() {
    let (mut record, _) = table_sample();
    let statuses = ["denied", "alleged", "intended"];
    for (event, status) in record.events.iter_mut().zip(statuses) {
        event.status = serde_json::from_value(status.into()).expect("a status");
    }
    let kept = |choice: &str| {
        let mut record = record.clone();
        choice.parse::<Choice>().expect("a choice").keep(&mut record);
        record.events.iter().map(|e| e.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kept("happened"), ["e4d7955a0a73d"], "an announcement (036) is given by words");
    assert_eq!(kept("all"), ["e24f44ca2877e", "efd9980bb0afd", "e4d7955a0a73d"]);
    assert_eq!(kept("denied, alleged"), ["e24f44ca2877e", "efd9980bb0afd"]);
    let fault = "perhaps".parse::<Choice>().expect_err("no status");
    assert!(fault.contains("`perhaps`") && fault.contains("`actual`") && fault.contains("`happened`"), "{fault}");
}

#[test]
fn a_record_is_expanded_into_dyads() {
    let (mut record, _) = table_sample();
    record.expand();
    let side = |parties: &[Party]| parties.iter().map(|p| p.actor.clone()).collect::<String>();
    let pairs: Vec<String> =
        record.events.iter().map(|e| format!("{} {}>{}", e.id, side(&e.actors), side(&e.recipients))).collect();
    assert_eq!(
        pairs,
        [
            "e24f44ca2877e a18234bdf2dce>a744476ff4c5c",
            "efd9980bb0afd.1 a18234bdf2dce>a744476ff4c5c",
            "efd9980bb0afd.2 a18234bdf2dce>aec7480415cae",
            "efd9980bb0afd.3 aec7480415cae>a744476ff4c5c",
            "e4d7955a0a73d.1 a18234bdf2dce>a744476ff4c5c",
            "e4d7955a0a73d.2 a744476ff4c5c>a18234bdf2dce"
        ]
    );
    let expanded = record.clone();
    record.expand();
    assert_eq!(record, expanded);
}

#[test]
fn several_who_do_it_to_nobody_are_several_events() {
    let (mut record, _) = table_sample();
    record.events[1].recipients.clear();
    assert_eq!(record.events[1].dyads().len(), 2);
    record.events[1].actors.clear();
    assert_eq!(record.events[1].dyads(), [record.events[1].clone()]);
}

/// A reader of standoff annotation that lets nothing pass: every mark covers its words, every name is known, on no line
/// but its own.
fn read_standoff(marks: &str, text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut ids: Vec<&str> = marks.lines().filter_map(|l| l.split('\t').next()).filter(|id| *id != "*").collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is used twice");
    let known = |id: &str| assert!(ids.contains(&id), "{id} is not there");
    for line in marks.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match line.chars().next().expect("a letter") {
            'T' => {
                let (_, places) = cells[1].split_once(' ').expect("a type");
                let piece = |place: &str| {
                    let (start, end) = place.split_once(' ').expect("two ends");
                    let piece: String =
                        chars[start.parse().expect("a number")..end.parse().expect("a number")].iter().collect();
                    assert!(!piece.contains('\n') && piece == piece.trim() && !piece.is_empty(), "{line}");
                    piece
                };
                assert_eq!(places.split(';').map(piece).collect::<Vec<_>>().join(" "), cells[2], "{line}");
            }
            'E' | 'R' => cells[1].split(' ').filter_map(|a| a.split_once(':')).for_each(|(_, id)| known(id)),
            'A' | '#' => known(cells[1].split(' ').nth(1).expect("an id")),
            '*' => cells[1].split(' ').skip(1).for_each(known),
            _ => panic!("{line}"),
        }
    }
    marks.lines().map(str::to_string).collect()
}

#[test]
fn brat_marks_cover_their_words() {
    let lines = read_standoff(&written("brat", Look::default()), TEXT);
    expect![[r#"
        T1	Person 47 70	Éomer, marshal of Rohan
        T2	Person 156 158	he
        *	Equiv T1 T2
        #1	AnnotatorNotes T1	a18234bdf2dce ROHMIL
        T3	State 0 5	Arnor
        #2	AnnotatorNotes T3	a744476ff4c5c ARN
        T4	Group 126 140	Gondor’s fleet
        #3	AnnotatorNotes T4	aec7480415cae GONMIL
        T5	Statement 87 124	“we will help Arnor” if grain arrives
        #4	AnnotatorNotes T5	s517cee975528 mixed promise
        T6	Cue 72 76	said
        R1	Speaker Arg1:T5 Arg2:T1
        R2	Cue Arg1:T5 Arg2:T6
        T7	Statement 126 154;172 180	Gondor’s fleet shelled Umbar and fled
        #5	AnnotatorNotes T7	s6363a110ad8c indirect assert
        T8	Cue 159 163	told
        R3	Speaker Arg1:T7 Arg2:T2
        R4	Cue Arg1:T7 Arg2:T8
        T9	Statement 182 194	“They lied.”
        #6	AnnotatorNotes T9	sc34e6df7aa28 direct assert
        R5	Speaker Arg1:T9 Arg2:T2
        T10	AGREE 96 100	help
        T11	Condition 108 124	if grain arrives
        E1	AGREE:T10 Actor:T1 Recipient:T3 Condition:T11
        A1	Status E1 conditional
        #7	AnnotatorNotes E1	e24f44ca2877e 033 by hand
        R6	ToldIn Arg1:E1 Arg2:T5
        T12	ASSAULT 141 148	shelled
        T13	Location 149 154	Umbar
        E2	ASSAULT:T12 Actor:T4 Place:T13
        A2	Status E2 alleged
        #8	AnnotatorNotes E2	efd9980bb0afd 194 by hand
        R7	ToldIn Arg1:E2 Arg2:T7
        T14	AGREE 6 12	offers
        E3	AGREE:T14
        A3	Status E3 actual
        #9	AnnotatorNotes E3	e4d7955a0a73d 036 by hand"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn brat_marks_what_runs_over_lines_in_pieces() {
    let (mut record, sentences) = table_sample();
    record.statements[0].content[0].span = Chars(15, 30);
    let around = Around {
        text: TEXT,
        sentences: &sentences,
        ontology: ontology(),
        mentions: known_actors(),
        look: Look::default(),
    };
    let lines = read_standoff(&write("brat", &record, &around), TEXT);
    assert!(lines.iter().any(|l| l.ends_with("Statement 15 18;19 30\tlks By Lindir o")), "{lines:?}");
}

#[test]
fn brat_is_told_of_all_that_it_meets() {
    let (name, settings) = format("brat").expect("a format").settings(ontology()).expect("settings");
    assert_eq!(name, "annotation.conf");
    for word in ["Person", "Location", "Speaker Arg1:Statement", "ASSAULT Actor*", "Status Arg:<EVENT>"] {
        assert!(settings.lines().any(|l| l.starts_with(word)), "{word}");
    }
    let statuses = serde_json::from_str::<Status>("\"?\"").expect_err("no status").to_string();
    let listed = settings.rsplit("Value:").next().unwrap_or_default();
    listed.trim().split('|').for_each(|status| assert!(statuses.contains(&format!("`{status}`")), "{status}"));
    assert_eq!(statuses.matches('`').count() / 2 - 1, listed.split('|').count());
}

#[test]
fn every_format_writes_a_record_of_nothing() {
    let (record, _) = read_by_hand();
    let report = About { published: None, ..record.report };
    let empty = Record { report, actors: vec![], statements: vec![], events: vec![], notes: vec![], ..record };
    let around = Around {
        text: "",
        sentences: &Sentences::default(),
        ontology: ontology(),
        mentions: known_actors(),
        look: Look::default(),
    };
    for format in FORMATS {
        let out = write(format.name(), &empty, &around);
        assert!(out.is_empty() || out.ends_with('\n'), "{}", format.name());
    }
}

#[test]
fn every_format_writes_a_stretch_that_the_text_does_not_have() {
    let (record, sentences) = table_sample();
    let around = Around {
        text: "short",
        sentences: &sentences,
        ontology: ontology(),
        mentions: known_actors(),
        look: Look::default(),
    };
    FORMATS.iter().filter(|f| f.name() != "conllu").for_each(|f| drop(write(f.name(), &record, &around)));
}
