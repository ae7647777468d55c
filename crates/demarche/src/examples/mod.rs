//! Do the sentences of the ontology read as their entries say?

mod acts;
mod contrast;
mod cues;
mod details;

use std::collections::BTreeSet;

use crate::World;
use crate::ontology::{Error, Failure};
use crate::sentence::number;

/// What came of trying every example.
pub struct Tried {
    /// How many there are.
    pub count: usize,
    /// Those that read otherwise than their entries say and are not listed in `misread.txt`.
    pub misread: Vec<Failure>,
    /// Those that are listed there and are misread.
    pub known: Vec<Failure>,
    /// Lines of the list that no example is misread by.
    pub stale: Vec<String>,
    /// Entries of acts that can misfire, where no example shows that they do not.
    pub faults: Vec<Error>,
}

/// Tries every example.
pub fn check(world: &World) -> Tried {
    let acts::Checked { misread: mut all, faults } = acts::check(world);
    all.extend(details::check(world));
    all.extend(cues::check(world));
    all.extend(number::check(&world.mentions.numbers));
    let line = |f: &Failure| format!("{}: {}", f.file, f.sentence);
    let found: BTreeSet<String> = all.iter().map(line).collect();
    let (known, misread) = all.into_iter().partition(|f| world.misread.contains(&line(f)));
    Tried {
        count: acts::count(world) + details::count(world) + cues::count(world) + number::count(&world.mentions.numbers),
        misread,
        known,
        stale: world.misread.difference(&found).cloned().collect(),
        faults,
    }
}
