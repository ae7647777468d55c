//! What is a verb most like that the lexicon does not list?
//!
//! A linear classifier, trained on the examples of the entries, looks at what the verb means where it stands, at what it
//! means by itself, at its object, and at what its relatives do: the verbs that mean nearly the same by WordNet. It is
//! asked about verbs with two coded parties alone, and what it answers counts where it is likely to be right and a
//! relative bears it out. The rule names that relative: `like: 19-fight.toml:12 shell (0.71)`.

use demarche_model::{Similar, VOTES};
use smol_str::SmolStr;

use super::listed::Listed;
use super::{Candidate, Proposer, Score};
use crate::Span;
use crate::event::lexicon::{Kind, Pos};
use crate::event::party::Parties;
use crate::event::scene::{Scene, questions};
use crate::event::trigger::Trigger;
use crate::event::{Known, Source};
use crate::grammar::Grammar;
use crate::mention::Mentions;
use crate::ontology::codes::Codes;
use crate::ontology::{Cameo, Root};
use crate::sentence::Upos;
use crate::sentence::stem::stems;
use crate::statement::Statement;

/// How much the relatives count beside the verb.
const KIN: f32 = 2.0;
/// What is less likely than this is not coded.
pub const LIKELY: f64 = 0.5;
/// Which acts are coded?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Coding {
    /// Those of words that the ontology lists.
    Dictionary,
    /// Also those of verbs that it does not list, by what they are like.
    #[default]
    Similar,
}

impl Coding {
    /// All there are, with the name by which users ask for it and one line about it.
    pub const ALL: [(Coding, &str, &str); 2] = [
        (Coding::Similar, "similar", "also verbs that the ontology does not list, like their nearest relatives"),
        (Coding::Dictionary, "dictionary", "only words that the ontology lists"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Coding::ALL.into_iter().find(|(coding, ..)| *coding == self).map_or("", |(_, name, _)| name)
    }
}

/// A verb as the classifier sees it, to train it and to measure it.
pub struct Sample {
    /// Where it stands.
    pub span: Span,
    /// Its dictionary form.
    pub lemma: SmolStr,
    /// The entry that codes it, as rules write it (`04-consult.toml:12`), and its code.
    pub entry: Option<(SmolStr, Cameo)>,
    /// May the classifier be asked about it?
    pub unlisted: bool,
    /// Has it two parties with codes?
    pub parties: bool,
    /// Has it an object?
    pub object: bool,
    /// What the classifier looks at.
    pub features: Vec<f32>,
}

/// Verbs that the ontology does not list, by what they are like.
pub struct Likely;

impl Proposer for Likely {
    fn propose(&self, word: usize, scene: &Scene) -> Vec<Candidate> {
        let asked = scene.known.coding == Coding::Similar;
        asked.then(|| Likeness(scene).candidate(word)).flatten().into_iter().collect()
    }
}

questions! {
    /// What is a verb like?
    Likeness
}

impl Likeness<'_> {
    fn candidate(&self, word: usize) -> Option<Candidate> {
        let verb = self.unlisted(word)?;
        Parties(self.0).coded_pair(word)?;
        let similar = self.known.model.similar.as_ref()?;
        let (root, certainty) = judge(similar, &self.features(word, &verb)?, self.codes)?;
        let probability = (similar.probability(certainty.into()) * 100.0).round() / 100.0;
        if probability < LIKELY {
            return None;
        }
        let code = self.codes.cameo(&format!("{root}0"))?;
        let (place, lemma) = self.relative(&verb, root)?;
        let source = Source::Likeness { place, lemma, probability };
        Some(Candidate {
            trigger: Trigger::unlisted(word, Kind::Verb),
            code,
            source,
            score: Score::likely(probability),
        })
    }

