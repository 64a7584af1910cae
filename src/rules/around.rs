//! What stands around a value that was pasted: quotes, brackets, a formula, a comma. It must never take off what belongs to a
//! name, so what it takes off at the beginning must have its counterpart at the end.

use crate::prelude::*;
use crate::text;

/// The value in a text, and what stood around it.
pub(crate) fn split(raw: &str) -> (&str, Vec<String>) {
    let mut stripped = Vec::new();
    let mut rest = text::trim(raw);
    while let Some(inner) = inside(rest).map(text::trim)
        && !inner.is_empty()
    {
        let (before, behind) = ends(rest, inner);
        for part in [before, behind] {
            if !part.is_empty() {
                text::note(&mut stripped, text::own(text::trim(part)));
            }
        }
        rest = inner;
    }
    (rest, stripped)
}

/// Whether something stands around a value.
pub(crate) fn is_there(raw: &str) -> bool {
    inside(raw).is_some()
}

/// What stands before and behind a part of a text.
fn ends<'a>(text: &'a str, part: &str) -> (&'a str, &'a str) {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    let before = text.get(..start).unwrap_or_default();
    (before, text.get(start + part.len()..).unwrap_or_default())
}

/// The text within the outermost pair; `None` when there is none.
fn inside(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let (first, last) = (chars.next()?, chars.next_back()?);
    let inner = chars.as_str();
    if matches!(last, ',' | ';') {
        return text.get(..text.len() - 1);
    }
    // A spreadsheet's formula for a text: `="jdoe"`.
    if first == '=' && text::is_quote(inner.chars().next()?) && text::is_quote(last) {
        return text.get(1..);
    }
    let is_pair = (text::is_quote(first) && text::is_quote(last))
        || matches!((first, last), ('<', '>') | ('(', ')') | ('[', ']'));
    // Two quoted names are no name in quotes, and markup is none in brackets.
    let is_one = !inner.chars().any(|c| c == first || c == last);
    if is_pair && is_one { Some(inner) } else { None }
}
