//! The lexicon's own examples.

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
