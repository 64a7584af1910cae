//! Problems on their way out, as JSON. It must never leave one out.

use alloc::string::String;
use alloc::vec::Vec;
use boundary::json;
use rules::import::RowProblem;
use rules::problem::Severity;

/// What many problems have in common: path, code and severity.
type Kind = (&'static str, &'static str, Severity);

/// One flat list: first a list of kinds that were not met before, as objects, then four places for each problem, which are
/// row, column, the number of its kind and params. An object for each problem would take twice as long to read, and texts
/// that are all the same would be most of the list.
#[derive(Default)]
pub struct Problems {
    json: String,
    kinds: Vec<Kind>,
    /// How many kinds the script side knows.
    told: usize,
}

impl Problems {
    /// Appends a problem.
    pub fn push(&mut self, RowProblem { row, column, problem }: &RowProblem) {
        let kind = (problem.path, problem.code, problem.severity);
        let known = self.kinds.iter().position(|known| is_same(known, &kind));
        let number = known.unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        let out = &mut self.json;
        for number in [*row, *column, number as u32] {
            out.push(',');
            json::digits(out, number);
        }
        out.push_str(",{");
        for (place, (name, value)) in problem.params.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            text(out, name);
            out.push(':');
            text(out, value);
        }
        out.push('}');
    }

    /// Gives the list away. The kinds go on being known.
    pub fn take(&mut self) -> String {
        let mut list = String::with_capacity(self.json.len() + 4);
        list.push('[');
        let fresh = self.kinds.get(self.told..).unwrap_or_default();
        json::list(&mut list, fresh, |out, (path, code, severity)| {
            out.push('{');
            json::property(out, "path", path);
            json::property(out, "code", code);
            json::property(out, "severity", severity.word());
            out.push('}');
        });
        self.told = self.kinds.len();
        list.push_str(&self.json);
        list.push(']');
        self.json.clear();
        list
    }
}

/// Whether two kinds are one. The words are compared by where they stand: a kind that is taken for a new one only costs its
/// words once more.
fn is_same(one: &Kind, other: &Kind) -> bool {
    core::ptr::eq(one.0, other.0) && core::ptr::eq(one.1, other.1) && one.2 == other.2
}

/// Appends a text in quotes: in one piece, if nothing in it has to be escaped.
#[inline(never)]
fn text(out: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        return json::text(out, text);
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}
