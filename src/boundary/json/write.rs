//! Writes JSON text. It must never know an answer, only the grammar.

use alloc::string::String;
use rules::text;

/// Appends a text in quotes.
pub fn string(out: &mut String, value: &str) {
    out.push('"');
    let mut rest = value;
    while let Some(place) =
        rest.bytes().position(|byte| byte < b' ' || matches!(byte, b'"' | b'\\'))
        && let Some((plain, after)) = text::split(rest, place)
    {
        out.push_str(plain);
        let byte = rest.as_bytes()[place];
        if byte < b' ' {
            out.push_str("\\u");
            text::hex(out, byte.into(), 4, b'a');
        } else {
            out.push('\\');
            out.push(char::from(byte));
        }
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// Appends `"key":`, after a comma unless it is the first of its object.
pub fn key(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    string(out, name);
    out.push(':');
}

/// Appends a property that is a text.
pub fn property(out: &mut String, name: &str, value: &str) {
    key(out, name);
    string(out, value);
}

/// Appends a property that is true or false.
pub fn flag(out: &mut String, name: &str, value: bool) {
    key(out, name);
    out.push_str(if value { "true" } else { "false" });
}

/// Appends a property that is a whole number.
pub fn number(out: &mut String, name: &str, value: u32) {
    key(out, name);
    out.push_str(&text::decimal(value.into()));
}

/// Appends `[…]` with the items that `write` appends, commas between.
pub fn list<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_json_wants() {
        for (value, written) in [
            ("", r#""""#),
            ("bob", r#""bob""#),
            ("a\"b\\c", r#""a\"b\\c""#),
            ("\0\t\u{1f}", r#""\u0000\u0009\u001f""#),
            ("é\u{2028}😀", "\"é\u{2028}😀\""),
        ] {
            let mut out = String::new();
            string(&mut out, value);
            assert_eq!(out, written, "{value:?}");
        }
    }

    #[test]
    fn objects_and_lists_have_their_commas() {
        let mut out = String::from("{");
        flag(&mut out, "ok", true);
        number(&mut out, "most", u32::MAX);
        key(&mut out, "list");
        list(&mut out, &["a", "b"], |out, item| string(out, item));
        out.push('}');
        assert_eq!(out, r#"{"ok":true,"most":4294967295,"list":["a","b"]}"#);
    }
}
