//! Makes the facts for the rules from a device record and everything else that is known. The panel and the verdicts of the
//! fleet share it, so that they judge alike. It must never judge.

use crate::answers::AdminAnswers;
use crate::profile_index::{ProfileIndex, lineage_of};
use host::{Device, Readiness};
use rules::checklist::{AgentFacts, Ages, Existence, Facts};
use rules::{Draft, UsernamePolicy, text};

/// What is known beside the device record.
pub struct FactInputs<'a> {
    /// The profiles; `None` when they could not be read.
    pub profiles: Option<&'a ProfileIndex>,
    /// The host's readiness answer.
    pub readiness: Option<&'a Readiness>,
    /// The enrollment fields, as in a form or as stored.
    pub draft: Option<Draft>,
    /// Whether the host knows no enrollments.
    pub no_enrollment: bool,
    /// Username rules.
    pub policy: &'a UsernamePolicy,
    /// Whether the user of the draft exists, by the directory.
    pub existence: Existence,
    /// What the admin said.
    pub answers: &'a AdminAnswers,
    /// How old the facts are.
    pub ages: Ages,
}

/// The facts about a device.
pub fn facts_of(device: &Device, inputs: FactInputs) -> Facts {
    Facts {
        status: device.status.clone(),
        profile_uuid: device.profile_uuid.clone(),
        lineage: lineage_of(device, inputs.profiles),
        device_family: device.family.clone(),
        os: device.os.clone(),
        os_version: inputs.answers.os.version().filter(|_| may_be_ios(device)),
        device_identifier: device.device_identifier.clone(),
        profile_fetched: device.profile_push_time.happened(),
        dep_policies: inputs.answers.dep_policies,
        draft: inputs.draft,
        no_enrollment: inputs.no_enrollment,
        policy: inputs.policy.clone(),
        existence: inputs.existence,
        agent: inputs.readiness.map(agent).unwrap_or_default(),
        test_round: inputs.answers.test_round,
        reused: inputs.answers.reused,
        ages: inputs.ages,
    }
}

/// The facts about the agent. The host's own version does not tell the agent's release, so that stays unknown.
fn agent(readiness: &Readiness) -> AgentFacts {
    AgentFacts {
        configured: readiness.agent_configured,
        published: readiness.agent_published,
        compatible: readiness.agent_compatible,
        server_version: None,
    }
}

/// Whether a device may run iOS, so that an answer about iOS means it. The family counts more than the platform word, as in
/// the rules. A record without both may be one of iOS.
pub fn may_be_ios(device: &Device) -> bool {
    let family = text::trim(&device.family);
    let word = if family.is_empty() { text::trim(&device.os) } else { family };
    let word = word.to_ascii_lowercase();
    !["osx", "mac", "os x", "tvos", "apple tv", "appletv", "watch", "vision"]
        .iter()
        .any(|other| word.starts_with(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(os: &str, family: &str) -> Device {
        Device { os: os.to_owned(), family: family.to_owned(), ..Device::default() }
    }

    #[test]
    fn the_ios_version_is_asked_for_ios_devices_and_for_unknown_ones() {
        for (os, family) in [("iOS", ""), ("iPadOS", ""), ("", ""), ("", "iPad"), ("OSX", "iPhone")]
        {
            assert!(may_be_ios(&device(os, family)), "{os:?} {family:?}");
        }
        for (os, family) in [
            ("OSX", ""),
            ("macOS", ""),
            ("tvOS", ""),
            ("", "Mac"),
            ("iOS", "AppleTV"),
            ("OS X", ""),
        ] {
            assert!(!may_be_ios(&device(os, family)), "{os:?} {family:?}");
        }
    }

    #[test]
    fn ios_13_is_not_said_of_a_mac() {
        let answers =
            AdminAnswers { os: crate::answers::OsAnswer::From13, ..AdminAnswers::default() };
        let version = |device: Device| {
            let inputs = FactInputs {
                profiles: None,
                readiness: None,
                draft: None,
                no_enrollment: false,
                policy: &UsernamePolicy::default(),
                existence: Existence::Unknown,
                answers: &answers,
                ages: Ages::default(),
            };
            facts_of(&device, inputs).os_version
        };
        assert_eq!(
            version(device("iOS", "iPhone")).map(|it| it.as_str().to_owned()).as_deref(),
            Some("13")
        );
        assert_eq!(version(device("OSX", "Mac")), None);
        assert_eq!(version(device("iOS", "AppleTV")), None);
        assert_eq!(version(device("", "Mac")), None);
    }
}
