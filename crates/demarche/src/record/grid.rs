//! How do rows stand under one another?

use std::io::{self, Write};

use anstyle::Style;

use super::Look;
use super::ink::Line;

const MARGIN: usize = 2;
const GAP: usize = 2;
/// No column is made narrower than this to save room for others.
const NARROWEST: usize = 8;

/// Rows of cells under headings. Columns without content are left out; where the rows do not fit, the widest columns
/// give way.
pub(super) struct Grid {
    headings: Vec<&'static str>,
    rows: Vec<Vec<Line>>,
}

impl Grid {
    pub(super) fn new(headings: &[&'static str]) -> Grid {
        Grid { headings: headings.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; it has a cell for every heading.
    pub(super) fn row(&mut self, cells: Vec<Line>) {
        self.rows.push(cells);
    }

    /// Writes the grid under its title, or nothing where it has no rows.
    pub(super) fn write(self, title: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        Line::new(title, Style::new().bold()).write(look.color, out)?;
        let widths = self.widths(look.width);
        if self.headings.iter().any(|h| !h.is_empty()) {
            self.heading(&widths).write(look.color, out)?;
        }
        self.rows.into_iter().try_for_each(|row| join(row, &widths).write(look.color, out))
    }

    fn heading(&self, widths: &[usize]) -> Line {
        let dim = Style::new().dimmed();
        join(self.headings.iter().map(|h| Line::new(h, dim)).collect(), widths)
    }

    fn widths(&self, room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.headings.len()).map(|column| self.widest(column)).collect();
        let shown = widths.iter().filter(|w| **w > 0).count();
        let room = room.saturating_sub(MARGIN + GAP * shown.saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }

    /// The columns that a column needs, or 0 where no row fills it.
    fn widest(&self, column: usize) -> usize {
        let widest = self.rows.iter().filter_map(|row| row.get(column)).map(Line::width).max().unwrap_or(0);
        if widest == 0 { 0 } else { widest.max(self.headings[column].len()) }
    }
}

fn join(cells: Vec<Line>, widths: &[usize]) -> Line {
    let mut line = Line::new(&" ".repeat(MARGIN), Style::new());
    for (cell, &width) in cells.into_iter().zip(widths).filter(|(_, width)| **width > 0) {
        line.append(cell.fit(width));
        line.push(&" ".repeat(GAP), Style::new());
    }
    line.trim_end()
}
