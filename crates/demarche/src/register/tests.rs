use std::sync::OnceLock;

use super::*;
use crate::record::Record;
use crate::{Report, World};

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::for_examples(&[]).unwrap())
}

fn report(id: &str, day: &str, text: &str) -> Report {
    let published = Some(day.to_string()).filter(|d| !d.is_empty());
    Report { id: id.to_string(), text: text.to_string(), published, ..Report::default() }
}

fn learned(reports: &[(&str, &str, &str)]) -> Dossier {
    let mut dossier = Dossier::default();
    for (id, day, text) in reports {
        dossier.learn(&crate::read(&report(id, day, text), world()), text);
    }
    dossier
}

/// What is read of a later report with a register.
fn read(register: &Register, day: &str, text: &str) -> Record {
    crate::read(&report("later", day, text), &World::for_examples(&[]).unwrap().with_register(register))
}

/// The actors of a later report, with code, row, and office held on the day.
fn found(register: &Register, day: &str, text: &str) -> Vec<String> {
    let told = |a: &crate::record::Actor| {
        let offices = a.roles.iter().map(|r| {
            let standing = r.standing.iter().map(|s| format!("{s} ")).collect::<String>();
            format!(" {standing}{} of {}", r.title, r.of.as_deref().unwrap_or("?"))
        });
        format!("{} {}{}", a.name, a.code.as_deref().unwrap_or("-"), offices.collect::<String>())
    };
    let persons =
        |r: &Record| r.actors.iter().filter(|a| a.kind == crate::mention::ActorKind::Person).map(told).collect();
    persons(&read(register, day, text))
}

const FIRST: (&str, &str, &str) =
    ("r1", "3018-03-01", "Gondorian Foreign Minister Mira Tarandil warned Rohan on Monday. Tarandil smiled.");
const AGAIN: (&str, &str, &str) =
    ("r2", "3018-05-01", "Mordor threatened Gondorian Foreign Minister Mira Tarandil on Friday.");
const SAKE: (&str, &str, &str) =
    ("r3", "3018-04-01", "Arnorian Finance Minister Odo Tarandil visited Dale on Tuesday. Dale thanked Arnor.");

#[test]
fn offices_are_learned_with_days_reports_and_evidence() {
    let dossier = learned(&[FIRST, AGAIN]);
    let office = &dossier.register.actors["mira-tarandil"].offices[&1];
    assert_eq!((office.title.as_str(), office.of.as_deref()), ("Foreign Minister", Some("XGO")));
    assert_eq!((office.country.as_deref(), office.sectors.concat().as_str()), (Some("XGO"), "GOV"));
    assert_eq!((office.first.as_deref(), office.last.as_deref()), (Some("3018-03-01"), Some("3018-05-01")));
    assert_eq!(office.reports, 2);
    let seen = &dossier.evidence[&("mira-tarandil".to_string(), 1)]["r1"];
    assert_eq!(seen.words, "Gondorian Foreign Minister Mira Tarandil");
    assert_eq!(seen.span.of(FIRST.2), seen.words);
}

#[test]
fn a_report_counts_once() {
    let (once, twice) = (learned(&[FIRST, SAKE]), learned(&[FIRST, SAKE, FIRST, SAKE]));
    assert_eq!(once.register, twice.register);
    assert_eq!((once.evidence_csv(), once.reports_csv()), (twice.evidence_csv(), twice.reports_csv()));
}

#[test]
fn a_surname_alone_is_found_by_the_day() {
    let register = learned(&[FIRST]).register;
    let text = "Tarandil warned Mordor on Tuesday.";
    assert_eq!(found(&register, "3018-06-01", text), ["Mira Tarandil XGOGOV Foreign Minister of XGO"]);
    assert_eq!(found(&register, "", text), ["Mira Tarandil XGOGOV Foreign Minister of XGO"]);
    assert_eq!(found(&register, "3028-06-01", text), ["Tarandil -"]);
}

#[test]
fn the_record_leads_to_the_row() {
    let register = learned(&[FIRST]).register;
    let record = read(&register, "3018-06-01", "Tarandil warned Mordor on Tuesday.");
    let actor = &record.actors[0];
    assert_eq!(actor.register.as_deref(), Some("mira-tarandil"));
    assert_eq!(actor.mentions[0].rule, "register:mira-tarandil");
    assert_eq!(actor.roles[0].rule.as_deref(), Some("register:mira-tarandil"));
    assert_eq!(record.world.register, Some(register.pin()));
}

#[test]
fn of_two_with_one_surname_office_country_or_company_decide() {
    let register = learned(&[FIRST, SAKE]).register;
    let day = "3018-04-15";
    let check = |text: &str, name: &str| {
        let found = found(&register, day, text);
        assert!(found[0].starts_with(name), "{text}: {found:?}");
    };
    check("Tarandil spoke on Tuesday.", "Tarandil -");
    check("Finance Minister Tarandil spoke on Tuesday.", "Odo Tarandil XARGOV");
    check("Gondorian minister Tarandil spoke on Tuesday.", "Mira Tarandil XGOGOV");
    check("Tarandil warned Rohan on Tuesday.", "Mira Tarandil XGOGOV");
    check("Tarandil warned Dale on Tuesday.", "Odo Tarandil XARGOV");
}

