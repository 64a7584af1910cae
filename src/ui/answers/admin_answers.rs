//! What an admin says about one device, as the rules and the surfaces need it. It must never hold a username: a confirmation
//! has the fingerprint of its facts and nothing else.

use rules::checklist::Scope;
use rules::{Confirmation, Item, Version};
use std::rc::Rc;

/// The iOS version of a device, by the admin's word. The DEP record never carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OsAnswer {
    /// No answer.
    #[default]
    NotKnown,
    /// Before iOS 13, where Apple leaves supervision and the mandatory flag to the profile.
    Before13,
    /// iOS 13 or later, where Apple forces both on.
    From13,
}

impl OsAnswer {
    /// All answers, in the order in which they are offered.
    pub const ALL: [OsAnswer; 3] = [OsAnswer::NotKnown, OsAnswer::Before13, OsAnswer::From13];

    /// The stable word: empty, `before-13`, `from-13`.
    pub fn word(self) -> &'static str {
        match self {
            OsAnswer::NotKnown => "",
            OsAnswer::Before13 => "before-13",
            OsAnswer::From13 => "from-13",
        }
    }

    /// Reads the stable word; anything else is as good as no answer.
    pub fn parse(word: &str) -> OsAnswer {
        Self::ALL.into_iter().find(|answer| answer.word() == word).unwrap_or_default()
    }

    /// A version that the rules judge like the answer.
    pub fn version(self) -> Option<Version> {
        match self {
            OsAnswer::NotKnown => None,
            OsAnswer::Before13 => Some(Version::of(&[12])),
            OsAnswer::From13 => Some(Version::of(&[13])),
        }
    }
}

/// One answer of the admin.
#[derive(Clone, Debug, PartialEq)]
pub enum AdminAnswer {
    /// This is (not) a test round; holds for all devices.
    TestRound(bool),
    /// This device was (not) used before.
    Reused(bool),
    /// The iOS version of this device.
    Os(OsAnswer),
    /// The item holds on these facts, on this device.
    Confirm(Confirmation),
    /// The item holds on every device that has these facts.
    ConfirmForAll(Confirmation),
    /// The item is no longer confirmed on these facts, wherever it was.
    TakeBack(Confirmation),
}

impl AdminAnswer {
    /// The answer that confirms an item as far as its facts reach.
    pub fn confirm(item: &Item) -> AdminAnswer {
        match item.scope {
            Scope::Device => AdminAnswer::Confirm(confirmation(item)),
            Scope::Profile | Scope::Server => AdminAnswer::ConfirmForAll(confirmation(item)),
        }
    }

    /// The answer that takes the confirmation of an item back.
    pub fn take_back(item: &Item) -> AdminAnswer {
        AdminAnswer::TakeBack(confirmation(item))
    }
}

fn confirmation(item: &Item) -> Confirmation {
    Confirmation { item: item.id, fingerprint: item.fingerprint.clone() }
}

/// Everything that the admin said about one device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdminAnswers {
    /// A test round.
    pub test_round: bool,
    /// Whether policies that need supervision will be applied; `None` when nobody said.
    pub dep_policies: Option<bool>,
    /// The device was used before.
    pub reused: bool,
    /// Its iOS version.
    pub os: OsAnswer,
    /// Confirmations of this device and those for all devices. Most devices have none of their own and share one list.
    pub confirmations: Rc<Vec<Confirmation>>,
}

impl AdminAnswers {
    /// Takes one answer.
    pub fn take(&mut self, answer: AdminAnswer) {
        match answer {
            AdminAnswer::TestRound(on) => self.test_round = on,
            AdminAnswer::Reused(on) => self.reused = on,
            AdminAnswer::Os(answer) => self.os = answer,
            AdminAnswer::Confirm(word) | AdminAnswer::ConfirmForAll(word) => {
                if !self.confirmations.contains(&word) {
                    Rc::make_mut(&mut self.confirmations).push(word);
                }
            }
            AdminAnswer::TakeBack(word) => {
                Rc::make_mut(&mut self.confirmations).retain(|known| *known != word);
            }
        }
    }
}
