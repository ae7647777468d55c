//! Does every cue tell of a statement where its examples say so?

use crate::grammar::Grammar;
use crate::ontology::Failure;
use crate::statement::cue::FILE;
use crate::statement::{Example, Statement, Tells};
use crate::{Report, World, sentence, text};

/// How many examples the cues carry.
pub fn count(world: &World) -> usize {
    world.cues.examples.iter().map(|e| e.reads.len() + e.passes.len()).sum()
}

/// Reads every example. One of `reads` tells by its entry's words what such words tell: who says what, through what it is
/// said, that it is not said, that whoever says it is not named. One of `passes` does not.
pub fn check(world: &World) -> Vec<Failure> {
    let reads = |e: &'_ Example| e.reads.iter().filter_map(|s| failure(world, e, s, true)).collect::<Vec<_>>();
    let passes = |e: &'_ Example| e.passes.iter().filter_map(|s| failure(world, e, s, false)).collect::<Vec<_>>();
    world.cues.examples.iter().flat_map(|e| [reads(e), passes(e)].concat()).collect()
}

fn failure(world: &World, entry: &Example, example: &str, wanted: bool) -> Option<Failure> {
    let report = Report { text: example.to_string(), ..Report::default() };
    let text = text::clean(&report, &world.page);
    let sentences = sentence::parse(&text, &world.model, &world.words);
    let grammar = Grammar::new(&sentences, &world.grammar);
    let (_, statements) = world.spoken(&text, &grammar);
    let own = format!("cues.toml:{}", entry.line);
    let whole: Vec<&Statement> = statements.iter().filter(|t| t.speaker.is_some() || !wanted).collect();
    let told = told(entry.tells, &grammar, &whole, world).contains(&own);
    (told != wanted).then(|| Failure {
        file: FILE.to_string(),
        line: entry.line,
        sentence: example.to_string(),
        wanted: wanted.then(|| format!("{:?} by {own}", entry.tells)),
        found: statements.iter().map(|t| shown(&grammar, t)).collect(),
    })
}

/// The entries that tell something of this kind.
fn told(tells: Tells, s: &Grammar, statements: &[&Statement], world: &World) -> Vec<String> {
    let cues = &world.cues;
    let named = |t: &Statement| t.rule.split([' ', ';', '(', ')']).map(str::to_string).collect::<Vec<_>>();
    match tells {
        Tells::Saying => statements.iter().flat_map(|t| named(t)).collect(),
        Tells::Medium => {
            let media = statements.iter().filter_map(|t| t.medium.clone()).flatten();
            media.flat_map(|i| cues.media_of(&s.word(i).lemma)).cloned().collect()
        }
        Tells::Silence => {
            let silent = statements.iter().filter(|t| t.stance == "silence").filter_map(|t| t.cue.as_ref());
            silent.filter_map(|cue| cues.silence_of(s, cue, s.top(cue))).map(str::to_string).collect()
        }
        // Beside something that is said, and no statement of its own.
        Tells::Anonymity => {
            let free = |i: &usize| statements.iter().filter_map(|t| t.cue.as_ref()).all(|cue| !cue.contains(i));
            let words = (0..s.words.len()).filter(|i| !statements.is_empty() && free(i));
            words.filter_map(|i| cues.anonymity_of(s, &(i..i + 1), i)).map(str::to_string).collect()
        }
    }
}

/// A statement as one line.
fn shown(s: &Grammar, t: &Statement) -> String {
    let words =
        |r: &std::ops::Range<usize>| s.words[r.clone()].iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
    let speaker =
        t.speaker.as_ref().map_or_else(|| "nobody".to_string(), |p| p.words.as_ref().map_or_else(String::new, words));
    let content: Vec<String> = t.content.iter().map(words).collect();
    format!("{} by {speaker}: {} ({})", t.stance, content.join(" … "), t.rule)
}
