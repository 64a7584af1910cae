//! Units in the legacy console: the units of a page and their content for its zones, by the rules of the console's
//! framework. It must never serve a page or a file itself.

mod template;

use crate::auth::Caller;
use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The console's context path.
pub(crate) const CONTEXT: &str = "/devicemgt";

/// The content of each zone of a page, in the order of the units.
pub(crate) type Zones = BTreeMap<String, String>;

/// The place of a unit without an `index`.
const LAST: u64 = 1_000_000;

/// A unit's folder and its definition.
struct Unit {
    folder: PathBuf,
    /// The folder's name, for example `dep-enroll.unit.devices`.
    name: String,
    definition: Value,
}

/// The zones of a page, filled by all units of a folder. `uri` is the page's address below the console's context.
pub(crate) fn pushed(folder: &Path, uri: &str, caller: &Caller) -> anyhow::Result<Zones> {
    let mut zones = Zones::new();
    for Unit { folder, name, definition } in read(folder)? {
        let patterns = patterns(&definition).with_context(|| {
            format!("the pushed URIs of the unit {name} must be a list of texts")
        })?;
        let template = folder.join(format!("{}.hbs", short(&name)));
        if !allowed(&definition, caller)
            || !patterns.iter().any(|pattern| fits(pattern, uri))
            || !template.is_file()
        {
            continue;
        }
        let text = std::fs::read_to_string(&template)?;
        let values = Values { unit: format!("{CONTEXT}/public/{name}"), caller };
        let own = template::render(&text, &values)
            .with_context(|| format!("the template {}", template.display()))?;
        for (zone, content) in own {
            zones.entry(zone).or_default().push_str(&content);
        }
    }
    Ok(zones)
}

/// Whether the console can show any page at all with these units.
pub(crate) fn check(folder: &Path) -> anyhow::Result<()> {
    read(folder).map(|_| ())
}

/// The units that are not disabled, by their index and name.
///
/// Like the console, it reads the folder for every page, and one broken unit breaks every page. A folder of any other
/// kind is a broken unit: a backup copy, or `__MACOSX`.
fn read(folder: &Path) -> anyhow::Result<Vec<Unit>> {
    let mut units = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("the folder with the units, {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            let (folder, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let definition = definition(&folder, &name)?;
            units.push(Unit { folder, name, definition });
        }
    }
    let index = |unit: &Unit| unit.definition.get("index").and_then(Value::as_u64).unwrap_or(LAST);
    units.retain(|unit| unit.definition.get("disabled") != Some(&Value::Bool(true)));
    units.sort_by(|one, other| (index(one), &one.name).cmp(&(index(other), &other.name)));
    Ok(units)
}

/// The parts of a unit have the last word of its folder as their name.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn definition(unit: &Path, name: &str) -> anyhow::Result<Value> {
    let file = unit.join(format!("{}.json", short(name)));
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the definition {} of the unit {name}", file.display()))?;
    let definition: Value =
        serde_json::from_str(&text).with_context(|| format!("the definition of {name}"))?;
    if definition.get("version").and_then(Value::as_str).is_none_or(str::is_empty) {
        bail!("the unit {name} does not have a version");
    }
    if definition.get("extends").is_some() {
        bail!("the unit {name} extends another one, which is not supported here");
    }
    if definition.get("index").is_some_and(|index| index.as_u64().is_none()) {
        bail!("the index of the unit {name} is no whole number");
    }
    Ok(definition)
}

/// A unit without a list is only included by other units.
fn patterns(definition: &Value) -> Option<Vec<&str>> {
    match definition.get("pushedUris") {
        None => Some(Vec::new()),
        Some(list) => list.as_array()?.iter().map(Value::as_str).collect(),
    }
}

/// A unit may require permissions. The user needs all of them.
fn allowed(definition: &Value, caller: &Caller) -> bool {
    let needed = definition.get("permissions").and_then(Value::as_array);
    let held = permissions(caller);
    needed.is_none_or(|needed| {
        needed.iter().filter_map(Value::as_str).all(|name| held.iter().any(|held| held == name))
    })
}

