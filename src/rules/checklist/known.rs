//! What the facts tell, in the terms of the decision table: fields with one of few values, and the texts that sentences and
//! fingerprints need. It must never judge, and never have rules for usernames of its own: those are [`crate::username`]'s.

use super::told::{Fact, Told};
use super::{Lineage, ProfileFacts};
use crate::problem::{Params, Severity, put};
use crate::username::{self, Username};
use crate::version::Version;
use crate::{profile, text};

/// What is looked at. The values of some are part of the fingerprints, so they must stay as they are.
#[derive(Clone, Copy)]
pub(super) enum Field {
    /// The status at Apple.
    Status,
    /// The profile that the device is on.
    Profile,
    /// What that profile says, no other.
    Supervised,
    Mandatory,
    /// Whether policies will be applied that need supervision.
    Policies,
    Platform,
    /// The enrollment fields and what comes of them.
    User,
    UserExists,
    AgentRequired,
    AgentConfigured,
    AgentPublished,
    AgentCompatible,
    /// Whether the agent is of a release that is new enough.
    AgentRelease,
    TestRound,
    Reused,
    Used,
}

/// How many fields there are.
const FIELDS: usize = Field::Used as usize + 1;

/// A set of values of a field, a bit for each; what is known of a field is mostly one.
pub(super) type Values = u8;

pub(super) const NO: Values = 1;
pub(super) const YES: Values = 1 << 1;
/// Nobody has said.
pub(super) const UNSAID: Values = 1 << 2;

pub(super) const EMPTY: Values = 1;
pub(super) const ASSIGNED: Values = 1 << 1;
pub(super) const PUSHED: Values = 1 << 2;
pub(super) const REMOVED: Values = 1 << 3;
pub(super) const NO_STATUS: Values = 1 << 4;
pub(super) const STRANGE_STATUS: Values = 1 << 5;
/// The words of all but the last, in the same order.
const STATUSES: [&str; 5] = ["Empty", "Assigned", "Pushed", "Removed", ""];

/// Superseded by a profile that is known.
pub(super) const SUCCESSOR: Values = 1;
/// Superseded, nobody knows by which one.
pub(super) const UNLISTED: Values = 1 << 1;
pub(super) const NO_UUID: Values = 1 << 2;
pub(super) const CURRENT: Values = 1 << 3;
pub(super) const UNREAD: Values = 1 << 4;
/// The first two of a device that has fetched its profile, beside them.
pub(super) const FETCHED_SUCCESSOR: Values = SUCCESSOR << FETCHED;
pub(super) const FETCHED_UNLISTED: Values = UNLISTED << FETCHED;
const FETCHED: u32 = 5;

/// Apple forces both flags on it.
pub(super) const FORCED: Values = 1;
/// Apple may do so, for nobody knows the version.
pub(super) const UNVERSIONED: Values = 1 << 1;
/// Neither iOS or iPadOS nor the Mac.
pub(super) const OTHER_OS: Values = 1 << 2;
pub(super) const NO_OS: Values = 1 << 3;

/// The enrollment fields could not be read.
pub(super) const NO_DRAFT: Values = 1;
pub(super) const LOGIN: Values = 1 << 1;
pub(super) const NEITHER: Values = 1 << 2;
pub(super) const BOTH: Values = 1 << 3;
/// A username with its tenant domain.
pub(super) const TENANT: Values = 1 << 4;
/// A username that cannot be used for another reason.
pub(super) const INVALID: Values = 1 << 5;

/// A set of texts: a bit for each place in [`Known::texts`].
pub(super) type Texts = u16;

pub(super) const PROFILE: Texts = 1;
pub(super) const OS_VERSION: Texts = 1 << 1;
pub(super) const STATUS: Texts = 1 << 2;
pub(super) const USERNAME: Texts = 1 << 3;
pub(super) const DOMAIN: Texts = 1 << 4;
pub(super) const PROBLEM: Texts = 1 << 5;
pub(super) const AGENT_VERSION: Texts = 1 << 6;
pub(super) const MINIMUM: Texts = 1 << 7;
/// These three stand in no sentence.
pub(super) const OS: Texts = 1 << 8;
pub(super) const UUID: Texts = 1 << 9;
pub(super) const CURRENT_UUID: Texts = 1 << 10;

/// The first version of iOS and iPadOS in which Apple supervises every such device and makes enrollment mandatory,
/// whatever the profile says.
const FORCED_SINCE: &str = "13";
/// "The agent version must be IoT server 3.3.1 or upwards compatible."
const AGENT_SINCE: &str = "3.3.1";

/// What the facts tell.
pub(super) struct Known {
    fields: [Values; FIELDS],
    /// Each text under the name that it has in sentences.
    texts: Params,
}

