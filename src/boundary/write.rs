//! The answers of the rules as JSON, with codes and without sentences: the script side fills those.

use crate::json;
use alloc::string::String;
use rules::problem::Params;
use rules::{Checklist, Enrollment, Item, Problem};

/// `{"value"?, "problems"}` with a text as the value.
pub fn text(out: &mut String, value: Option<&str>, problems: &[Problem]) {
    out.push('{');
    if let Some(value) = value {
        json::property(out, "value", value);
    }
    end(out, problems);
}

/// The same with the three enrollment fields as the value.
pub fn enrollment(out: &mut String, value: Option<&Enrollment>, problems: &[Problem]) {
    out.push('{');
    if let Some(enrollment) = value {
        json::key(out, "value");
        enrollment_fields(out, enrollment);
    }
    end(out, problems);
}

/// `{"username", "loginRequired", "agentRequired"}`.
pub fn enrollment_fields(out: &mut String, enrollment: &Enrollment) {
    let draft = enrollment.to_draft();
    out.push('{');
    json::property(out, "username", &draft.username);
    json::flag(out, "loginRequired", draft.login_required);
    json::flag(out, "agentRequired", draft.agent_required);
    out.push('}');
}

fn end(out: &mut String, found: &[Problem]) {
    problems(out, found);
    out.push('}');
}

/// `"problems": […]`, as the last property of an object.
pub fn problems(out: &mut String, problems: &[Problem]) {
    json::key(out, "problems");
    json::list(out, problems, problem);
}

fn problem(out: &mut String, problem: &Problem) {
    out.push('{');
    json::property(out, "path", problem.path);
    json::property(out, "code", problem.code);
    json::property(out, "severity", problem.severity.word());
    params(out, &problem.params);
    out.push('}');
}

/// `{"readiness", "ready", "open", "items"}`.
pub fn checklist(out: &mut String, checklist: &Checklist) {
    out.push('{');
    json::property(out, "readiness", checklist.readiness.word());
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
    json::property(out, "scope", item.scope.word());
    json::property(out, "fingerprint", &item.fingerprint);
    if let Some(age) = item.age {
        json::number(out, "ageSeconds", age);
    }
    if let Some(fix) = item.fix {
        json::property(out, "fix", fix.word());
    }
    if let Some(cause) = item.because {
        json::property(out, "because", cause.word());
    }
    out.push('}');
}

pub(crate) fn params(out: &mut String, params: &Params) {
    json::key(out, "params");
    out.push('{');
    for (name, value) in params {
        json::property(out, name, value);
    }
    out.push('}');
}
