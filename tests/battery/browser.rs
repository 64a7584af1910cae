//! The battery in a page: the same checks over the browser's own `fetch`. The page must come from a reference host with
//! `--faults`. The battery logs in by itself.

use std::rc::Rc;

use host::transport::browser::{self, Fetch, Options};
use host::{Client, Contract, Transport, client};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::{Harness, HttpControl, SessionKind, run};

/// Milliseconds; long enough for any answer.
const TIMEOUT: u32 = 10_000;

/// Milliseconds; short, for answers that never come.
const SHORT_TIMEOUT: u32 = 400;

/// The factor by which the pauses before a retry are shortened, so that the battery takes seconds.
const PAUSE_DIVISOR: u32 = 20;

/// Runs the battery over one kind of transport (`direct`, `invoker`, `request-handler`, `callback`). Returns a promise of
/// `[{name, ok, detail}]`. `options` may have `contract` (JSON text) and `url`. For `callback` it must have `request`, a
/// function that sends `{method, path, body, signal}` to the REST API. Rejects if the options are invalid.
#[wasm_bindgen]
pub async fn run_battery(kind: String, options: JsValue) -> Result<JsValue, JsValue> {
    let option =
        |name: &str| Reflect::get(&options, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let contract = match option("contract").as_string() {
        Some(json) => Contract::from_json(&json).map_err(|error| JsValue::from_str(&error))?,
        None => Contract::default(),
    };
    let url = option("url").as_string().unwrap_or_default();
    let function = option("request").dyn_into::<Function>().ok();
    let patient = transport(&kind, &url, function.as_ref(), TIMEOUT)?;
    let hasty = transport(&kind, &url, function.as_ref(), SHORT_TIMEOUT)?;
    let session = match kind.as_str() {
        "invoker" => SessionKind::Invoker,
        "request-handler" => SessionKind::RequestHandler,
        _ => SessionKind::Direct,
    };
    let timer = client::browser_pause();
    let pause: client::Pause = Rc::new(move |millis| timer(millis / PAUSE_DIVISOR));
    let contract = Rc::new(contract);
    let harness = Harness {
        client: Client::new(patient.clone(), contract.clone(), pause.clone()),
        hasty: Client::new(hasty, contract.clone(), pause),
        transport: patient,
        contract,
        control: Rc::new(HttpControl::new(Fetch::new(TIMEOUT), "", session)),
    };
    let outcomes = Array::new();
    for outcome in run(&harness).await {
        let row = Object::new();
        let detail = outcome.result.as_ref().err().map(String::as_str).unwrap_or_default();
        set(&row, "name", &JsValue::from_str(outcome.name))?;
        set(&row, "ok", &JsValue::from_bool(outcome.result.is_ok()))?;
        set(&row, "detail", &JsValue::from_str(detail))?;
        outcomes.push(&row);
    }
    Ok(outcomes.into())
}

fn set(row: &Object, name: &str, value: &JsValue) -> Result<bool, JsValue> {
    Reflect::set(row, &JsValue::from_str(name), value)
}

fn transport(
    kind: &str,
    url: &str,
    request: Option<&Function>,
    timeout: u32,
) -> Result<Rc<dyn Transport>, JsValue> {
    let options = Options { url: url.to_owned(), timeout, ..Options::default() };
    let made = match (kind, request) {
        ("direct", _) => browser::direct(options),
        ("invoker", _) => browser::invoker(options),
        ("request-handler", _) => browser::request_handler(options),
        ("callback", Some(function)) => Ok(browser::callback(function.clone(), timeout)),
        ("callback", None) => Err("the callback transport needs a function `request`".to_owned()),
        _ => Err(format!("no transport is called `{kind}`")),
    };
    made.map_err(|error| JsValue::from_str(&error))
}
