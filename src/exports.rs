//! The functions that the host page's own scripts call. Plain data in, plain data out; they never throw on bad data: a
//! value of the wrong type is a problem like any other.

use crate::interop::{Misfit, Reader, object, pairs, set};
use crate::{config, facts};
use js_sys::{Array, Object};
use rules::{Checked, Checklist, Enrollment, Item, Problem};
use ui::Texts;
use wasm_bindgen::prelude::*;

type Params = [(&'static str, String)];

/// The sentences of one call: the English ones, with the caller's over them.
fn read_texts(messages: &JsValue) -> Texts {
    Texts::new(pairs(messages).unwrap_or_default())
}

/// The version of the plugin, as in its package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Checks a username against the host's rules.
#[wasm_bindgen(js_name = validateUsername)]
pub fn validate_username(raw: JsValue, policy: JsValue, messages: JsValue) -> JsValue {
    check_text(raw, "username", messages, |raw| {
        map(rules::username::check(raw, &read_policy(policy)), |name| name.as_str().into())
    })
}

/// Checks a serial number.
#[wasm_bindgen(js_name = validateSerial)]
pub fn validate_serial(raw: JsValue, messages: JsValue) -> JsValue {
    check_text(raw, "serial", messages, |raw| {
        map(rules::serial::check(raw), |serial| serial.as_str().into())
    })
}

/// Checks the UUID of a profile.
#[wasm_bindgen(js_name = validateProfileUuid)]
pub fn validate_profile_uuid(raw: JsValue, messages: JsValue) -> JsValue {
    check_text(raw, "profileUuid", messages, |raw| {
        map(rules::profile::check(raw), |uuid| uuid.as_str().into())
    })
}

/// Checks the three enrollment fields.
#[wasm_bindgen(js_name = validateEnrollment)]
pub fn validate_enrollment(fields: JsValue, policy: JsValue, messages: JsValue) -> JsValue {
    let texts = read_texts(&messages);
    let reader = Reader::new(fields);
    let draft = facts::draft(&reader);
    let misfits = reader.misfits();
    // Fields that could not be read must not look as if they had been left empty.
    let checked = if misfits.is_empty() {
        map(rules::enrollment::check(&draft, &read_policy(policy)), enrollment)
    } else {
        Checked { value: None, problems: Vec::new() }
    };
    answer(checked, &misfits, &texts)
}

/// Judges the checklist on facts that the host page has.
#[wasm_bindgen(js_name = evaluateChecklist)]
pub fn evaluate_checklist(facts: JsValue, messages: JsValue) -> JsValue {
    let texts = read_texts(&messages);
    let reader = Reader::new(facts);
    let (facts, confirmations) = facts::read(&reader);
    let Checklist { items, ready, open } = rules::checklist::evaluate(&facts, &confirmations);
    let misfits = reader.misfits();
    let problems: Array = misfits.iter().map(|found| misfit(found, &texts)).collect();
    object(&[
        // A checklist judged on facts that could not be read must never say that a device is ready.
        ("ready", (ready && misfits.is_empty()).into()),
        ("open", (open as u32).into()),
        ("items", items.iter().map(|found| item(found, &texts)).collect::<Array>().into()),
        ("problems", problems.into()),
    ])
    .into()
}

fn read_policy(policy: JsValue) -> rules::UsernamePolicy {
    config::policy(policy.is_object().then(|| Reader::new(policy)))
}

fn check_text(
    raw: JsValue,
    path: &str,
    messages: JsValue,
    check: impl FnOnce(&str) -> Checked<JsValue>,
) -> JsValue {
    let texts = read_texts(&messages);
    match raw.as_string() {
        Some(raw) => answer(check(&raw), &[], &texts),
        None => {
            let misfit = Misfit { path: path.to_owned(), expected: "text" };
            answer(Checked { value: None, problems: Vec::new() }, &[misfit], &texts)
        }
    }
}

fn map<T>(checked: Checked<T>, value: impl FnOnce(T) -> JsValue) -> Checked<JsValue> {
    Checked { value: checked.value.map(value), problems: checked.problems }
}

fn enrollment(enrollment: Enrollment) -> JsValue {
    let draft = enrollment.to_draft();
    object(&[
        ("username", draft.username.into()),
        ("loginRequired", draft.login_required.into()),
        ("agentRequired", draft.agent_required.into()),
    ])
    .into()
}

fn answer(checked: Checked<JsValue>, misfits: &[Misfit], texts: &Texts) -> JsValue {
    let problems: Array = misfits
        .iter()
        .map(|found| misfit(found, texts))
        .chain(checked.problems.iter().map(|found| problem(found, texts)))
        .collect();
    let answer = object(&[("ok", checked.value.is_some().into()), ("problems", problems.into())]);
    if let Some(value) = checked.value {
        set(&answer, "value", &value);
    }
    answer.into()
}

fn problem(problem: &Problem, texts: &Texts) -> Object {
    object(&[
        ("path", problem.path.into()),
        ("code", problem.code.into()),
        ("severity", problem.severity.word().into()),
        ("message", texts.fill(problem.code, &problem.params).into()),
        ("params", record(&problem.params).into()),
    ])
}

fn misfit(misfit: &Misfit, texts: &Texts) -> Object {
    let params = [("path", misfit.path.clone()), ("expected", misfit.expected.to_owned())];
    let code = if misfit.path.is_empty() { "input.object" } else { "input.type" };
    object(&[
        ("path", misfit.path.as_str().into()),
        ("code", code.into()),
        ("severity", "error".into()),
        ("message", texts.fill(code, &params).into()),
        ("params", record(&params).into()),
    ])
}

fn item(item: &Item, texts: &Texts) -> Object {
    let todo = format!("{}.todo", item.code);
    let described = object(&[
        ("id", item.id.word().into()),
        ("verdict", item.verdict.word().into()),
        ("code", item.code.into()),
        ("params", record(&item.params).into()),
        ("reason", texts.fill(item.code, &item.params).into()),
        ("source", item.source.word().into()),
        ("confirmable", item.confirmable.into()),
        ("fingerprint", item.fingerprint.as_str().into()),
    ]);
    if texts.find(&todo).is_some() {
        set(&described, "todo", &texts.fill(&todo, &item.params).into());
    }
    if let Some(age) = item.age {
        set(&described, "ageSeconds", &age.into());
    }
    if let Some(fix) = item.fix {
        set(&described, "fix", &fix.word().into());
    }
    described
}

fn record(params: &Params) -> Object {
    let record = Object::new();
    for (key, value) in params {
        set(&record, key, &value.as_str().into());
    }
    record
}
