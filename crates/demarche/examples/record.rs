//! Who says what? A record is plain data: it can be walked, and written as JSON and read again.

use demarche::prelude::*;

const REPORT: &str = "\"We will ride at dawn,\" the envoy of Rohan said. Gondor denied that Osgiliath had fallen.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let record = demarche::read(&Report::from_text(REPORT), &World::for_examples(&[])?);
    for statement in &record.statements {
        let speaker = statement.speaker.as_ref().and_then(|s| record.actor(s.actor.as_deref()?));
        let speaker = speaker.map_or("somebody", |actor| &actor.name);
        let content: Vec<&str> = statement.content.iter().map(|words| words.text.as_str()).collect();
        println!("{speaker} ({}): {}", statement.stance, content.join(" … "));
    }
    let again: Record = serde_json::from_str(&serde_json::to_string(&record)?)?;
    assert_eq!(again, record);
    Ok(())
}
