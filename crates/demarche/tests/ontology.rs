//! The lexicon's own examples.

use std::collections::BTreeSet;

use demarche::{World, examples};
use expect_test::expect_file;

/// Every example of an entry reads as the entry says, but for those that are listed as misread. The list is kept like a
/// snapshot: an example that is misread anew fails the test, and so does one that is read right and still listed.
#[test]
fn examples_read_as_their_entries_say() {
    let world = World::for_examples(None).expect("the ontology that ships can be used");
    let tried = examples::check(&world);
    let mut misread: Vec<String> =
        tried.misread.iter().chain(&tried.known).map(|f| format!("{}: {}\n", f.file, f.sentence)).collect();
    misread.sort();
    misread.dedup();
    expect_file!["../../../ontology/misread.txt"].assert_eq(&misread.concat());
}

#[test]
fn every_entry_has_a_sentence_that_it_reads() {
    let world = World::load().expect("the ontology that ships can be used");
    let bare = world.ontology.events.entries.iter().filter(|e| e.reads.is_empty());
    assert_eq!(bare.map(|e| e.place()).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_code_below_the_roots_has_an_entry() {
    let world = World::load().expect("the ontology that ships can be used");
    let coded: BTreeSet<&str> = world.ontology.events.entries.iter().map(|e| e.code.as_str()).collect();
    let codes = world.ontology.codes.all().map(|c| c.code.as_str());
    let without: BTreeSet<&str> = codes.filter(|c| c.len() > 2 && !coded.contains(c)).collect();
    assert_eq!(without, BTreeSet::new());
}
