//! Texts in one line, with tabs between them: how a journal is written. Whatever a text holds, it must come back the same.

use rules::text::split_first;

/// Writes texts as one line, without an end of line.
pub(crate) fn line(texts: &[&str]) -> String {
    let mut line = String::new();
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            line.push('\t');
        }
        for c in text.chars() {
            match c {
                '\\' => line.push_str("\\\\"),
                '\t' => line.push_str("\\t"),
                '\n' => line.push_str("\\n"),
                c => line.push(c),
            }
        }
    }
    line
}

/// The texts of a line, one after the other.
pub(crate) struct Fields<'a>(Option<&'a str>);

impl<'a> Fields<'a> {
    pub fn of(line: &'a str) -> Fields<'a> {
        Fields(Some(line))
    }

    /// The next text; `None` at the end of the line.
    pub fn text(&mut self) -> Option<String> {
        let rest = self.0?;
        let (field, rest) = match split_first(rest, b'\t') {
            Some((field, rest)) => (field, Some(rest)),
            None => (rest, None),
        };
        self.0 = rest;
        let mut text = String::new();
        let mut chars = field.chars();
        while let Some(c) = chars.next() {
            text.push(match c {
                '\\' => match chars.next()? {
                    't' => '\t',
                    'n' => '\n',
                    c => c,
                },
                c => c,
            });
        }
        Some(text)
    }

    /// The next text as a number.
    pub fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        self.text()?.parse().ok()
    }
}
