use demarche::*;
fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let t0 = std::time::Instant::now();
    let world = World::load().unwrap();
    eprintln!("load {:?}", t0.elapsed());
    let report = Report { text, ..Report::default() };
    let t0 = std::time::Instant::now();
    let t = demarche::text::clean(&report, &world);
    let s = demarche::sentence::parse(&t, &world);
    eprintln!("parse {:?} {} words", t0.elapsed(), s.words.len());
    for x in &s.list {
        println!();
        for i in x.words.clone() {
            let w = &s.words[i];
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                i,
                w.form,
                w.lemma,
                w.upos,
                w.xpos,
                w.head.map_or("-".to_string(), |h| s.words[h].form.to_string()),
                w.deprel
            );
        }
    }
    for n in &s.names {
        println!("{:?} {}", n.kind, s.span(n.words.clone()).of(&report.text));
    }
    for a in &s.attributions {
        println!(
            "{:?} | {:?} | {:?}",
            a.source.iter().map(|r| s.span(r.clone()).of(&report.text)).collect::<Vec<_>>(),
            a.cue.iter().map(|r| s.span(r.clone()).of(&report.text)).collect::<Vec<_>>(),
            a.content.iter().map(|r| s.span(r.clone()).of(&report.text)).collect::<Vec<_>>()
        );
    }
}
