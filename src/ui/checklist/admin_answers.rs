//! The admin's answers to questions that no host can answer, and their form as text in the browser's storage. It must never
//! hold a username: a confirmation is stored with the fingerprint of its facts and nothing else.

use rules::{Confirmation, ItemId, Version, text};

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

/// An answer to be stored.
#[derive(Clone, Debug, PartialEq)]
pub enum StoredAnswer {
    /// The test round.
    TestRound(bool),
    /// The text of this device; empty when there is nothing to keep.
    Device(String),
}

/// All answers of the admin about one device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdminAnswers {
    /// A first test round.
    pub test_round: bool,
    /// The device was used before.
    pub reused: bool,
    /// Its iOS version.
    pub os: OsAnswer,
    /// Items confirmed by hand, at most one confirmation for each.
    pub confirmations: Vec<Confirmation>,
}

impl AdminAnswers {
    /// Reads the stored text. Parts that this version does not know are left out.
    pub fn read(test_round: bool, text: &str) -> AdminAnswers {
        let mut answers = AdminAnswers { test_round, ..AdminAnswers::default() };
        for part in text.split(';') {
            match part.split_once('=') {
                Some(("reused", "1")) => answers.reused = true,
                Some(("os", word)) => answers.os = OsAnswer::parse(word),
                Some((word, fingerprint)) => {
                    let item = ItemId::ALL.into_iter().find(|item| item.word() == word);
                    if let (Some(item), false) = (item, fingerprint.is_empty()) {
                        answers.confirm(Confirmation { item, fingerprint: fingerprint.to_owned() });
                    }
                }
                None => {}
            }
        }
        answers
    }

    /// The text to store for this device.
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
        text::join(&parts, ";")
    }

    /// Takes one answer and returns what has to be stored.
    pub fn take(&mut self, answer: AdminAnswer) -> StoredAnswer {
        match answer {
            AdminAnswer::TestRound(on) => {
                self.test_round = on;
                return StoredAnswer::TestRound(on);
            }
            AdminAnswer::Reused(on) => self.reused = on,
            AdminAnswer::Os(answer) => self.os = answer,
            AdminAnswer::Confirm(confirmation) => self.confirm(confirmation),
            AdminAnswer::TakeBack(item) => self.confirmations.retain(|one| one.item != item),
        }
        StoredAnswer::Device(self.to_text())
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
    fn answers_survive_a_round_trip_through_their_text() {
        let mut answers = AdminAnswers::default();
        assert_eq!(answers.take(AdminAnswer::TestRound(true)), StoredAnswer::TestRound(true));
        answers.take(AdminAnswer::Reused(true));
        answers.take(AdminAnswer::Os(OsAnswer::From13));
        answers.take(AdminAnswer::Confirm(confirmation(ItemId::Agent, "0a1b")));
        let stored = answers.take(AdminAnswer::Confirm(confirmation(ItemId::Reset, "ffee")));
        assert_eq!(
            stored,
            StoredAnswer::Device("reused=1;os=from-13;agent=0a1b;reset=ffee".to_owned())
        );
        assert_eq!(AdminAnswers::read(true, &answers.to_text()), answers);
    }

    #[test]
    fn a_second_confirmation_of_an_item_replaces_the_first() {
        let mut answers = AdminAnswers::default();
        answers.take(AdminAnswer::Confirm(confirmation(ItemId::Agent, "old")));
        answers.take(AdminAnswer::Confirm(confirmation(ItemId::Agent, "new")));
        assert_eq!(answers.to_text(), "agent=new");
    }

    #[test]
    fn answers_taken_back_leave_nothing_to_store() {
        let mut answers = AdminAnswers::read(false, "reused=1;os=before-13;reset=aa");
        answers.take(AdminAnswer::Reused(false));
        answers.take(AdminAnswer::Os(OsAnswer::NotKnown));
        assert_eq!(
            answers.take(AdminAnswer::TakeBack(ItemId::Reset)),
            StoredAnswer::Device(String::new())
        );
    }

    #[test]
    fn strange_text_is_read_as_far_as_it_makes_sense() {
        let answers =
            AdminAnswers::read(false, ";;os=next;color=red;agent=;reset=aa;reused=yes;noise");
        assert_eq!(answers, AdminAnswers::read(false, "reset=aa"));
        assert_eq!(answers.confirmations, vec![confirmation(ItemId::Reset, "aa")]);
    }
}
