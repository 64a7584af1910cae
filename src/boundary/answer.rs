//! The answers of the rules as JSON text, without sentences.

use crate::json;
use alloc::string::String;
use rules::{Checked, Checklist, Enrollment, Item, Problem};

/// An answer that is as it was given, without a problem: the script side has the value already.
pub const AS_GIVEN: &str = "null";

/// `{"ok","value"?,"problems"}`; `value` appends the value in its normal form.
pub fn checked<T>(out: &mut String, checked: &Checked<T>, value: impl FnOnce(&mut String, &T)) {
    out.push('{');
    json::flag(out, "ok", checked.ok());
    if let Some(inner) = &checked.value {
        json::key(out, "value");
        value(out, inner);
    }
    json::key(out, "problems");
    json::list(out, &checked.problems, |out, found| {
        out.push('{');
        problem(out, found);
        out.push('}');
    });
    out.push('}');
}

/// The properties of a problem, without the braces.
pub fn problem(out: &mut String, problem: &Problem) {
    json::property(out, "path", problem.path);
    json::property(out, "code", problem.code);
    json::property(out, "severity", problem.severity.word());
    params(out, &problem.params);
}

/// The three fields in their normal form.
pub fn enrollment(out: &mut String, enrollment: &Enrollment) {
    let draft = enrollment.to_draft();
    out.push('{');
    json::property(out, "username", &draft.username);
    json::flag(out, "loginRequired", draft.login_required);
    json::flag(out, "agentRequired", draft.agent_required);
    out.push('}');
}

/// `{"ready","open","items"}`.
pub fn checklist(out: &mut String, checklist: &Checklist) {
    out.push('{');
    json::flag(out, "ready", checklist.ready);
    json::number(out, "open", checklist.open as u32);
    json::key(out, "items");
    json::list(out, &checklist.items, item);
    out.push('}');
}

fn item(out: &mut String, item: &Item) {
    out.push('{');
    json::property(out, "id", item.id.word());
    json::property(out, "verdict", item.verdict.word());
    json::property(out, "code", item.code);
    params(out, &item.params);
    json::property(out, "source", item.source.word());
    json::flag(out, "confirmable", item.confirmable);
    json::property(out, "fingerprint", &item.fingerprint);
    if let Some(age) = item.age {
        json::number(out, "ageSeconds", age);
    }
    if let Some(fix) = item.fix {
        json::property(out, "fix", fix.word());
    }
    out.push('}');
}

fn params(out: &mut String, params: &[(&'static str, String)]) {
    json::key(out, "params");
    out.push('{');
    for (name, value) in params {
        json::property(out, name, value);
    }
    out.push('}');
}
