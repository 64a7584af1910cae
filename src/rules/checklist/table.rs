//! The decision table of the checklist: for each item the reasons it can come to, and when. It must never look at a fact
//! itself: all it knows are the fields that [`super::known`] made of them.
//!
//! An item comes to the reason of its first row that fits, else to the last one. That makes the order of the rows part of
//! the rules: a row needs to tell its case only from those below it.

use super::known::*;
use super::{Fix, ItemId, Source, Verdict};
use crate::catalogue::known;
use Field::{
    AgentCompatible, AgentConfigured, AgentPublished, AgentRelease, AgentRequired, Mandatory,
    Platform, Policies, Profile, Reused, Status, Supervised, TestRound, Used, User, UserExists,
};
use Fix::{AssignProfile, Confirm, EditAgent, EditUser, Reassign, Refresh};
use Source::{Device, Enrollment, Person, Profiles, Readiness, Users};

/// What an item can come to: everything but a person's word.
pub(super) struct Reason {
    pub(super) code: &'static str,
    /// The texts that its sentence needs.
    pub(super) said: Texts,
    pub(super) verdict: Verdict,
    pub(super) source: Source,
    pub(super) fix: Option<Fix>,
    pub(super) confirmable: bool,
}

/// One case: the field has one of these values.
struct Row(Field, Values, Reason);

/// How an item is judged.
pub(super) struct Rule {
    pub(super) item: ItemId,
    rows: &'static [Row],
    otherwise: Reason,
    /// What a confirmation is given on, beside the reason that the item came to.
    pub(super) fields: &'static [Field],
    pub(super) texts: Texts,
}

impl Rule {
    /// The reason of the first row that fits.
    pub(super) fn reason(&self, known: &Known) -> &Reason {
        for Row(field, values, reason) in self.rows {
            if known.field(*field) & values != 0 {
                return reason;
            }
        }
        &self.otherwise
    }
}

/// The rules of the items, in their order.
pub(super) static TABLE: [Rule; 7] = [
    SUPERVISED_RULE,
    MANDATORY_RULE,
    CURRENT_RULE,
    ASSIGNED_RULE,
    USER_RULE,
    AGENT_RULE,
    RESET_RULE,
];

/// What ties a device to a profile.
const ASSIGNMENT: Texts = STATUS | UUID | CURRENT_UUID;

/// The profile is supervised, where policies need it. A UUID may stand in the record of a device whose assignment was
/// removed, so the status has the last word.
const SUPERVISED_RULE: Rule = Rule {
    item: ItemId::Supervised,
    rows: &[
        Row(
            Status,
            EMPTY | REMOVED,
            unknown("checklist.supervised.no-profile", Device, AssignProfile),
        ),
        Row(Profile, NO_UUID, unknown("checklist.supervised.no-profile", Device, AssignProfile)),
        Row(Supervised, YES, pass("checklist.supervised.on", Profiles).saying(PROFILE)),
        Row(Policies, NO, not_applicable("checklist.supervised.not-needed", Person)),
        Row(
            Platform,
            FORCED,
            not_applicable("checklist.supervised.forced", Person).saying(OS_VERSION),
        ),
        Row(Profile, SUCCESSOR, unknown("checklist.supervised.superseded", Profiles, Reassign)),
        Row(Profile, UNLISTED, unknown("checklist.supervised.superseded", Profiles, AssignProfile)),
        Row(
            Profile,
            UNREAD,
            unknown("checklist.supervised.unread", Profiles, Refresh).confirmable(),
        ),
        Row(
            Supervised,
            UNSAID,
            unknown("checklist.supervised.not-said", Profiles, Confirm)
                .confirmable()
                .saying(PROFILE),
        ),
        Row(
            Platform,
            UNVERSIONED,
            unknown("checklist.supervised.version-unknown", Device, Confirm)
                .confirmable()
                .saying(PROFILE),
        ),
        Row(
            Platform,
            OTHER_OS | NO_OS,
            unknown("checklist.supervised.platform-unknown", Device, Confirm)
                .confirmable()
                .saying(PROFILE),
        ),
    ],
    otherwise: fail("checklist.supervised.off", Profiles, AssignProfile).saying(PROFILE),
    fields: &[Supervised, Policies],
    texts: ASSIGNMENT | OS | OS_VERSION,
};

