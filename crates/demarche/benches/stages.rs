//! How many words a second does each stage read, and all of them together?

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::grammar::Grammar;
use demarche::{Report, World, event, mention, sentence, statement, text};

fn stages(criterion: &mut Criterion) {
    let world = World::load().expect("the world that ships can be used");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/vienna-2015.txt");
    let report = Report::from_text(std::fs::read_to_string(path).expect("the example report"));
    let text = text::clean(&report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let grammar = Grammar::new(&sentences, &world.grammar);
    let mentions = mention::find(&text, &grammar, &world.mentions);
    let (statements, persons) = statement::find(&grammar, &mentions, &world.saying());
    let closed = mentions.clone().closed(persons);
    let acts = world.acts();
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Elements(sentences.words.len() as u64)).sample_size(20);
    group.bench_function("text", |b| b.iter(|| text::clean(&report, &world.page)));
    group.bench_function("sentence", |b| b.iter(|| sentence::parse(&text, &world.model, &world.words)));
    group.bench_function("grammar", |b| b.iter(|| Grammar::new(&sentences, &world.grammar)));
    group.bench_function("mention", |b| b.iter(|| mention::find(&text, &grammar, &world.mentions)));
    group.bench_function("statement", |b| b.iter(|| statement::find(&grammar, &mentions, &world.saying())));
    group.bench_function("event", |b| b.iter(|| event::find(&text, &grammar, &closed, &statements, &acts)));
    group.bench_function("read", |b| b.iter(|| demarche::read(&report, &world)));
    group.finish();
    criterion.bench_function("world", |b| b.iter(|| World::load().expect("it can be used")));
}

criterion_group!(benches, stages);
criterion_main!(benches);
