//! The answers of the rules as texts, without sentences. `www/src/validate/answer.ts` reads them in the same order.

use crate::wire;
use alloc::string::String;
use rules::{Checked, Checklist, Item, Problem};

/// The answer about a text, or about the username of an enrollment: its normal form, absent unless all is right; then the
/// problems.
pub fn text<T>(out: &mut String, checked: &Checked<T>, text: fn(&T) -> &str) {
    maybe(out, checked.value.as_ref().map(text));
    problems(out, &checked.problems);
}

fn problems(out: &mut String, problems: &[Problem]) {
    for problem in problems {
        wire::text(out, problem.path);
        wire::text(out, problem.code);
        wire::text(out, problem.severity.word());
        params(out, &problem.params);
    }
    wire::absent(out);
}

/// The answer about a device: how many items are open, then the items.
pub fn checklist(out: &mut String, checklist: &Checklist) {
    wire::number(out, checklist.open as u32);
    for item in &checklist.items {
        self::item(out, item);
    }
    wire::absent(out);
}

fn item(out: &mut String, item: &Item) {
    wire::text(out, item.id.word());
    wire::text(out, item.verdict.word());
    wire::text(out, item.code);
    params(out, &item.params);
    wire::text(out, item.source.word());
    wire::flag(out, item.confirmable);
    wire::text(out, &item.fingerprint);
    match item.age {
        Some(age) => wire::number(out, age),
        None => wire::absent(out),
    }
    maybe(out, item.fix.map(|fix| fix.word()));
}

fn params(out: &mut String, params: &[(&'static str, String)]) {
    for (name, value) in params {
        wire::text(out, name);
        wire::text(out, value);
    }
    wire::absent(out);
}

/// A text or an absent one.
pub fn maybe(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => wire::text(out, text),
        None => wire::absent(out),
    }
}
