//! Units that somebody copied into the legacy console: which of them a page gets, and what each puts into its zones, by the
//! rules of the console's own framework. It must never serve a page or a file itself.

mod template;

use crate::auth::Caller;
use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The console's context path.
pub(crate) const CONTEXT: &str = "/devicemgt";

/// What the units put into each zone of a page, in the order of their names.
pub(crate) type Zones = BTreeMap<String, String>;

/// The zones that all units of a folder fill on a page. `uri` is the page's address below the console's context.
///
/// Like the console it reads the folder afresh for every page, and one broken unit breaks every page.
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
        // The parts of a unit are named after the last word of its folder.
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

/// No list means that the unit is only there for others to name.
fn patterns(definition: &Value) -> Option<Vec<&str>> {
    match definition.get("pushedUris") {
        None => Some(Vec::new()),
        Some(list) => list.as_array()?.iter().map(Value::as_str).collect(),
    }
}

/// A unit may ask for permissions, all of which the user needs.
fn allowed(definition: &Value, caller: &Caller) -> bool {
    let needed = definition.get("permissions").and_then(Value::as_array);
    let held = permissions(caller);
    needed.is_none_or(|needed| {
        needed.iter().filter_map(Value::as_str).all(|name| held.iter().any(|held| held == name))
    })
}

/// The user's permissions as that console names them. Which ones stand for DEP is not public, so these are made up after the
/// scopes.
fn permissions(caller: &Caller) -> Vec<String> {
    let path = |scope: &String| format!("/permission/admin/device-mgt/{}", scope.replace(':', "/"));
    caller.scopes.iter().map(path).collect()
}

/// Whether an address fits a pattern: `{name}` stands for one segment, `{+name}` for all that follows.
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

/// What a template may ask for.
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
            // Without the tenant, which is `@user.domain`.
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
