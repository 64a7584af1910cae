//! Problems as JSON. It must never leave one out.

use alloc::string::String;
use boundary::json::{key, number, property};
use table::RowProblem;

/// Appends a problem as an object, after a comma unless it is the first of its list.
pub fn write(out: &mut String, RowProblem { row, column, problem }: &RowProblem) {
    if !out.is_empty() {
        out.push(',');
    }
    out.push('{');
    number(out, "row", *row);
    number(out, "column", *column);
    property(out, "path", problem.path);
    property(out, "code", problem.code);
    property(out, "severity", problem.severity.word());
    key(out, "params");
    out.push('{');
    for (name, value) in &problem.params {
        property(out, name, value);
    }
    out.push_str("}}");
}
