//! What only a person can know about a device, and how it is kept as text in the browser. It must never hold a
//! username: a confirmation is kept with the fingerprint of the facts it was given on, and nothing else.

use rules::{Confirmation, ItemId, Version};

/// The iOS version, as far as a person says; the DEP record never carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OsAnswer {
    /// Nobody said.
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

/// One thing that a person says.
#[derive(Clone, Debug, PartialEq)]
pub enum Say {
    /// This is (not) a first test round; holds for all devices.
    TestRound(bool),
    /// This device was (not) used before.
    Reused(bool),
    /// The iOS version of this device.
    Os(OsAnswer),
    /// The item holds, on these facts.
    Confirm(Confirmation),
    /// The item is no longer confirmed.
    TakeBack(ItemId),
}

/// What has to be written down again.
#[derive(Clone, Debug, PartialEq)]
pub enum Keep {
    /// The test round.
    TestRound(bool),
    /// The text of this device; empty when there is nothing to keep.
    Device(String),
}

/// Everything said so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// A first test round.
    pub test_round: bool,
    /// The device was used before.
    pub reused: bool,
    /// Its iOS version.
    pub os: OsAnswer,
    /// Items confirmed by hand, at most one confirmation for each.
    pub confirmations: Vec<Confirmation>,
}

impl Said {
    /// Reads what was kept. Words that this version does not know are left out.
    pub fn read(test_round: bool, text: &str) -> Said {
        let mut said = Said { test_round, ..Said::default() };
        for part in text.split(';') {
            match part.split_once('=') {
                Some(("reused", "1")) => said.reused = true,
                Some(("os", word)) => said.os = OsAnswer::parse(word),
                Some((word, fingerprint)) => {
                    let item = ItemId::ALL.into_iter().find(|item| item.word() == word);
                    if let (Some(item), false) = (item, fingerprint.is_empty()) {
                        said.confirm(Confirmation { item, fingerprint: fingerprint.to_owned() });
                    }
                }
                None => {}
            }
        }
        said
    }

    /// The text that keeps what was said about this device.
    pub fn to_text(&self) -> String {
        let mut parts = Vec::new();
        if self.reused {
            parts.push("reused=1".to_owned());
        }
        if self.os != OsAnswer::NotKnown {
            parts.push(format!("os={}", self.os.word()));
        }
        for confirmation in &self.confirmations {
            parts.push(format!("{}={}", confirmation.item.word(), confirmation.fingerprint));
        }
        parts.join(";")
    }

    /// Takes one thing said and answers what to write down.
    pub fn hear(&mut self, say: Say) -> Keep {
        match say {
            Say::TestRound(on) => {
                self.test_round = on;
                return Keep::TestRound(on);
            }
            Say::Reused(on) => self.reused = on,
            Say::Os(answer) => self.os = answer,
            Say::Confirm(confirmation) => self.confirm(confirmation),
            Say::TakeBack(item) => self.confirmations.retain(|one| one.item != item),
        }
        Keep::Device(self.to_text())
    }

    fn confirm(&mut self, confirmation: Confirmation) {
        self.confirmations.retain(|one| one.item != confirmation.item);
        self.confirmations.push(confirmation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confirmation(item: ItemId, fingerprint: &str) -> Confirmation {
        Confirmation { item, fingerprint: fingerprint.to_owned() }
    }

    #[test]
    fn what_was_said_survives_being_kept_as_text() {
        let mut said = Said::default();
        assert_eq!(said.hear(Say::TestRound(true)), Keep::TestRound(true));
        said.hear(Say::Reused(true));
        said.hear(Say::Os(OsAnswer::From13));
        said.hear(Say::Confirm(confirmation(ItemId::Agent, "0a1b")));
        let kept = said.hear(Say::Confirm(confirmation(ItemId::Reset, "ffee")));
        assert_eq!(kept, Keep::Device("reused=1;os=from-13;agent=0a1b;reset=ffee".to_owned()));
        assert_eq!(Said::read(true, &said.to_text()), said);
    }

    #[test]
    fn a_second_confirmation_of_an_item_replaces_the_first() {
        let mut said = Said::default();
        said.hear(Say::Confirm(confirmation(ItemId::Agent, "old")));
        said.hear(Say::Confirm(confirmation(ItemId::Agent, "new")));
        assert_eq!(said.to_text(), "agent=new");
    }

    #[test]
    fn taking_everything_back_leaves_nothing_to_keep() {
        let mut said = Said::read(false, "reused=1;os=before-13;reset=aa");
        said.hear(Say::Reused(false));
        said.hear(Say::Os(OsAnswer::NotKnown));
        assert_eq!(said.hear(Say::TakeBack(ItemId::Reset)), Keep::Device(String::new()));
    }

    #[test]
    fn strange_text_is_read_as_far_as_it_makes_sense() {
        let said = Said::read(false, ";;os=next;color=red;agent=;reset=aa;reused=yes;noise");
        assert_eq!(said, Said::read(false, "reset=aa"));
        assert_eq!(said.confirmations, vec![confirmation(ItemId::Reset, "aa")]);
    }
}
