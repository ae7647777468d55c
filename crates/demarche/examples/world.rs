//! What does a folder of one's own add to what is read? `ontology.toml` in it says who made it.

use std::path::Path;

use demarche::ontology::Files;
use demarche::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cyber-operations");
    let files = Files::in_folders(&[ours])?.with_fiction();
    // `Model::from_folder` reads another model.
    let world = World::new(&files, Model::embedded())?;
    println!("read by model {}", world.model.id());
    let report = Report::from_text("Hackers of Mordor stole data from Gondor's ministry of defence.");
    for event in demarche::read(&report, &world).events {
        println!("{} {:?}", event.cameo, event.codes);
    }
    Ok(())
}
