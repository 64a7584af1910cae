//! The settings of a profile as they take effect on a device: what the profile says, what Apple makes of it, and why. It must
//! never take "nobody knows" for yes or no.

use super::catalogue::code;
use super::profile::{Device, Profile, Remark};
use crate::prelude::*;
use crate::system::{Enforcement, System, obligation, supervision};
use crate::version::Version;
use crate::words::words;

words! {
    /// A setting of a profile.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Flag {
        /// The device is supervised.
        Supervised = "supervised",
        /// Setup does not go on without the enrollment.
        Mandatory = "mandatory",
        /// The user can remove the management.
        MdmRemovable = "mdm-removable",
        /// Setup waits until the server has configured the device.
        AwaitConfigured = "await-configured",
        /// Setup goes through its steps by itself.
        AutoAdvance = "auto-advance",
        /// Several users share the iPad.
        SharedIpad = "shared-ipad",
        /// The device pairs with computers.
        Pairing = "pairing",
        /// A restored backup leaves the enrollment alone.
        IgnoreBackup = "ignore-backup",
        /// Return to Service.
        ReturnToService = "return-to-service",
    }
}

impl Flag {
    /// Apple's name of the setting.
    pub fn field(self) -> &'static str {
        match self {
            Flag::Supervised => "is_supervised",
            Flag::Mandatory => "is_mandatory",
            Flag::MdmRemovable => "is_mdm_removable",
            Flag::AwaitConfigured => "await_device_configured",
            Flag::AutoAdvance => "auto_advance_setup",
            Flag::SharedIpad => "is_multi_user",
            Flag::Pairing => "allow_pairing",
            Flag::IgnoreBackup => "do_not_use_profile_from_backup",
            Flag::ReturnToService => "is_return_to_service",
        }
    }
}

/// A setting as it takes effect on a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectiveFlag {
    /// The setting.
    pub flag: Flag,
    /// What the profile says; `None` where it says nothing and Apple's default counts.
    pub set: Option<bool>,
    /// What takes effect; `None` when nobody can tell.
    pub value: Option<bool>,
    /// Why, in one sentence.
    pub remark: Remark,
}

/// The settings of a profile as they take effect on a device, in the order of [`Flag`].
///
/// ```
/// use rules::setup::{Device, Flag, Profile, effective_flags};
/// use rules::Version;
///
/// let ipad = Device { family: "iPad".into(), version: Version::parse("17.4"), ..Device::default() };
/// let flags = effective_flags(&Profile { is_mandatory: Some(false), ..Profile::default() }, &ipad);
/// assert_eq!(flags[1].flag, Flag::Mandatory);
/// assert_eq!((flags[1].set, flags[1].value), (Some(false), Some(true)));
/// assert_eq!(flags[1].remark.code, "flag.mandatory.forced");
/// ```
pub fn effective_flags(profile: &Profile, device: &Device) -> Vec<EffectiveFlag> {
    let supervised = supervised(profile, device);
    let awaiting = await_configured(profile, device, supervised.value);
    vec![
        supervised,
        mandatory(profile, device),
        removable(profile),
        awaiting,
        switch(Flag::AutoAdvance, profile.auto_advance_setup, device),
        switch(Flag::SharedIpad, profile.is_multi_user, device),
        pairing(profile, device),
        switch(Flag::IgnoreBackup, profile.do_not_use_profile_from_backup, device),
        switch(Flag::ReturnToService, profile.is_return_to_service, device),
    ]
}

/// What takes effect of one flag.
pub(super) fn value(profile: &Profile, device: &Device, flag: Flag) -> Option<bool> {
    effective_flags(profile, device).iter().find(|found| found.flag == flag)?.value
}

fn flag(flag: Flag, set: Option<bool>, value: Option<bool>, remark: Remark) -> EffectiveFlag {
    EffectiveFlag { flag, set, value, remark }
}

