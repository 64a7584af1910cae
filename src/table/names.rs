//! The names of columns: what each means, and what it may mean. It must never look at a cell below them.

use alloc::borrow::ToOwned;
use alloc::string::String;

/// The columns that mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The serial number.
    Serial,
    /// The name or the UUID of a profile.
    Profile,
    /// The UUID of a profile, which counts more than a name in another column.
    Uuid,
    /// The username.
    Username,
    /// "Login required".
    Login,
    /// "Agent install required".
    Agent,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 6] =
        [Field::Serial, Field::Profile, Field::Uuid, Field::Username, Field::Login, Field::Agent];

    /// The name that programs write.
    pub fn word(self) -> &'static str {
        match self {
            Field::Serial => "serial",
            Field::Profile => "profile",
            Field::Uuid => "profileUuid",
            Field::Username => "username",
            Field::Login => "loginRequired",
            Field::Agent => "agentRequired",
        }
    }

    /// The name that admins read.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Serial => "serial",
            Field::Profile => "profile",
            Field::Uuid => "profile UUID",
            Field::Username => "username",
            Field::Login => "login required",
            Field::Agent => "agent install required",
        }
    }
}

/// The names of the columns, as [`plain`] writes them.
const NAMES: [(&str, Field); 22] = [
    ("serial", Field::Serial),
    ("serialnumber", Field::Serial),
    ("serialno", Field::Serial),
    ("deviceserial", Field::Serial),
    ("deviceserialnumber", Field::Serial),
    ("sn", Field::Serial),
    ("profile", Field::Profile),
    ("profilename", Field::Profile),
    ("depprofile", Field::Profile),
    ("profileuuid", Field::Uuid),
    ("username", Field::Username),
    ("user", Field::Username),
    ("assigneduser", Field::Username),
    ("assignedusername", Field::Username),
    ("assignedusersusername", Field::Username),
    ("samaccountname", Field::Username),
    ("loginrequired", Field::Login),
    ("login", Field::Login),
    ("agentrequired", Field::Agent),
    ("agentinstallrequired", Field::Agent),
    ("agentinstall", Field::Agent),
    ("agent", Field::Agent),
];

/// Parts of names that are about something else: `profile_status`, `User Group`.
const OTHER: [&str; 12] = [
    "status",
    "time",
    "date",
    "group",
    "type",
    "role",
    "agent",
    "required",
    "version",
    "department",
    "phone",
    "assignedby",
];
/// Parts of names for the user of a device, in some languages.
const USER: [&str; 5] = ["user", "benutzer", "utilisateur", "usuario", "loginname"];
/// Parts of names that are about a user, but rather not the username.
const OF_USER: [&str; 5] = ["mail", "full", "first", "last", "display"];
/// Most words of a name. More are a title.
const MOST_WORDS: usize = 5;

/// A name without capitals, spaces, dashes, underscores and brackets, which make no difference.
pub(crate) fn plain(name: &str) -> String {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    plain
}

/// Whether a text is the [`plain`] form of a name. Makes no text: it is asked for each row that is not plain itself.
pub(crate) fn is_plain_of(plain: &str, name: &str) -> bool {
    let kept = name.bytes().filter(u8::is_ascii_alphanumeric);
    kept.map(|byte| byte.to_ascii_lowercase()).eq(plain.bytes())
}

/// The field that a name means for certain.
pub(crate) fn field(name: &str) -> Option<Field> {
    NAMES.iter().find(|(known, _)| is_plain_of(known, name)).map(|(_, field)| *field)
}

/// What tells two names apart: the field of a known name, else the name.
pub(crate) fn key(name: &str) -> String {
    field(name).map_or_else(|| plain(name), |field| field.name().to_owned())
}

/// How sure a name says what its column is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sureness {
    /// The column is read, unless another one is just as likely.
    Likely,
    /// Somebody must be asked.
    Possible,
}

/// The field that the words of a name speak of.
pub(crate) fn likely(name: &str) -> Option<(Field, Sureness)> {
    let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let has_word = |wanted: &str| words().any(|word| word.eq_ignore_ascii_case(wanted));
    // Such a text is a record that another delimiter cuts, or no table at all.
    let is_odd = name.contains([',', ';', '|', '\t', '"', '{', '}', '<', '>', '=']);
    let plain = plain(name);
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    if is_odd || words().count() > MOST_WORDS || has(&OTHER) {
        return None;
    }
    // "srie" is the French word without its accent.
    let is_serial = has(&["serial", "serien", "deserie", "desrie"])
        || has_word("sn")
        || name.to_ascii_lowercase().split_whitespace().any(|word| word == "s/n");
    let is_profile = plain.contains("profile");
    let is_user = has(&USER) || has_word("upn");
    match (is_serial, is_profile, is_user) {
        (true, false, false) => Some((Field::Serial, Sureness::Likely)),
        (false, true, false) if plain.contains("uuid") => Some((Field::Uuid, Sureness::Likely)),
        (false, true, false) => Some((Field::Profile, Sureness::Likely)),
        (false, false, true) if has(&OF_USER) => Some((Field::Username, Sureness::Possible)),
        (false, false, true) => Some((Field::Username, Sureness::Likely)),
        (false, false, false) if has_word("owner") || has(&["assignee", "assignedto"]) => {
            Some((Field::Username, Sureness::Possible))
        }
        _ => None,
    }
}
