//! Do the sentences of the ontology read as their entries say?

use std::collections::BTreeSet;

use crate::ontology::{Error, Failure};
use crate::sentence::number;
use crate::{World, event, statement};

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
    let event::check::Checked { misread: mut all, faults } = event::check::check(world);
    all.extend(event::detail::check::check(world));
    all.extend(statement::check::check(world));
    all.extend(number::check(&world.mentions.numbers));
    let line = |f: &Failure| format!("{}: {}", f.file, f.sentence);
    let found: BTreeSet<String> = all.iter().map(line).collect();
    let (known, misread) = all.into_iter().partition(|f| world.misread.contains(&line(f)));
    Tried {
        count: event::check::count(world)
            + event::detail::check::count(world)
            + statement::check::count(world)
            + number::count(&world.mentions.numbers),
        misread,
        known,
        stale: world.misread.difference(&found).cloned().collect(),
        faults,
    }
}