fn supervised(profile: &Profile, device: &Device) -> EffectiveFlag {
    let set = profile.is_supervised;
    let (value, remark) = match (set, supervision(device.system(), device.version.as_ref())) {
        (_, Enforcement::Enforced { since, .. }) => {
            (Some(true), Remark::new(code!("flag.supervised.forced")).with("since", since))
        }
        (Some(true), _) => (Some(true), Remark::new(code!("flag.supervised.on"))),
        (_, Enforcement::No) => (Some(false), Remark::new(code!("flag.supervised.off"))),
        (_, Enforcement::VersionUnknown { since }) => {
            (None, Remark::new(code!("flag.supervised.version-unknown")).with("since", since))
        }
        (_, Enforcement::SystemUnknown) => {
            (None, Remark::new(code!("flag.supervised.platform-unknown")))
        }
    };
    flag(Flag::Supervised, set, value, remark)
}

fn mandatory(profile: &Profile, device: &Device) -> EffectiveFlag {
    let set = profile.is_mandatory;
    let (value, remark) = match (set, obligation(device.system(), device.version.as_ref())) {
        (_, Enforcement::Enforced { since, .. }) => {
            (Some(true), Remark::new(code!("flag.mandatory.forced")).with("since", since))
        }
        (Some(true), _) => (Some(true), Remark::new(code!("flag.mandatory.on"))),
        (_, Enforcement::VersionUnknown { since }) => {
            (None, Remark::new(code!("flag.mandatory.version-unknown")).with("since", since))
        }
        (_, Enforcement::No | Enforcement::SystemUnknown) => {
            (Some(false), Remark::new(code!("flag.mandatory.off")))
        }
    };
    flag(Flag::Mandatory, set, value, remark)
}

/// Apple looks at "is Supervised" as the profile says it, whatever the device makes of it.
fn removable(profile: &Profile) -> EffectiveFlag {
    let set = profile.is_mdm_removable;
    let (value, code) = match (set, profile.is_supervised) {
        (None | Some(true), _) => (Some(true), code!("flag.mdm-removable.on")),
        (Some(false), Some(true)) => (Some(false), code!("flag.mdm-removable.off")),
        (Some(false), _) => (None, code!("flag.mdm-removable.refused")),
    };
    flag(Flag::MdmRemovable, set, value, Remark::new(code))
}

/// An iPhone or iPad that is not supervised does not wait.
fn await_configured(profile: &Profile, device: &Device, supervised: Option<bool>) -> EffectiveFlag {
    let set = profile.await_device_configured;
    let plain = switch(Flag::AwaitConfigured, set, device);
    let needs_supervision =
        matches!(device.system(), System::Ios | System::Other | System::Missing);
    if plain.value == Some(false) || !needs_supervision || supervised == Some(true) {
        return plain;
    }
    let (value, code) = match supervised {
        Some(_) => (Some(false), code!("flag.await-configured.unsupervised")),
        None => (None, code!("flag.await-configured.perhaps")),
    };
    flag(Flag::AwaitConfigured, set, value, Remark::new(code))
}

/// Pairing is allowed unless the profile forbids it.
fn pairing(profile: &Profile, device: &Device) -> EffectiveFlag {
    let set = profile.allow_pairing;
    let value = set != Some(false);
    let is_deprecated = device.system() == System::Ios
        && device.version.as_ref().is_none_or(|version| version.is_at_least("13"));
    let code = match (value, is_deprecated) {
        (true, _) => code!("flag.pairing.on"),
        (false, false) => code!("flag.pairing.off"),
        (false, true) => code!("flag.pairing.deprecated"),
    };
    flag(
        Flag::Pairing,
        set,
        if is_deprecated && !value { None } else { Some(value) },
        Remark::new(code),
    )
}

/// Where and from when to when a switch has an effect. A switch with no line has one everywhere.
///
/// Sources: `auto_advance_setup`, `is_multi_user`, `do_not_use_profile_from_backup` and `is_return_to_service` in Apple's
/// reference of `Profile`; the systems of "Device Configured" at
/// developer.apple.com/documentation/devicemanagement/device-configured-command, read on 2026-11-29; that a backup does not
/// restore the management any more from version 27 on, in Fleet's article about WWDC 2026.
struct Effect {
    flag: Flag,
    system: System,
    since: Option<Edge>,
    until: Option<Edge>,
}

/// A version, and its name in a sentence.
type Edge = (&'static str, &'static str);

const fn effect(flag: Flag, system: System, since: Edge) -> Effect {
    Effect { flag, system, since: Some(since), until: None }
}

