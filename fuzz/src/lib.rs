//! What the programs share.

use std::sync::LazyLock;

use demarche::World;
use demarche::report::ReportFormat;

static WORLD: LazyLock<World> = LazyLock::new(|| World::load().expect("the world that ships can be used"));

/// Reads all reports of an input, in one of the incoming formats.
pub fn read_all(bytes: &[u8], format: &dyn ReportFormat) {
    for report in format.read("input", Box::new(bytes)).flatten() {
        demarche::read(&report, &WORLD);
    }
}
