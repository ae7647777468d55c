//! Who are I, we and you?
//!
//! In what is said they are who says it and who hears it. Outside of it, `I` is who wrote the report: who signs below,
//! whom its last paragraph is about, or whom the byline names.

use std::ops::Range;

use super::{Kind, Statement};
use crate::mention::{ActorId, ActorKind, Form, Meant, Mentions, Open, Party};
use crate::sentence::{Sentence, Sentences, Upos};

/// Speakers who are named by a pronoun are followed so far.
const DEEPEST: usize = 4;

/// Puts the open pronouns of a report to actors, where they are parties of statements too.
pub(super) fn settle(s: &Sentences, mentions: &Mentions, statements: &mut [Statement]) -> Vec<Meant> {
    let persons = Persons { s, mentions, statements };
    let parties: Vec<[Vec<ActorId>; 2]> =
        statements.iter().map(|t| [persons.speakers(t, 0), persons.hearers(t, 0)]).collect();
    let meant = mentions.open.iter().filter_map(|o| persons.mention(o)).collect();
    for (statement, [speakers, hearers]) in statements.iter_mut().zip(parties) {
        if let (Some(speaker), [first, also @ ..]) = (&mut statement.speaker, speakers.as_slice()) {
            (speaker.actor, speaker.also) = (Some(*first), also.to_vec());
        }
        if let Some(hearer) = &mut statement.addressee {
            hearer.actor = hearers.first().copied();
        }
        // `told me`, of nobody knows whom, is told nobody.
        statement.addressee.take_if(|h| h.actor.is_none() && mentions.open_at(h.words.start).is_some());
    }
    meant
}

struct Persons<'a> {
    s: &'a Sentences,
    mentions: &'a Mentions,
    statements: &'a [Statement],
}

impl Persons<'_> {
    fn mention(&self, open: &Open) -> Option<Meant> {
        let told = self.meant(open, 0);
        let actor = *told.first()?;
        let person = open.party == Party::I && self.mentions.actors[actor].kind == ActorKind::Person;
        let why = person.then(|| if self.is_said(open.word) { "speaker" } else { "author" });
        Some(Meant { word: open.word, actor, why })
    }

    /// All whom a pronoun means.
    fn meant(&self, open: &Open, depth: usize) -> Vec<ActorId> {
        let around = self.around(open.word);
        let speakers = || around.map(|t| self.speakers(t, depth)).unwrap_or_default();
        match open.party {
            Party::You => around.map(|t| self.hearers(t, depth)).unwrap_or_default(),
            Party::We => speakers(),
            Party::I if self.is_said(open.word) => {
                let before = || self.before(open.word).map(|t| self.speakers(t, depth)).unwrap_or_default();
                Some(speakers()).filter(|found| !found.is_empty()).unwrap_or_else(before)
            }
            Party::I => self.author(open.word).into_iter().collect(),
        }
    }

    /// Who makes a statement, where a pronoun names the speaker too.
    fn speakers(&self, statement: &Statement, depth: usize) -> Vec<ActorId> {
        let Some(speaker) = &statement.speaker else { return Vec::new() };
        match speaker.actor {
            Some(actor) => std::iter::once(actor).chain(speaker.also.iter().copied()).collect(),
            None => speaker.words.as_ref().map(|w| self.named_by(w, depth)).unwrap_or_default(),
        }
    }

    fn hearers(&self, statement: &Statement, depth: usize) -> Vec<ActorId> {
        let Some(hearer) = &statement.addressee else { return Vec::new() };
        hearer.actor.map_or_else(|| self.named_by(&hearer.words, depth), |actor| vec![actor])
    }

    fn named_by(&self, words: &Range<usize>, depth: usize) -> Vec<ActorId> {
        let open = self.mentions.open_at(words.start).filter(|_| words.len() == 1 && depth < DEEPEST);
        open.map(|o| self.meant(o, depth + 1)).unwrap_or_default()
    }

    /// The innermost statement in which a word is said.
    fn around(&self, word: usize) -> Option<&Statement> {
        super::around(self.statements, word).map(|number| &self.statements[number])
    }

    /// The last statement before in the same paragraph.
    fn before(&self, word: usize) -> Option<&Statement> {
        let begins = |t: &Statement| t.content.last().map(|c| c.start);
        let near = |t: &&Statement| begins(t).is_some_and(|c| c < word && self.part(c) == self.part(word));
        self.statements.iter().filter(near).max_by_key(|t| begins(t))
    }

    /// Does a word stand in what somebody says in these words?
    fn is_said(&self, word: usize) -> bool {
        let quoted = self.s.quotes.iter().any(|q| q.words.contains(&word));
        quoted || self.around(word).is_some_and(|t| t.kind == Kind::Direct)
    }

    fn part(&self, word: usize) -> usize {
        self.s.list[self.s.sentence_of(word)].part
    }

    fn author(&self, word: usize) -> Option<ActorId> {
        let below = || self.s.list.iter().filter(|t| t.part > self.part(word));
        let signed = below().filter(|t| self.is_signature(t)).find_map(|t| self.person_first_in(t));
        let last = below().find(|t| Some(t.part) == self.s.list.last().map(|l| l.part));
        let about = || last.and_then(|t| self.person_first_in(t).filter(|&id| self.is_first_met_in(id, t)));
        signed.or_else(about).or(self.mentions.author)
    }

    /// A paragraph of a name and hardly more.
    fn is_signature(&self, sentence: &Sentence) -> bool {
        let verb = |i: usize| matches!(self.s.word(i).upos, Upos::Verb | Upos::Aux);
        sentence.words.len() <= 9 && !sentence.words.clone().any(verb)
    }

    /// The person with whose full name a sentence begins.
    fn person_first_in(&self, sentence: &Sentence) -> Option<ActorId> {
        let list = &self.mentions.list;
        let first = list.partition_point(|m| m.words.start < sentence.words.start);
        let mut begin = list[first..].iter().take_while(|m| m.words.start == sentence.words.start);
        let person = |a: ActorId| self.mentions.actors[a].kind == ActorKind::Person;
        begin.find(|m| m.form == Form::Name && m.words.len() > 1 && person(m.actor)).map(|m| m.actor)
    }

    fn is_first_met_in(&self, actor: ActorId, sentence: &Sentence) -> bool {
        self.mentions.list.iter().all(|m| m.actor != actor || m.head >= sentence.words.start)
    }
}
