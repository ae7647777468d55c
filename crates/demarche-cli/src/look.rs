//! How wide is a line, and may it have colours?

use std::io;

use anstream::AutoStream;
use clap::{Args, ColorChoice};
use demarche::record::Look;

#[derive(Args)]
pub struct LookArgs {
    /// Colours: `auto` uses them on a terminal and minds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Columns of a line [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
}

impl LookArgs {
    /// The look on standard output, or in a file.
    pub fn look(&self, in_file: bool) -> Look {
        let columns = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        let terminal = if in_file { None } else { columns().filter(|width| *width > 0) };
        let width = self.width.map(usize::from).or(terminal).unwrap_or(Look::default().width);
        Look { width, color: self.color(in_file) }
    }

    fn color(&self, in_file: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => !in_file && AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        }
    }
}
