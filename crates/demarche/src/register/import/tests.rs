use std::sync::OnceLock;

use super::*;
use crate::World;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::for_examples(&[]).unwrap())
}

/// The rows that a list becomes: id, kind, names, and country, sectors and time of each office.
fn check(list: &str, wanted: &[&str]) {
    let imported = guess(list.as_bytes()).read("list", &mut list.as_bytes(), &world().mentions).unwrap();
    let rows = imported.register.actors.iter().map(|(id, a)| {
        let offices = a.offices.values().map(|o| {
            let time = [&o.from, &o.to].map(|d| d.clone().unwrap_or_default()).join("/");
            let of = o.of.iter().map(|of| format!(" of {of}")).collect::<String>();
            format!("{}{of} {}{} {time}", o.title, o.country.as_deref().unwrap_or("-"), o.sectors.concat())
        });
        let names = a.names().collect::<Vec<_>>().join("|");
        format!("{id} {} {names}: {}", a.kind.word(), offices.collect::<Vec<_>>().join("; ").trim())
    });
    let faults = imported.faults.iter().map(ToString::to_string);
    let found: Vec<String> = rows.chain(faults).map(|r| r.trim_end_matches('/').trim().to_string()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_person_of_petrarch_has_codes_for_a_time() {
    let list = "MIRA_TOLAN_ # a note\n+TOLAN_OF_ARNOR_\n\t[XARGOV 030105-061231]\n\t[XARELI >19990101]\n";
    check(list, &["mira-tolan person Mira Tolan|Tolan of Arnor: XARGOV 2003-01-05/2006-12-31;  XARELI 1999-01-01"]);
}

#[test]
fn a_body_of_petrarch_has_one_code() {
    check(
        "RANGERS_OF_THE_NORTH [XARREB]\n+ROTN\n",
        &["rangers-of-the-north organisation Rangers of the North|Rotn: XARREB"],
    );
    check("GREY_COUNCIL_ [IGOGRY]\n", &["grey-council organisation Grey Council: IGOGRY"]);
    check("KINGDOM_OF_ELENDIL_ [XAR]\n", &["kingdom-of-elendil state Kingdom of Elendil: XAR"]);
}

#[test]
fn agents_of_petrarch_are_nouns() {
    let list = "!PERSON! = MAN, WOMAN\n\nFERRY!PERSON! [~BUS]\nSHIPWRIGHT_GUILD {SHIPWRIGHT_GUILDS} [~BUSLAB]\n";
    let guild = "shipwright-guild agency shipwright guild|shipwright guilds: -BUSLAB";
    check(list, &["ferryman agent ferryman|ferrywoman: -BUS", guild]);
}

#[test]
fn lines_of_petrarch_that_tell_nothing_are_told() {
    let faults =
        ["list:1: a name without a code in brackets", "list:2: `xar` is no code; one is written like USAGOV or ~MIL"];
    check("LOST_TOWN\nFOUND_TOWN [xar]\n", &[faults[0], faults[1], "list:2: a name without a code in brackets"]);
    let time = "list:1: `>0102` is no time; one is written like >010203, <010203 or 010203-040506";
    check("MIRA_TOLAN [XARGOV >0102] [XAR]\n", &["mira-tolan person Mira Tolan: XAR", time]);
}

/// An entity: item, English label, other claims.
fn entity(item: &str, label: &str, claims: &str) -> String {
    format!(
        r#"{{"id":"{item}","labels":{{"en":{{"language":"en","value":"{label}"}}}},"aliases":[],"claims":{{{claims}}}}}"#
    )
}

fn claim(property: &str, item: &str, qualifiers: &str) -> String {
    format!(
        r#""{property}":[{{"rank":"normal","mainsnak":{{"datavalue":{{"value":{{"id":"{item}"}}}}}},"qualifiers":{{{qualifiers}}}}}]"#
    )
}

fn time(property: &str, time: &str, precision: u8) -> String {
    format!(r#""{property}":[{{"datavalue":{{"value":{{"time":"+{time}T00:00:00Z","precision":{precision}}}}}}}]"#)
}

#[test]
fn a_human_of_wikidata_holds_positions() {
    let held = [time("P580", "2003-01-05", 11), time("P582", "2006-12-00", 10)].join(",");
    let claims = [claim("P31", "Q5", ""), claim("P27", "Q142", ""), claim("P39", "Q99", &held)].join(",");
    let (human, position) =
        (entity("Q7", "Mira Tolan", &claims), entity("Q99", "warden of Paris", &claim("P17", "Q142", "")));
    check(
        &format!("[\n{human},\n{position}\n]\n"),
        &["mira-tolan person Mira Tolan: warden of Paris of FRA FRA 2003-01-05/2006-12"],
    );
    check(&human, &["mira-tolan person Mira Tolan: Q99 FRA 2003-01-05/2006-12"]);
}

#[test]
fn a_line_that_is_no_entity_is_told() {
    let human = entity("Q7", "Mira Tolan", &claim("P31", "Q5", ""));
    let imported =
        wikidata::Wikidata.read("list", &mut format!("{human}\n{{\"id\":\n").as_bytes(), &world().mentions).unwrap();
    assert_eq!(imported.register.actors["mira-tolan"].wikidata.as_deref(), Some("Q7"));
    assert!(imported.faults[0].to_string().starts_with("list:2: no JSON entity in this line"));
}

#[test]
fn importing_twice_changes_nothing() {
    let list = "name,title,country,sectors,from\nMira Tolan,steward,XGO,GOV,3001\nMira Tolan,marshal,XGO,MIL,2990\n";
    let import = || Register::parse("list", list.as_bytes()).unwrap();
    let mut dossier = Dossier::default();
    dossier.import(import());
    let once = dossier.register.clone();
    dossier.import(import());
    assert_eq!(dossier.register, once);
    assert_eq!(once.actors["mira-tolan"].offices.len(), 2);
}

#[test]
fn what_is_imported_is_read_with() {
    let list = "MIRA_TOLAN_\n\t[XGOGOV >030101]\n\nGREY_COUNCIL_ [IGOGRY]\nSHIRRIFF [~COP]\n";
    let mut dossier = Dossier::default();
    dossier.import(petrarch::Petrarch.read("list", &mut list.as_bytes(), &world().mentions).unwrap().register);
    dossier.register.actors.get_mut("mira-tolan").unwrap().wikidata = Some("Q7".to_string());
    let text = "Tolan thanked the Grey Council on Monday. An Arnorian shirriff arrested Tolan.";
    let report = crate::Report { published: Some("2005-03-01".into()), ..crate::Report::from_text(text) };
    let record = crate::read(&report, &World::for_examples(&[]).unwrap().with_register(&dossier.register));
    let told = |a: &crate::record::Actor| {
        format!("{} {} {}", a.name, a.code.as_deref().unwrap_or("-"), a.wikidata.as_deref().unwrap_or("-"))
    };
    let found: Vec<String> = record.actors.iter().map(told).collect();
    for wanted in ["Mira Tolan XGOGOV Q7", "Grey Council IGOGRY -", "Arnorian shirriff XARCOP -"] {
        assert!(found.iter().any(|f| f == wanted), "{wanted}: {found:?}");
    }
}
