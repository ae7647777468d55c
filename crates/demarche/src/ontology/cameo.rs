//! What kind of act does a CAMEO code stand for?
//!
//! The table `events/codes.csv` makes the codes, and says in `nature` and `parties` what rules ask of them. What it says of a
//! code holds for all codes that begin with it.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize, Serializer};

use super::values::by_letters;

/// A code of CAMEO (`036`), as its table has it: small, and compared by its digits.
#[derive(Clone, Copy)]
pub struct Cameo {
    /// Two to four, with zero bytes behind them.
    digits: [u8; 4],
    quad: Quad,
    traits: u32,
}

/// The first two digits of a code (`03`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root(u8);

/// Verbal and material cooperation and conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Quad {
    /// Words that bring parties closer.
    #[serde(rename = "verbal cooperation")]
    VerbalCooperation,
    /// Deeds that bring parties closer.
    #[serde(rename = "material cooperation")]
    MaterialCooperation,
    /// Words against somebody.
    #[serde(rename = "verbal conflict")]
    VerbalConflict,
    /// Deeds against somebody.
    #[serde(rename = "material conflict")]
    MaterialConflict,
}

/// The traits that codes may have: how the table writes each, and the question that rules ask.
macro_rules! traits {
    ($($(#[$doc:meta])* $variant:ident $written:literal $question:ident;)*) => {
        /// What the columns `nature` and `parties` of the table may say of a code.
        #[derive(Clone, Copy)]
        enum Trait {
            $($variant,)*
        }

        impl Trait {
            const ALL: &[(&str, Trait)] = &[$(($written, Trait::$variant),)*];
        }

        impl Cameo {
            $($(#[$doc])*
            pub fn $question(self) -> bool {
                self.has(Trait::$variant)
            })*
        }
    };
}

traits! {
    // Column `nature`.
    /// Is it a statement that says no more of itself?
    Statement "statement" is_statement;
    /// Is it a talk, a meeting, a visit, a mediation?
    Talk "talk" is_talk;
    /// Is it help in goods, money, troops or shelter?
    Aid "aid" is_aid;
    /// Does it lay something to somebody's charge?
    Accusation "accusation" is_accusation;
    /// Does it turn somebody or something down?
    Refusal "refusal" is_refusal;
    /// Is it a threat?
    Threat "threat" is_threat;
    /// Does it make forces ready? They stand against others, never against one's own.
    Posture "posture" is_posture;
    /// Is it cooperation, in word or deed: what one promises, refuses or is asked for?
    Cooperation "cooperation" is_cooperation;
    /// Does it give a word on what one will do? Its status tells of what the word is about.
    Pledge "pledge" is_pledge;
    /// Does it ask those in power for something, as people of any calling may?
    Petition "petition" is_petition;
    /// Does it put a claim on another, which stands once it is made: an appeal, a demand, a refusal, a threat?
    Claim "claim" is_claim;
    /// Is it done by the words that tell it?
    Spoken "spoken" is_spoken;
    /// Is each saying of it an act of its own? Who warns twice has warned twice.
    Saying "saying" is_saying;
    /// Is it done by voicing it: is to offer it to do it?
    Voiced "voiced" is_voiced;
    /// Does it judge what another did: is it to him who did it, never to those whom it struck?
    Judgement "judgement" is_judgement;
    /// Is it what private people do among each other every day: talks, praise, regrets?
    Courtesy "courtesy" is_courtesy;
    /// Is it a deed that lands on somebody?
    Directed "directed" is_directed;
    /// Is it against somebody: a threat, or any deed of conflict?
    Hostile "hostile" is_hostile;
    /// Is it open conflict inside or between states, in which crowds count as parties?
    Strife "strife" is_strife;
    /// Is it coercion or violence, whose names have victims?
    Force "force" is_force;
    /// Is it violence?
    Violence "violence" is_violence;
    // Column `parties`.
    /// Is it told only with a recipient?
    NeedsRecipient "recipient" needs_recipient;
    /// Is it told only with a partner, where a verb tells it of one party that is not said to do it with another?
    NeedsPartner "partner" needs_partner;
    /// May a noun that is what its clause speaks of name one party alone?
    NeedsEither "either" needs_either;
    /// Is it whole with who does it?
    NeedsActor "actor" needs_actor;
    /// Is it whole without any party, where a place is told?
    NeedsNone "none" needs_none;
}

impl Cameo {
    /// A code of digits, with what its row and the rows of its beginnings say of it.
    pub(super) fn new(code: &str, quad: Quad) -> Option<Cameo> {
        let bytes = code.as_bytes();
        let root = (2..=4).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit);
        let digit = |at: usize| bytes.get(at).copied().unwrap_or(0);
        root.then(|| Cameo { digits: std::array::from_fn(digit), quad, traits: 0 })
    }

    /// Adds traits as the table writes them; one that is unknown comes back.
    pub(super) fn add_traits(&mut self, cells: &str) -> Result<(), String> {
        for written in cells.split(';').filter(|t| !t.is_empty()) {
            let known = Trait::ALL.iter().find(|(name, _)| *name == written);
            self.traits |= known.map(|(_, t)| 1 << *t as u32).ok_or_else(|| written.to_string())?;
        }
        Ok(())
    }

    /// Adds the traits of a code that stands for all that begin with it.
    pub(super) fn inherit(&mut self, above: Cameo) {
        self.traits |= above.traits;
    }

    /// The names of all traits.
    pub(super) fn traits() -> impl Iterator<Item = &'static str> {
        Trait::ALL.iter().map(|(name, _)| *name)
    }

    fn has(self, wanted: Trait) -> bool {
        self.traits & 1 << wanted as u32 != 0
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        let end = self.digits.iter().position(|&d| d == 0).unwrap_or(self.digits.len());
        std::str::from_utf8(&self.digits[..end]).unwrap_or_default()
    }

    /// Its first two digits.
    pub fn root(self) -> Root {
        Root((self.digits[0] - b'0') * 10 + (self.digits[1] - b'0'))
    }

    /// Verbal or material, cooperation or conflict.
    pub fn quad(self) -> Quad {
        self.quad
    }

    /// Does it fall under another code, or is it the same?
    pub fn is_under(self, other: Cameo) -> bool {
        self.as_str().starts_with(other.as_str())
    }

    /// Does it name its root and say no more (`190`)?
    pub fn is_general(self) -> bool {
        matches!(self.digits, [_, _, b'0', 0])
    }
}

by_letters! { Cameo }

impl Root {
    /// A root that is written in two digits.
    pub fn parse(written: &str) -> Option<Root> {
        let digits = written.len() == 2 && written.bytes().all(|b| b.is_ascii_digit());
        written.parse().ok().filter(|_| digits).map(Root)
    }

    /// From 1 to 20.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

impl Quad {
    /// All of them, in the order in which other data sets count them from 1.
    pub const ALL: [Quad; 4] =
        [Quad::VerbalCooperation, Quad::MaterialCooperation, Quad::VerbalConflict, Quad::MaterialConflict];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Quad::VerbalCooperation => "verbal cooperation",
            Quad::MaterialCooperation => "material cooperation",
            Quad::VerbalConflict => "verbal conflict",
            Quad::MaterialConflict => "material conflict",
        }
    }
}

impl fmt::Display for Quad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
