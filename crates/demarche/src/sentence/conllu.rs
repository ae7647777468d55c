//! How do others write sentences down?
//!
//! Reads and writes CoNLL-U. What a file gives as words and sentences can be taken as it stands and analysed anew; its
//! comments, ids and multiword tokens are kept.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use smol_str::SmolStr;

use super::{NameKind, Sentences, Word};
use crate::Span;

/// A document with words and sentences as a file gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The id of `# newdoc`, if there is one.
    pub id: Option<String>,
    /// The text that the tokens spell, paragraphs on lines of their own.
    pub text: String,
    /// Every word: where it stands and its form. The words of a multiword token that it does not spell (French `du`)
    /// all have its span.
    pub words: Vec<(Span, SmolStr)>,
    /// Every sentence as a range of words; they cover all words.
    pub sentences: Vec<Range<usize>>,
    /// Words with which a paragraph begins.
    pub paragraphs: BTreeSet<usize>,
    /// The comment lines of every sentence, with `#`.
    pub comments: Vec<Vec<String>>,
    /// Multiword tokens, by their words.
    pub multiwords: Vec<Multiword>,
    /// What the file says of every word; `_` where it says nothing.
    pub columns: Vec<Columns>,
}

/// A token that stands for several words (`don't`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// Its words.
    pub words: Range<usize>,
    /// Its line after the id: form and all that follows.
    pub rest: String,
}

/// The columns of a word as the file has them, except its number and form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Columns {
    pub lemma: SmolStr,
    pub upos: SmolStr,
    pub xpos: SmolStr,
    pub feats: SmolStr,
    /// Number of the head in its sentence from 1; 0 for the root; none for `_`.
    pub head: Option<usize>,
    pub deprel: SmolStr,
    pub misc: SmolStr,
}

/// A line of a CoNLL-U file that cannot be.
#[derive(Debug, thiserror::Error, PartialEq)]
#[error("{file}:{line}: {fault}")]
pub struct Error {
    /// The name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub fault: String,
}

/// Reads the documents of a file called `name`; a file without `# newdoc` is one document.
///
/// ```
/// use demarche::sentence::conllu;
/// let file = "# newdoc id = d1\n1\tArnor\t_\t_\t_\t_\t_\t_\t_\t_\n2\tslept\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
///             3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
/// let documents = conllu::read("day.conllu", file)?;
/// assert_eq!(documents[0].text, "Arnor slept.");
/// # Ok::<(), conllu::Error>(())
/// ```
///
/// # Errors
///
/// At the first line that cannot be.
pub fn read(name: &str, file: &str) -> Result<Vec<Document>, Error> {
    let mut reader = Reader::default();
    for (i, line) in file.lines().enumerate() {
        let fault = |fault| Error { file: name.to_string(), line: i + 1, fault };
        reader.line(line.strip_prefix('\u{feff}').unwrap_or(line)).map_err(fault)?;
    }
    let fault = |fault| Error { file: name.to_string(), line: file.lines().count(), fault };
    reader.end_sentence().map_err(fault)?;
    reader.end_document();
    Ok(reader.documents)
}

#[derive(Default)]
struct Reader {
    documents: Vec<Document>,
    document: Document,
    comments: Vec<String>,
    /// The first word of the sentence that is being read.
    start: usize,
    /// The multiword token that is being read.
    open: Option<Open>,
    paragraph: bool,
    space: bool,
}

