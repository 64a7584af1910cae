//! The host's DEP API as data: its paths and its field names, loaded from JSON and merged over the defaults.
//!
//! The DEP endpoints of the two consoles are not public, so a host page may rename every path and every field. Only this module
//! spells such names; the client and the readers ask it.

use crate::error::{HostError, Kind};
use crate::json::Json;
use crate::url;
use rules::text::split_first;

mod check;
pub use check::DEFAULT_JSON;
pub(crate) use check::{Sections, defaults};

/// Most rows the hosts give at a time (`0 <= limit <= 100`, else 400).
pub const PAGE_LIMIT: u32 = 100;

/// Declares one section: its names with a reader for each, in the order of `contract.json`. The names are kept as a list,
/// because a struct of a dozen texts takes several times the code.
macro_rules! section {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal: $about:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(Vec<String>);

        impl $name {
            /// Its keys in `contract.json`.
            pub(crate) const KEYS: &'static [&'static str] = &[$($key),*];

            $(
                #[doc = $about]
                pub fn $field(&self) -> &str {
                    const AT: usize = place($name::KEYS, $key);
                    at(&self.0, AT)
                }
            )*
        }
    };
}

/// The position of a key in its section, computed at compile time.
const fn place(keys: &[&str], key: &str) -> usize {
    let mut at = 0;
    while !same(keys[at].as_bytes(), key.as_bytes()) {
        at += 1;
    }
    at
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

fn at(names: &[String], at: usize) -> &str {
    names.get(at).map_or("", String::as_str)
}

/// The paths of a contract, in the order of `contract.json`. A host need not have every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The list of devices.
    Devices,
    /// One device.
    Device,
    /// Fetch the list from Apple.
    Sync,
    /// The list of profiles.
    Profiles,
    /// The assignment of one device.
    Assignment,
    /// The assignment of many devices.
    BulkAssignment,
    /// The enrollment of one device.
    Enrollment,
    /// The enrollment of many devices.
    BulkEnrollment,
    /// The host's readiness.
    Readiness,
    /// Whether a user exists.
    CheckUser,
    /// Search in the user directory by the beginning of usernames.
    SearchUsers,
    /// Search in the user directory by names and e-mail addresses.
    SearchPeople,
    /// The notes that all admins share.
    Notes,
    /// One profile, whole.
    Profile,
    /// The definition of a profile.
    ProfileCreate,
    /// The end of a profile.
    ProfileRetire,
    /// The changes of all admins.
    Changes,
}

/// Path templates, each beginning with `/`; `{serial}` stands for the serial number and `{uuid}` for the UUID of a profile. An
/// empty one is a path that the host does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths(Vec<String>);

impl Paths {
    /// The template of a path; `None` when the host has none.
    pub fn get(&self, part: Part) -> Option<&str> {
        self.0.get(part as usize).map(String::as_str).filter(|path| !path.is_empty())
    }
}