const EFFECTS: [Effect; 10] = [
    effect(Flag::AwaitConfigured, System::Ios, ("9", "iOS 9")),
    effect(Flag::AwaitConfigured, System::Mac, ("10.11", "macOS 10.11")),
    effect(Flag::AwaitConfigured, System::Tv, ("10.2", "tvOS 10.2")),
    effect(Flag::AwaitConfigured, System::Vision, ("2", "visionOS 2")),
    Effect { flag: Flag::AutoAdvance, system: System::Tv, since: None, until: None },
    effect(Flag::AutoAdvance, System::Mac, ("11", "macOS 11")),
    Effect { flag: Flag::SharedIpad, system: System::Ios, since: None, until: None },
    Effect {
        until: Some(("27", "iOS and iPadOS 27")),
        ..effect(Flag::IgnoreBackup, System::Ios, ("26", "iOS and iPadOS 26"))
    },
    Effect {
        until: Some(("27", "visionOS 27")),
        ..effect(Flag::IgnoreBackup, System::Vision, ("26", "visionOS 26"))
    },
    effect(Flag::ReturnToService, System::Ios, ("26", "iOS and iPadOS 26")),
];

/// The versions of a system at which a switch begins or ends to have an effect.
pub(super) fn edges(system: System) -> impl Iterator<Item = &'static str> {
    let effects = EFFECTS.iter().filter(move |effect| effect.system == system);
    effects.flat_map(|effect| [effect.since, effect.until]).flatten().map(|(version, _)| version)
}

/// A setting that is off unless the profile turns it on, and has no effect on some devices.
fn switch(which: Flag, set: Option<bool>, device: &Device) -> EffectiveFlag {
    let (on, off, systems) = match which {
        Flag::AwaitConfigured => {
            let systems = "iPhone, iPad, Mac, Apple TV and Vision Pro";
            (code!("flag.await-configured.on"), code!("flag.await-configured.off"), systems)
        }
        Flag::AutoAdvance => {
            (code!("flag.auto-advance.on"), code!("flag.auto-advance.off"), "Mac and Apple TV")
        }
        Flag::SharedIpad => (code!("flag.shared-ipad.on"), code!("flag.shared-ipad.off"), "iPad"),
        Flag::IgnoreBackup => {
            let systems = "iPhone, iPad and Vision Pro";
            (code!("flag.ignore-backup.on"), code!("flag.ignore-backup.off"), systems)
        }
        _ => (
            code!("flag.return-to-service.on"),
            code!("flag.return-to-service.off"),
            "iPhone and iPad",
        ),
    };
    if set != Some(true) {
        return flag(which, set, Some(false), Remark::new(off));
    }
    let system = device.system();
    let line = EFFECTS.iter().find(|effect| effect.flag == which && effect.system == system);
    let (value, remark) = match line {
        None if matches!(system, System::Other | System::Missing) => {
            (None, Remark::new(code!("flag.platform-unknown")).with("systems", systems))
        }
        Some(_) if which == Flag::SharedIpad && device.is_ipad().is_none() => {
            (None, Remark::new(code!("flag.platform-unknown")).with("systems", systems))
        }
        None => (Some(false), Remark::new(code!("flag.elsewhere")).with("systems", systems)),
        Some(_) if which == Flag::SharedIpad && device.is_ipad() == Some(false) => {
            (Some(false), Remark::new(code!("flag.elsewhere")).with("systems", systems))
        }
        Some(effect) => effect.at(device.version.as_ref(), on),
    };
    flag(which, set, value, remark)
}

impl Effect {
    /// What takes effect of a switch that is on, at a version.
    fn at(&self, version: Option<&Version>, on: &'static str) -> (Option<bool>, Remark) {
        let is_on = (Some(true), Remark::new(on));
        let Some((since, since_name)) = self.since else { return is_on };
        let Some(version) = version else {
            return (
                None,
                match self.until {
                    None => Remark::new(code!("flag.version-unknown")).with("since", since_name),
                    Some((_, until)) => Remark::new(code!("flag.version-range"))
                        .with("since", since_name)
                        .with("until", until),
                },
            );
        };
        if !version.is_at_least(since) {
            return (Some(false), Remark::new(code!("flag.too-early")).with("since", since_name));
        }
        match self.until {
            Some((until, name)) if version.is_at_least(until) => {
                (Some(false), Remark::new(code!("flag.too-late")).with("until", name))
            }
            _ => is_on,
        }
    }
}
