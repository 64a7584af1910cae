//! Problems on their way out, as JSON. It must never leave one out.

use alloc::string::String;
use alloc::vec::Vec;
use boundary::json;
use rules::import::RowProblem;
use rules::report::Severity;

/// What many problems have in common: path, code and severity.
type Kind = (&'static str, &'static str, Severity);

/// One flat list, in which each problem takes four places: row, column, its kind and params. An object for each would take
/// twice as long to read. A kind is a list of its three words where it stands first, and from then on its number: texts
/// that are all the same would be most of the list.
#[derive(Default)]
pub struct Problems {
    json: String,
    kinds: Vec<Kind>,
}

impl Problems {
    /// Appends a problem.
    pub fn push(&mut self, RowProblem { row, column, problem }: &RowProblem) {
        let out = &mut self.json;
        for number in [*row, *column] {
            out.push(if out.is_empty() { '[' } else { ',' });
            json::digits(out, number);
        }
        let kind = (problem.path, problem.code, problem.severity);
        out.push(',');
        match self.kinds.iter().position(|known| is_same(known, &kind)) {
            Some(number) => json::digits(out, number as u32),
            None => {
                json::list(out, &[kind.0, kind.1, kind.2.word()], |out, word| text(out, word));
                self.kinds.push(kind);
            }
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
        // What comes next will be about as long.
        let room = String::with_capacity(self.json.len() + self.json.len() / 8);
        let mut list = core::mem::replace(&mut self.json, room);
        if list.is_empty() {
            list.push('[');
        }
        list.push(']');
        list
    }
}

/// Whether two kinds are one. The words are compared by where they stand: a kind that is taken for a new one only costs its
/// words once more.
fn is_same(one: &Kind, other: &Kind) -> bool {
    core::ptr::eq(one.0, other.0) && core::ptr::eq(one.1, other.1) && one.2 == other.2
}

/// Appends a text in quotes: in one piece, if nothing in it has to be escaped.
fn text(out: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        return json::text(out, text);
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}
