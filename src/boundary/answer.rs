//! The answers of the rules as JSON, with codes and without sentences: the script side fills those.

use crate::json;
use alloc::string::String;
use rules::problem::Params;
use rules::{Checked, Checklist, Enrollment, Item, Problem};

/// `{"value"?, "problems"}` with a text as the value.
pub fn text<T>(out: &mut String, checked: &Checked<T>, text: fn(&T) -> &str) {
    self::checked(out, checked, |out, value| json::text(out, text(value)));
}

/// The same with the three enrollment fields as the value.
pub fn enrollment(out: &mut String, checked: &Checked<Enrollment>) {
    self::checked(out, checked, |out, enrollment| {
        let draft = enrollment.to_draft();
        out.push('{');
        json::property(out, "username", &draft.username);
        json::flag(out, "loginRequired", draft.login_required);
        json::flag(out, "agentRequired", draft.agent_required);
        out.push('}');
    });
}

fn checked<T>(out: &mut String, checked: &Checked<T>, write: impl Fn(&mut String, &T)) {
    out.push('{');
    if let Some(value) = &checked.value {
        json::key(out, "value");
        write(out, value);
    }
    json::key(out, "problems");
    json::list(out, &checked.problems, problem);
    out.push('}');
}

fn problem(out: &mut String, problem: &Problem) {
    out.push('{');
    json::property(out, "path", problem.path);
    json::property(out, "code", problem.code);
    json::property(out, "severity", problem.severity.word());
    params(out, &problem.params);
    out.push('}');
}

/// `{"ready", "open", "items"}`.
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

fn params(out: &mut String, params: &Params) {
    json::key(out, "params");
    out.push('{');
    for (name, value) in params {
        json::property(out, name, value);
    }
    out.push('}');
}
