//! How many words a second does the model read, by each path of instructions?

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche_model::{Model, Path, Token, Tokens};

const SENTENCE: &str = "Gondor 's foreign minister said on Monday that Arnor had agreed to lift the sanctions .";
const SENTENCES: usize = 40;

fn tokens() -> Tokens<'static> {
    let words = SENTENCE.split(' ').map(|form| Token { form, joined: matches!(form, "'s" | ".") });
    let all: Vec<Token> = std::iter::repeat_n(words, SENTENCES).flatten().collect();
    let length = all.len() / SENTENCES;
    Tokens { paragraphs: (0..all.len()).step_by(3 * length).collect(), words: all, sentences: None }
}

fn paths(criterion: &mut Criterion) {
    let tokens = tokens();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Elements(tokens.words.len() as u64)).sample_size(20);
    for path in Path::available() {
        let model = Model::embedded().with_path(path);
        group.bench_function(format!("{path:?}"), |b| b.iter(|| model.parse(&tokens)));
    }
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("load", |b| b.iter(Model::embedded));
}

criterion_group!(benches, paths, start);
criterion_main!(benches);
