//! One profile, whole, as a host's record has it. It is read and patched by Apple's names through the contract, and what nobody
//! patches goes back as it came. It must never judge a value, and never leave out a field that it does not know.

use std::rc::Rc;

use crate::contract::{Contract, DefinitionNames};
use crate::error::HostError;
use crate::json::Json;
use crate::records;

/// Apple's names of the flags that are on when they are absent.
const ON_BY_DEFAULT: [&str; 2] = ["is_mdm_removable", "allow_pairing"];

/// Fields that belong to a call and not to a profile.
const OF_A_CALL: [&str; 3] = ["profile_uuid", "replaces", "devices"];

/// A whole profile. Every `field` is Apple's name of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileRecord {
    json: Json,
    contract: Rc<Contract>,
}

impl ProfileRecord {
    /// A profile without any field.
    pub fn new(contract: Rc<Contract>) -> ProfileRecord {
        ProfileRecord { json: Json::Record(Vec::new()), contract }
    }

    /// The record of a host. One that has none of the fields of a profile is none: shown as an empty one, it would be settings
    /// that nobody stored.
    pub fn read(json: Json, contract: Rc<Contract>) -> Result<ProfileRecord, HostError> {
        let record = ProfileRecord { json, contract };
        let mut fields = DefinitionNames::KEYS.iter().filter(|field| !OF_A_CALL.contains(field));
        if !fields.any(|field| record.get(field).is_some()) {
            return Err(HostError::unreadable("no field of a profile"));
        }
        Ok(record)
    }

    /// The record as the host has it, with the contract's names.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// The UUID in the record; empty in a new one.
    pub fn uuid(&self) -> String {
        records::text(&self.json, self.contract.definition.uuid())
    }

    /// A value; `None` for an absent one and for null.
    pub fn get(&self, field: &str) -> Option<&Json> {
        let value = self.json.get(self.contract.definition.of(field))?;
        (*value != Json::Null).then_some(value)
    }

    /// A text; empty for an absent one.
    pub fn text(&self, field: &str) -> String {
        records::text(&self.json, self.contract.definition.of(field))
    }

    /// A flag; `None` for an absent one.
    pub fn flag(&self, field: &str) -> Option<bool> {
        records::flag(&self.json, self.contract.definition.of(field))
    }

    /// The texts of a list; none for an absent one.
    pub fn texts(&self, field: &str) -> Vec<String> {
        let items = self.get(field).and_then(Json::as_list).unwrap_or_default();
        items.iter().filter_map(Json::as_text).map(str::to_owned).collect()
    }

    /// Sets one field and leaves every other one as it is. [`Json::Null`] takes the field out of the record, because Apple
    /// refuses an empty text where it takes none.
    pub fn put(&mut self, field: &str, value: Json) {
        let name = self.contract.definition.of(field);
        match value {
            Json::Null => self.json.remove(name),
            value => self.json.put(name, value),
        }
    }

    /// What to send, so that the host stores this profile in place of the version `replaces`, or as a new one. Serial numbers are
    /// left out: a definition that assigns devices too would do so unasked.
    pub(crate) fn body(&self, replaces: Option<&str>) -> Json {
        let names = &self.contract.definition;
        let mut body = self.json.clone();
        body.remove(names.uuid());
        body.remove(names.replaces());
        if self.get("devices").and_then(Json::as_list).is_none_or(|list| !list.is_empty()) {
            body.remove(names.devices());
        }
        if let Some(uuid) = replaces {
            body.put(names.replaces(), Json::from(uuid));
        }
        body
    }

    /// The names of the fields in which two profiles differ, whatever their UUIDs: Apple's names, and the host's own for the
    /// fields that Apple does not have. An absent flag has Apple's default, an empty text or list is none, and the order of the
    /// steps to skip says nothing.
    pub fn differences(&self, other: &ProfileRecord) -> Vec<String> {
        let mut differing = Vec::new();
        for field in DefinitionNames::KEYS.iter().filter(|field| !OF_A_CALL.contains(field)) {
            if self.meaning(field) != other.meaning(field) {
                differing.push((*field).to_owned());
            }
        }
        let (ours, theirs) = (self.strangers(), other.strangers());
        for (name, value) in &ours {
            if !theirs.iter().any(|(same, other)| same == name && other == value) {
                differing.push((*name).to_owned());
            }
        }
        let unknown = |name: &&str| !ours.iter().any(|(same, _)| same == name);
        differing.extend(theirs.iter().map(|(name, _)| *name).filter(unknown).map(str::to_owned));
        differing
    }

    /// The fields that are not Apple's, each with the host's name and without nulls.
    fn strangers(&self) -> Vec<(&str, &Json)> {
        let names = &self.contract.definition;
        let head = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let known: Vec<String> =
            DefinitionNames::KEYS.iter().map(|field| head(names.of(field))).collect();
        let entries = self.json.as_record().unwrap_or_default();
        let entries = entries.iter().map(|(name, value)| (name.as_str(), value));
        entries
            .filter(|(name, value)| {
                **value != Json::Null && !known.iter().any(|known| known == name)
            })
            .collect()
    }

    /// What a field says, however it is written.
    fn meaning(&self, field: &str) -> Json {
        let is_flag = field.starts_with("is_")
            || matches!(
                field,
                "allow_pairing"
                    | "auto_advance_setup"
                    | "await_device_configured"
                    | "do_not_use_profile_from_backup"
            );
        if is_flag {
            return Json::Flag(self.flag(field).unwrap_or(ON_BY_DEFAULT.contains(&field)));
        }
        match self.get(field) {
            Some(Json::List(_)) if field == "skip_setup_items" => {
                let mut steps = self.texts(field);
                steps.sort_unstable();
                steps.dedup();
                none_if_empty(Json::List(steps.iter().map(|step| Json::from(&**step)).collect()))
            }
            Some(value) => none_if_empty(value.clone()),
            None => Json::Null,
        }
    }
}

fn none_if_empty(value: Json) -> Json {
    match value {
        Json::Text(text) if text.is_empty() => Json::Null,
        Json::List(items) if items.is_empty() => Json::Null,
        value => value,
    }
}