impl Known {
    /// Reads the facts.
    pub(super) fn of(told: &Told) -> Known {
        let said = text::trim(told.text(Fact::Status).unwrap_or_default());
        let place = STATUSES.iter().position(|word| word.eq_ignore_ascii_case(said));
        let status = EMPTY << place.unwrap_or(STATUSES.len());
        let no_profile = ProfileFacts::default();
        let (mut on, profile) = match told.lineage {
            Lineage::None => (NO_UUID, &no_profile),
            Lineage::Current(profile) => (CURRENT, profile),
            Lineage::Superseded(Some(successor)) => (SUCCESSOR, successor),
            Lineage::Superseded(None) => (UNLISTED, &no_profile),
            Lineage::Unknown => (UNREAD, &no_profile),
        };
        // The flags of a profile that the device is not on say nothing about it.
        let current = if on == CURRENT { profile } else { &no_profile };
        if status == PUSHED {
            on |= on << FETCHED;
        }
        let os = text::trim(told.text(Fact::Os).unwrap_or_default());
        let version = told.text(Fact::OsVersion).and_then(Version::parse);
        let release = told.text(Fact::AgentVersion).and_then(Version::parse);

        let typed = text::trim(told.text(Fact::Username).unwrap_or_default());
        let checked = username::check(typed, told.policy);
        // The first of each.
        let (mut domain, mut error) = (None, None);
        for problem in &checked.problems {
            domain = domain.or_else(|| problem.param("domain"));
            if problem.severity == Severity::Error {
                error = error.or(Some(problem.code));
            }
        }
        let is_login = told.flag(Fact::LoginRequired) == Some(true);
        let user = match (typed.is_empty(), is_login) {
            _ if told.text(Fact::Enrollment).is_none() => NO_DRAFT,
            (true, true) => LOGIN,
            (true, false) => NEITHER,
            (false, true) => BOTH,
            _ if domain.is_some() => TENANT,
            _ if error.is_some() => INVALID,
            _ => 0,
        };

        let identifier = told.text(Fact::DeviceIdentifier).unwrap_or_default();
        let used = !identifier.is_empty()
            || told.text(Fact::ProfilePushTime).is_some()
            || status == PUSHED;
        let flag = |fact| tri(told.flag(fact));
        // In the order of [`Field`].
        let fields = [
            status,
            on,
            tri(current.supervised),
            tri(current.mandatory),
            flag(Fact::DepPolicies),
            platform(os, version.as_ref()),
            user,
            flag(Fact::UserExists),
            flag(Fact::AgentRequired),
            flag(Fact::AgentConfigured),
            flag(Fact::AgentPublished),
            flag(Fact::AgentCompatible),
            tri(release.as_ref().map(|release| release.is_at_least(AGENT_SINCE))),
            flag(Fact::TestRound),
            // What nobody has said is not so.
            tri(Some(told.flag(Fact::Reused) == Some(true))),
            tri(Some(used)),
        ];

        // In the order of their bits.
        let mut texts = Params::new();
        let mut add = |name, value: &str| put(&mut texts, name, value);
        add("profile", &profile.name);
        add("version", shown(version.as_ref()));
        add("status", place.map_or(said, |place| STATUSES[place]));
        add("username", checked.value.as_ref().map_or(typed, Username::as_str));
        add("domain", domain.unwrap_or_default());
        add("problem", error.unwrap_or_default());
        add("version", shown(release.as_ref()));
        add("minimum", AGENT_SINCE);
        add("os", os);
        add("uuid", &profile::normal(told.text(Fact::ProfileUuid).unwrap_or_default()));
        add("current", &profile::normal(&profile.uuid));
        Known { fields, texts }
    }

    /// What is known of a field.
    pub(super) fn field(&self, field: Field) -> Values {
        self.fields[field as usize]
    }

    /// Some of the texts, with their names.
    pub(super) fn texts(&self, which: Texts) -> Params {
        let mut some = Params::new();
        for (place, (name, value)) in self.texts.iter().enumerate() {
            if which >> place & 1 == 1 {
                put(&mut some, name, value);
            }
        }
        some
    }
}

/// One of [`NO`], [`YES`] and [`UNSAID`].
fn tri(flag: Option<bool>) -> Values {
    NO << flag.map_or(2, u8::from)
}

/// The value of a platform; the Mac, and a version that Apple leaves alone, have none.
fn platform(os: &str, version: Option<&Version>) -> Values {
    if text::is_one_of(os, &["ios", "ipados"]) {
        match version {
            Some(version) if version.is_at_least(FORCED_SINCE) => FORCED,
            Some(_) => 0,
            None => UNVERSIONED,
        }
    } else if text::is_one_of(os, &["osx", "macos", "mac os x", "os x"]) {
        0
    } else if os.is_empty() {
        NO_OS
    } else {
        OTHER_OS
    }
}

fn shown(version: Option<&Version>) -> &str {
    version.map_or("", Version::as_str)
}