/// A multiword token of which words are still to come.
struct Open {
    last: usize,
    span: Span,
    form: String,
    space: bool,
    /// How many bytes of the form its words have spelt; none once they spelt something else.
    spelt: Option<usize>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.trim().is_empty() {
            self.end_sentence()
        } else if line.starts_with('#') && self.words_here() == 0 && self.open.is_none() {
            self.comment(line);
            Ok(())
        } else if line.starts_with('#') {
            Err("a comment between words; comments stand before the first word of a sentence".to_string())
        } else {
            self.token(line)
        }
    }

    fn words_here(&self) -> usize {
        self.document.words.len() - self.start
    }

    fn comment(&mut self, line: &str) {
        let said = line.trim_start_matches('#').trim();
        if let Some(rest) = keyword(said, "newdoc") {
            self.end_document();
            self.document.id = rest.strip_prefix("id").and_then(value);
            self.paragraph = true;
        }
        self.paragraph |= keyword(said, "newpar").is_some();
        self.comments.push(line.to_string());
    }

    fn token(&mut self, line: &str) -> Result<(), String> {
        let (id, rest) = line.split_once('\t').ok_or_else(|| columns_wanted(1))?;
        let columns: Vec<&str> = rest.split('\t').collect();
        if columns.len() != 9 {
            return Err(columns_wanted(columns.len() + 1));
        }
        if columns[0].is_empty() {
            return Err("the form is empty; a form that is not known is `_`".to_string());
        }
        match id.split_once('-') {
            Some((first, last)) => self.multiword(number(first)?, number(last)?, rest, &columns),
            None if id.contains('.') => Ok(()),
            None => self.word(number(id)?, &columns),
        }
    }

    fn multiword(&mut self, first: usize, last: usize, rest: &str, columns: &[&str]) -> Result<(), String> {
        let next = self.words_here() + 1;
        if first != next || last < first || self.open.is_some() {
            return Err(format!("the token {first}-{last} stands where word {next} should"));
        }
        let span = self.write(columns[0]);
        let words = self.start + first - 1..self.start + last;
        self.document.multiwords.push(Multiword { words, rest: rest.to_string() });
        self.open =
            Some(Open { last, span, form: columns[0].to_string(), space: space_after(columns[8]), spelt: Some(0) });
        Ok(())
    }

    fn word(&mut self, id: usize, columns: &[&str]) -> Result<(), String> {
        let next = self.words_here() + 1;
        if id != next {
            return Err(format!("word {id} stands where word {next} should"));
        }
        let span = match &mut self.open {
            Some(open) => open.span_of(columns[0]),
            None => self.write(columns[0]),
        };
        self.space |= self.open.is_none() && space_after(columns[8]);
        if self.open.as_ref().is_some_and(|open| open.last == id) {
            self.end_multiword();
        }
        self.document.words.push((span, columns[0].into()));
        self.document.columns.push(rest_of(columns)?);
        Ok(())
    }

    /// Where a multiword token spells its words, they have shares of its span; else all of them have the whole.
    fn end_multiword(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.space = open.space;
        if open.spelt != Some(open.form.len()) {
            let first = self.document.multiwords.last().map_or(0, |m| m.words.start);
            self.document.words[first..].iter_mut().for_each(|(span, _)| *span = open.span);
        }
    }

    /// Adds a token to the text, with what stands before it.
    fn write(&mut self, form: &str) -> Span {
        let paragraph = self.paragraph && self.words_at_start();
        let text = &mut self.document.text;
        match () {
            () if text.is_empty() => {}
            () if paragraph => text.push('\n'),
            () if self.space => text.push(' '),
            () => {}
        }
        self.space = false;
        let start = text.len();
        text.push_str(form);
        Span::new(start, text.len())
    }

    fn words_at_start(&self) -> bool {
        self.document.words.len() == self.start
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        if let Some(open) = &self.open {
            return Err(format!("the sentence ends before word {} of the token `{}`", open.last, open.form));
        }
        if !self.words_at_start() {
            self.document.paragraphs.extend(self.paragraph.then_some(self.start));
            self.document.sentences.push(self.start..self.document.words.len());
            self.document.comments.push(std::mem::take(&mut self.comments));
            (self.start, self.paragraph) = (self.document.words.len(), false);
        }
        Ok(())
    }

    fn end_document(&mut self) {
        if !self.document.sentences.is_empty() {
            self.documents.push(std::mem::take(&mut self.document));
            (self.start, self.space) = (0, false);
        }
    }
}

impl Open {
    fn span_of(&mut self, form: &str) -> Span {
        let left = self.spelt.and_then(|at| self.form.get(at..));
        let at = self.spelt.filter(|_| left.is_some_and(|l| l.starts_with(form)));
        self.spelt = at.map(|at| at + form.len());
        at.map_or(self.span, |at| Span::new(self.span.start() + at, self.span.start() + at + form.len()))
    }
}

fn columns_wanted(found: usize) -> String {
    format!("{found} columns; a word has 10, with tabs between them")
}

