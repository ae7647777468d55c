//! Do the tables of the world agree with themselves and with each other?

use std::collections::BTreeSet;

use super::gazetteer::is_supranational;

type Rows = Vec<Vec<String>>;

/// The rows of a table in these columns.
fn rows(file: &str, columns: &[&str]) -> Rows {
    let path = format!("{}/../../ontology/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut table = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).expect("the table that ships");
    let header = table.headers().expect("a header").clone();
    let at = |column: &&str| header.iter().position(|h| h == *column).expect("a column");
    let cells = |row: csv::StringRecord| columns.iter().map(|c| row[at(c)].to_string()).collect();
    table.records().map(|row| cells(row.expect("a row"))).collect()
}

/// The rows that break a law.
fn odd(rows: Rows, keeps: impl Fn(&[&str]) -> bool) -> Rows {
    let kept = |row: &Vec<String>| keeps(&row.iter().map(String::as_str).collect::<Vec<_>>());
    rows.into_iter().filter(|row| !kept(row)).collect()
}

fn none() -> Rows {
    Rows::new()
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|p| !p.is_empty())
}

#[test]
fn every_state_is_of_iso_or_of_the_past_or_within_one() {
    let all = rows("world/states.csv", &["code", "iso2", "to"]);
    let iso: BTreeSet<String> = all.iter().filter(|r| !r[1].is_empty()).map(|r| r[0].clone()).collect();
    assert_eq!(odd(all, |r| !r[1].is_empty() || !r[2].is_empty() || iso.contains(r[0])), none());
}

#[test]
fn an_adjective_is_of_one_state_that_there_is() {
    let mut owner = std::collections::BTreeMap::new();
    let all = rows("world/states.csv", &["code", "adjectives", "to"]);
    for row in all.iter().filter(|r| r[2].is_empty()) {
        for adjective in parts(&row[1]) {
            let before = owner.insert(adjective, row[0].as_str());
            assert!(before.is_none_or(|b| b == row[0]), "`{adjective}` is of {before:?} and of {}", row[0]);
        }
    }
}

#[test]
fn codes_across_borders_are_of_one_body_each() {
    let all: Vec<String> = rows("world/organisations.csv", &["code"]).into_iter().flatten().collect();
    let across = || all.iter().filter(|c| is_supranational(c));
    assert_eq!(across().count(), across().collect::<BTreeSet<_>>().len());
}

#[test]
fn the_code_of_a_national_body_is_its_country_and_sectors() {
    let all = rows("world/organisations.csv", &["code", "country", "sectors"]);
    let built = |r: &[&str]| format!("{}{}", r[1], r[2].replace('|', ""));
    assert_eq!(odd(all, |r| is_supranational(r[0]) || r[0] == built(r)), none());
}

#[test]
fn bodies_of_one_country_share_no_name() {
    let mut seen = BTreeSet::new();
    for row in rows("world/organisations.csv", &["country", "name", "aliases"]) {
        let names: BTreeSet<&str> = parts(&row[1]).chain(parts(&row[2])).collect();
        for name in names {
            assert!(seen.insert((row[0].clone(), name.to_string())), "`{name}` of {:?} is there twice", row[0]);
        }
    }
}

#[test]
fn a_people_has_no_name_of_a_state() {
    let columns = ["name", "aliases", "adjectives", "inhabitants"];
    let all = rows("world/states.csv", &columns);
    let names: BTreeSet<&str> = all.iter().flatten().flat_map(|cell| parts(cell)).collect();
    let peoples = rows("world/peoples.csv", &["name", "aliases"]);
    assert_eq!(odd(peoples, |r| r.iter().flat_map(|cell| parts(cell)).all(|n| !names.contains(n))), none());
}

#[test]
fn who_governs_the_g20_is_known() {
    let all = rows("world/governments.csv", &["country"]);
    let governed: BTreeSet<&str> = all.iter().flatten().map(String::as_str).collect();
    // The nineteen states of the G20 without Saudi Arabia, which has no parties.
    let parties = "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS TUR USA ZAF";
    assert_eq!(parties.split(' ').filter(|c| !governed.contains(c)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_role_is_listed_once() {
    let all: Vec<String> = rows("english/roles.csv", &["words"]).into_iter().flatten().collect();
    assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn a_sector_of_plover_is_none_that_was_made_up() {
    let plover =
        "IGO NGO MNC GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM";
    let all = rows("world/sectors.csv", &["code", "meaning", "plover"]);
    assert_eq!(odd(all, |r| r[0].len() == 3 && !r[1].is_empty() && plover.split(' ').any(|p| p == r[2])), none());
}

#[test]
fn the_tables_are_as_wide_as_is_said() {
    let kinds = rows("world/organisations.csv", &["kind"]);
    let count = |wanted: &[&str]| kinds.iter().filter(|k| wanted.contains(&k[0].as_str())).count();
    assert!(count(&["igo"]) >= 400 && count(&["armed", "party"]) >= 400);
    assert!(rows("english/roles.csv", &["words"]).len() >= 1200);
}