/// In a first test round the profile is not mandatory.
const MANDATORY_RULE: Rule = Rule {
    item: ItemId::Mandatory,
    rows: &[
        Row(TestRound, NO | UNSAID, not_applicable("checklist.mandatory.not-test-round", Person)),
        Row(
            Status,
            EMPTY | REMOVED,
            unknown("checklist.mandatory.no-profile", Device, AssignProfile),
        ),
        Row(Profile, NO_UUID, unknown("checklist.mandatory.no-profile", Device, AssignProfile)),
        Row(Platform, FORCED, warning("checklist.mandatory.forced", Person).saying(OS_VERSION)),
        Row(Profile, SUCCESSOR, unknown("checklist.mandatory.superseded", Profiles, Reassign)),
        Row(Profile, UNLISTED, unknown("checklist.mandatory.superseded", Profiles, AssignProfile)),
        Row(
            Profile,
            UNREAD,
            unknown("checklist.mandatory.unread", Profiles, Refresh).confirmable(),
        ),
        Row(
            Mandatory,
            UNSAID,
            unknown("checklist.mandatory.not-said", Profiles, Confirm)
                .confirmable()
                .saying(PROFILE),
        ),
        Row(
            Mandatory,
            YES,
            fail("checklist.mandatory.on", Profiles, AssignProfile).saying(PROFILE),
        ),
        Row(
            Platform,
            UNVERSIONED | NO_OS,
            warning("checklist.mandatory.version-unknown", Device).saying(PROFILE),
        ),
    ],
    otherwise: pass("checklist.mandatory.off", Profiles).saying(PROFILE),
    fields: &[Mandatory],
    texts: ASSIGNMENT | OS | OS_VERSION,
};

/// After an edit of the profile the device was reassigned to the new UUID.
const CURRENT_RULE: Rule = Rule {
    item: ItemId::Current,
    rows: &[
        Row(Status, EMPTY, not_applicable("checklist.current.no-profile", Device)),
        Row(Profile, NO_UUID, not_applicable("checklist.current.no-profile", Device)),
        Row(Status, REMOVED, fail("checklist.current.removed", Device, AssignProfile)),
        Row(Profile, CURRENT, pass("checklist.current.current", Profiles).saying(PROFILE)),
        Row(
            Profile,
            FETCHED_SUCCESSOR,
            fail("checklist.current.superseded-pushed", Profiles, Reassign).saying(PROFILE),
        ),
        Row(
            Profile,
            SUCCESSOR,
            fail("checklist.current.superseded", Profiles, Reassign).saying(PROFILE),
        ),
        Row(
            Profile,
            FETCHED_UNLISTED,
            fail("checklist.current.unlisted-pushed", Profiles, AssignProfile),
        ),
        Row(Profile, UNLISTED, fail("checklist.current.unlisted", Profiles, AssignProfile)),
    ],
    otherwise: unknown("checklist.current.unread", Profiles, Refresh).confirmable(),
    fields: &[],
    texts: ASSIGNMENT,
};

/// A profile is assigned.
const ASSIGNED_RULE: Rule = Rule {
    item: ItemId::Assigned,
    rows: &[
        Row(Status, EMPTY, fail("checklist.assigned.empty", Device, AssignProfile)),
        Row(Status, REMOVED, fail("checklist.assigned.removed", Device, AssignProfile)),
        Row(
            Status,
            NO_STATUS,
            unknown("checklist.assigned.no-status", Device, Refresh).confirmable(),
        ),
        Row(
            Status,
            STRANGE_STATUS,
            unknown("checklist.assigned.strange-status", Device, Refresh)
                .confirmable()
                .saying(STATUS),
        ),
        Row(
            Profile,
            NO_UUID,
            unknown("checklist.assigned.no-uuid", Device, Refresh).confirmable().saying(STATUS),
        ),
        Row(Status, ASSIGNED, pass("checklist.assigned.assigned", Device)),
        Row(Profile, CURRENT, pass("checklist.assigned.pushed", Device).saying(PROFILE)),
        Row(Profile, SUCCESSOR, fail("checklist.assigned.pushed-superseded", Device, Reassign)),
        Row(Profile, UNLISTED, fail("checklist.assigned.pushed-superseded", Device, AssignProfile)),
    ],
    otherwise: unknown("checklist.assigned.pushed-unread", Profiles, Refresh).confirmable(),
    fields: &[],
    texts: ASSIGNMENT,
};

