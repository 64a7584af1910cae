//! Ages and numbers in the admin's own language, by the browser's `Intl`. It must never spell a unit or a separator itself. Each
//! formatter is made once: to make one takes a browser up to 1 ms, and a page of devices asks for a hundred.

use host::Millis;
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};

/// The current time.
pub fn now() -> Millis {
    Date::now()
}

/// The current time as ISO date and time; empty in native tests, which have no clock.
pub fn now_as_text() -> String {
    if !cfg!(target_arch = "wasm32") {
        return String::new();
    }
    Date::new(&now().into()).to_iso_string().into()
}

/// Formats in one locale; without one, in the browser's.
#[derive(Clone, Debug, Default)]
pub struct Format {
    locale: Option<String>,
    numbers: OnceCell<Function>,
    days: OnceCell<Function>,
    plurals: OnceCell<Intl::PluralRules>,
}

impl Format {
    /// Formats for a BCP 47 tag such as `de-CH`. A tag that the browser refuses counts as none.
    pub fn new(locale: Option<String>) -> Format {
        let known = locale.filter(|tag| {
            Reflect::get(&js_sys::global(), &"Intl".into())
                .and_then(|intl| Reflect::get(&intl, &"getCanonicalLocales".into()))
                .ok()
                .and_then(|function| function.dyn_into::<Function>().ok())
                .is_some_and(|function| {
                    function.call1(&JsValue::NULL, &JsValue::from_str(tag)).is_ok()
                })
        });
        Format { locale: known, ..Format::default() }
    }

    /// The tag of the locale, unless it is the browser's.
    pub fn locale(&self) -> Option<&str> {
        self.locale.as_deref()
    }

    fn locales(&self) -> Array {
        self.locale.iter().map(|tag| JsValue::from_str(tag)).collect()
    }

    /// A whole number with its separators.
    pub fn number(&self, number: u32) -> String {
        let make = || Intl::NumberFormat::new(&self.locales(), &Object::new()).format();
        text(self.numbers.get_or_init(make).call1(&JsValue::NULL, &number.into()))
    }

    /// How long ago, for example `2 minutes ago`.
    pub fn ago(&self, seconds: u32) -> String {
        let (amount, unit) = match seconds {
            0..60 => (seconds, "second"),
            60..3600 => (seconds / 60, "minute"),
            3600..86_400 => (seconds / 3600, "hour"),
            _ => (seconds / 86_400, "day"),
        };
        let format =
            Intl::RelativeTimeFormat::new(&self.locales(), &record(&[("numeric", "auto")]));
        format.format(-f64::from(amount), unit).into()
    }

    /// A day, for example `3 May 2026`.
    pub fn day(&self, at: Millis) -> String {
        let style = || record(&[("dateStyle", "medium")]);
        let make = || Intl::DateTimeFormat::new(&self.locales(), &style()).format();
        text(self.days.get_or_init(make).call1(&JsValue::NULL, &at.into()))
    }

    /// A day and a time of day, to the minute.
    pub fn minute(&self, at: Millis) -> String {
        self.time(at, "short")
    }

    /// A day and a time of day, to the second.
    pub fn moment(&self, at: Millis) -> String {
        self.time(at, "medium")
    }

    fn time(&self, at: Millis, style: &str) -> String {
        let options = record(&[("dateStyle", "medium"), ("timeStyle", style)]);
        let format = Intl::DateTimeFormat::new(&self.locales(), &options).format();
        text(format.call1(&JsValue::NULL, &at.into()))
    }

    /// The plural category of a number: `one`, `few`, `other`, ….
    pub fn plural(&self, number: u32) -> String {
        let make = || Intl::PluralRules::new(&self.locales(), &Object::new());
        self.plurals.get_or_init(make).select(number.into()).into()
    }
}

fn record(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}

fn text(answer: Result<JsValue, JsValue>) -> String {
    answer.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// A text in small letters, by the browser: the tables of all languages would be 15 kB of an uncompressed module.
pub fn lower(text: &str) -> String {
    if cfg!(target_arch = "wasm32") {
        JsString::from(text).to_lower_case().into()
    } else {
        text.to_lowercase()
    }
}

/// Joins the words that are not empty.
pub fn joined(words: &[&str], between: &str) -> String {
    let mut all = String::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        if !all.is_empty() {
            all.push_str(between);
        }
        all.push_str(word);
    }
    all
}
