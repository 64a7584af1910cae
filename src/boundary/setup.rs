//! Profiles, effective flags and previews of the setup: values by the names of their fields, answers as JSON. It must never judge.

use crate::facts::{draft, texts, version};
use crate::input::Input;
use crate::json;
use crate::write::{params, problems};
use alloc::string::String;
use rules::Problem;
use rules::setup::{
    Device, EffectiveFlag, Note, Preview, Profile, Remark, Shown, SkipKey, check, effective_flags,
    preview,
};

/// Answers a request: `{"check", "values"}`, where `check` is `profile`, `flags` or `preview`. The answer is a list with the answer
/// of each value; `null` for a request that is none.
///
/// ```
/// let request = boundary::json::parse(r#"{"check": "profile", "values": [{"url": "https://mdm.example.com"}]}"#);
/// let answer = boundary::setup::answer(&&request.expect("JSON"));
/// assert!(answer.starts_with(r#"[{"ok":false,"problems":[{"path":"profile_name","code":"profile.name.missing""#));
/// ```
pub fn answer(request: &impl Input) -> String {
    let mut out = String::new();
    let Some(values) = request.field("values").items() else { return "null".into() };
    match request.field("check").text_or_empty().as_str() {
        "profile" => {
            json::list(&mut out, &values, |out, value| report(out, &check(&profile(value))))
        }
        "flags" => json::list(&mut out, &values, |out, value| {
            flags(out, &effective_flags(&profile(&value.field("profile")), &device(value)));
        }),
        "preview" => json::list(&mut out, &values, |out, value| {
            let enrollment = value.field("enrollment");
            let draft = enrollment.is_there().then(|| draft(&enrollment));
            let profile = profile(&value.field("profile"));
            write_preview(out, &preview(&profile, &device(value), draft.as_ref()));
        }),
        _ => return "null".into(),
    }
    out
}

/// The same for a request as JSON text.
pub fn ask(request: &str) -> String {
    answer(&&json::parse(request).unwrap_or(json::Value::Null))
}

/// A profile. Problems and lists of known fields name the fields in the order in which they are read here.
pub fn profile(input: &impl Input) -> Profile {
    let text = |name: &'static str| input.field(name).text();
    let flag = |name: &'static str| input.field(name).flag();
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
        supervising_host_certs: texts(&input.field("supervising_host_certs")),
        skip_setup_items: texts(&input.field("skip_setup_items")),
    }
}

/// The device of a request about flags or a preview.
pub fn device(request: &impl Input) -> Device {
    let device = request.field("device");
    Device {
        family: device.field("deviceFamily").text_or_empty(),
        os: device.field("os").text_or_empty(),
        version: version(&device.field("osVersion")),
    }
}

/// `{"ok", "problems"}`.
fn report(out: &mut String, found: &[Problem]) {
    out.push('{');
    let is_error = |problem: &Problem| problem.severity == rules::Severity::Error;
    json::flag(out, "ok", !found.iter().any(is_error));
    problems(out, found);
    out.push('}');
}

/// `{"flags"}`.
fn flags(out: &mut String, flags: &[EffectiveFlag]) {
    out.push('{');
    json::key(out, "flags");
    json::list(out, flags, |out, found| {
        out.push('{');
        json::property(out, "flag", found.flag.word());
        json::property(out, "field", found.flag.field());
        if let Some(set) = found.set {
            json::flag(out, "set", set);
        }
        if let Some(value) = found.value {
            json::flag(out, "value", value);
        }
        remark(out, &found.remark);
        out.push('}');
    });
    out.push('}');
}

/// `{"system", "panes", "keys", "signIn", "owner", "agent", "problems"}`.
fn write_preview(out: &mut String, preview: &Preview) {
    out.push('{');
    json::property(out, "system", preview.system.word());
    json::key(out, "panes");
    json::list(out, &preview.panes, pane);
    json::key(out, "keys");
    json::list(out, &preview.keys, key);
    note(out, "signIn", preview.sign_in.answer.word(), &preview.sign_in);
    note(out, "owner", preview.owner.answer.word(), &preview.owner);
    note(out, "agent", preview.agent.answer.word(), &preview.agent);
    problems(out, &preview.problems);
    out.push('}');
}

fn pane(out: &mut String, shown: &Shown) {
    out.push('{');
    json::property(out, "pane", shown.pane);
    json::flag(out, "hasKey", shown.has_key);
    json::property(out, "state", shown.state.word());
    remark(out, &shown.remark);
    out.push('}');
}

fn key(out: &mut String, key: &SkipKey) {
    out.push('{');
    json::property(out, "key", &key.key);
    json::property(out, "state", key.state.word());
    remark(out, &key.remark);
    out.push('}');
}

fn note<T>(out: &mut String, name: &str, answer: &str, note: &Note<T>) {
    json::key(out, name);
    out.push('{');
    json::property(out, "answer", answer);
    remark(out, &note.remark);
    out.push('}');
}

fn remark(out: &mut String, remark: &Remark) {
    json::property(out, "code", remark.code);
    params(out, &remark.params);
}