#[test]
fn one_surname_is_not_another_states_minister() {
    let register = learned(&[FIRST]).register;
    assert_eq!(
        found(&register, "3018-06-01", "Harad's envoy Tarandil spoke on Tuesday.")[0].split(' ').next(),
        Some("Tarandil")
    );
}

#[test]
fn one_name_in_two_states_is_two_persons() {
    let dossier = learned(&[FIRST, ("r4", "3018-04-01", "Arnorian general Mira Tarandil attacked Mordor.")]);
    let ids: Vec<&String> = dossier.register.actors.keys().collect();
    assert_eq!(ids, ["mira-tarandil", "mira-tarandil-2"]);
}

#[test]
fn the_office_is_that_of_the_day() {
    let table = "name,title,of,country,sectors,from,to\n\
                 Mira Tarandil,mayor,Minas Tirith,XGO,GOV,3010,3014\n\
                 Mira Tarandil,foreign minister,XGO,XGO,GOV,3015,3017-05\n";
    let register = Register::parse("actors.csv", table.as_bytes()).unwrap();
    let check = |day: &str, wanted: &str| {
        assert_eq!(found(&register, day, "Mira Tarandil praised Rohan.")[0], format!("Mira Tarandil {wanted}"));
    };
    check("3012-01-01", "XGOGOV mayor of Minas Tirith");
    check("3016-01-01", "XGOGOV foreign minister of XGO");
    check("3019-01-01", "XGOELI former foreign minister of XGO");
}

#[test]
fn what_is_written_is_read_again() {
    let register = learned(&[FIRST, SAKE]).register;
    assert_eq!(Register::parse("actors.csv", register.to_csv().as_bytes()).unwrap(), register);
}

#[test]
fn a_fixed_row_stays_as_it_is() {
    let mut dossier = learned(&[FIRST]);
    let actor = dossier.register.actors.get_mut("mira-tarandil").unwrap();
    (actor.fixed, actor.offices.get_mut(&1).unwrap().of) = (true, Some("Gondor's king".to_string()));
    dossier.learn(&crate::read(&report(AGAIN.0, AGAIN.1, AGAIN.2), world()), AGAIN.2);
    assert_eq!(dossier.register.actors["mira-tarandil"].offices[&1].of.as_deref(), Some("Gondor's king"));
}

#[test]
fn merged_actors_can_be_split_again() {
    let mut dossier = learned(&[FIRST, SAKE]);
    dossier.merge("mira-tarandil", "Odo Tarandil").unwrap();
    let one = &dossier.register.actors["mira-tarandil"];
    assert_eq!(
        (dossier.register.actors.len(), one.aliases.concat().as_str(), one.offices.len()),
        (1, "Odo Tarandil", 2)
    );
    let id = dossier.split("mira-tarandil", &[2], Some("Odo Tarandil")).unwrap();
    assert_eq!(id, "odo-tarandil");
    assert_eq!(dossier.register.actors[&id].offices, learned(&[SAKE]).register.actors[&id].offices);
    assert_eq!(dossier.reports["r3"], learned(&[SAKE]).reports["r3"]);
}

fn complaint(table: &str) -> String {
    Register::parse("actors.csv", table.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_fault_has_line_and_choices() {
    let check = |table: &str, wanted: &str| assert_eq!(complaint(table), wanted);
    check(
        "id,name,kind\na,A B,elf\n",
        "actors.csv:2: `elf` in `kind`; the choices are person, state, organisation, agent, agency",
    );
    check("id,name\na,A B\na,A C\n", "actors.csv:3: `A C` in `name`, where another row of this actor has `A B`");
    check("id,name,from\na,A B,May\n", "actors.csv:2: `May` in `from` is no day; write 2017-02-16, 2017-02 or 2017");
    check(
        "id,name,country\na,A B,Usa\n",
        "actors.csv:2: `Usa` in `country` is no code; write that of a state (USA) or of a body (IGOUNO)",
    );
    check("id,name\na\n", "actors.csv:2: 1 cells; the header has 2 columns");
    check(
        "id,office,name,title\na,1,A B,x\na,1,,y\n",
        "actors.csv:3: `a` has two offices 1; leave `office` empty for a new one",
    );
    check("id,name\na,\n", "actors.csv:1: no row of `a` has a name");
    assert!(
        complaint("id,nmae\na,b\n")
            .starts_with("actors.csv:1: unknown column `nmae`; the columns are id, office, name")
    );
}

#[test]
fn a_pin_is_of_the_content() {
    let (a, b) = (learned(&[FIRST]).register, learned(&[FIRST, SAKE]).register);
    assert_ne!(a.pin(), b.pin());
    assert!(a.hold_to(&a.pin()[..16]).is_ok());
    assert!(a.hold_to(&b.pin()).unwrap_err().to_string().contains(&a.pin()));
    assert!(a.hold_to("").is_err());
}
