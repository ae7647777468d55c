//! On whose word?
//!
//! `KCNA quoted Kim as saying that …` holds two statements: what the agency wrote, and in it what Kim said.

use super::cue::Cues;
use super::{Statement, content, speaker};
use crate::mention::Mentions;
use crate::sentence::Sentences;

pub const QUOTED: &str = "quoted as saying";

/// Adds what somebody is quoted as saying, inside what the quoting says.
pub fn add(s: &Sentences, mentions: &Mentions, cues: &Cues, statements: &mut Vec<Statement>) {
    let found: Vec<Statement> = statements.iter().filter_map(|t| quoted(s, mentions, cues, t)).collect();
    for inner in found {
        let known = |t: &Statement| t.cue.as_ref().zip(inner.cue.as_ref()).is_some_and(|(a, b)| a.end > b.start && b.end > a.start);
        if !statements.iter().any(known) {
            let at = statements.partition_point(|t| t.content[0].start <= inner.content[0].start);
            statements.insert(at, inner);
        }
    }
}

/// The inner statement of `quoted X as saying …`.
fn quoted(s: &Sentences, mentions: &Mentions, cues: &Cues, outer: &Statement) -> Option<Statement> {
    let piece = outer.content.first()?;
    let saying = piece.clone().skip(1).find(|&i| s.words[i].xpos == "VBG" && s.words[i - 1].lemma == "as")?;
    let cue = cues.quoting(&s.words[saying].lemma)?;
    let quoted = piece.start.max(s.list[s.sentence_of(saying)].words.start)..saying - 1;
    let words = saying + 1..piece.end;
    let said = content::snapped(s, &[words], &[]);
    if quoted.is_empty() || said.is_empty() {
        return None;
    }
    let head = super::cue::head_of(s, &quoted);
    Some(Statement {
        kind: content::kind(s, &said),
        speaker: speaker::find(s, mentions, Some(&quoted), head, &said),
        cue: Some(saying - 1..saying + 1),
        addressee: None,
        medium: None,
        stance: cue.stance.clone(),
        act: cue.act.clone(),
        date: None,
        place: None,
        inside: None,
        rule: format!("{QUOTED} ({})", cue.place),
        probability: outer.probability,
        content: said,
    })
}
