//! A profile while an admin edits it: the host's record, and the record as it is to be. Only what is typed is patched, so a field
//! that this version does not know goes back as it came. It must never judge a value: `rules::setup` does.

use super::certificate;
use crate::setup::profile_of;
use host::{Json, ProfileRecord};
use rules::setup::{self, Profile};
use rules::{Problem, Severity};

/// Apple's names of the lines of text.
pub const TEXTS: [&str; 9] = [
    "profile_name",
    "url",
    "configuration_web_url",
    "department",
    "org_magic",
    "support_phone_number",
    "support_email_address",
    "language",
    "region",
];

/// Apple's names of the flags.
pub const FLAGS: [&str; 9] = [
    "is_supervised",
    "is_mandatory",
    "is_mdm_removable",
    "await_device_configured",
    "auto_advance_setup",
    "is_multi_user",
    "allow_pairing",
    "do_not_use_profile_from_backup",
    "is_return_to_service",
];

/// The steps to skip.
pub const STEPS: &str = "skip_setup_items";
/// The certificates.
pub const ANCHORS: &str = "anchor_certs";

/// The flags that are on where the record says nothing.
const ON_BY_DEFAULT: [&str; 2] = ["is_mdm_removable", "allow_pairing"];

/// The form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    base: ProfileRecord,
    record: ProfileRecord,
    problems: Vec<Problem>,
}

impl Form {
    /// The form for a record of the host, or for an empty one. Apple refuses an empty text where it takes none, so an empty one
    /// is left out.
    pub fn new(base: ProfileRecord) -> Form {
        let mut record = base.clone();
        for field in TEXTS {
            if record.get(field).is_some() && record.text(field).is_empty() {
                record.put(field, Json::Null);
            }
        }
        let mut form = Form { base, record, problems: Vec::new() };
        form.check();
        form
    }

    /// The form of a new profile with everything that another one has, under another name.
    pub fn copy(other: ProfileRecord, name: String) -> Form {
        let mut form = Form::new(other);
        form.set_text("profile_name", name);
        form.base = form.record.clone();
        form
    }

    /// The record that the admin began with.
    pub fn base(&self) -> &ProfileRecord {
        &self.base
    }

    /// The record as it is to be stored.
    pub fn record(&self) -> &ProfileRecord {
        &self.record
    }

    /// What the rules say about the profile as it stands.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether Apple would refuse it.
    pub fn is_refused(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// The fields in which the profile differs from the one that the admin began with.
    pub fn changes(&self) -> Vec<String> {
        self.base.differences(&self.record)
    }

    /// The profile as the rules see it.
    pub fn profile(&self) -> Profile {
        profile_of(&self.record)
    }

    /// A flag as it counts.
    pub fn flag(&self, field: &str) -> bool {
        self.record.flag(field).unwrap_or(ON_BY_DEFAULT.contains(&field))
    }

    /// The admin typed.
    pub fn set_text(&mut self, field: &'static str, text: String) {
        let value = if text.is_empty() {
            Json::Null
        } else if text == self.base.text(field) {
            self.base.get(field).cloned().unwrap_or(Json::Null)
        } else {
            Json::Text(text)
        };
        self.put(field, value);
    }

    /// The admin ticked or unticked a flag.
    pub fn set_flag(&mut self, field: &'static str, on: bool) {
        let stored = self.base.flag(field).unwrap_or(ON_BY_DEFAULT.contains(&field));
        let value = if on == stored {
            self.base.get(field).cloned().unwrap_or(Json::Null)
        } else {
            Json::Flag(on)
        };
        self.put(field, value);
    }

    /// The steps that are skipped, as the record lists them.
    pub fn steps(&self) -> Vec<String> {
        self.record.texts(STEPS)
    }

    /// Skips these steps.
    pub fn set_steps(&mut self, steps: Vec<String>) {
        self.set_list(STEPS, steps);
    }

    /// Skips a step, or not. The others keep their places.
    pub fn set_step(&mut self, key: &str, on: bool) {
        let mut steps = self.steps();
        if !on {
            steps.retain(|step| step != key);
        } else if !steps.iter().any(|step| step == key) {
            steps.push(key.to_owned());
        }
        self.set_steps(steps);
    }

    /// The certificates, each as the record has it.
    pub fn anchors(&self) -> Vec<String> {
        self.record.texts(ANCHORS)
    }

    /// Trusts these certificates, in this order.
    pub fn set_anchors(&mut self, anchors: Vec<String>) {
        self.set_list(ANCHORS, anchors);
    }

    /// Adds the certificates that are not there yet.
    pub fn add_anchors(&mut self, added: Vec<String>) {
        let mut anchors = self.anchors();
        for one in added {
            let same = |known: &String| certificate::same(known, &one);
            if !anchors.iter().any(same) {
                anchors.push(one);
            }
        }
        self.set_anchors(anchors);
    }

    fn set_list(&mut self, field: &'static str, texts: Vec<String>) {
        let value = if texts == self.base.texts(field) {
            self.base.get(field).cloned().unwrap_or(Json::Null)
        } else if texts.is_empty() {
            Json::Null
        } else {
            Json::List(texts.iter().map(|text| Json::from(&**text)).collect())
        };
        self.put(field, value);
    }

    /// Takes another version as the one that the admin began with, and makes the admin's changes to that.
    pub fn rebase(&mut self, theirs: ProfileRecord) {
        let mine = std::mem::replace(self, Form::new(theirs));
        for field in mine.changes() {
            let value = mine.record.get(&field).cloned().unwrap_or(Json::Null);
            self.record.put(&field, value);
        }
        self.check();
    }

    /// Takes a whole record, as something that is not stored yet.
    pub fn rebase_all(&mut self, record: ProfileRecord) {
        self.record = record;
        self.check();
    }

    fn put(&mut self, field: &str, value: Json) {
        self.record.put(field, value);
        self.check();
    }

    fn check(&mut self) {
        self.problems = setup::check(&self.profile());
    }
}