section! {
    /// Names of query parameters.
    QueryNames {
        offset = "offset": "First row of a list.",
        limit = "limit": "Rows of a list.",
        serial = "serial": "Filter: part of a serial number.",
        status = "status": "Filter: status word.",
        user = "user": "Filter: part of a username.",
        profile = "profile": "Filter: profile UUID.",
        check_user = "checkUser": "The username whose existence is asked for.",
        search_filter = "searchFilter": "The beginning of the usernames searched for.",
        search_domain = "searchDomain": "The user store to search.",
        search_first_name = "searchFirstName": "Part of the first names searched for.",
        search_last_name = "searchLastName": "Part of the last names searched for.",
        search_email = "searchEmail": "Part of the e-mail addresses searched for.",
        search_text = "searchText": "Part of any name or e-mail address; empty when the host has no such parameter.",
        sort = "sort": "The order of a list; empty when the host cannot sort.",
        note_word = "noteWord": "The word of the note to remove.",
        note_value = "noteValue": "The value of the note to remove.",
        run = "run": "Which changes belong together: a filter, and sent with every change to a host with a history.",
        by = "by": "Filter: part of the name of whoever made a change.",
    }
}
section! {
    /// Field names of a device record.
    DeviceNames {
        serial = "serial": "Serial number.",
        device_identifier = "deviceIdentifier": "UDID, once enrolled.",
        status = "status": "Status word.",
        profile_uuid = "profileUuid": "UUID of the profile.",
        profile_name = "profileName": "Name of the profile.",
        username = "username": "Preassigned user.",
        login_required = "loginRequired": "Login required.",
        agent_required = "agentRequired": "Agent install required.",
        os = "os": "Platform.",
        family = "deviceFamily": "Device family.",
        model = "deviceModel": "Model.",
        description = "description": "Description.",
        color = "color": "Colour.",
        profile_assign_time = "profileAssignTime": "When the profile was assigned.",
        profile_push_time = "profilePushTime": "When the device fetched the profile.",
        assigned_time = "deviceAssignedTime": "When the device was assigned to this server.",
        assigned_by = "deviceAssignedBy": "By whom.",
    }
}
section! {
    /// Field names of a profile.
    ProfileNames {
        uuid = "uuid": "Current UUID.",
        name = "name": "Name.",
        supervised = "supervised": "Supervised.",
        mandatory = "mandatory": "Mandatory.",
        mdm_removable = "mdmRemovable": "Management may be removed by the user.",
        superseded = "superseded": "Older UUIDs.",
        device_count = "deviceCount": "Devices on the current UUID.",
    }
}
section! {
    /// Field names of a whole profile. The keys are Apple's names.
    DefinitionNames {
        uuid = "profile_uuid": "UUID, in a record and in the answer to a definition.",
        replaces = "replaces": "The UUID of the version that a definition replaces.",
        name = "profile_name": "Name.",
        url = "url": "Where a device enrolls.",
        web_url = "configuration_web_url": "The page on which the user signs in.",
        department = "department": "Department.",
        org_magic = "org_magic": "Identifier of the organization.",
        support_email = "support_email_address": "Support by e-mail.",
        support_phone = "support_phone_number": "Support by phone.",
        language = "language": "Language.",
        region = "region": "Region.",
        supervised = "is_supervised": "Supervised.",
        mandatory = "is_mandatory": "Mandatory.",
        mdm_removable = "is_mdm_removable": "Management may be removed by the user.",
        await_configured = "await_device_configured": "Setup waits for the server.",
        auto_advance = "auto_advance_setup": "Setup goes on by itself.",
        multi_user = "is_multi_user": "Shared iPad.",
        allow_pairing = "allow_pairing": "Pairing with computers.",
        no_backup_profile = "do_not_use_profile_from_backup": "A restored backup leaves the enrollment alone.",
        return_to_service = "is_return_to_service": "Return to Service.",
        skip_items = "skip_setup_items": "Steps to skip.",
        anchor_certs = "anchor_certs": "Certificates that the device trusts.",
        host_certs = "supervising_host_certs": "Certificates of computers that may pair.",
        devices = "devices": "Serial numbers to assign at once.",
    }
}
section! {
    /// Field names of an enrollment.
    EnrollmentNames {
        username = "username": "Preassigned user.",
        login_required = "loginRequired": "Login required.",
        agent_required = "agentRequired": "Agent install required.",
        expected = "expected": "The three values the admin saw before editing.",
    }
}
section! {
    /// Field names of assignments, single and bulk.
    AssignmentNames {
        profile_uuid = "profileUuid": "UUID of the profile.",
        serials = "serials": "The serial numbers of a bulk assignment.",
        items = "items": "The rows of a bulk enrollment.",
        serial = "serial": "Serial number in an answer.",
        status = "status": "Status word in an answer.",
        result = "result": "Apple's word in an answer.",
        message = "message": "The host's message in an answer.",
        retry_after = "retryAfterSeconds": "Seconds to wait after `THROTTLED`.",
    }
}
section! {
    /// Field names of the readiness answer.
    ReadinessNames {
        agent_package = "agentPackageName": "Bundle id of the agent.",
        agent_configured = "agentConfigured": "The agent app id is configured.",
        agent_published = "agentPublished": "The agent is published.",
        agent_version = "agentVersion": "Version of the agent.",
        agent_compatible = "agentCompatible": "The agent works with this server.",
        server_version = "serverVersion": "Version of the server.",
        token_expiry = "depTokenExpiry": "When the DEP token expires.",
        last_sync = "lastSync": "When the host last fetched the list from Apple; in the answer to a sync too.",
        terms_signed = "termsSigned": "Apple's current terms are accepted.",
        email_usernames = "emailUsernames": "Usernames are e-mail addresses.",
        tenant_domain = "tenantDomain": "Tenant of the signed-in admin.",
    }
}
section! {
    /// Names of the list envelopes.
    ListNames {
        devices = "devices": "The devices in a list.",
        profiles = "profiles": "The profiles in a list.",
        results = "results": "The answers of a bulk call.",
        count = "count": "Rows in the whole list.",
        users = "users": "The users in a list.",
        notes = "notes": "The notes in a list.",
        new_serials = "newSerials": "The serial numbers that a sync has added.",
        changes = "changes": "The changes in a list.",
    }
}
section! {
    /// Field names of a directory user.
    UserNames {
        username = "username": "Username.",
        first_name = "firstName": "First name.",
        last_name = "lastName": "Last name.",
        email = "email": "E-mail address.",
    }
}
section! {
    /// Field names of a shared note.
    NoteNames {
        serial = "serial": "Serial number of its device.",
        word = "word": "What it is about.",
        value = "value": "What was said.",
        by = "by": "Who said it.",
        at = "at": "When.",
    }
}
section! {
    /// Field names of a change. What a device was before and is after has the names of a device record.
    ChangeNames {
        run = "run": "What was made together has the same one.",
        serial = "serial": "Serial number.",
        by = "by": "Who made it.",
        at = "at": "When.",
        devices = "devices": "How many devices were changed together.",
        before = "before": "The device before.",
        after = "after": "The device after.",
    }
}

