//! A profile and a device of the host as the rules take them. It must never judge, and never leave out a field that the rules know.

use host::{Device as DeviceRecord, Json, ProfileRecord};
use rules::setup::{Device, Profile};

/// A whole profile of the host for the rules. A field that is null is one that is left out.
pub fn profile_of(record: &ProfileRecord) -> Profile {
    let is_there = |field| record.get(field).is_some_and(|value| *value != Json::Null);
    let text = |field| is_there(field).then(|| record.text(field));
    let flag = |field| record.flag(field);
    Profile {
        profile_name: text("profile_name"),
        url: text("url"),
        configuration_web_url: text("configuration_web_url"),
        department: text("department"),
        org_magic: text("org_magic"),
        support_email_address: text("support_email_address"),
        support_phone_number: text("support_phone_number"),
        language: text("language"),
        region: text("region"),
        is_supervised: flag("is_supervised"),
        is_mandatory: flag("is_mandatory"),
        is_mdm_removable: flag("is_mdm_removable"),
        await_device_configured: flag("await_device_configured"),
        auto_advance_setup: flag("auto_advance_setup"),
        is_multi_user: flag("is_multi_user"),
        allow_pairing: flag("allow_pairing"),
        do_not_use_profile_from_backup: flag("do_not_use_profile_from_backup"),
        is_return_to_service: flag("is_return_to_service"),
        supervising_host_certs: record.texts("supervising_host_certs"),
        skip_setup_items: record.texts("skip_setup_items"),
    }
}

/// A device of the host for the rules. Where the record has no family, the model begins with it. No record has a version.
pub fn device_of(record: &DeviceRecord) -> Device {
    let mut family = record.family.trim();
    if family.is_empty() {
        let model = record.model.trim().to_ascii_lowercase();
        let begins = |(begin, _): &&(&str, &str)| model.starts_with(begin);
        family = MODELS.iter().find(begins).map_or("", |(_, family)| family);
    }
    Device { family: family.to_owned(), os: record.os.clone(), version: None }
}

/// The beginnings of Apple's model names, with the family.
const MODELS: [(&str, &str); 9] = [
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("ipod", "iPod"),
    ("mac", "Mac"),
    ("imac", "Mac"),
    ("apple tv", "AppleTV"),
    ("appletv", "AppleTV"),
    ("apple vision", "Vision"),
    ("vision", "Vision"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use host::{Contract, Json};
    use std::rc::Rc;

    fn of_model(family: &str, model: &str) -> String {
        let record = DeviceRecord {
            family: family.to_owned(),
            model: model.to_owned(),
            ..DeviceRecord::default()
        };
        device_of(&record).family
    }

    #[test]
    fn the_model_tells_the_family_where_the_record_has_none() {
        for (model, family) in [
            ("iPad (9th generation)", "iPad"),
            ("MacBook Air (M2, 2022)", "Mac"),
            ("iMac 24\"", "Mac"),
            ("APPLE TV 4K", "AppleTV"),
            ("Apple Vision Pro", "Vision"),
            ("Apple Watch", ""),
        ] {
            assert_eq!(of_model(" ", model), family, "{model}");
        }
        assert_eq!(of_model("iPhone", "iPad"), "iPhone", "the record counts more");
    }

    #[test]
    fn an_absent_field_stays_absent_and_an_empty_one_stays_empty() {
        let mut record = ProfileRecord::new(Rc::new(Contract::default()));
        record.put("department", Json::from(""));
        record.put("is_supervised", Json::Flag(false));
        record.put("skip_setup_items", Json::List(vec![Json::from("Siri")]));
        let profile = profile_of(&record);
        assert_eq!(profile.department.as_deref(), Some(""));
        assert_eq!((profile.url, profile.is_mandatory), (None, None));
        assert_eq!(profile.is_supervised, Some(false));
        assert_eq!(profile.skip_setup_items, ["Siri"]);
    }
}
