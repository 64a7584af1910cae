//! Two versions of a profile, field by field. It must never leave out a field in which they differ.

use super::certificate;
use super::form::{ANCHORS, FLAGS, Form, STEPS};
use super::messages::Msg;
use super::state::{State, versions};
use super::view::label;
use crate::load::Load;
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, button, el, fragment, option, skeleton, tag};
use host::ProfileRecord;
use rules::setup::title;
use yew::prelude::*;

/// What has changed against the version that is edited, or against an older one.
pub fn changes(shared: &Shared, state: &State, form: &Form, on_msg: &Callback<Msg>) -> Option<El> {
    let texts = &shared.texts;
    let current = state.replaces()?;
    let count = form.changes().len() as u32;
    let shown = state.compared.as_deref();
    let toggled = shown.is_none().then(|| current.uuid.clone());
    let text = match count {
        0 => texts.get("editor.changes.none"),
        count => texts.count(&shared.format, "editor.changes", count),
    };
    let toggle =
        button("link-button", text, on_msg.reform(move |()| Msg::Compare(toggled.clone())))
            .aria_bool("aria-expanded", shown.is_some());
    let content = shown.map(|uuid| {
        let choice = |version: &String| {
            let is_current = *version == current.uuid;
            let text = if is_current { texts.get("editor.compare.saved") } else { version.clone() };
            option(version.clone(), text, version == uuid)
        };
        let select = tag("select", "input")
            .attr("id", "editor-version")
            .on_value(DomEvent::Change, on_msg.reform(|uuid| Msg::Compare(Some(uuid))))
            .list(versions(current).map(choice).collect());
        let select = (!current.superseded.is_empty()).then(|| {
            tag("div", "editor-tools")
                .child(el("label").attr("for", "editor-version").text(texts.get("editor.compare")))
                .child(select)
        });
        let table = match &state.version {
            _ if uuid == current.uuid => table(shared, form.base(), form.record(), false),
            Some((read, Load::Ready(version))) if read == uuid => {
                table(shared, version, form.record(), false)
            }
            Some((read, Load::Failed(error))) if read == uuid => {
                let again = read.clone();
                failed_read(
                    shared,
                    error,
                    on_msg.reform(move |()| Msg::Compare(Some(again.clone()))),
                )
            }
            _ => skeleton(3, texts.get("common.loading")),
        };
        tag("div", "editor-compare").maybe(select).child(table)
    });
    Some(tag("div", "editor-changes").child(toggle).maybe(content))
}

/// The fields in which two versions differ. `is_other`: the first is that of somebody else, not one before this.
pub fn table(shared: &Shared, one: &ProfileRecord, mine: &ProfileRecord, is_other: bool) -> Html {
    let texts = &shared.texts;
    let fields = one.differences(mine);
    if fields.is_empty() {
        return tag("p", "help").text(texts.get("editor.changes.none")).into();
    }
    let column = |code: &str| el("th").attr("scope", "col").text(texts.get(code));
    let row = |field: &String| {
        el("tr")
            .key(field.clone())
            .child(el("th").attr("scope", "row").text(label(shared, field)))
            .child(value(shared, one, mine, field))
            .child(value(shared, mine, one, field))
            .into()
    };
    let first = if is_other { "editor.compare.theirs" } else { "editor.compare.before" };
    let head = el("tr")
        .child(column("editor.compare.field"))
        .child(column(first))
        .child(column(if is_other { "editor.compare.mine" } else { "editor.compare.after" }));
    tag("table", "conflict-table")
        .child(el("thead").child(head))
        .child(el("tbody").list(fields.iter().map(row).collect()))
        .into()
}

/// The value of a field in one version, which has another one beside it.
fn value(shared: &Shared, record: &ProfileRecord, other: &ProfileRecord, field: &str) -> El {
    let texts = &shared.texts;
    let none = || texts.get("editor.compare.none");
    let text = if field == STEPS {
        let (steps, others) = (record.texts(STEPS), other.texts(STEPS));
        let only: Vec<String> = steps
            .iter()
            .filter(|step| !others.contains(step))
            .map(|step| texts.find(&title(step)).unwrap_or(step).to_owned())
            .collect();
        let count = texts.count(&shared.format, "editor.compare.steps", steps.len() as u32);
        if only.is_empty() {
            count
        } else {
            let params = [("count", count), ("steps", only.join(", "))];
            texts.fill("editor.compare.steps.only", &params)
        }
    } else if field == ANCHORS {
        let name = |anchor: &String| match certificate::read(anchor) {
            Some(certificate) if !certificate.subject.is_empty() => certificate.subject,
            Some(_) => texts.get("editor.anchors.unnamed"),
            None => texts.get("editor.anchors.unreadable"),
        };
        let names: Vec<String> = record.texts(ANCHORS).iter().map(name).collect();
        if names.is_empty() { none() } else { names.join(", ") }
    } else if FLAGS.contains(&field) {
        let is_on = Form::new(record.clone()).flag(field) != (field == "is_mdm_removable");
        texts.get(if is_on { "common.yes" } else { "common.no" })
    } else {
        match record.get(field) {
            None => none(),
            Some(value) => value.as_text().map_or_else(|| value.to_text(), str::to_owned),
        }
    };
    el("td").attr("dir", "auto").child(fragment(vec![el("span").text(text).into()]))
}