fn number(id: &str) -> Result<usize, String> {
    let wrong = || format!("`{id}` is no number of a word; ids are 3, 3-4 or 3.1");
    id.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)
}

/// What follows a keyword, if this is one.
fn keyword<'a>(said: &'a str, word: &str) -> Option<&'a str> {
    let rest = said.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(rest.trim())
}

fn value(rest: &str) -> Option<String> {
    rest.trim().strip_prefix('=').map(|v| v.trim().to_string())
}

fn space_after(misc: &str) -> bool {
    !misc.split('|').any(|m| m == "SpaceAfter=No")
}

fn rest_of(columns: &[&str]) -> Result<Columns, String> {
    let head = match columns[5] {
        "_" => None,
        head => {
            Some(head.parse().map_err(|_| format!("`{head}` is no head; a head is the number of a word, 0 or `_`"))?)
        }
    };
    Ok(Columns {
        lemma: columns[1].into(),
        upos: columns[2].into(),
        xpos: columns[3].into(),
        feats: columns[4].into(),
        head,
        deprel: columns[6].into(),
        misc: columns[8].into(),
    })
}

/// Writes the sentences of a text. `id` is the id of the document, `entities` the brackets of coreference that open and
/// close at each word (`(e1`, `e1)`, `(e2)`), or nothing.
pub fn write(sentences: &Sentences, text: &str, id: &str, entities: &[String], out: &mut dyn Write) -> io::Result<()> {
    let names = name_tags(sentences);
    let mut part = None;
    writeln!(out, "# newdoc id = {}", one_line(id))?;
    if !entities.is_empty() {
        writeln!(out, "# global.Entity = eid")?;
    }
    for (i, sentence) in sentences.list.iter().enumerate() {
        if part.replace(sentence.part) != Some(sentence.part) {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {}-{}", one_line(id), i + 1)?;
        let span = sentences.span(sentence.words.clone());
        writeln!(out, "# text = {}", one_line(text.get(span.start()..span.end()).unwrap_or_default()))?;
        for at in sentence.words.clone() {
            let glued = sentence.words.contains(&(at + 1)) && glued(sentences, at);
            let misc = misc(glued, names[at].as_deref(), entities.get(at), "");
            write_word(sentences.word(at), at, sentence.words.start, &misc, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes a new analysis of a document that was read: its comments and multiword tokens stay. `entities` as for [`write`].
pub fn write_again(
    sentences: &Sentences,
    document: &Document,
    entities: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = name_tags(sentences);
    for (range, comments) in document.sentences.iter().zip(&document.comments) {
        comments.iter().try_for_each(|c| writeln!(out, "{c}"))?;
        for at in range.start..range.end.min(sentences.words.len()) {
            if let Some(multiword) = document.multiword_from(at) {
                let (first, last) = (at + 1 - range.start, multiword.words.end - range.start);
                writeln!(out, "{first}-{last}\t{}", multiword.rest)?;
            }
            let before = &document.columns[at].misc;
            let misc = misc(!space_after(before), names[at].as_deref(), entities.get(at), before);
            let word = Word { form: document.words[at].1.clone(), ..sentences.word(at).clone() };
            write_word(&word, at, range.start, &misc, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

impl Document {
    fn multiword_from(&self, word: usize) -> Option<&Multiword> {
        let at = self.multiwords.binary_search_by_key(&word, |m| m.words.start).ok()?;
        self.multiwords.get(at)
    }
}

fn write_word(word: &Word, at: usize, start: usize, misc: &str, out: &mut dyn Write) -> io::Result<()> {
    let Word { form, lemma, upos, xpos, feats, head, deprel, .. } = word;
    let id = at - start + 1;
    let head = head.map_or(0, |h| h.saturating_sub(start) + 1);
    let [form, lemma, xpos, feats, deprel] = [form, lemma, xpos, feats, deprel].map(|c| cell(c));
    writeln!(out, "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t_\t{misc}")
}

/// A column: never empty, and without white space that would end it.
fn cell(words: &str) -> String {
    if words.is_empty() { "_".to_string() } else { one_line(words) }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does the next word stand close to this one?
fn glued(sentences: &Sentences, at: usize) -> bool {
    sentences.words.get(at + 1).is_some_and(|next| next.span.start() <= sentences.words[at].span.end())
}

/// What stands in the last column: what was there before, with the name tag and the entities of the new analysis.
fn misc(glued: bool, name: Option<&str>, entities: Option<&String>, before: &str) -> String {
    let anew = |m: &str| m.starts_with("NER=") || entities.is_some() && m.starts_with("Entity=");
    let kept = before.split('|').filter(|m| !matches!(*m, "" | "_" | "SpaceAfter=No") && !anew(m));
    let mut misc: Vec<String> = kept.map(str::to_string).collect();
    misc.extend(name.map(|n| format!("NER={n}")));
    misc.extend(entities.filter(|e| !e.is_empty()).map(|e| format!("Entity={e}")));
    misc.extend(glued.then(|| "SpaceAfter=No".to_string()));
    misc.sort();
    if misc.is_empty() { "_".to_string() } else { misc.join("|") }
}

fn name_tags(sentences: &Sentences) -> Vec<Option<String>> {
    let mut tags = vec![None; sentences.words.len()];
    for name in &sentences.names {
        for at in name.words.clone().filter(|at| *at < sentences.words.len()) {
            let place = if at == name.words.start { 'B' } else { 'I' };
            tags[at] = Some(format!("{place}-{}", name_tag(name.kind)));
        }
    }
    tags
}

fn name_tag(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Organisation => "ORG",
        NameKind::Location => "LOC",
        NameKind::Other => "MISC",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::sentence::{Name, Sentence, Upos};

    /// Rows of id, form and misc, with blanks for tabs.
    fn file(rows: &str) -> String {
        let row = |line: &str| match line.split_whitespace().collect::<Vec<_>>()[..] {
            [id, form, misc] if !line.starts_with('#') => format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n"),
            _ => format!("{line}\n"),
        };
        rows.lines().map(|line| row(line.trim())).collect()
    }

    fn one(rows: &str) -> Document {
        read("a.conllu", &file(rows)).expect("a sound file").remove(0)
    }

    fn check_text(rows: &str, text: &str, words: &[&str]) {
        let document = one(rows);
        assert_eq!(document.text, text);
        assert_eq!(document.words.iter().map(|(span, _)| span.of(text)).collect::<Vec<_>>(), words);
    }

    fn check_error(file: &str, message: Expect) {
        message.assert_eq(&read("a.conllu", file).expect_err("a fault").to_string());
    }

    #[test]
    fn space_after_no_glues() {
        check_text("1 Arnor _\n2 slept SpaceAfter=No\n3 . _", "Arnor slept.", &["Arnor", "slept", "."]);
    }

    #[test]
    fn a_multiword_token_shares_its_span_among_its_words() {
        let rows = "1 I _\n2-3 don't SpaceAfter=No\n2 do _\n3 n't _\n4 . _";
        check_text(rows, "I don't.", &["I", "do", "n't", "."]);
    }

    #[test]
    fn words_that_a_token_does_not_spell_have_all_of_it() {
        check_text("1-2 du _\n1 de _\n2 le _\n3 roi _", "du roi", &["du", "du", "roi"]);
    }

    #[test]
    fn empty_nodes_are_passed_over() {
        check_text("1 Arnor _\n1.1 went _\n2 home _", "Arnor home", &["Arnor", "home"]);
    }

    #[test]
    fn paragraphs_begin_lines() {
        let rows = "# newdoc id = d\n1 A _\n\n1 B _\n\n# newpar\n1 C SpaceAfter=No\n\n1 D _";
        check_text(rows, "A B\nCD", &["A", "B", "C", "D"]);
        assert_eq!(one(rows).paragraphs, BTreeSet::from([0, 2]));
        assert_eq!(one(rows).sentences, [0..1, 1..2, 2..3, 3..4]);
    }

    #[test]
    fn every_newdoc_is_a_document() {
        let documents = read("a", &file("# newdoc id = x 1\n1 A _\n\n# newdoc\n# sent_id = 2\n1 B _")).expect("sound");
        assert_eq!(documents.iter().map(|d| d.id.as_deref()).collect::<Vec<_>>(), [Some("x 1"), None]);
        assert_eq!(documents.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(documents[1].comments, [["# newdoc", "# sent_id = 2"]]);
    }

    #[test]
    fn an_empty_file_holds_no_document() {
        assert_eq!(read("a", "\n\n"), Ok(Vec::new()));
    }

    #[test]
    fn columns_are_counted() {
        check_error("1\tArnor\t_\n", expect!["a.conllu:1: 3 columns; a word has 10, with tabs between them"]);
        check_error("Arnor slept.", expect!["a.conllu:1: 1 columns; a word has 10, with tabs between them"]);
    }

    #[test]
    fn words_are_numbered_in_order() {
        check_error(&file("1 A _\n3 B _"), expect!["a.conllu:2: word 3 stands where word 2 should"]);
        check_error(&file("x A _"), expect!["a.conllu:1: `x` is no number of a word; ids are 3, 3-4 or 3.1"]);
        check_error(&file("2-3 A _"), expect!["a.conllu:1: the token 2-3 stands where word 1 should"]);
    }

    #[test]
    fn a_token_is_not_cut_off() {
        check_error(
            &file("1-2 don't _\n1 do _"),
            expect!["a.conllu:2: the sentence ends before word 2 of the token `don't`"],
        );
    }

    #[test]
    fn a_head_is_a_number() {
        let row = "1\tA\t_\t_\t_\t_\tup\t_\t_\t_";
        check_error(row, expect!["a.conllu:1: `up` is no head; a head is the number of a word, 0 or `_`"]);
    }

    fn analysed(document: &Document) -> Sentences {
        let word = |(i, (span, form)): (usize, &(Span, SmolStr))| Word {
            span: *span,
            form: form.clone(),
            lemma: form.to_lowercase().into(),
            upos: Upos::Noun,
            xpos: "NN".into(),
            feats: SmolStr::default(),
            head: (i > 0).then_some(0),
            deprel: "dep".into(),
        };
        let list = document.sentences.iter().map(|words| Sentence { words: words.clone(), part: 0 }).collect();
        let words = document.words.iter().enumerate().map(word).collect();
        let names = vec![Name { words: 0..2, kind: NameKind::Organisation }];
        Sentences { words, list, names, ..Sentences::default() }
    }

    fn written(go: impl Fn(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        go(&mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8").replace('\t', " ")
    }

    const KEPT: &str = "# sent_id = old-7\n1 I Gloss=me|NER=O\n2-3 don't SpaceAfter=No\n2 do _\n3 n't _\n4 . _";

    #[test]
    fn a_new_analysis_keeps_comments_and_tokens() {
        let document = one(KEPT);
        expect![[r#"
            # sent_id = old-7
            1 I i NOUN NN _ 0 dep _ Gloss=me|NER=B-ORG
            2-3 don't _ _ _ _ _ _ _ SpaceAfter=No
            2 do do NOUN NN _ 1 dep _ NER=I-ORG
            3 n't n't NOUN NN _ 1 dep _ _
            4 . . NOUN NN _ 1 dep _ _

        "#]]
        .assert_eq(&written(|out| write_again(&analysed(&document), &document, &[], out)));
    }

    #[test]
    fn sentences_of_a_text_are_numbered() {
        let document = one(KEPT);
        let entities = ["(e1)", "(e2", "e2)", ""].map(str::to_string);
        expect![[r#"
            # newdoc id = r 1
            # global.Entity = eid
            # newpar
            # sent_id = r 1-1
            # text = I don't.
            1 I i NOUN NN _ 0 dep _ Entity=(e1)|NER=B-ORG
            2 do do NOUN NN _ 1 dep _ Entity=(e2|NER=I-ORG|SpaceAfter=No
            3 n't n't NOUN NN _ 1 dep _ Entity=e2)|SpaceAfter=No
            4 . . NOUN NN _ 1 dep _ _

        "#]]
        .assert_eq(&written(|out| write(&analysed(&document), &document.text, "r 1", &entities, out)));
    }

    #[test]
    fn what_is_written_reads_back() {
        let document = one(KEPT);
        let mut out = Vec::new();
        write(&analysed(&document), &document.text, "r", &[], &mut out).expect("memory");
        let again = read("b", &String::from_utf8(out).expect("UTF-8")).expect("sound").remove(0);
        assert_eq!((again.text, again.words), (document.text, document.words));
    }
}
