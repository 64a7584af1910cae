//! The component's answers as JSON text. It must never leave out or add what the component did not.

use super::bindings::exports::dep_enroll::rules::bulk_import::{
    Column, Delimiter, Field, ImportProblem, ImportReport, ImportRow, Reject,
};
use super::bindings::exports::dep_enroll::rules::checklist::{
    Fix, Item, ItemId, Judged, Readiness, Scope, Source, Verdict,
};
use super::bindings::exports::dep_enroll::rules::checks::{
    CheckedEnrollment, CheckedText, Enrollment, User,
};
use super::bindings::exports::dep_enroll::rules::report::{Problem, Severity};
use crate::json::{self, Object, list, record};

pub fn text(checked: &CheckedText) -> String {
    match checked {
        Ok(accepted) => answer(Some(json::text(&accepted.value)), &accepted.problems),
        Err(problems) => answer(None, problems),
    }
}

pub fn enrollment(checked: &CheckedEnrollment) -> String {
    let accepted = match checked {
        Ok(accepted) => accepted,
        Err(problems) => return answer(None, problems),
    };
    answer(Some(fields(&accepted.value)), &accepted.problems)
}

pub fn fields(enrollment: &Enrollment) -> String {
    let (username, login) = match &enrollment.user {
        User::Preassigned(username) => (username.as_str(), false),
        User::LoginRequired => ("", true),
    };
    Object::new()
        .text("username", username)
        .flag("loginRequired", login)
        .flag("agentRequired", enrollment.agent_required)
        .end()
}

fn answer(value: Option<String>, problems: &[Problem]) -> String {
    Object::new()
        .flag("ok", value.is_some())
        .maybe("value", value, Object::json)
        .json("problems", list(problems.iter().map(|found| problem(Object::new(), found))))
        .end()
}

pub fn problem(object: Object, problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Hint => "hint",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    object
        .text("path", &problem.path)
        .text("code", &problem.code)
        .text("severity", severity)
        .text("message", &problem.message)
        .json("params", record(&problem.params))
        .end()
}

pub fn checklist(judged: &Judged) -> String {
    Object::new()
        .text("readiness", readiness(judged.readiness))
        .flag("ready", judged.ready)
        .number("open", judged.open)
        .json("items", list(judged.items.iter().map(item)))
        // The types leave nothing that could be misread.
        .json("problems", list([]))
        .end()
}

fn item(item: &Item) -> String {
    Object::new()
        .text("id", id(item.id))
        .text("verdict", verdict(item.verdict))
        .text("code", &item.code)
        .json("params", record(&item.params))
        .text("reason", &item.reason)
        .text("source", source(item.source))
        .flag("confirmable", item.confirmable)
        .text("scope", scope(item.scope))
        .text("fingerprint", &item.fingerprint)
        .maybe("todo", item.todo.as_deref(), Object::text)
        .maybe("ageSeconds", item.age_seconds, Object::number)
        .maybe("fix", item.fix.map(fix), Object::text)
        .maybe("because", item.because.map(id), Object::text)
        .end()
}

fn readiness(readiness: Readiness) -> &'static str {
    match readiness {
        Readiness::Ready => "ready",
        Readiness::ToDo => "to-do",
        Readiness::CannotTell => "cannot-tell",
    }
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Device => "device",
        Scope::Profile => "profile",
        Scope::Server => "server",
    }
}

fn id(id: ItemId) -> &'static str {
    match id {
        ItemId::Supervised => "supervised",
        ItemId::Mandatory => "mandatory",
        ItemId::Current => "current",
        ItemId::Assigned => "assigned",
        ItemId::User => "user",
        ItemId::Agent => "agent",
        ItemId::Reset => "reset",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Warning => "warning",
        Verdict::Unknown => "unknown",
        Verdict::NotApplicable => "not-applicable",
        Verdict::Confirmed => "confirmed",
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Device => "device",
        Source::Profiles => "profiles",
        Source::Enrollment => "enrollment",
        Source::Users => "users",
        Source::Readiness => "readiness",
        Source::Person => "person",
    }
}

fn fix(fix: Fix) -> &'static str {
    match fix {
        Fix::AssignProfile => "assign-profile",
        Fix::Reassign => "reassign",
        Fix::EditUser => "edit-user",
        Fix::EditAgent => "edit-agent",
        Fix::Confirm => "confirm",
        Fix::Refresh => "refresh",
    }
}

pub fn report(report: &ImportReport) -> String {
    let delimiter = report.delimiter.map(|delimiter| match delimiter {
        Delimiter::Comma => ",",
        Delimiter::Semicolon => ";",
        Delimiter::Tab => "\t",
    });
    Object::new()
        .flag("ok", report.ok)
        .number("total", report.total)
        .maybe("delimiter", delimiter, Object::text)
        .json("columns", list(report.columns.iter().map(column)))
        .json("rows", list(report.rows.iter().map(row)))
        .json("rejects", list(report.rejects.iter().map(|found| reject(found, report))))
        .json("problems", list(report.problems.iter().map(row_problem)))
        .end()
}

fn column(column: &Column) -> String {
    let field = column.field.map(|field| match field {
        Field::Serial => "serial",
        Field::Profile => "profile",
        Field::ProfileUuid => "profileUuid",
        Field::Username => "username",
        Field::LoginRequired => "loginRequired",
        Field::AgentRequired => "agentRequired",
    });
    Object::new()
        .text("name", &column.name)
        .maybe("field", field, Object::text)
        .json("samples", list(column.samples.iter().map(|sample| json::text(sample))))
        .end()
}

fn reject(reject: &Reject, report: &ImportReport) -> String {
    let problems = report.problems.iter().filter(|found| found.row == reject.row);
    Object::new()
        .number("row", reject.row)
        .json("cells", list(reject.cells.iter().map(|cell| json::text(cell))))
        .json("problems", list(problems.map(row_problem)))
        .end()
}

fn row(row: &ImportRow) -> String {
    Object::new()
        .number("row", row.row)
        .text("serial", &row.serial)
        .maybe("profile", row.profile.as_deref(), Object::text)
        .maybe("username", row.username.as_deref(), Object::text)
        .maybe("loginRequired", row.login_required, Object::flag)
        .maybe("agentRequired", row.agent_required, Object::flag)
        .end()
}

fn row_problem(found: &ImportProblem) -> String {
    problem(Object::new().number("row", found.row).number("column", found.column), &found.problem)
}
