//! The systems that Apple's devices run, and what Apple enforces on them whatever a profile says. It owns these facts for the
//! checklist and for the effective flags alike, and must never know a profile.

use crate::text;
use crate::version::Version;
use crate::words::words;

words! {
    /// The system of a device.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum System {
        /// iOS or iPadOS.
        Ios = "ios",
        /// macOS.
        Mac = "macos",
        /// tvOS.
        Tv = "tvos",
        /// visionOS.
        Vision = "visionos",
        /// One that this version does not know.
        Other = "other",
        /// The record names none.
        Missing = "missing",
    }
}

impl System {
    /// The system of a device by its family (`iPhone`, `Mac`, …) and its platform word (`iOS`, `OSX`, …). The family counts
    /// more, because older records have no platform.
    ///
    /// ```
    /// use rules::system::System;
    ///
    /// assert_eq!(System::of("AppleTV", ""), System::Tv);
    /// assert_eq!(System::of("", "iPadOS"), System::Ios);
    /// ```
    pub fn of(family: &str, os: &str) -> System {
        let (family, os) = (text::trim(family), text::trim(os));
        let is_vision = |word| text::is_one_of(word, &["visionos", "vision", "apple vision"]);
        let vision = (is_vision(family) || is_vision(os)).then_some(System::Vision);
        // Last, because the hosts' records know no visionOS: what else they say of such a device counts.
        let known = System::named(family).or_else(|| System::named(os)).or(vision);
        let nothing = os.is_empty() && family.is_empty();
        known.unwrap_or(if nothing { System::Missing } else { System::Other })
    }

    /// The system, older than visionOS, that a family of devices or a platform word names.
    fn named(word: &str) -> Option<System> {
        let is = |words: &[&str]| text::is_one_of(word, words);
        if is(&["ios", "ipados", "iphone", "ipad", "ipod"]) {
            Some(System::Ios)
        } else if is(&["osx", "macos", "mac os x", "os x", "mac"]) {
            Some(System::Mac)
        } else if is(&["tvos", "appletv", "apple tv"]) {
            Some(System::Tv)
        } else {
            None
        }
    }
}

/// A setting of the profile that Apple enforces from a version on, whatever the profile says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enforcement<'a> {
    /// The device runs such a version.
    Enforced {
        /// The version that it runs.
        version: &'a Version,
        /// The first release that enforces it, as a sentence names it.
        since: &'static str,
    },
    /// It does not, or its system has no such version: the profile counts.
    No,
    /// Nobody knows the version of the device.
    VersionUnknown {
        /// The first release that enforces it, as a sentence names it.
        since: &'static str,
    },
    /// Nobody knows what Apple does on the system of the device.
    SystemUnknown,
}

/// A release of a system.
struct Release {
    version: &'static str,
    /// As a sentence names it.
    name: &'static str,
}

// The first releases on which Apple supervises every device that enrolls automatically; on iOS and iPadOS every such
// enrollment is mandatory, too. Sources: "About Apple device supervision" in Apple's Platform Deployment guide, and
// `is_mandatory` in Apple's reference of `Profile`.
const IOS_13: Release = Release { version: "13", name: "iOS and iPadOS 13" };
const MACOS_10_14_4: Release = Release { version: "10.14.4", name: "macOS 10.14.4" };
const TVOS_13: Release = Release { version: "13", name: "tvOS 13" };

/// The version of a system from which Apple supervises every device; on iOS and iPadOS every enrollment is mandatory from the
/// same one on.
pub fn enforced_since(system: System) -> Option<&'static str> {
    match system {
        System::Ios => Some(IOS_13.version),
        System::Mac => Some(MACOS_10_14_4.version),
        System::Tv => Some(TVOS_13.version),
        System::Vision | System::Other | System::Missing => None,
    }
}

/// Whether Apple supervises a device whatever its profile says.
pub fn supervision(system: System, version: Option<&Version>) -> Enforcement<'_> {
    match system {
        System::Ios => enforced_from(IOS_13, version),
        System::Mac => enforced_from(MACOS_10_14_4, version),
        System::Tv => enforced_from(TVOS_13, version),
        System::Vision | System::Other | System::Missing => Enforcement::SystemUnknown,
    }
}

/// Whether Apple makes the enrollment of a device mandatory whatever its profile says.
pub fn obligation(system: System, version: Option<&Version>) -> Enforcement<'_> {
    match system {
        System::Ios => enforced_from(IOS_13, version),
        System::Missing => Enforcement::VersionUnknown { since: IOS_13.name },
        System::Mac | System::Tv | System::Vision | System::Other => Enforcement::No,
    }
}

fn enforced_from(first: Release, version: Option<&Version>) -> Enforcement<'_> {
    let since = first.name;
    match version {
        Some(version) if version.is_at_least(first.version) => {
            Enforcement::Enforced { version, since }
        }
        Some(_) => Enforcement::No,
        None => Enforcement::VersionUnknown { since },
    }
}
