//! Words, tags and trees, by the definitions of the CoNLL 2018 shared task.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use demarche::sentence::conllu::{self, Document};
use demarche::sentence::{Sentences, Word};
use demarche::text::{Header, Part, PartKind, Text};
use demarche::{Span, World};

use super::{Figures, f1};

fn documents(gold: &Path) -> Result<Vec<Document>> {
    let path = gold.join("train/ud/en_ewt-dev.conllu");
    Ok(conllu::read(&path.display().to_string(), &std::fs::read_to_string(&path)?)?)
}

/// With the words and sentences of the treebank: shares of words, in percent.
pub fn gold_tokens(world: &World, gold: &Path) -> Result<Figures> {
    let (mut n, mut upos, mut lemma, mut uas, mut las, mut universal) = (0, 0, 0, 0, 0, 0);
    for document in documents(gold)? {
        let found = demarche::sentence::parse_document(&document, &world.model, &world.words);
        for sentence in &document.sentences {
            for i in sentence.clone() {
                let (word, want) = (&found.words[i], &document.columns[i]);
                let head = want.head.and_then(|h| h.checked_sub(1)).map(|h| sentence.start + h);
                let right = word.head == head;
                n += 1;
                upos += usize::from(word.upos.to_string() == want.upos.as_str());
                lemma += usize::from(word.lemma == want.lemma);
                uas += usize::from(right);
                las += usize::from(right && word.deprel == want.deprel);
                universal += usize::from(right && base(&word.deprel) == base(&want.deprel));
            }
        }
    }
    let share = |hits: usize| 100.0 * hits as f64 / n.max(1) as f64;
    let figure = |name: &str, hits| (format!("ud.{name}"), share(hits));
    Ok(vec![
        figure("upos", upos),
        figure("lemma", lemma),
        figure("uas", uas),
        figure("las", las),
        figure("las_universal", universal),
    ])
}

fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// From running text: F1 of words, sentences and labelled arcs.
pub fn raw_text(world: &World, gold: &Path) -> Result<Figures> {
    let mut words = (0, 0, 0);
    let mut sentences = (0, 0, 0);
    let (mut las, mut universal, mut upos) = (0, 0, 0);
    for document in documents(gold)? {
        let found = demarche::sentence::parse(&text_of(&document), &world.model, &world.words);
        let by_span: HashMap<Span, usize> = found.words.iter().enumerate().map(|(i, w)| (w.span, i)).collect();
        let ends = |s: &demarche::sentence::Sentence| {
            (found.words[s.words.start].span.start(), found.words[s.words.end - 1].span.end())
        };
        let starts: std::collections::HashSet<_> = found.list.iter().map(ends).collect();
        words = (words.0, words.1 + found.words.len(), words.2 + document.words.len());
        sentences = (sentences.0, sentences.1 + found.list.len(), sentences.2 + document.sentences.len());
        for sentence in &document.sentences {
            let span = (document.words[sentence.start].0.start(), document.words[sentence.end - 1].0.end());
            sentences.0 += usize::from(starts.contains(&span));
            for i in sentence.clone() {
                let Some(&at) = by_span.get(&document.words[i].0) else { continue };
                let (word, want) = (&found.words[at], &document.columns[i]);
                let head = want.head.and_then(|h| h.checked_sub(1)).map(|h| document.words[sentence.start + h].0);
                let right = head_span(&found, word) == head;
                words.0 += 1;
                upos += usize::from(word.upos.to_string() == want.upos.as_str());
                las += usize::from(right && word.deprel == want.deprel);
                universal += usize::from(right && base(&word.deprel) == base(&want.deprel));
            }
        }
    }
    let of_words = |hits| f1(hits, words.1, words.2);
    Ok(vec![
        ("raw.words".into(), of_words(words.0)),
        ("raw.sentences".into(), f1(sentences.0, sentences.1, sentences.2)),
        ("raw.upos".into(), of_words(upos)),
        ("raw.las".into(), of_words(las)),
        ("raw.las_universal".into(), of_words(universal)),
    ])
}

fn head_span(found: &Sentences, word: &Word) -> Option<Span> {
    word.head.map(|h| found.words[h].span)
}

/// A document's paragraphs as body text, so that nothing but words and sentences is judged.
fn text_of(document: &Document) -> Text<'_> {
    let mut start = 0;
    let mut parts = Vec::new();
    for line in document.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&document.text);
        if !span.is_empty() {
            parts.push(Part { kind: PartKind::Body, span });
        }
        start += line.len();
    }
    Text { original: &document.text, parts, header: Header::default(), notes: Vec::new() }
}
