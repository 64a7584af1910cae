//! The way to the script that reads files: it opens a file, hands out its lines and judges them again. It must never keep
//! anything of a file.

use super::columns::{Choice, Column, FIELDS, Head};
use super::line::{Line, Remark};
use super::messages::Cells;
use crate::texts::Texts;
use js_sys::{Array, Function, Object, Promise, Reflect};
use rules::UsernamePolicy;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// The functions of the script.
    static FILES: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Takes the functions `taken` and `open` of `www/src/files.ts`.
pub fn use_files(files: JsValue) {
    FILES.set(files);
}

/// The file that an event brings.
pub fn taken(event: &web_sys::Event) -> Option<JsValue> {
    let files = FILES.with_borrow(JsValue::clone);
    call(&files, "taken", &[event.into()]).filter(JsValue::is_object)
}

/// The name of a file.
pub fn name_of(file: &JsValue) -> String {
    text(file, "name")
}

/// How a file is to be read.
pub struct Settings<'a> {
    /// Username rules.
    pub policy: UsernamePolicy,
    /// What each column is, if somebody has chosen.
    pub choice: Option<Choice>,
    /// The sheet; empty for the first one with devices.
    pub sheet: &'a str,
    /// The sentences that the page replaces.
    pub texts: &'a Texts,
}

impl Settings<'_> {
    fn object(&self) -> Object {
        let object = Object::new();
        let policy = Object::new();
        set(&policy, "tenantDomain", self.policy.tenant_domain.as_deref().map(JsValue::from_str));
        set(&policy, "emailUsernames", Some(self.policy.email_usernames.into()));
        set(&policy, "minLength", Some((self.policy.min_length as u32).into()));
        set(&policy, "maxLength", Some((self.policy.max_length as u32).into()));
        set(&object, "policy", Some(policy.into()));
        if let Some(choice) = &self.choice {
            let columns = Object::new();
            for (field, word) in FIELDS.iter().enumerate() {
                let place = choice.iter().position(|chosen| *chosen == Some(field));
                let number = place.map_or(0, |place| place as u32 + 1);
                set(&columns, word, Some(number.into()));
            }
            set(&object, "columns", Some(columns.into()));
        }
        if !self.sheet.is_empty() {
            set(&object, "sheet", Some(self.sheet.into()));
        }
        let messages = Object::new();
        for (code, text) in self.texts.replaced() {
            set(&messages, code, Some(text.into()));
        }
        set(&object, "messages", Some(messages.into()));
        object
    }
}

/// An open file.
#[derive(Clone)]
pub struct Book(JsValue);

impl Book {
    /// Asks the script to open a file or a text. The answer is for [`Book::of`].
    pub fn open(source: &JsValue, settings: &Settings<'_>, on_progress: &JsValue) -> Promise {
        let files = FILES.with_borrow(JsValue::clone);
        let options = settings.object().into();
        let answer = call(&files, "open", &[source.clone(), options, on_progress.clone()]);
        Promise::resolve(&answer.unwrap_or_default())
    }

    /// The open file; else the code of the sentence that says why there is none.
    pub async fn of(opening: Promise) -> Result<Book, &'static str> {
        let answer = JsFuture::from(opening).await.unwrap_or_default();
        if answer.is_object() {
            return Ok(Book(answer));
        }
        Err(match answer.as_string().as_deref() {
            Some("too-large") => "imports.refused.too-large",
            Some("unloaded") => "imports.refused.unloaded",
            _ => "imports.refused.unreadable",
        })
    }

    /// What is known before the lines are looked at.
    pub fn head(&self) -> Head {
        let head = get(&self.0, "head");
        let columns = list(&get(&head, "columns"));
        let columns = columns.iter().map(|column| {
            let field = text(&column, "field");
            Column {
                name: text(&column, "name"),
                field: FIELDS.iter().position(|known| *known == field),
                samples: texts(&get(&column, "samples")),
            }
        });
        let problems = list(&get(&head, "problems"));
        let problems = problems.iter().map(|problem| Remark {
            code: text(&problem, "code"),
            is_error: text(&problem, "severity") == "error",
            text: text(&problem, "message"),
            ..Remark::default()
        });
        Head {
            total: get(&head, "total").as_f64().unwrap_or_default() as u32,
            delimiter: text(&head, "delimiter"),
            sheet: text(&head, "sheet"),
            sheets: texts(&get(&head, "sheets")),
            columns: columns.collect(),
            problems: problems.collect(),
        }
    }

    /// The next lines; none at the end.
    pub fn next(&self) -> Vec<Line> {
        lines(call(&self.0, "next", &[]))
    }

    /// Judges lines again.
    pub fn judge(&self, cells: &[Cells], gone: &[u32]) -> Vec<Line> {
        let flat = Array::new();
        for (row, cells) in cells {
            flat.push(&(*row).into());
            for cell in cells {
                flat.push(&cell.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str));
            }
        }
        let gone: Array = gone.iter().map(|row| JsValue::from(*row)).collect();
        lines(call(&self.0, "judge", &[flat.into(), gone.into()]))
    }
}

/// Reads the flat list that `session.ts` writes.
fn lines(flat: Option<JsValue>) -> Vec<Line> {
    let flat = list(&flat.unwrap_or_default());
    let mut values = flat.iter();
    let mut lines = Vec::new();
    while let Some(row) = values.next() {
        let cells = std::array::from_fn(|_| values.next().and_then(|cell| cell.as_string()));
        let mut next = || values.next().unwrap_or_default();
        let count = number(&next()) as u32;
        let mut remark = |_| Remark {
            code: next().as_string().unwrap_or_default(),
            is_error: next().is_truthy(),
            cell: usize::try_from(number(&next()) as i32).ok(),
            repaired: next().as_string().unwrap_or_default(),
            text: next().as_string().unwrap_or_default(),
            first: number(&next()) as u32,
        };
        let remarks = (0..count).map(&mut remark).collect();
        lines.push(Line { row: number(&row) as u32, cells, remarks, verdict: None });
    }
    lines
}

fn number(value: &JsValue) -> f64 {
    value.as_f64().unwrap_or_default()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or_default()
}

fn set(object: &Object, key: &str, value: Option<JsValue>) {
    if let Some(value) = value {
        // A fresh plain object takes any property.
        let _ = Reflect::set(object, &JsValue::from_str(key), &value);
    }
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

fn list(value: &JsValue) -> Array {
    value.dyn_ref::<Array>().cloned().unwrap_or_default()
}

fn texts(value: &JsValue) -> Vec<String> {
    list(value).iter().filter_map(|text| text.as_string()).collect()
}

/// Calls a function of the script; `None` when it fails.
fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function = get(object, name).dyn_into::<Function>().ok()?;
    function.apply(object, &arguments.iter().collect()).ok()
}
