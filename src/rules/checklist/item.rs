//! The words and types of the judged checklist. It must never judge.

use crate::catalogue::TODO;
use crate::prelude::*;
use crate::problem::Params;
use crate::words::words;

words! {
    /// The outcome of an item.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Verdict {
        /// It holds.
        Pass = "pass",
        /// It does not hold; the device must not be handed out.
        Fail = "fail",
        /// Legal, but the admin should know; does not block.
        Warning = "warning",
        /// Nobody can tell from the facts; blocks until a person confirms.
        Unknown = "unknown",
        /// The item does not concern this device.
        NotApplicable = "not-applicable",
        /// A person confirmed it, on the facts as they are now.
        Confirmed = "confirmed",
    }
}

impl Verdict {
    /// Whether an item with this verdict keeps the device from being handed out.
    pub fn is_open(self) -> bool {
        matches!(self, Verdict::Fail | Verdict::Unknown)
    }
}

words! {
    /// The seven items, in the order of the product's "Before enroll checklist".
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum ItemId {
        /// 1. The profile is supervised, where DEP policies need it.
        Supervised = "supervised",
        /// 2. In a first test round the profile is not mandatory.
        Mandatory = "mandatory",
        /// 3. After a profile edit the device was reassigned to the new UUID.
        Current = "current",
        /// 4. A profile is assigned.
        Assigned = "assigned",
        /// 5. Exactly one of username and login required.
        User = "user",
        /// 6. If the agent is installed, it is published, configured and compatible.
        Agent = "agent",
        /// 7. A device that was used before was factory-reset.
        Reset = "reset",
    }
}

words! {
    /// Where a fact came from, so that a face can show how old it is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Source {
        /// The device record of the host.
        Device = "device",
        /// The list of profiles.
        Profiles = "profiles",
        /// The enrollment fields.
        Enrollment = "enrollment",
        /// The user directory.
        Users = "users",
        /// The host's readiness answer.
        Readiness = "readiness",
        /// A person's word (test round, reused, OS version).
        Person = "person",
    }
}

words! {
    /// What takes an admin to the repair.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Fix {
        /// Open the assign dialog.
        AssignProfile = "assign-profile",
        /// Remove the superseded assignment and assign the successor.
        Reassign = "reassign",
        /// Go to the username field.
        EditUser = "edit-user",
        /// Go to the agent field.
        EditAgent = "edit-agent",
        /// Confirm by hand.
        Confirm = "confirm",
        /// Read the facts again.
        Refresh = "refresh",
    }
}

/// A person's word for one item, valid only for the facts it was given on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The item.
    pub item: ItemId,
    /// [`Item::fingerprint`] when the word was given.
    pub fingerprint: String,
}

/// One judged item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which one.
    pub id: ItemId,
    /// Its outcome.
    pub verdict: Verdict,
    /// Why: the stable code of the deciding fact, `checklist.<item>.<reason>`. [`crate::catalogue`] has its sentence and
    /// what to do about it.
    pub code: &'static str,
    /// The parameters of the sentence.
    pub params: Params,
    /// Where the deciding fact came from.
    pub source: Source,
    /// Seconds since that source was read.
    pub age: Option<u32>,
    /// The way to the repair.
    pub fix: Option<Fix>,
    /// Whether a person may confirm it by hand.
    pub confirmable: bool,
    /// A hash of the facts behind the verdict. A confirmation with another fingerprint is void.
    pub fingerprint: String,
}

impl Item {
    /// The code of the sentence that says what to do. Not every item has such a sentence.
    ///
    /// ```
    /// use rules::{Facts, catalogue, checklist::evaluate};
    ///
    /// let item = &evaluate(&Facts::default(), &[]).items[4];
    /// assert_eq!(item.todo_code(), "checklist.user.unread.todo");
    /// assert_eq!(catalogue::english(&item.todo_code()), Some("Read the device again."));
    /// ```
    pub fn todo_code(&self) -> String {
        [self.code, TODO].concat()
    }
}

/// The judged checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// The seven items, in order.
    pub items: Vec<Item>,
    /// No item is open: the device can be handed out.
    pub ready: bool,
    /// How many items are open.
    pub open: usize,
}
