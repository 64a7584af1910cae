//! The contract as the host page gives it: merged over the defaults and checked. Every error names the key and the repair.
//! It must never know what a name means.

use crate::json::Json;
use rules::text::split_first;

/// The contract that is compiled in.
pub const DEFAULT_JSON: &str = include_str!("../contract.json");

/// A contract under construction: its sections with their keys and names, in the order of `contract.json`.
pub(crate) type Sections = Vec<(String, Vec<(String, String)>)>;

/// The table of `contract.json`.
pub(crate) fn defaults() -> Sections {
    let section = |(section, names): &(String, Json)| {
        let name = |(key, name): &(String, Json)| {
            (key.clone(), name.as_text().unwrap_or_default().to_owned())
        };
        (section.clone(), names.as_record().unwrap_or_default().iter().map(name).collect())
    };
    // The text is compiled in, and a unit test reads it.
    let json = Json::parse(DEFAULT_JSON).unwrap_or(Json::Null);
    json.as_record().unwrap_or_default().iter().map(section).collect()
}

/// Takes over the names of one section. The error names the section or key at fault, and what would be right.
pub(super) fn merge(sections: &mut Sections, section: &str, given: &Json) -> Result<(), String> {
    let Some(at) = sections.iter().position(|(known, _)| known == section) else {
        let known = list(sections.iter().map(|(known, _)| known));
        return Err(format!("contract: unknown section `{section}`; the sections are {known}"));
    };
    let names = &mut sections[at].1;
    let Json::Record(given) = given else {
        return Err(format!("contract: section `{section}` must be an object of names"));
    };
    for (key, name) in given {
        let Some(at) = names.iter().position(|(known, _)| known == key) else {
            let known = list(names.iter().map(|(known, _)| known));
            return Err(format!("contract: unknown key `{section}.{key}`; its keys are {known}"));
        };
        names[at].1 = match name {
            Json::Null if may_lack(section, key) => String::new(),
            Json::Text(name) if !name.trim().is_empty() => name.trim().to_owned(),
            _ if may_lack(section, key) => {
                let what = "must be a string that is not empty, or null when the host has none";
                return Err(wrong(section, key, what));
            }
            _ => return Err(wrong(section, key, "must be a string that is not empty")),
        };
    }
    Ok(())
}

/// Whether a host may lack what the name stands for. Then the name is `null` and the feature is gone.
fn may_lack(section: &str, key: &str) -> bool {
    section == "paths" || (section == "query" && matches!(key, "sort" | "searchText"))
}

fn list<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut list = String::new();
    for name in names {
        let between = if list.is_empty() { "`" } else { ", `" };
        list = list + between + name + "`";
    }
    list
}

/// What is wrong with the name under a key.
fn wrong(section: &str, key: &str, what: &str) -> String {
    format!("contract: `{section}.{key}` {what}")
}

/// Checks a merged section beyond its types: paths must be usable, a record must not use one field name twice, and a name
/// that is written must not lead into the value of another.
pub(super) fn verify(section: &str, names: &[(String, String)]) -> Result<(), String> {
    for (at, (key, name)) in names.iter().enumerate() {
        if section == "paths" {
            verify_path(key, name)?;
            continue;
        }
        if section != "query" && name.split('.').any(str::is_empty) {
            let what =
                "has a dot too many; a dot stands between two names, like `attributes.serial`";
            return Err(wrong(section, key, what));
        }
        let unique = matches!(
            section,
            "device"
                | "profile"
                | "definition"
                | "enrollment"
                | "readiness"
                | "user"
                | "note"
                | "change"
        );
        for (other, earlier) in names.iter().take(at) {
            let both_written = is_written(section, key) && is_written(section, other);
            let what = if (unique || both_written) && earlier == name {
                "each needs a name of its own"
            } else if both_written && (leads_into(name, earlier) || leads_into(earlier, name)) {
                "one cannot lie in the other"
            } else {
                continue;
            };
            return Err(format!(
                "contract: `{section}.{other}` is `{earlier}` and `{section}.{key}` is `{name}`; {what}"
            ));
        }
    }
    Ok(())
}

/// Whether a name is put into a body.
fn is_written(section: &str, key: &str) -> bool {
    matches!(section, "definition" | "enrollment" | "note")
        || (section == "assignment" && matches!(key, "profileUuid" | "serials"))
}

/// Whether a name with dots passes through another one.
fn leads_into(name: &str, other: &str) -> bool {
    name.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'))
}

fn verify_path(key: &str, path: &str) -> Result<(), String> {
    // The host has no such path.
    if path.is_empty() {
        return Ok(());
    }
    let usable = |part: &str| {
        part.bytes().all(|byte| {
            byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b'?' | b'#' | b'\\')
        })
    };
    let (place, missing) = match key {
        "device" | "deviceProfile" | "enrollment" => ("serial}", "must contain `{serial}`"),
        "profile" | "profileRetire" => ("uuid}", "must contain `{uuid}`"),
        _ => ("", ""),
    };
    let (before, after) = if place.is_empty() {
        (path, "")
    } else {
        let (before, rest) = split_first(path, b'{').unwrap_or((path, ""));
        let Some(after) = rest.strip_prefix(place) else {
            return Err(wrong("paths", key, missing));
        };
        (before, after)
    };
    if !path.starts_with('/') || path.starts_with("//") || !usable(before) || !usable(after) {
        let what = "must be an absolute path without query, like `/api/…`";
        return Err(wrong("paths", key, what));
    }
    Ok(())
}
