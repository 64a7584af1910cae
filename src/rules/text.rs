//! Reading of pasted text: what counts as white space, what cannot be seen, how offending characters are named.
//! It owns no rule about any field; it must never decide whether a value is right.

/// White space, and the byte order mark, which JavaScript's `trim` takes for white space and Rust's does not.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The text without white space at its ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// A control character that is not white space, such as NUL or BEL.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && !is_space(c)
}

/// A character that takes no room on the screen: soft hyphen, zero-width and direction marks.
/// They come along when text is copied from mails and spreadsheets.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}')
}

/// A hyphen or a dash of any length, and the minus sign: word processors turn one into another.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// A quotation mark of any kind.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}'
    )
}

/// Where a word stands last in a text. The standard search is two kilobytes of code, made for texts far longer than these.
pub(crate) fn last(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).rposition(|part| part == word.as_bytes())
}

/// Whether a word stands in a text.
pub(crate) fn has(text: &str, word: &str) -> bool {
    last(text, word).is_some()
}

/// Most characters that [`list`] names before it stops with `…`: enough to see what is wrong.
const LISTED: usize = 8;

/// Names characters for a message: each once, in their order, with a space between; `U+0020` for those that cannot be seen.
pub(crate) fn list(chars: impl Iterator<Item = char>) -> String {
    let mut seen: Vec<char> = Vec::new();
    let mut out = String::new();
    for c in chars {
        if seen.contains(&c) {
            continue;
        }
        if !seen.is_empty() {
            out.push(' ');
        }
        if seen.len() == LISTED {
            out.push('…');
            break;
        }
        seen.push(c);
        if is_space(c) || c.is_control() || is_invisible(c) {
            out.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_each_character_once_and_shows_the_unseen() {
        for (text, named) in [
            ("", ""),
            ("a", "a"),
            ("aba", "a b"),
            ("- -", "- U+0020"),
            ("\u{200b}\t\0", "U+200B U+0009 U+0000"),
            ("😀é", "😀 é"),
            ("abcdefgh", "a b c d e f g h"),
            ("abcdefghij", "a b c d e f g h …"),
        ] {
            assert_eq!(list(text.chars()), named, "{text:?}");
        }
    }

    #[test]
    fn trimming_takes_the_byte_order_mark_too() {
        assert_eq!(trim("\u{feff}\u{a0} bob\u{2003}\r\n"), "bob");
        assert_eq!(trim(" \u{feff} "), "");
    }
}
