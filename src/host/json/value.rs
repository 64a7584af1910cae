//! One JSON value and the questions about it.

use rules::text::{split, split_first};
use serde::{Serialize, Serializer};

/// Most lists and records inside each other. No host nests a tenth of that, and reading is recursive.
pub const DEPTH: u32 = 127;

/// One JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, always finite. Whole numbers are exact up to 2^53.
    Number(f64),
    /// A text. Half a surrogate pair has become U+FFFD.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object. Of equal keys the last one has won.
    Record(Vec<(String, Json)>),
}

impl Json {
    /// The value under a key of a record; `None` for everything that is no record. A key with dots (`attributes.serialNumber`)
    /// leads into records inside each other, unless the record has that very key.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let entries = self.as_record()?;
        if let Some((_, value)) = entries.iter().find(|(name, _)| name == key) {
            return Some(value);
        }
        (0..key.len()).filter(|at| key.as_bytes()[*at] == b'.').find_map(|at| {
            let (head, rest) = split(key, at)?;
            let (_, inner) = entries.iter().find(|(name, _)| name == head)?;
            inner.get(rest)
        })
    }

    /// Puts a value under a key of a record, for a key with dots into records inside each other. Anything but a record
    /// becomes one.
    pub fn put(&mut self, key: &str, value: Json) {
        if !matches!(self, Json::Record(_)) {
            *self = Json::Record(Vec::new());
        }
        let Json::Record(entries) = self else { return };
        let (head, rest) =
            split_first(key, b'.').map_or((key, None), |(head, rest)| (head, Some(rest)));
        let at = entries.iter().position(|(name, _)| name == head).unwrap_or_else(|| {
            entries.push((head.to_owned(), Json::Null));
            entries.len() - 1
        });
        let place = &mut entries[at].1;
        match rest {
            Some(rest) => place.put(rest, value),
            None => *place = value,
        }
    }

    /// Takes out what [`Json::get`] finds under a key of a record.
    pub fn remove(&mut self, key: &str) {
        let Json::Record(entries) = self else { return };
        if entries.iter().any(|(name, _)| name == key) {
            entries.retain(|(name, _)| name != key);
            return;
        }
        for at in (0..key.len()).filter(|at| key.as_bytes()[*at] == b'.') {
            let Some((head, rest)) = split(key, at) else { continue };
            let inner = entries.iter_mut().find(|(name, _)| name == head);
            if let Some((_, inner)) = inner.filter(|(_, inner)| inner.get(rest).is_some()) {
                return inner.remove(rest);
            }
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a record.
    pub fn as_record(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Record(entries) => Some(entries),
            _ => None,
        }
    }

    /// A count, written as a whole number from 0 up or as its digits in quotes.
    pub fn as_count(&self) -> Option<u32> {
        match self {
            Json::Number(number) => {
                // Beyond its range the conversion saturates, and then the two differ.
                let count = *number as u32;
                (f64::from(count) == *number).then_some(count)
            }
            Json::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Flag(flag) => serializer.serialize_bool(*flag),
            // A browser writes 1.0 as `1`; serde_json must be told to.
            #[cfg(not(target_arch = "wasm32"))]
            Json::Number(number) if is_whole(*number) => serializer.serialize_i64(*number as i64),
            Json::Number(number) => serializer.serialize_f64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Record(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

/// Whether a number is written without a fraction, and exactly.
#[cfg(not(target_arch = "wasm32"))]
fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0
}