impl DefinitionNames {
    /// The host's name of a field of Apple's.
    pub fn of<'a>(&'a self, apple: &'a str) -> &'a str {
        let place = DefinitionNames::KEYS.iter().position(|key| *key == apple);
        place.map_or(apple, |place| at(&self.0, place))
    }
}

/// Paths and field names. Same shape as `contract.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Path templates.
    pub paths: Paths,
    /// Query parameters.
    pub query: QueryNames,
    /// Device records.
    pub device: DeviceNames,
    /// Profiles in a list.
    pub profile: ProfileNames,
    /// Whole profiles.
    pub definition: DefinitionNames,
    /// Enrollments.
    pub enrollment: EnrollmentNames,
    /// Assignments.
    pub assignment: AssignmentNames,
    /// Readiness.
    pub readiness: ReadinessNames,
    /// List envelopes.
    pub lists: ListNames,
    /// Directory users.
    pub user: UserNames,
    /// Shared notes.
    pub note: NoteNames,
    /// The changes of all admins.
    pub change: ChangeNames,
}

impl Default for Contract {
    fn default() -> Self {
        Contract::of(defaults())
    }
}

impl Contract {
    /// Reads a contract from JSON. A name that it leaves out keeps the default. The error names the unknown or ill-typed key.
    pub fn from_json(text: &str) -> Result<Contract, String> {
        let Some(json) = Json::parse(text) else {
            return Err("contract: not JSON".to_owned());
        };
        let Json::Record(sections) = json else {
            return Err("contract: expected an object of sections".to_owned());
        };
        let mut names = defaults();
        for (section, given) in &sections {
            check::merge(&mut names, section, given)?;
        }
        for (section, names) in &names {
            check::verify(section, names)?;
        }
        Ok(Contract::of(names))
    }

    /// The template of a path. Fails with [`Kind::Absent`] when the host has none.
    pub fn path(&self, part: Part) -> Result<&str, HostError> {
        self.paths.get(part).ok_or_else(|| HostError::of(Kind::Absent))
    }

    /// Puts a serial number or a UUID into a path template: as it came, percent-encoded.
    pub fn path_of(template: &str, serial: &str) -> String {
        let (before, rest) = split_first(template, b'{').unwrap_or((template, ""));
        // A path has at most one pair of braces.
        match split_first(rest, b'}') {
            Some((_, after)) => {
                let serial = url::encode(serial);
                format!("{before}{serial}{after}")
            }
            None => template.to_owned(),
        }
    }

    fn of(sections: Sections) -> Contract {
        let mut sections = sections.into_iter();
        let mut names = || -> Vec<String> {
            let (_, names) = sections.next().unwrap_or_default();
            names.into_iter().map(|(_, name)| name).collect()
        };
        Contract {
            paths: Paths(names()),
            query: QueryNames(names()),
            device: DeviceNames(names()),
            profile: ProfileNames(names()),
            definition: DefinitionNames(names()),
            enrollment: EnrollmentNames(names()),
            assignment: AssignmentNames(names()),
            readiness: ReadinessNames(names()),
            lists: ListNames(names()),
            user: UserNames(names()),
            note: NoteNames(names()),
            change: ChangeNames(names()),
        }
    }
}
