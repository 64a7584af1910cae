//! The kinds of devices and their versions to choose from. Which versions there are is the rules' table. It must never know a
//! profile.

use rules::Version;
use rules::setup::{Device, versions};
use rules::system::System;

/// A kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// iPhone, and the iPod touch.
    IPhone,
    /// iPad.
    IPad,
    /// Mac.
    Mac,
    /// Apple TV.
    Tv,
    /// Apple Vision Pro.
    Vision,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Kind::IPhone, Kind::IPad, Kind::Mac, Kind::Tv, Kind::Vision];

    /// The kind of a device; `None` where its record does not tell.
    pub fn of(device: &Device) -> Option<Kind> {
        let is_ipad = |word: &str| word.trim().to_ascii_lowercase().starts_with("ipad");
        let is_family_known = !device.family.trim().is_empty();
        match device.system() {
            System::Ios if is_ipad(&device.family) => Some(Kind::IPad),
            System::Ios if is_family_known => Some(Kind::IPhone),
            System::Ios if is_ipad(&device.os) => Some(Kind::IPad),
            // iPads had that word too, before theirs had a name of its own.
            System::Ios => None,
            System::Mac => Some(Kind::Mac),
            System::Tv => Some(Kind::Tv),
            System::Vision => Some(Kind::Vision),
            System::Other | System::Missing => None,
        }
    }

    /// Apple's word for it, as the rules take it.
    pub fn family(self) -> &'static str {
        match self {
            Kind::IPhone => "iPhone",
            Kind::IPad => "iPad",
            Kind::Mac => "Mac",
            Kind::Tv => "AppleTV",
            Kind::Vision => "Vision",
        }
    }

    /// Its name on the screen, a trademark in every language.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Tv => "Apple TV",
            Kind::Vision => "Apple Vision Pro",
            Kind::IPhone | Kind::IPad | Kind::Mac => self.family(),
        }
    }

    /// The system with a version, or alone.
    pub fn system_name(self, version: &str) -> String {
        let is_before_13 = Version::parse(version).is_some_and(|it| !it.is_at_least("13"));
        let system = match self {
            Kind::IPad if !is_before_13 => "iPadOS",
            Kind::IPhone | Kind::IPad => "iOS",
            Kind::Mac => "macOS",
            Kind::Tv => "tvOS",
            Kind::Vision => "visionOS",
        };
        if version.is_empty() { system.to_owned() } else { format!("{system} {version}") }
    }

    /// The versions at which something changes for it, newest first.
    pub fn versions(self) -> Vec<&'static str> {
        versions(System::of(self.family(), ""))
    }

    /// The newest of them.
    pub fn newest(self) -> &'static str {
        self.versions().first().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(family: &str, os: &str) -> Device {
        Device { family: family.to_owned(), os: os.to_owned(), version: None }
    }

    #[test]
    fn the_family_tells_the_kind_and_a_bare_ios_does_not() {
        for (family, os, kind) in [
            ("iPad", "iOS", Some(Kind::IPad)),
            ("iPhone", "iOS", Some(Kind::IPhone)),
            ("iPod", "", Some(Kind::IPhone)),
            ("", "iPadOS", Some(Kind::IPad)),
            ("", "iOS", None),
            ("Mac", "", Some(Kind::Mac)),
            ("", "OSX", Some(Kind::Mac)),
            ("AppleTV", "", Some(Kind::Tv)),
            ("Vision", "", Some(Kind::Vision)),
            ("Watch", "", None),
            ("", "", None),
        ] {
            assert_eq!(Kind::of(&device(family, os)), kind, "{family:?} {os:?}");
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::of(&device(kind.family(), "")), Some(kind));
        }
    }

    #[test]
    fn an_ipad_before_version_13_ran_ios() {
        assert_eq!(Kind::IPad.system_name("12.4"), "iOS 12.4");
        assert_eq!(Kind::IPad.system_name("13"), "iPadOS 13");
        assert_eq!(Kind::IPad.system_name(""), "iPadOS");
    }

    #[test]
    fn the_versions_go_from_the_newest_to_the_oldest_of_the_table() {
        for (kind, newest, oldest) in [
            (Kind::IPhone, "27", "7"),
            (Kind::IPad, "27", "7"),
            (Kind::Mac, "27", "10.9"),
            (Kind::Tv, "13", "10.2"),
            (Kind::Vision, "27", "26"),
        ] {
            assert_eq!(kind.newest(), newest);
            assert_eq!(kind.versions().last().copied(), Some(oldest));
        }
    }
}
