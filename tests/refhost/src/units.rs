//! Units in the legacy console: the units of a page and their content for its zones, by the rules of the console's
//! framework. It must never serve a page or a file itself.

mod template;

use crate::auth::Caller;
use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The console's context path.
pub(crate) const CONTEXT: &str = "/devicemgt";

/// The content of each zone of a page, in the order of the units' names.
pub(crate) type Zones = BTreeMap<String, String>;

/// The zones of a page, filled by all units of a folder. `uri` is the page's address below the console's context.
///
/// Like the console, it reads the folder for every page, and one broken unit breaks every page.
pub(crate) fn pushed(folder: &Path, uri: &str, caller: &Caller) -> anyhow::Result<Zones> {
    let mut names = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("the folder with the units, {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    let mut zones = Zones::new();
    for name in &names {
        let unit = folder.join(name);
        // The parts of a unit have the last word of its folder as their name.
        let short = name.rsplit('.').next().unwrap_or(name);
        let definition = definition(&unit, name, short)?;
        let patterns = patterns(&definition).with_context(|| {
            format!("the pushed URIs of the unit {name} must be a list of texts")
        })?;
        let template = unit.join(format!("{short}.hbs"));
        if !allowed(&definition, caller)
            || !patterns.iter().any(|pattern| fits(pattern, uri))
            || !template.is_file()
        {
            continue;
        }
        let text = std::fs::read_to_string(&template)?;
        let values = Values { unit: format!("{CONTEXT}/public/{name}"), caller };
        template::render(&text, &values, &mut zones)
            .with_context(|| format!("the template {}", template.display()))?;
    }
    Ok(zones)
}

fn definition(unit: &Path, name: &str, short: &str) -> anyhow::Result<Value> {
    let file = unit.join(format!("{short}.json"));
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the definition {} of the unit {name}", file.display()))?;
    let definition: Value =
        serde_json::from_str(&text).with_context(|| format!("the definition of {name}"))?;
    if definition.get("version").and_then(Value::as_str).is_none_or(str::is_empty) {
        bail!("the unit {name} does not have a version");
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

/// The user's permissions in that console's form. The real names of the DEP permissions are not public, so these are
/// derived from the scopes.
fn permissions(caller: &Caller) -> Vec<String> {
    let path = |scope: &String| format!("/permission/admin/device-mgt/{}", scope.replace(':', "/"));
    caller.scopes.iter().map(path).collect()
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
    use super::fits;

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
