//! Who signs, and when?
//!
//! A byline consists of nothing but signatures: agencies, names after "By", dates, and words such as "Updated". Any
//! other word in small letters makes the line a sentence.

use jiff::civil::Date;

use super::date;
use super::page::Page;
use super::token::{Token, ends_sentence, head, key, tokens};

/// Longer lines are no bylines.
const LONGEST: usize = 240;

/// What a byline tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Signature {
    pub agency: Option<String>,
    pub author: Option<String>,
    pub day: Option<Date>,
    /// Is the day one of a later change?
    pub later: bool,
    /// Are agency, date or "By" all there is, so that the line can be nothing else?
    pub certain: bool,
}

/// What a word of a byline does there.
#[derive(Clone, Copy, PartialEq)]
enum Task {
    By,
    Agency,
    Date,
    Time,
    Label,
    Other,
}

/// Reads a line as a byline; none if it is something else.
pub(super) fn read(line: &str, page: &Page) -> Option<Signature> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(signature) = desk(line, page) {
        return Some(signature);
    }
    if page.byline.lines.contains(&key(line)) {
        return Some(Signature { certain: true, ..Signature::default() });
    }
    let words = tokens(line);
    let mut signature = Signature::default();
    let tasks = tasks(&words, page, &mut signature);
    let has = |task| tasks.contains(&task);
    let others: Vec<&Token> = words.iter().zip(&tasks).filter(|(_, t)| **t == Task::Other).map(|(w, _)| w).collect();
    let names = others.len() <= 14 && others.iter().all(|w| in_names(w, page)) && !ends_sentence(line);
    if tasks.first() == Some(&Task::By) && names {
        signature.author = author(&words[1..], &tasks[1..], page);
        signature.certain = signature.author.is_some() || signature.agency.is_some();
        return signature.certain.then_some(signature);
    }
    signature.certain = others.is_empty() && (has(Task::Date) || has(Task::Agency));
    let parted = words.iter().any(|w| w.apart);
    let signed = names && others.len() <= 6 && (has(Task::Date) || (has(Task::Agency) && parted));
    (signature.certain || signed && !has(Task::By)).then_some(signature)
}

/// `Reporting by Jane Roe in Bree; Editing by John Doe`, with or without brackets.
pub(super) fn desk(line: &str, page: &Page) -> Option<Signature> {
    let line = line.trim_start_matches(['(', '[']);
    let lower = head(line, LONGEST).to_lowercase();
    let opening = page.byline.desk.of(&lower)?;
    let words = tokens(line);
    let skip = tokens(opening).len();
    let names = line.len() <= 2 * LONGEST && words.len() > skip && words.iter().skip(skip).all(|w| in_names(w, page));
    let mut signature = Signature { certain: true, ..Signature::default() };
    let tasks = tasks(&words, page, &mut signature);
    signature.author = words.get(skip..).zip(tasks.get(skip..)).and_then(|(w, t)| author(w, t, page));
    names.then_some(signature)
}

/// The agency or agencies in brackets: `AFP`, `Reuters/Xinhua`.
pub(super) fn agency(text: &str, page: &Page) -> Option<String> {
    let words = tokens(head(text, LONGEST));
    let whole = words.first().zip(words.last()).map(|(a, z)| a.span.to(z.span).of(text))?;
    let known = |s: &str| page.agencies.contains(s.trim());
    (known(whole) || whole.split(['/', ',', '&']).any(known)).then(|| whole.to_string())
}

/// Is the line a person's name and nothing else?
pub(super) fn is_name(line: &str, page: &Page) -> bool {
    let words = tokens(head(line, LONGEST));
    let known = |w: &Token| page.byline.small.contains(&w.key());
    (2..=5).contains(&words.len())
        && words.iter().all(|w| w.wordy() && !w.apart && (w.capital() || known(w)))
        && line.ends_with(char::is_alphabetic)
}

fn in_names(word: &Token, page: &Page) -> bool {
    word.capital() || page.byline.small.contains(&word.key()) || page.byline.labels.contains(&word.key())
}

/// The task of each word; what dates and agencies say goes into the signature.
fn tasks(words: &[Token], page: &Page, signature: &mut Signature) -> Vec<Task> {
    let mut tasks = Vec::with_capacity(words.len());
    let mut later = false;
    while let Some(word) = words.get(tasks.len()) {
        let rest = &words[tasks.len()..];
        let (task, count) = task(rest, tasks.is_empty(), page);
        match task {
            Task::Label => later = (later && !word.apart) || page.byline.later.contains(&word.key()),
            Task::Date => take_day(date::at(rest, page).and_then(|f| f.day), &mut later, signature),
            Task::Agency if signature.agency.is_none() => signature.agency = Some(join(&rest[..count])),
            _ => {}
        }
        tasks.extend(std::iter::repeat_n(task, count));
    }
    tasks
}

fn task(rest: &[Token], first: bool, page: &Page) -> (Task, usize) {
    let key = rest[0].key();
    if first && page.byline.by.contains(&key) {
        return (Task::By, 1);
    }
    if let Some(found) = date::at(rest, page) {
        return (Task::Date, found.words);
    }
    match (date::time_at(rest, page), agency_at(rest, page)) {
        (time @ 1.., _) => (Task::Time, time),
        (_, agency @ 1..) => (Task::Agency, agency),
        _ if page.byline.labels.contains(&key) => (Task::Label, 1),
        _ => (Task::Other, 1),
    }
}

/// The first day stands, but one of publication goes before one of change.
fn take_day(day: Option<Date>, later: &mut bool, signature: &mut Signature) {
    let Some(day) = day else { return };
    if signature.day.is_none() || (signature.later && !*later) {
        (signature.day, signature.later) = (Some(day), *later);
    }
    *later = false;
}

/// How many of these words are the name of an agency.
pub(super) fn agency_at(words: &[Token], page: &Page) -> usize {
    if !words.first().is_some_and(|w| page.agency_openers.contains(w.core)) {
        return 0;
    }
    let longest = page.longest_agency.min(words.len());
    (1..=longest).rev().find(|n| page.agencies.contains(&join(&words[..*n]))).unwrap_or(0)
}

fn join(words: &[Token]) -> String {
    words.iter().map(|w| w.core).collect::<Vec<_>>().join(" ")
}

/// The writer's name as it stands after "By": up to a comma, a bar, an agency, a date, or a word such as "in".
fn author(words: &[Token], tasks: &[Task], page: &Page) -> Option<String> {
    let over = |(i, (w, task)): (usize, (&Token, &Task))| {
        *task != Task::Other || (i > 0 && w.apart) || (page.byline.after_name.contains(&w.key()) && !w.capital())
    };
    let end = words.iter().zip(tasks).enumerate().position(over).unwrap_or(words.len());
    let name = &words[..end.min(10)];
    name.iter().any(Token::wordy).then(|| join(name))
}
