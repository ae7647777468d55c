//! By which letters does a code say who somebody is, and by which words what somebody does by saying something?
//!
//! The tables `world/sectors.csv`, `world/states.csv`, `world/organisations.csv`, `world/entities.csv` and
//! `english/stances.csv` make these values; nothing else can.

use std::fmt;
use std::hash::{Hash, Hasher};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use smol_str::SmolStr;

/// What somebody is, in CAMEO's three letters (`GOV`).
#[derive(Clone, Copy)]
pub struct Sector {
    letters: [u8; 3],
    /// Its row: the weightier, the smaller.
    weight: u8,
    nature: u8,
}

/// A state (`USA`), a body that is none (`IGOUNO`), or a kind of bodies across borders (`NGO`).
#[derive(Clone)]
pub struct Country {
    code: SmolStr,
    state: bool,
}

/// What somebody does by saying something: `assert`, `deny`, `promise`.
#[derive(Clone)]
pub struct Stance {
    name: SmolStr,
    judges: bool,
}

/// How something is said: aloud, in writing, or not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Saying {
    /// Said.
    #[default]
    Speech,
    /// Written.
    Writing,
    /// Thought or felt.
    Thought,
    /// Meant to be done.
    Intention,
    /// Ordered or ruled by office.
    Decree,
}

impl Saying {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Saying::Speech => "speech",
            Saying::Writing => "writing",
            Saying::Thought => "thought",
            Saying::Intention => "intention",
            Saying::Decree => "decree",
        }
    }
}

/// How a word that governs an act treats it: by a code of `compose.csv`, or by its status alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum GovernorKind {
    Intend,
    Promise,
    Agree,
    Propose,
    Appeal,
    Demand,
    Reject,
    Refuse,
    Threaten,
    Stopped,
    Actual,
    Possible,
    Negated,
    Denied,
    Alleged,
    Hypothetical,
    Conditional,
    Scheduled,
}

impl GovernorKind {
    /// As the tables write it, and as steps of a rule do.
    pub fn as_str(self) -> &'static str {
        match self {
            GovernorKind::Intend => "intend",
            GovernorKind::Promise => "promise",
            GovernorKind::Agree => "agree",
            GovernorKind::Propose => "propose",
            GovernorKind::Appeal => "appeal",
            GovernorKind::Demand => "demand",
            GovernorKind::Reject => "reject",
            GovernorKind::Refuse => "refuse",
            GovernorKind::Threaten => "threaten",
            GovernorKind::Stopped => "stopped",
            GovernorKind::Actual => "actual",
            GovernorKind::Possible => "possible",
            GovernorKind::Negated => "negated",
            GovernorKind::Denied => "denied",
            GovernorKind::Alleged => "alleged",
            GovernorKind::Hypothetical => "hypothetical",
            GovernorKind::Conditional => "conditional",
            GovernorKind::Scheduled => "scheduled",
        }
    }

    /// Is its result an act of the one who speaks? It has happened, whatever becomes of its content.
    pub fn is_speech(self) -> bool {
        use GovernorKind::{Appeal, Demand, Refuse, Reject, Threaten};
        matches!(self, Appeal | Demand | Reject | Refuse | Threaten)
    }

    /// Does it keep the code of what it governs, and change its status alone?
    pub fn keeps_code(self) -> bool {
        self >= GovernorKind::Actual
    }
}

impl fmt::Display for GovernorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the column `nature` of `world/sectors.csv` may say.
const NATURES: [&str; 3] = ["calling", "private", "state"];

impl Sector {
    /// A sector as its row has it; what is wrong in it comes back.
    pub(super) fn new(code: &str, weight: usize, nature: &[String]) -> Result<Sector, String> {
        let letters = <[u8; 3]>::try_from(code.as_bytes()).ok().filter(|l| l.iter().all(u8::is_ascii_uppercase));
        let letters = letters.ok_or_else(|| format!("`{code}` is no sector; it has three capitals, like `GOV`"))?;
        let mut sector = Sector { letters, weight: u8::try_from(weight).unwrap_or(u8::MAX), nature: 0 };
        for written in nature {
            let at = NATURES.iter().position(|n| n == written);
            let choices = || format!("unknown nature `{written}`; they are {}", NATURES.join(", "));
            sector.nature |= 1 << at.ok_or_else(choices)?;
        }
        Ok(sector)
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters).unwrap_or_default()
    }

    /// How much it weighs in a code: the less, the further in front it stands.
    pub fn weight(self) -> u8 {
        self.weight
    }

    /// Is it what one is whoever one works for: a judge, a doctor, a farmer?
    pub fn is_calling(self) -> bool {
        self.nature & 1 != 0
    }

    /// Is it one of private life? Who is known by these alone, and by no country and no name, is party to no event,
    /// save that crowds are in strife and protest.
    pub fn is_private(self) -> bool {
        self.nature & 2 != 0
    }

    /// Does it act for a state: is what its people do what the state does?
    pub fn is_state(self) -> bool {
        self.nature & 4 != 0
    }
}

impl Country {
    pub(super) fn new(code: &str, state: bool) -> Country {
        Country { code: code.into(), state }
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.code
    }

    /// Is it a state or territory? All else stands across borders.
    pub fn is_state(&self) -> bool {
        self.state
    }
}

impl Stance {
    pub(super) fn new(name: &str, judges: bool) -> Stance {
        Stance { name: name.into(), judges }
    }

    /// Its word.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Does it judge what is there anyway, at a time of its own?
    pub fn judges(&self) -> bool {
        self.judges
    }
}

/// Values that are compared, ordered, shown and written by their letters alone.
macro_rules! by_letters {
    ($($name:ident)*) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &$name) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &$name) -> std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )*};
}

pub(super) use by_letters;

by_letters! { Sector Country Stance }
