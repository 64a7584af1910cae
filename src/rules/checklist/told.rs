//! The facts as they are told: texts in the words of the host and of the scripts of a page. It must never judge one; what
//! they come to is [`super::known`]'s.

use super::{Ages, Existence, Facts, Lineage};
use crate::username::UsernamePolicy;

/// A fact that is told by one text. Flags are `true` or `false`.
#[derive(Clone, Copy)]
pub enum Fact {
    /// The status at Apple.
    Status,
    /// The UUID of the device's profile.
    ProfileUuid,
    /// The name of the profile, as the device record carries it.
    ProfileName,
    /// The platform.
    Os,
    /// The version of the platform.
    OsVersion,
    /// The identifier that an enrolled device has.
    DeviceIdentifier,
    /// When the device fetched its profile; that it is there is all that counts.
    ProfilePushTime,
    /// Whether the enrollment fields could be read: whatever is there counts.
    Enrollment,
    /// The username.
    Username,
    /// Whether login is required.
    LoginRequired,
    /// Whether the agent must be installed.
    AgentRequired,
    /// Whether the user directory knows the username.
    UserExists,
    /// Whether the agent's app ID is configured.
    AgentConfigured,
    /// Whether the agent is published.
    AgentPublished,
    /// Whether the server says that the agent is compatible.
    AgentCompatible,
    /// The server version that the agent was released with.
    AgentVersion,
    /// Whether this is a first test round.
    TestRound,
    /// Whether a person says that the device was used before.
    Reused,
    /// Whether policies that need supervision will be applied.
    DepPolicies,
}

/// How many facts there are.
pub const FACTS: usize = Fact::DepPolicies as usize + 1;

/// Everything that a checklist is judged on, for whoever has it as texts; [`Facts`] is the same in types.
pub struct Told<'a> {
    /// The facts in their order; what is not known is absent.
    pub texts: [Option<&'a str>; FACTS],
    /// The profile of the device.
    pub lineage: &'a Lineage,
    /// Username rules of the host.
    pub policy: &'a UsernamePolicy,
    /// How old the facts are.
    pub ages: &'a Ages,
}

impl<'a> Told<'a> {
    /// A fact.
    pub(super) fn text(&self, fact: Fact) -> Option<&'a str> {
        self.texts[fact as usize]
    }

    /// A flag.
    pub(super) fn flag(&self, fact: Fact) -> Option<bool> {
        Some(self.text(fact)? == "true")
    }
}

impl Facts {
    /// The facts as texts.
    pub(super) fn told(&self) -> Told<'_> {
        let flag = |flag: Option<bool>| flag.map(|flag| if flag { "true" } else { "false" });
        let draft = self.draft.as_ref();
        let agent = &self.agent;
        let exists = match self.existence {
            Existence::Exists => Some(true),
            Existence::Missing => Some(false),
            Existence::Unknown => None,
        };
        Told {
            texts: [
                Some(self.status.word()),
                Some(&self.profile_uuid),
                None,
                Some(&self.os),
                self.os_version.as_ref().map(|version| version.as_str()),
                None,
                // One piece of evidence is as good as another.
                self.used_evidence.then_some(""),
                draft.map(|_| ""),
                draft.map(|draft| draft.username.as_str()),
                flag(draft.map(|draft| draft.login_required)),
                flag(draft.map(|draft| draft.agent_required)),
                flag(exists),
                flag(agent.configured),
                flag(agent.published),
                flag(agent.compatible),
                agent.server_version.as_ref().map(|version| version.as_str()),
                flag(Some(self.test_round)),
                flag(Some(self.reused)),
                flag(self.dep_policies),
            ],
            lineage: &self.lineage,
            policy: &self.policy,
            ages: &self.ages,
        }
    }
}
