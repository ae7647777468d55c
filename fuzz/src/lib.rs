//! What the programs share.

use std::sync::LazyLock;

use demarche::{World, report};

static WORLD: LazyLock<World> = LazyLock::new(|| World::load().expect("the world that ships can be used"));

/// Reads all reports of an input, in one of the incoming formats.
pub fn read_all(bytes: &[u8], format: &str) {
    for report in report::open("input", bytes, Some(format)).into_iter().flatten().flatten() {
        demarche::read(&report, &WORLD);
    }
}
