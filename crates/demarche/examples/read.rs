//! Who did what to whom, as a report tells it? `cargo run --example read [FILE]`

use demarche::prelude::*;

const REPORT: &str = "Rohan thanked Gondor on Monday, while Harad accused Umbar of shelling a village.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::env::args().nth(1).map_or(Ok(REPORT.to_string()), std::fs::read_to_string)?;
    // The states of the examples; `World::load` knows those that there are.
    let world = World::for_examples(&[])?;
    let record = demarche::read(&Report::from_text(text), &world);
    for event in &record.events {
        println!("{} {}", event.cameo, event.trigger.text);
    }
    Ok(())
}
