//! The lexicon's own examples.

use demarche::ontology::Failure;
use demarche::{World, event, statement};
use expect_test::expect_file;

/// Every example of an entry reads as the entry says, but for those that are listed as misread. The list is kept like a
/// snapshot: an example that is misread anew fails the test, and so does one that is read right and still listed.
#[test]
fn examples_read_as_their_entries_say() {
    let world = World::for_examples(None).expect("the ontology that ships can be used");
    let mut misread = event::check::check(&world);
    misread.extend(statement::check::check(&world));
    let line = |f: &Failure| format!("{}: {}\n", f.file, f.sentence);
    expect_file!["misread.txt"].assert_eq(&misread.iter().map(line).collect::<String>());
}
