//! Reads JSON text as a tree of values. It must never panic on a text, and never read a part of a text that is wrong
//! elsewhere.
//!
//! It differs from `serde_json` in two points. Numbers are whole and fit into 32 bits, because no field has any other. An
//! escaped half of a surrogate pair is read as U+FFFD: `JSON.stringify` writes it for a text that holds one.

use crate::input::Input;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::str::Chars;

/// Nesting beyond this is refused, as `serde_json` refuses it: it could use up the stack.
const MOST_DEPTH: usize = 127;

/// A JSON value. Texts without escapes point into the source.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`, and a field that an object does not have.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(u32),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// The fields of an object, in the order of the text.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Reads a text that is one JSON value; `None` when it is anything else.
///
/// ```
/// use boundary::input::Input;
///
/// let draft = boundary::json::parse(r#"{"username": "bob", "loginRequired": false}"#).expect("it is JSON");
/// assert_eq!((&draft).field("username").text(), Some("bob".into()));
/// assert_eq!((&draft).field("agentRequired").flag(), None);
/// assert!(boundary::json::parse("{'username'}").is_none());
/// ```
pub fn parse(text: &str) -> Option<Value<'_>> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.skip_space();
    (parser.at == text.len()).then_some(value)
}

impl Input for &Value<'_> {
    fn field(&self, name: &'static str) -> Self {
        let Value::Object(fields) = self else { return &Value::Null };
        fields.iter().rfind(|(known, _)| known == name).map_or(&Value::Null, |(_, value)| value)
    }

    fn is_there(&self) -> bool {
        !matches!(self, Value::Null)
    }

    fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.as_ref().into()),
            _ => None,
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn number(&self) -> Option<u32> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn items(&self) -> Option<Vec<Self>> {
        match self {
            Value::List(items) => Some(items.iter().collect()),
            _ => None,
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        self.skip_space();
        match self.peek()? {
            b'{' if depth < MOST_DEPTH => {
                let field = |parser: &mut Self| {
                    parser.skip_space();
                    let name = parser.string()?;
                    parser.skip_space();
                    parser.eat(b':')?;
                    Some((name, parser.value(depth + 1)?))
                };
                self.sequence(b'{', b'}', field).map(Value::Object)
            }
            b'[' if depth < MOST_DEPTH => {
                self.sequence(b'[', b']', |parser| parser.value(depth + 1)).map(Value::List)
            }
            b'"' => self.string().map(Value::Text),
            b'0'..=b'9' => self.number().map(Value::Number),
            b't' => self.word("true", Value::Flag(true)),
            b'f' => self.word("false", Value::Flag(false)),
            b'n' => self.word("null", Value::Null),
            _ => None,
        }
    }

    /// Values between two brackets, with commas between them.
    fn sequence<T>(
        &mut self,
        open: u8,
        close: u8,
        one: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.eat(open)?;
        let mut all = Vec::new();
        self.skip_space();
        if self.eat(close).is_some() {
            return Some(all);
        }
        loop {
            all.push(one(self)?);
            self.skip_space();
            if self.eat(b',').is_none() {
                self.eat(close)?;
                return Some(all);
            }
        }
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at)?;
        let is_whole = !matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        let has_leading_zero = digits.len() > 1 && digits.starts_with('0');
        if is_whole && !has_leading_zero { digits.parse().ok() } else { None }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        let is_next = self.text.get(self.at..)?.starts_with(word);
        self.at += if is_next { word.len() } else { 0 };
        is_next.then_some(value)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.eat(b'"')?;
        let rest = self.text.get(self.at..)?;
        let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\') || byte < b' ')?;
        if rest.as_bytes()[end] == b'"' {
            self.at += end + 1;
            return rest.get(..end).map(Cow::Borrowed);
        }
        let mut text = String::new();
        let mut chars = rest.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => text.push(escaped(&mut chars)?),
                c if c < ' ' => return None,
                c => text.push(c),
            }
        }
        self.at = self.text.len() - chars.as_str().len();
        Some(Cow::Owned(text))
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }
}

/// The character behind a backslash.
fn escaped(chars: &mut Chars) -> Option<char> {
    Some(match chars.next()? {
        c @ ('"' | '\\' | '/') => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let unit = hex(chars)?;
            let mut ahead = chars.clone();
            if (0xd800..0xdc00).contains(&unit)
                && ahead.next() == Some('\\')
                && ahead.next() == Some('u')
                && let Some(low @ 0xdc00..0xe000) = hex(&mut ahead)
            {
                *chars = ahead;
                return char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
            }
            char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => return None,
    })
}

/// Four hexadecimal digits.
fn hex(chars: &mut Chars) -> Option<u32> {
    (0..4).try_fold(0, |number, _| Some(number << 4 | chars.next()?.to_digit(16)?))
}
