//! The codes with which Apple refuses a profile, and the field that each is about. A host passes them on in any shape: bare, as
//! the code of a bean, inside a sentence. It must never have a sentence of its own, and never refuse anything.

/// A code of Apple's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppleRefusal {
    /// The code, to the letter.
    pub code: &'static str,
    /// Apple's name of the field at fault; empty for none.
    pub field: &'static str,
}

/// All of them; Apple's Device Management reference, "Define a Profile".
pub const REFUSALS: [AppleRefusal; 11] = [
    of("CONFIG_NAME_INVALID", "profile_name"),
    of("CONFIG_NAME_REQUIRED", "profile_name"),
    of("CONFIG_URL_INVALID", "url"),
    of("CONFIG_URL_REQUIRED", "url"),
    of("DEPARTMENT_INVALID", "department"),
    of("FLAGS_INVALID", "is_mdm_removable"),
    of("LOCALE_INVALID", "language"),
    of("MAGIC_INVALID", "org_magic"),
    of("SUPPORT_EMAIL_INVALID", "support_email_address"),
    of("SUPPORT_PHONE_INVALID", "support_phone_number"),
    of("MALFORMED_REQUEST_BODY", ""),
];

const fn of(code: &'static str, field: &'static str) -> AppleRefusal {
    AppleRefusal { code, field }
}

impl AppleRefusal {
    /// Reads the code of an error item.
    pub fn parse(code: &str) -> Option<AppleRefusal> {
        let code = code.trim();
        REFUSALS.into_iter().find(|refusal| refusal.code.eq_ignore_ascii_case(code))
    }
}
