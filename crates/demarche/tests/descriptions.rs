//! Does a description alone tell country and sectors? The table was written before the coder; half B is not looked at
//! while rules are written, so what fails there is counted and never shown.

use demarche::World;
use demarche::describe::describe;

const TABLE: &str = include_str!("../../../ontology/world/descriptions.csv");

/// How many descriptions of a half are there, and which of them are coded otherwise than the table says?
fn misses(half: &str) -> (usize, Vec<String>) {
    let world = World::load().expect("the world that ships can be used");
    let (mut all, mut misses) = (0, Vec::new());
    for row in csv::Reader::from_reader(TABLE.as_bytes()).records() {
        let row = row.expect("a table of four columns");
        if &row[3] == half {
            let found = describe(&row[0], &world);
            let found = (found.country.unwrap_or_default(), found.sectors.join("|"));
            all += 1;
            misses.extend((found != (row[1].into(), row[2].into())).then(|| format!("{}: {found:?}", &row[0])));
        }
    }
    (all, misses)
}

#[test]
fn nineteen_in_twenty_that_were_looked_at_are_right() {
    let (all, misses) = misses("A");
    assert!(all == 200 && misses.len() <= 10, "{} of {all} are wrong:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn nine_in_ten_that_were_not_looked_at_are_right() {
    let (all, misses) = misses("B");
    assert!(all == 200 && misses.len() <= 14, "{} of {all} are wrong", misses.len());
}
