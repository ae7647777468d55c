//! Why is an event read as it is?

use std::fmt;

use smol_str::SmolStr;

use crate::ontology::GovernorKind;

/// Who told that a word names an act, and what changed its code, status or parties on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Why it is put to an event that was told before; none where it is told first.
    pub again: Option<Again>,
    /// Who told it.
    pub source: Source,
    /// What changed it, in order.
    pub steps: Vec<Step>,
}

/// Who tells that a word names an act.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// An entry of the ontology, as it stands there.
    Lexicon {
        /// Its file and line: `04-consult.toml:12`.
        place: SmolStr,
        /// Its word, as a lemma.
        lemma: SmolStr,
    },
    /// A governor by itself: `urged Harad to be patient`.
    Governor {
        /// Its file and line.
        place: SmolStr,
        /// Its word, as a lemma.
        lemma: SmolStr,
    },
    /// The likeness of a verb that the ontology does not list to one that it does.
    Likeness {
        /// The entry of the relative.
        place: SmolStr,
        /// The relative.
        lemma: SmolStr,
        /// How likely the type is right.
        probability: f64,
    },
    /// A word that may stand for an act told before.
    StandIn(Again, SmolStr),
}

/// Why a telling is put to an event that was told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Again {
    DefiniteNoun,
    Pronoun,
    VagueNoun,
    Headline,
    SameParties,
}

/// What changed an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `did not fail to come`: came.
    NotNot,
    /// `should Gondor attack`.
    Inverted,
    /// An aim.
    Purpose,
    /// `An attack would hurt trade`.
    Supposed,
    /// `is to visit`.
    BeTo,
    /// `no attack`.
    No,
    /// A word that negates.
    Negated,
    /// A word that makes the clause a condition.
    ConditionalClause,
    /// A condition on the act.
    Condition,
    /// A word that says how the act stands to the facts.
    Stands(GovernorKind),
    /// Who rejects a charge denies the deed.
    ChargeRejected,
    /// A word that makes another act of it.
    Composed(GovernorKind, SmolStr),
    /// What is to come.
    Will,
    /// What has to be.
    Must,
    /// It is asked whether.
    Question,
    /// It stands in the condition of another.
    InCondition,
    /// Its parties are those of an event told before.
    Borrowed,
}

impl Rule {
    /// Told first, and nothing changed it.
    pub fn new(source: Source) -> Rule {
        Rule { again: None, source, steps: Vec::new() }
    }
}

impl Source {
    /// The word of the ontology by which it is told.
    pub fn lemma(&self) -> &str {
        match self {
            Source::Lexicon { lemma, .. } | Source::Governor { lemma, .. } | Source::Likeness { lemma, .. } => lemma,
            Source::StandIn(_, lemma) => lemma,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(again) = self.again {
            write!(f, "{again}; ")?;
        }
        write!(f, "{}", self.source)?;
        self.steps.iter().try_for_each(|step| write!(f, "; {step}"))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Lexicon { place, lemma } | Source::Governor { place, lemma } => write!(f, "{place} {lemma}"),
            Source::Likeness { place, lemma, probability } => write!(f, "like: {place} {lemma} ({probability:.2})"),
            Source::StandIn(again, lemma) => write!(f, "{again} {lemma}"),
        }
    }
}

impl fmt::Display for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Again::DefiniteNoun => "definite noun",
            Again::Pronoun => "pronoun",
            Again::VagueNoun => "vague noun",
            Again::Headline => "headline and lead",
            Again::SameParties => "same act, same parties",
        })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::NotNot => "not not",
            Step::Inverted => "verb before subject",
            Step::Purpose => "purpose",
            Step::Supposed => "what would follow",
            Step::BeTo => "be to",
            Step::No => "no",
            Step::Negated => "negated",
            Step::ConditionalClause => "conditional clause",
            Step::Condition => "condition",
            Step::Stands(kind) => kind.as_str(),
            Step::ChargeRejected => "charge rejected",
            Step::Composed(kind, lemma) => return write!(f, "{kind} {lemma}"),
            Step::Will => "will",
            Step::Must => "must",
            Step::Question => "question",
            Step::InCondition => "in a condition",
            Step::Borrowed => "parties as told before",
        })
    }
}
