//! A profile, the device that it is for, and what is said about them. It must never judge.

use crate::prelude::*;
use crate::problem::{Params, put};
use crate::system::System;
use crate::text;
use crate::version::Version;

/// A profile as it is defined at Apple, by Apple's names. An absent field has Apple's default. Fields that are not here are
/// nobody's business here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub profile_name: Option<String>,
    /// Where a device fetches its enrollment.
    pub url: Option<String>,
    /// The page on which the user signs in.
    pub configuration_web_url: Option<String>,
    /// The department that the user sees.
    pub department: Option<String>,
    /// An identifier of the organization.
    pub org_magic: Option<String>,
    /// Support by e-mail.
    pub support_email_address: Option<String>,
    /// Support by phone.
    pub support_phone_number: Option<String>,
    /// The language to set, by ISO 639.
    pub language: Option<String>,
    /// The region to set, by ISO 3166.
    pub region: Option<String>,
    /// "is Supervised"; off by default.
    pub is_supervised: Option<bool>,
    /// "is Mandatory"; off by default.
    pub is_mandatory: Option<bool>,
    /// Whether the user can remove the management; on by default.
    pub is_mdm_removable: Option<bool>,
    /// Whether setup waits until the server has configured the device; off by default.
    pub await_device_configured: Option<bool>,
    /// Whether setup goes through its steps by itself; off by default.
    pub auto_advance_setup: Option<bool>,
    /// Shared iPad; off by default.
    pub is_multi_user: Option<bool>,
    /// Whether the device pairs with computers; on by default.
    pub allow_pairing: Option<bool>,
    /// Whether a restored backup leaves the enrollment alone; off by default.
    pub do_not_use_profile_from_backup: Option<bool>,
    /// Return to Service; off by default.
    pub is_return_to_service: Option<bool>,
    /// Certificates of the computers that may pair with the device, in base64.
    pub supervising_host_certs: Vec<String>,
    /// The keys of the panes to skip.
    pub skip_setup_items: Vec<String>,
}

/// The device that a profile is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The kind of the device by Apple's word (`iPhone`, `iPad`, `Mac`, `AppleTV`, `Vision`, …); may be empty.
    pub family: String,
    /// The platform word of its record (`iOS`, `iPadOS`, `OSX`, …); may be empty.
    pub os: String,
    /// Its version; `None` when nobody knows it.
    pub version: Option<Version>,
}

impl Device {
    /// Its system.
    pub fn system(&self) -> System {
        System::of(&self.family, &self.os)
    }

    /// Whether it is an iPad; `None` when it may be one.
    pub(super) fn is_ipad(&self) -> Option<bool> {
        let is = |word: &str, known: &str| text::trim(word).eq_ignore_ascii_case(known);
        if is(&self.family, "iPad") || is(&self.family, "iPadOS") {
            return Some(true);
        }
        match self.system() {
            System::Ios if is(&self.family, "iPhone") || is(&self.family, "iPod") => Some(false),
            System::Ios if is(&self.os, "iPad") || is(&self.os, "iPadOS") => Some(true),
            System::Ios | System::Other | System::Missing => None,
            System::Mac | System::Tv | System::Vision => Some(false),
        }
    }

    /// The name of its system, as a sentence has it.
    pub(super) fn system_name(&self) -> &'static str {
        match self.system() {
            System::Ios if self.is_ipad() == Some(true) => "iPadOS",
            System::Ios => "iOS",
            System::Mac => "macOS",
            System::Tv => "tvOS",
            System::Vision => "visionOS",
            System::Other | System::Missing => "",
        }
    }
}

/// A sentence about a flag, a pane or a key, as its code and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The stable code.
    pub code: &'static str,
    /// What its sentence needs.
    pub params: Params,
}

impl Remark {
    pub(super) fn new(code: &'static str) -> Remark {
        Remark { code, params: Params::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Remark {
        put(&mut self.params, name, value);
        self
    }
}
