//! How do words look on a terminal?
//!
//! A line is a row of characters, each with its own style, so that it can be measured, wrapped and shortened without
//! looking at escape codes.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

/// Characters with their styles.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line(Vec<(char, Style)>);

impl Line {
    /// Some words in one style.
    pub(super) fn new(words: &str, style: Style) -> Line {
        let mut line = Line::default();
        line.push(words, style);
        line
    }

    /// Adds words at the end. A character that could steer the terminal is shown as `�`; white space as a blank.
    pub(super) fn push(&mut self, words: &str, style: Style) {
        self.0.extend(words.chars().map(|c| (harmless(c), style)));
    }

    pub(super) fn append(&mut self, other: Line) {
        self.0.extend(other.0);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Columns on a terminal.
    pub(super) fn width(&self) -> usize {
        self.0.iter().map(|&(c, _)| columns(c)).sum()
    }

    /// Fills up with blanks, or cuts off with `…`.
    pub(super) fn fit(mut self, width: usize) -> Line {
        if self.width() > width {
            self.shorten(width.saturating_sub(1));
        }
        let missing = width.saturating_sub(self.width());
        self.push(&" ".repeat(missing), Style::new());
        self
    }

    fn shorten(&mut self, width: usize) {
        let keep = self.prefix(width);
        self.0.truncate(keep);
        while self.0.last().is_some_and(|(c, _)| *c == ' ') {
            self.0.pop();
        }
        let style = self.0.last().map_or(Style::new(), |(_, style)| *style);
        self.push("…", style);
    }

    /// How many characters fit into so many columns.
    fn prefix(&self, width: usize) -> usize {
        let mut used = 0;
        let too_far = |&(c, _): &(char, Style)| {
            used += columns(c);
            used > width
        };
        self.0.iter().position(too_far).unwrap_or(self.0.len())
    }

    /// Breaks into lines at blanks; a word wider than a line is cut.
    pub(super) fn wrap(self, width: usize) -> Vec<Line> {
        let width = width.max(1);
        let mut lines = Vec::new();
        let mut line = Line::default();
        for word in self.words() {
            if !line.is_empty() && line.width() + word.clone().trim_end().width() > width {
                lines.push(std::mem::take(&mut line).trim_end());
            }
            line.append(word);
            while line.width() > width && line.clone().trim_end().width() > width {
                let rest = line.0.split_off(line.prefix(width).max(1));
                lines.push(std::mem::replace(&mut line, Line(rest)));
            }
        }
        lines.push(line.trim_end());
        lines
    }

    /// Words, each with the blanks behind it.
    fn words(self) -> Vec<Line> {
        let mut words: Vec<Line> = Vec::new();
        let mut behind_blank = true;
        for (c, style) in self.0 {
            match words.last_mut() {
                Some(word) if c == ' ' || !behind_blank => word.0.push((c, style)),
                _ => words.push(Line(vec![(c, style)])),
            }
            behind_blank = c == ' ';
        }
        words
    }

    /// The line without blanks at its end.
    pub(super) fn trim_end(mut self) -> Line {
        while self.0.last().is_some_and(|(c, _)| *c == ' ') {
            self.0.pop();
        }
        self
    }

    /// Writes the line and its end; escape codes only where `color` is set.
    pub(super) fn write(&self, color: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut current = Style::new();
        let mut shown = String::new();
        for &(c, style) in &self.0 {
            if color && style != current {
                shown += &format!("{}{}", current.render_reset(), style.render());
                current = style;
            }
            shown.push(if c == '\u{a0}' { ' ' } else { c });
        }
        if color {
            shown += &current.render_reset().to_string();
        }
        writeln!(out, "{shown}")
    }
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

fn harmless(c: char) -> char {
    match c {
        '\u{a0}' => c,
        c if c.is_whitespace() => ' ',
        c if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c) => {
            '\u{fffd}'
        }
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(line: &Line) -> String {
        let mut out = Vec::new();
        line.write(false, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8").trim_end_matches('\n').to_string()
    }

    fn check(words: &str, width: usize, lines: &[&str]) {
        let wrapped: Vec<String> = Line::new(words, Style::new()).wrap(width).iter().map(plain).collect();
        assert_eq!(wrapped, lines);
    }

    #[test]
    fn lines_break_at_blanks() {
        check("Arnor and Gondor met", 10, &["Arnor and", "Gondor met"]);
    }

    #[test]
    fn a_blank_at_the_edge_does_not_break_a_line() {
        check("Arnor and Gondor", 9, &["Arnor and", "Gondor"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_cut() {
        check("a wwwwwwwwwwww b", 5, &["a", "wwwww", "wwwww", "ww b"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        check("東京 大阪", 5, &["東京", "大阪"]);
    }

    #[test]
    fn nothing_is_one_empty_line() {
        check("", 5, &[""]);
    }

    #[test]
    fn a_long_cell_ends_in_an_ellipsis() {
        assert_eq!(plain(&Line::new("Arnor and Gondor", Style::new()).fit(8)), "Arnor a…");
    }

    #[test]
    fn a_report_cannot_steer_the_terminal() {
        assert_eq!(plain(&Line::new("a\u{1b}[31mb\u{202e}c\td", Style::new())), "a\u{fffd}[31mb\u{fffd}c d");
    }
}
