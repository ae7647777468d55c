//! How does a sentence hang together?

use std::ops::Range;

use anstyle::Style;
use demarche::sentence::Sentences;

/// Draws a sentence as an indented tree, a word a line with its relation; words that are `marked` stand out.
pub fn draw(sentences: &Sentences, sentence: usize, marked: &[Range<usize>]) -> String {
    let Some(sentence) = sentences.list.get(sentence) else { return String::new() };
    let mut tree = Tree {
        sentences,
        marked,
        drawn: vec![false; sentence.words.len()],
        start: sentence.words.start,
        out: String::new(),
    };
    let roots = sentence.words.clone().filter(|&w| sentences.word(w).head.is_none());
    for root in roots {
        tree.word(root, "", "");
    }
    tree.out
}

struct Tree<'a> {
    sentences: &'a Sentences,
    marked: &'a [Range<usize>],
    /// Words that have their line; a tree that bites its tail is not followed round.
    drawn: Vec<bool>,
    start: usize,
    out: String,
}

impl Tree<'_> {
    fn word(&mut self, at: usize, branch: &str, below: &str) {
        if std::mem::replace(&mut self.drawn[at - self.start], true) {
            return;
        }
        self.line(at, branch);
        let children: Vec<usize> = self.sentences.children(at).collect();
        for (i, &child) in children.iter().enumerate() {
            let (fork, stem) = if i + 1 == children.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.word(child, &format!("{below}{fork}"), &format!("{below}{stem}"));
        }
    }

    fn line(&mut self, at: usize, branch: &str) {
        let word = self.sentences.word(at);
        let bold = if self.marked.iter().any(|m| m.contains(&at)) { Style::new().bold() } else { Style::new() };
        let dim = Style::new().dimmed();
        let (form, relation, upos) = (&word.form, &word.deprel, word.upos);
        self.out += &format!("{dim}{branch}{dim:#}{bold}{form}{bold:#}  {dim}{relation} {upos}{dim:#}\n");
    }
}
