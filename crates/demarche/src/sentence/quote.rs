//! Which words stand between quotation marks?
//!
//! Marks pair within a paragraph. An opening mark that nothing closes runs to the end of its paragraph, as it does where
//! a quotation goes on in the next one; an unclosed single mark is an apostrophe.

use super::{Quote, Sentences};
use crate::Span;

/// What a mark can be where it stands.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// `single`, can it open, can it close.
    Of(bool, bool, bool),
    /// A guillemet: the French and the Germans turn them in opposite ways.
    Guillemet,
    None,
}

/// All quotations of a report, by their first word.
pub fn find(sentences: &Sentences, text: &str) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut first = 0;
    while first < sentences.list.len() {
        let part = sentences.list[first].part;
        let last = first + sentences.list[first..].iter().take_while(|s| s.part == part).count() - 1;
        paragraph(sentences, text, sentences.list[first].words.start, sentences.list[last].words.end, &mut out);
        first = last + 1;
    }
    out.sort_by_key(|q: &Quote| (q.words.start, std::cmp::Reverse(q.words.end)));
    out
}

fn paragraph(sentences: &Sentences, text: &str, start: usize, end: usize, out: &mut Vec<Quote>) {
    let mut open: Vec<(usize, bool)> = Vec::new();
    for i in start..end {
        let word = &sentences.words[i];
        let (single, opens, closes) = match mark(&word.form, word.span, text) {
            Mark::None => continue,
            Mark::Guillemet => (false, true, true),
            Mark::Of(single, opens, closes) => (single, opens, closes),
        };
        let partner = open.iter().rposition(|&(_, s)| s == single);
        if single && closes && partner.is_some() && is_possessive(sentences, text, i, end) {
            continue;
        }
        match partner {
            Some(k) if closes => {
                let (from, _) = open[k];
                open.truncate(k);
                let depth = open.len();
                out.push(Quote { words: from..i + 1, closed: true, depth, single });
            }
            None if opens => open.push((i, single)),
            _ => {}
        }
    }
    let doubles = open.iter().filter(|(_, single)| !single);
    if let Some(&(from, _)) = doubles.clone().next() {
        out.push(Quote { words: from..end, closed: false, depth: 0, single: false });
    }
}

/// `'The soldiers' families can't wait,' he said`: behind an s a mark may be an apostrophe, and is one where a word goes
/// on in small letters and a later mark closes better.
fn is_possessive(sentences: &Sentences, text: &str, at: usize, end: usize) -> bool {
    let word = |i: usize| sentences.words[i].form.as_str();
    let follows = at + 1 < end && word(at + 1).starts_with(char::is_lowercase);
    let plural = at > 0 && word(at - 1).ends_with('s') && follows;
    let mut later = at + 1..end;
    let closing = later.find(|&i| {
        let (single, opens, closes) = match mark(word(i), sentences.words[i].span, text) {
            Mark::Of(single, opens, closes) => (single, opens, closes),
            _ => return false,
        };
        single && (opens || closes)
    });
    let better = |i: usize| matches!(word(i - 1), "," | "." | "!" | "?");
    plural && closing.is_some_and(better)
}

/// Judges a mark by itself and by what it touches.
fn mark(form: &str, span: Span, text: &str) -> Mark {
    let before = text[..span.start()].chars().next_back();
    let after = text[span.end()..].chars().next();
    let free_before = before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '"' | '“' | '«' | '\'' | '‘'));
    let free_after = after
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '(' | '[' | '\'' | '‘' | '“' | '"'));
    match form {
        "\"" => Mark::Of(false, free_before || !free_after, !free_before || free_after),
        "“" | "``" => Mark::Of(false, true, free_after && !free_before),
        "„" => Mark::Of(false, true, false),
        "”" | "''" => Mark::Of(false, free_before && !free_after, !free_before || free_after),
        "«" | "»" => Mark::Guillemet,
        "‘" => Mark::Of(true, true, false),
        "'" | "’" | "‚" => Mark::Of(true, free_before && !free_after, !free_before),
        _ => Mark::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Files;
    use crate::sentence::token::Tokenizer;
    use crate::sentence::{Sentence, Upos, Word};

    /// Words of paragraphs, one a line, without analysis.
    fn words(text: &str) -> Sentences {
        let tokenizer = Tokenizer::load(&Files::embedded()).unwrap();
        let mut out = Sentences::default();
        let mut start = 0;
        for (part, line) in text.split_inclusive('\n').enumerate() {
            let base = out.words.len();
            for span in tokenizer.words(text, Span::new(start, start + line.len())) {
                let form = smol_str::SmolStr::new(span.of(text));
                let none = smol_str::SmolStr::default();
                out.words.push(Word {
                    span,
                    lemma: form.clone(),
                    form,
                    upos: Upos::X,
                    xpos: none.clone(),
                    feats: none.clone(),
                    head: None,
                    deprel: none,
                });
            }
            out.list.push(Sentence { words: base..out.words.len(), part });
            start += line.len();
        }
        out
    }

    fn check(text: &str, expected: &[&str]) {
        let sentences = words(text);
        let found = find(&sentences, text);
        let shown: Vec<&str> = found.iter().map(|q| sentences.span(q.words.clone()).of(text)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn straight_marks_pair() {
        check("\"Yes,\" he said, \"and no.\"", &["\"Yes,\"", "\"and no.\""]);
    }

    #[test]
    fn curly_marks_pair() {
        check("“Yes,” he said.", &["“Yes,”"]);
    }

    #[test]
    fn an_unclosed_mark_runs_to_the_end_of_its_paragraph() {
        check("\"We stay.\n\"We fight.\" So it is.", &["\"We stay.", "\"We fight.\""]);
    }

    #[test]
    fn single_marks_in_a_headline() {
        check("Arnor 'ready to talk' with ministers' aides", &["'ready to talk'"]);
    }

    #[test]
    fn a_plural_possessive_does_not_close() {
        check("'The soldiers' families wait,' he said.", &["'The soldiers' families wait,'"]);
        check("Calls from 'allies' rise as 'foes' fall", &["'allies'", "'foes'"]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        check("Arnor's envoy said the ministers' plan isn't his", &[]);
    }

    #[test]
    fn single_inside_double() {
        check("\"He called it 'a shame' and left,\" she said.", &["\"He called it 'a shame' and left,\"", "'a shame'"]);
    }

    #[test]
    fn german_and_french_marks() {
        check("„Nein“, and « oui », and »ja«.", &["„Nein“", "« oui »", "»ja«"]);
    }
}