/// The user's permissions in that console's form. The console's `init.js` gives its admins the permission for all of
/// the device management. The names below it are derived from the scopes, because the real ones are not public.
fn permissions(caller: &Caller) -> Vec<String> {
    let root = "/permission/admin/device-mgt";
    if caller.may("ios:dep:add") && caller.may("um:users:search") {
        return optimised(vec![root.to_owned(), format!("{root}/ios"), format!("{root}/users")]);
    }
    optimised(
        caller.scopes.iter().map(|scope| format!("{root}/{}", scope.replace(':', "/"))).collect(),
    )
}

/// The list as the server shortens it before a page sees it, by `UserCoreUtil.optimizePermissions`: what lies directly
/// below a held permission is left out.
fn optimised(mut held: Vec<String>) -> Vec<String> {
    held.sort();
    let mut kept: Vec<String> = Vec::new();
    for name in held {
        let parent = name.rsplit_once('/').map(|(parent, _)| parent);
        if parent.is_none() || kept.last().map(String::as_str) != parent {
            kept.push(name);
        }
    }
    kept
}

/// Whether an address matches a pattern. `{name}` matches one segment, `{+name}` the rest.
fn fits(pattern: &str, uri: &str) -> bool {
    let mut wanted = pattern.split('/');
    let mut there = uri.split('/');
    loop {
        match (wanted.next(), there.next()) {
            (None, None) => return true,
            (Some(want), Some(part)) if want.starts_with("{+") => return !part.is_empty(),
            (Some(want), Some(part)) if want.starts_with('{') && !part.is_empty() => {}
            (Some(want), Some(part)) if want == part => {}
            _ => return false,
        }
    }
}

/// The values of a template.
struct Values<'a> {
    unit: String,
    caller: &'a Caller,
}

impl template::Source for Values<'_> {
    fn value(&self, path: &str) -> Option<String> {
        let name = &self.caller.name;
        match path {
            "@app.context" => Some(CONTEXT.to_owned()),
            "@unit.publicUri" => Some(self.unit.clone()),
            "@user.domain" => Some(self.caller.tenant.clone()),
            // Without the tenant domain, which is `@user.domain`.
            "@user.username" => {
                let bare = name.strip_suffix(&format!("@{}", self.caller.tenant));
                Some(bare.unwrap_or(name).to_owned())
            }
            _ => None,
        }
    }

    fn keys(&self, path: &str) -> Option<Vec<String>> {
        (path == "@user.permissions").then(|| permissions(self.caller))
    }
}

#[cfg(test)]
mod tests {
    use super::{fits, optimised};

    #[test]
    fn what_lies_directly_below_a_held_permission_is_not_in_the_list() {
        for (held, listed) in [
            ("/a/dm/ios /a/dm /a/dm/users", "/a/dm"),
            ("/a /a/dm", "/a"),
            ("/a /a/dm/ios", "/a /a/dm/ios"),
            ("/a/dm /a/dm/ios/dep /a/dm/ios/dep/add", "/a/dm /a/dm/ios/dep"),
            ("/a/dm /a/dmx", "/a/dm /a/dmx"),
            ("", ""),
        ] {
            let held = held.split_whitespace().map(str::to_owned).collect();
            assert_eq!(optimised(held).join(" "), listed);
        }
    }

    #[test]
    fn addresses_fit_their_patterns() {
        for (pattern, uri, fit) in [
            ("/dep/{+any}", "/dep/devices", true),
            ("/dep/{+any}", "/dep/devices/C02", true),
            ("/dep/{+any}", "/dep/", false),
            ("/dep/{+any}", "/dep", false),
            ("/dep/{+any}", "/deposit/x", false),
            ("/dep/{one}", "/dep/devices", true),
            ("/dep/{one}", "/dep/devices/C02", false),
            ("/{+any}", "/login", true),
            ("/dep/devices", "/dep/devices", true),
        ] {
            assert_eq!(fits(pattern, uri), fit, "{pattern} {uri}");
        }
    }
}
