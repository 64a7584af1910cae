//! What a host page says about its host, turned into the context that all surfaces share.

use crate::events;
use crate::interop::Reader;
use host::transport::browser;
use host::{Client, Contract, Transport};
use js_sys::{Function, JSON, Reflect};
use serde::Deserialize;
use std::collections::HashMap;
use std::rc::Rc;
use ui::format::Format;
use ui::{Context, Ctx, PolicyOptions, Texts};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// The plain part of the configuration. The shell has already refused names that are not here.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Plain {
    transport: Option<String>,
    url: String,
    headers: HashMap<String, String>,
    token: Option<String>,
    policy: PlainPolicy,
    can_edit: Option<bool>,
    messages: HashMap<String, String>,
    locale: Option<String>,
    timeout_ms: u32,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PlainPolicy {
    tenant_domain: Option<String>,
    email_usernames: Option<bool>,
    min_length: Option<usize>,
    max_length: Option<usize>,
}

/// Makes the context of one element. The error is a sentence for whoever writes the host page.
pub fn context(config: JsValue, element: HtmlElement) -> Result<Ctx, String> {
    let plain: Plain = serde_wasm_bindgen::from_value(config.clone())
        .map_err(|error| format!("The configuration cannot be read: {error}"))?;
    let contract = contract(&config)?;
    let transport = transport(&config, &plain)?;
    let client = Client::new(transport, Rc::new(contract), host::client::browser_pause());
    let policy = PolicyOptions {
        tenant_domain: plain.policy.tenant_domain,
        email_usernames: plain.policy.email_usernames,
        min_length: plain.policy.min_length,
        max_length: plain.policy.max_length,
    };
    Ok(Ctx::new(Context::new(
        client,
        Texts::new(plain.messages),
        Format::new(plain.locale),
        policy,
        plain.can_edit.unwrap_or(true),
        Rc::new(move |event| events::dispatch(&element, event)),
    )))
}

fn contract(config: &JsValue) -> Result<Contract, String> {
    let contract = Reflect::get(config, &"contract".into()).unwrap_or(JsValue::UNDEFINED);
    if contract.is_undefined() || contract.is_null() {
        return Ok(Contract::default());
    }
    let text = match contract.as_string() {
        Some(text) => Some(text),
        None => JSON::stringify(&contract).ok().map(String::from),
    };
    let text = text.ok_or("The contract must be an object or JSON text.")?;
    Contract::from_json(&text).map_err(|error| format!("The contract cannot be used: {error}"))
}

fn transport(config: &JsValue, plain: &Plain) -> Result<Rc<dyn Transport>, String> {
    let options = || browser::Options {
        url: plain.url.clone(),
        headers: plain.headers.clone().into_iter().collect(),
        token: plain.token.clone(),
        timeout: plain.timeout_ms,
    };
    match plain.transport.as_deref() {
        Some("direct") => browser::direct(options()),
        Some("invoker") => browser::invoker(options()),
        Some("request-handler") => browser::request_handler(options()),
        Some("callback") => {
            let request = Reflect::get(config, &"request".into()).unwrap_or(JsValue::UNDEFINED);
            let request: Function = request.dyn_into().map_err(|_| {
                "The transport \"callback\" needs `request`, a function that sends one call."
            })?;
            Ok(browser::callback(request, plain.timeout_ms))
        }
        Some(other) => Err(format!(
            "There is no transport \"{other}\"; use direct, invoker, request-handler or callback."
        )),
        None => Err("Say which `transport` reaches the host: direct, invoker, request-handler or callback.".into()),
    }
}

/// The username policy in a validation call.
pub fn policy(options: Option<Reader>) -> rules::UsernamePolicy {
    let Some(options) = options else { return rules::UsernamePolicy::default() };
    PolicyOptions {
        tenant_domain: options.text("tenantDomain"),
        email_usernames: options.flag("emailUsernames"),
        min_length: options.number("minLength").map(|length| length as usize),
        max_length: options.number("maxLength").map(|length| length as usize),
    }
    .resolve(None)
}
