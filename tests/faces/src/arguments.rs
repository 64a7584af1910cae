//! Reads the arguments of a call. What is absent or `null` is absent; what has another type is an error, because the faces
//! with types cannot be asked about it. It must never fill in a default: each face has its own.

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use table::Place;

/// One argument, or a part of one; knows where it stands, for errors.
#[derive(Clone)]
pub struct Argument<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Argument<'a> {
    /// The list of all arguments.
    pub fn all(arguments: &'a Value) -> Argument<'a> {
        Argument { value: arguments, path: "arguments".into() }
    }

    /// The argument at a place.
    pub fn at(&self, place: usize) -> Argument<'a> {
        let value = self.value.get(place).unwrap_or(&Value::Null);
        Argument { value, path: format!("{}[{place}]", self.path) }
    }

    /// A part of an object; absent when the object is.
    pub fn part(&self, key: &str) -> Argument<'a> {
        let value = self.value.get(key).unwrap_or(&Value::Null);
        Argument { value, path: format!("{}.{key}", self.path) }
    }

    /// Whether there is something.
    pub fn is_there(&self) -> bool {
        !self.value.is_null()
    }

    /// The same, if there is something.
    pub fn there(&self) -> Option<Argument<'a>> {
        self.is_there().then(|| self.clone())
    }

    fn read<T>(
        &self,
        expected: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>> {
        if !self.is_there() {
            return Ok(None);
        }
        read(self.value)
            .map(Some)
            .with_context(|| format!("{} is {} and not {expected}", self.path, self.value))
    }

    /// A text.
    pub fn text(&self) -> Result<Option<String>> {
        self.read("a text", |value| value.as_str().map(str::to_owned))
    }

    /// A text that must be there.
    pub fn some_text(&self) -> Result<String> {
        self.text()?.with_context(|| format!("{} is missing", self.path))
    }

    /// True or false.
    pub fn flag(&self) -> Result<Option<bool>> {
        self.read("true or false", Value::as_bool)
    }

    /// A whole number.
    pub fn number(&self) -> Result<Option<u32>> {
        self.read("a whole number", |value| value.as_u64()?.try_into().ok())
    }

    /// The place of a column: its number from 1, its name, or 0 for nowhere.
    pub fn place(&self) -> Result<Option<Place>> {
        self.read("a column", |value| match value {
            Value::String(name) => Some(Place::Named(name.clone())),
            number => Some(match u32::try_from(number.as_u64()?).ok()? {
                0 => Place::Nowhere,
                number => Place::Number(number),
            }),
        })
    }

    /// Each part of a list.
    pub fn list<T>(&self, each: impl Fn(Argument<'a>) -> Result<T>) -> Result<Option<Vec<T>>> {
        let Some(items) = self.read("a list", Value::as_array)? else { return Ok(None) };
        (0..items.len()).map(|place| each(self.at(place))).collect::<Result<Vec<T>>>().map(Some)
    }

    /// The sentences in options; empty without any.
    pub fn messages(&self) -> Result<Vec<(String, String)>> {
        let messages = self.part("messages");
        let entries = messages.read("an object", Value::as_object)?;
        let entry = |key: &String| Ok((key.clone(), messages.part(key).some_text()?));
        entries.map(|entries| entries.keys().map(entry).collect()).unwrap_or_else(|| Ok(Vec::new()))
    }

    /// A file: a text, or `{ "base64": … }` for what is no text.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        match self.value {
            Value::String(text) => Ok(text.clone().into_bytes()),
            Value::Object(object) => {
                let coded = object.get("base64").and_then(Value::as_str);
                let coded = coded.with_context(|| format!("{} has no base64", self.path))?;
                BASE64_STANDARD
                    .decode(coded)
                    .with_context(|| format!("{} cannot be read", self.path))
            }
            _ => bail!("{} is no file", self.path),
        }
    }
}

/// The list form of a function, as the function that it repeats: `validateSerials` as `validateSerial`.
pub fn single(function: &str) -> Option<&'static str> {
    Some(match function {
        "validateUsernames" => "validateUsername",
        "validateSerials" => "validateSerial",
        "validateProfileUuids" => "validateProfileUuid",
        "validateEnrollments" => "validateEnrollment",
        "evaluateChecklists" => "evaluateChecklist",
        _ => return None,
    })
}

/// Apple's fields of a profile as a `Profile`: that of the rules, or that of the component's types. Both have the same names.
macro_rules! profile {
    ($fields:expr) => {{
        let text = |key: &str| $fields.part(key).text();
        let flag = |key: &str| $fields.part(key).flag();
        let texts = |key: &str| {
            let all = $fields.part(key).list(|item| item.some_text())?;
            Ok::<_, anyhow::Error>(all.unwrap_or_default())
        };
        Ok(Profile {
            profile_name: text("profile_name")?,
            url: text("url")?,
            configuration_web_url: text("configuration_web_url")?,
            department: text("department")?,
            org_magic: text("org_magic")?,
            support_email_address: text("support_email_address")?,
            support_phone_number: text("support_phone_number")?,
            language: text("language")?,
            region: text("region")?,
            is_supervised: flag("is_supervised")?,
            is_mandatory: flag("is_mandatory")?,
            is_mdm_removable: flag("is_mdm_removable")?,
            await_device_configured: flag("await_device_configured")?,
            auto_advance_setup: flag("auto_advance_setup")?,
            is_multi_user: flag("is_multi_user")?,
            allow_pairing: flag("allow_pairing")?,
            do_not_use_profile_from_backup: flag("do_not_use_profile_from_backup")?,
            is_return_to_service: flag("is_return_to_service")?,
            supervising_host_certs: texts("supervising_host_certs")?,
            skip_setup_items: texts("skip_setup_items")?,
        })
    }};
}
pub(crate) use profile;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_function_of_lists_belongs_to_one_of_values() {
        assert_eq!(single("validateSerials"), Some("validateSerial"));
        assert_eq!(single("validateSerial"), None);
    }

    #[test]
    fn an_argument_of_another_type_is_named() {
        let arguments = json!(["a", { "n": 3, "l": [true] }, null]);
        let all = Argument::all(&arguments);
        assert_eq!(all.at(0).some_text().unwrap(), "a");
        assert_eq!(all.at(1).part("n").number().unwrap(), Some(3));
        assert_eq!(all.at(1).part("l").list(|flag| flag.flag()).unwrap(), Some(vec![Some(true)]));
        assert!(!all.at(2).is_there() && !all.at(3).part("x").is_there());
        let error = all.at(1).part("n").text().unwrap_err().to_string();
        assert_eq!(error, "arguments[1].n is 3 and not a text");
        assert_eq!(all.at(5).some_text().unwrap_err().to_string(), "arguments[5] is missing");
    }
}
