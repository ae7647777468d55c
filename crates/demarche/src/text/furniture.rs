//! What belongs to the page and not to the report?

use super::page::Page;
use super::token::{ends_sentence, head, key};

/// Is the paragraph page furniture: links, buttons, notices, rules?
pub(super) fn is_furniture(paragraph: &str, page: &Page) -> bool {
    if !paragraph.contains(char::is_alphanumeric) {
        return true;
    }
    let lower = head(paragraph, 240).to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
    let line = paragraph.len() <= 60 && page.furniture.lines.contains(&key(bare));
    line || is_address(paragraph) || opens(paragraph, &lower, page)
}

/// A link, a mail address or a handle, alone on its line.
fn is_address(paragraph: &str) -> bool {
    let link = ["http://", "https://", "www."].iter().any(|s| paragraph.starts_with(s));
    let mail = paragraph.len() <= 80 && paragraph.contains('@');
    (link || mail) && !paragraph.contains(char::is_whitespace)
}

/// Does the paragraph begin like furniture? Openings that could begin a sentence hold for lines without a full stop.
fn opens(paragraph: &str, lower: &str, page: &Page) -> bool {
    let Some(opening) = page.furniture.openings.of(lower) else { return false };
    let label = !opening.ends_with(char::is_alphanumeric);
    let words = paragraph.split_whitespace().take(41).count();
    let long_opening = opening.split(' ').count() > 2;
    words <= 40 && (label || long_opening || (words <= 12 && !ends_sentence(paragraph)))
}