    /// The dictionary form of a verb that has relatives, of which neither lexicon nor cues know anything, and that names no
    /// act with another word.
    fn unlisted(&self, word: usize) -> Option<SmolStr> {
        let given = self.grammar.lemma(word);
        let carriers = &self.lexicon.carriers;
        let free = self.grammar.word(word).upos == Upos::Verb
            && self.grammar.relation(word) != "amod"
            && self.lexicon.entries_of(Kind::Verb, given).is_empty()
            && self.lexicon.governors_of(Pos::Verb, given).next().is_none()
            && !carriers.light.iter().chain(&carriers.inverse).any(|l| *l == given)
            && !self.statements.iter().any(|s| s.cue.as_ref().is_some_and(|c| c.contains(&word)));
        let form = self.grammar.word(word).form.to_lowercase();
        let stems = std::iter::once(given.to_string()).chain(stems(&form));
        let similar = self.known.model.similar.as_ref().filter(|_| free)?;
        stems.into_iter().find(|s| similar.knows(s)).map(SmolStr::from)
    }

    /// What the classifier looks at.
    fn features(&self, word: usize, verb: &str) -> Option<Vec<f32>> {
        let model = &self.known.model;
        let here = self.grammar.meanings.of(word)?;
        let object = self.grammar.object(word).first().map(|&o| model.meaning(self.grammar.lemma(o)));
        Some(Similar::features(here, model.meaning(verb), object, self.votes(verb)))
    }

    /// Each relative votes for the roots of its entries, or, where it has none, for no act; nearer ones count more.
    fn votes(&self, verb: &str) -> [f32; VOTES] {
        let mut votes = [0.0; VOTES];
        for (rank, relative) in self.relatives(verb).enumerate() {
            let weight = KIN / (1 + rank) as f32;
            let roots: Vec<usize> =
                self.lexicon.bare_verbs(relative).map(|e| usize::from(e.code.root().number())).collect();
            roots.iter().for_each(|&root| votes[root % VOTES] += weight / roots.len() as f32);
            votes[0] += if roots.is_empty() { weight } else { 0.0 };
        }
        votes
    }

    /// The nearest relative with an entry of a root.
    fn relative(&self, verb: &str, root: &str) -> Option<(SmolStr, SmolStr)> {
        let entry = |relative| self.lexicon.bare_verbs(relative).find(|e| Root::parse(root) == Some(e.code.root()));
        self.relatives(verb).find_map(|relative| Some((entry(relative)?.place(), relative.into())))
    }

    /// Verbs that mean nearly the same, from near to far.
    fn relatives<'s>(&'s self, verb: &str) -> impl Iterator<Item = &'s str> {
        self.known.model.similar.iter().flat_map(|similar| similar.relatives(verb))
    }

    fn sample(&self, word: usize) -> Option<Sample> {
        let entry = Listed(self.0).trigger(word).and_then(|t| self.entry(&t));
        let unlisted = self.unlisted(word);
        let lemma = unlisted.clone().unwrap_or_else(|| self.grammar.lemma(word).into());
        Some(Sample {
            span: self.grammar.word(word).span,
            features: self.features(word, &lemma)?,
            lemma,
            entry: entry.map(|e| (e.place(), e.code)),
            unlisted: unlisted.is_some(),
            parties: Parties(self.0).coded_pair(word).is_some(),
            object: !self.grammar.object(word).is_empty(),
        })
    }
}

/// The likeliest root of the likeliest PLOVER type, and how sure the classifier is of the type.
fn judge<'a>(similar: &'a Similar, features: &[f32], codes: &Codes) -> Option<(&'a str, f32)> {
    let plover = |root: &str| codes.get(root).and_then(|c| c.plover.clone());
    let all: Vec<(&str, Option<String>, f32)> =
        similar.certainties(features).map(|(root, c)| (root, plover(root), c)).collect();
    let of_type = |wanted: &Option<String>| all.iter().filter(|(_, t, _)| t == wanted).map(|(_, _, c)| c).sum::<f32>();
    let typed = all.iter().filter(|(_, t, _)| t.is_some());
    let best = typed.max_by(|a, b| of_type(&a.1).total_cmp(&of_type(&b.1)).then(a.2.total_cmp(&b.2)))?;
    Some((best.0, of_type(&best.1)))
}

/// All verbs of a report, as the classifier sees them.
pub fn samples(grammar: &Grammar, mentions: &Mentions, statements: &[Statement], known: &Known) -> Vec<Sample> {
    let scene = Scene::new(grammar, mentions, statements, known);
    let verbs = (0..grammar.words.len()).filter(|&w| grammar.word(w).upos == Upos::Verb);
    verbs.filter_map(|word| Likeness(&scene).sample(word)).collect()
}
