//! The lexicon's own examples.

use demarche::World;
use demarche::event::check;
use expect_test::expect_file;

/// Every example of an entry reads as the entry says, but for those that are listed as misread. The list is kept like a
/// snapshot: an example that is misread anew fails the test, and so does one that is read right and still listed.
#[test]
fn examples_read_as_their_entries_say() {
    let world = World::for_examples(None).expect("the ontology that ships can be used");
    let misread = check::check(&world);
    assert!(misread.len() * 5 < check::count(&world), "{} examples are misread", misread.len());
    let line = |f: &check::Failure| format!("{}: {}\n", f.file, f.sentence);
    expect_file!["misread.txt"].assert_eq(&misread.iter().map(line).collect::<String>());
}
