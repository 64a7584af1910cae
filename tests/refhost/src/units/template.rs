//! The template constructs that a pushed unit needs: comments, zones, values with a leading `@`, and the keys of a
//! map. Anything else is an error, because the console's behaviour for it is unknown.
//!
//! The console has Handlebars 2 with its own helpers. Current libraries support neither `@user.domain` nor zones.

use crate::text::escape;
use anyhow::{Context, bail, ensure};
use std::collections::BTreeMap;

/// The source of values.
pub(super) trait Source {
    /// A value by its path, for example `@app.context`.
    fn value(&self, path: &str) -> Option<String>;
    /// The keys of a map by its path.
    fn keys(&self, path: &str) -> Option<Vec<String>>;
}

/// Renders a unit's template into zones. As in the console, content outside every zone is dropped, and so is a zone
/// that the same template has filled before.
pub(super) fn render(
    template: &str,
    source: &impl Source,
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut zones = BTreeMap::new();
    let mut rest = template;
    while let Some((_, tag, after)) = next_tag(rest)? {
        rest = after;
        if is_comment(tag) {
            continue;
        }
        let name = tag
            .strip_prefix("#zone ")
            .and_then(|name| name.trim().strip_prefix('"')?.strip_suffix('"'))
            .with_context(|| format!("{{{{{tag}}}}} is not known outside of a zone"))?;
        let (inner, after) = block(rest, "zone")?;
        let content = text(inner, source, None)?;
        zones.entry(name.to_owned()).or_insert_with(|| content.trim().to_owned());
        rest = after;
    }
    Ok(zones)
}

/// The text of a block. `key` is the current key of a surrounding `#each`.
fn text(template: &str, source: &impl Source, key: Option<&str>) -> anyhow::Result<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, tag, after)) = next_tag(rest)? {
        out.push_str(before);
        rest = after;
        if is_comment(tag) {
            continue;
        }
        if let Some(path) = tag.strip_prefix("#each ") {
            let (inner, after) = block(rest, "each")?;
            let keys = source.keys(path.trim());
            for key in keys.with_context(|| format!("{path} is no map that is known"))? {
                out.push_str(&text(inner, source, Some(&key))?);
            }
            rest = after;
            continue;
        }
        let value = match (tag, key) {
            ("@key", Some(key)) => Some(key.to_owned()),
            _ => source.value(tag),
        };
        out.push_str(&escape(&value.with_context(|| format!("{{{{{tag}}}}} is not known"))?));
    }
    out.push_str(rest);
    Ok(out)
}

fn is_comment(tag: &str) -> bool {
    tag.starts_with('!')
}

/// The text before the next tag, the tag's content, and the rest.
fn next_tag(text: &str) -> anyhow::Result<Option<(&str, &str, &str)>> {
    let Some((before, rest)) = text.split_once("{{") else { return Ok(None) };
    let (tag, after) = rest.split_once("}}").context("a tag that is not closed")?;
    ensure!(!tag.starts_with('{'), "{{{{{tag}}}}}: a value that is not escaped");
    Ok(Some((before, tag.trim(), after)))
}

/// The content of an open block, and the rest after its closing tag.
fn block<'a>(text: &'a str, name: &str) -> anyhow::Result<(&'a str, &'a str)> {
    let close = format!("{{{{/{name}}}}}");
    let Some((inner, after)) = text.split_once(&close) else {
        bail!("a {name} that is not closed")
    };
    ensure!(!inner.contains(&format!("{{{{#{name} ")), "a {name} inside a {name}");
    Ok((inner, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl Source for Fixed {
        fn value(&self, path: &str) -> Option<String> {
            (path == "@app.context").then(|| "/a\"b".to_owned())
        }

        fn keys(&self, path: &str) -> Option<Vec<String>> {
            (path == "@user.permissions").then(|| vec!["one".to_owned(), "t&o".to_owned()])
        }
    }

    fn rendered(template: &str) -> Result<BTreeMap<String, String>, String> {
        render(template, &Fixed).map_err(|error| error.to_string())
    }

    #[test]
    fn zones_are_filled_and_values_escaped() {
        let zones = rendered(
            r#"{{! a comment }} lost {{#zone "content"}} <p title="{{@app.context}}">{{! no }}x</p> {{/zone}}
            {{#zone "bottomJs"}}{{#each @user.permissions}}{{@key}} {{/each}}{{/zone}}{{#zone "content"}}a second time{{/zone}}"#,
        )
        .unwrap();
        assert_eq!(zones["content"], "<p title=\"/a&quot;b\">x</p>");
        assert_eq!(zones["bottomJs"], "one t&amp;o");
        assert_eq!(zones.len(), 2);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for (template, words) in [
            (r#"{{unit "x"}}"#, "not known outside of a zone"),
            (r#"{{#zone "a"}}{{unit "x"}}{{/zone}}"#, "not known"),
            (r#"{{#zone "a"}}{{@key}}{{/zone}}"#, "not known"),
            (r#"{{#zone "a"}}{{{@app.context}}}{{/zone}}"#, "not escaped"),
            (r#"{{#zone "a"}}x"#, "not closed"),
            (r#"{{#zone "a"}}{{#each @app.conf}}{{/each}}{{/zone}}"#, "no map"),
            ("{{#zone \"a\"", "not closed"),
        ] {
            let error = rendered(template).unwrap_err();
            assert!(error.contains(words), "{template}: {error}");
        }
    }
}
