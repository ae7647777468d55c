//! Runs the examples of the event lexicon and prints what is read otherwise; with sentences, reads those.
use demarche::{Report, World, event::check, sentence, text};
fn main() {
    let world = World::for_examples(Some(std::path::Path::new("ontology"))).unwrap_or_else(|e| panic!("{e}"));
    let args: Vec<String> = std::env::args().skip(1).collect();
    for a in &args {
        println!("{a}");
        let report = Report { text: a.clone(), ..Report::default() };
        let text = text::clean(&report, &world);
        let s = sentence::parse(&text, &world);
        for (i, w) in s.words.iter().enumerate() {
            println!("  {i:2} {:14} {:12} {:?} {} {:?} {}", w.form, w.lemma, w.upos, w.xpos, w.head, w.deprel);
        }
        for e in check::shown(a, &world) {
            println!("    {e}");
        }
    }
    if args.is_empty() {
        let failures = check::check(&world);
        failures.iter().for_each(|f| println!("{f}"));
        println!("{} of {} examples fail", failures.len(), check::count(&world));
    }
}
