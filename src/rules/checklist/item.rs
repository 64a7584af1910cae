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

impl ItemId {
    /// How far a confirmation of the item counts. The facts in its fingerprint are those of this scope.
    pub(super) fn scope(self) -> Scope {
        match self {
            ItemId::Supervised | ItemId::Mandatory | ItemId::Current => Scope::Profile,
            ItemId::Assigned | ItemId::User | ItemId::Reset => Scope::Device,
            ItemId::Agent => Scope::Server,
        }
    }
}

words! {
    /// How far a confirmation counts. A caller passes it for every device in the scope, so that nobody is asked twice; its
    /// fingerprint voids it where the facts of the item are others.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Scope {
        /// For one device.
        Device = "device",
        /// For all devices on the same profile and platform.
        Profile = "profile",
        /// For all devices of the server.
        Server = "server",
    }
}

words! {
    /// Whether a device can be handed out.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum DeviceReadiness {
        /// No item is open.
        Ready = "ready",
        /// Somebody must act: at least one cause fails.
        ToDo = "to-do",
        /// Nothing fails, but the facts of at least one cause do not tell.
        CannotTell = "cannot-tell",
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
    /// The item that keeps this one open: settling that one settles this one, or raises a question of its own. `None` for
    /// an item that is not open, or open for a cause of its own.
    pub because: Option<ItemId>,
    /// Whether a person may confirm it by hand.
    pub confirmable: bool,
    /// How far such a confirmation counts.
    pub scope: Scope,
    /// A hash of the facts behind the verdict. A confirmation with another fingerprint is void.
    pub fingerprint: String,
}

impl Item {
    /// Whether the item is open for a cause of its own, so that a person must settle it.
    pub fn is_cause(&self) -> bool {
        self.verdict.is_open() && self.because.is_none()
    }

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
    /// Whether the device can be handed out, or what keeps it back.
    pub readiness: DeviceReadiness,
    /// No item is open: the device can be handed out.
    pub ready: bool,
    /// How many causes keep the device back. One cause may keep several items open; it counts once.
    pub open: usize,
}

impl Checklist {
    /// Puts judged items together.
    pub(super) fn of(items: Vec<Item>) -> Checklist {
        let causes = || items.iter().filter(|item| item.is_cause());
        let open = causes().count();
        let readiness = if causes().any(|cause| cause.verdict == Verdict::Fail) {
            DeviceReadiness::ToDo
        } else if open > 0 {
            DeviceReadiness::CannotTell
        } else {
            DeviceReadiness::Ready
        };
        Checklist { readiness, ready: readiness == DeviceReadiness::Ready, open, items }
    }

    /// The items that a person must settle, in order: open, and for a cause of their own.
    ///
    /// ```
    /// use rules::checklist::{Facts, ItemId, Status, evaluate};
    ///
    /// // Without a profile nobody can say whether the profile is supervised, but that is not a second thing to do.
    /// let facts = Facts { status: Status::Empty, no_enrollment: true, ..Facts::default() };
    /// let checklist = evaluate(&facts, &[]);
    /// let causes: Vec<ItemId> = checklist.causes().map(|item| item.id).collect();
    /// assert_eq!(causes, [ItemId::Assigned]);
    /// assert_eq!(checklist.items[0].because, Some(ItemId::Assigned));
    /// ```
    pub fn causes(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_cause())
    }
}