/// Exactly one of a username and "login required".
const USER_RULE: Rule = Rule {
    item: ItemId::User,
    rows: &[
        Row(User, NO_DRAFT, unknown("checklist.user.unread", Enrollment, Refresh)),
        Row(User, LOGIN, pass("checklist.user.login", Enrollment)),
        Row(User, BOTH, fail("checklist.user.both", Enrollment, EditUser)),
        Row(User, NEITHER, fail("checklist.user.neither", Enrollment, EditUser)),
        Row(
            User,
            TENANT,
            fail("checklist.user.tenant-domain", Enrollment, EditUser).saying(DOMAIN),
        ),
        Row(User, INVALID, fail("checklist.user.invalid", Enrollment, EditUser).saying(PROBLEM)),
        Row(UserExists, YES, pass("checklist.user.exists", Users).saying(USERNAME)),
        Row(UserExists, NO, fail("checklist.user.missing", Users, EditUser).saying(USERNAME)),
    ],
    otherwise: unknown("checklist.user.unverified", Users, Confirm).confirmable().saying(USERNAME),
    fields: &[],
    texts: USERNAME,
};

/// If the agent is installed, it is published, configured and compatible.
const AGENT_RULE: Rule = Rule {
    item: ItemId::Agent,
    rows: &[
        Row(User, NO_DRAFT, unknown("checklist.agent.unread", Enrollment, Refresh)),
        Row(AgentRequired, NO | UNSAID, not_applicable("checklist.agent.not-required", Enrollment)),
        Row(AgentConfigured, NO, fail("checklist.agent.not-configured", Readiness, EditAgent)),
        Row(AgentPublished, NO, fail("checklist.agent.not-published", Readiness, EditAgent)),
        Row(
            AgentCompatible,
            NO,
            fail("checklist.agent.not-compatible", Readiness, EditAgent).saying(MINIMUM),
        ),
        Row(
            AgentRelease,
            NO,
            fail("checklist.agent.too-old", Readiness, EditAgent).saying(AGENT_VERSION | MINIMUM),
        ),
        Row(
            AgentConfigured,
            UNSAID,
            unknown("checklist.agent.unverified", Readiness, Confirm).confirmable().saying(MINIMUM),
        ),
        Row(
            AgentPublished,
            UNSAID,
            unknown("checklist.agent.unverified", Readiness, Confirm).confirmable().saying(MINIMUM),
        ),
        Row(AgentCompatible, YES, pass("checklist.agent.ready", Readiness)),
        Row(AgentRelease, YES, pass("checklist.agent.ready", Readiness)),
    ],
    otherwise: unknown("checklist.agent.compatibility-unknown", Readiness, Confirm)
        .confirmable()
        .saying(MINIMUM),
    fields: &[AgentConfigured, AgentPublished, AgentCompatible],
    texts: AGENT_VERSION,
};

/// A device that was used before was factory-reset. Nobody but a person can know. A removed assignment, a missing or an
/// unknown status: such a device has a past that the record does not tell.
const RESET_RULE: Rule = Rule {
    item: ItemId::Reset,
    rows: &[
        Row(Reused, YES, fail("checklist.reset.reused", Person, Confirm).confirmable()),
        Row(Used, YES, fail("checklist.reset.used", Device, Confirm).confirmable()),
        Row(Status, EMPTY | ASSIGNED, not_applicable("checklist.reset.new", Device)),
    ],
    otherwise: unknown("checklist.reset.unknown", Device, Confirm).confirmable(),
    fields: &[Reused, Used],
    texts: ASSIGNMENT,
};

/// The item holds.
const fn pass(code: &'static str, source: Source) -> Reason {
    Reason::new(Verdict::Pass, code, source, None)
}

/// The item does not hold, and this is the way to the repair.
const fn fail(code: &'static str, source: Source, fix: Fix) -> Reason {
    Reason::new(Verdict::Fail, code, source, Some(fix))
}

/// Legal, but worth knowing.
const fn warning(code: &'static str, source: Source) -> Reason {
    Reason::new(Verdict::Warning, code, source, None)
}

/// The facts do not tell, and this is the way to better facts.
const fn unknown(code: &'static str, source: Source, fix: Fix) -> Reason {
    Reason::new(Verdict::Unknown, code, source, Some(fix))
}

/// The item does not concern this device.
const fn not_applicable(code: &'static str, source: Source) -> Reason {
    Reason::new(Verdict::NotApplicable, code, source, None)
}

impl Reason {
    const fn new(verdict: Verdict, code: &'static str, source: Source, fix: Option<Fix>) -> Self {
        Reason { code: known(code), said: 0, verdict, source, fix, confirmable: false }
    }

    /// The same, open to a person's word.
    const fn confirmable(mut self) -> Reason {
        self.confirmable = true;
        self
    }

    /// The same, with these texts in its sentence.
    const fn saying(mut self, said: Texts) -> Reason {
        self.said = said;
        self
    }
}
