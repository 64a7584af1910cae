//! Turns the options of a host page into the context that all surfaces share. An option of the
//! wrong type is an error with its name; it must never be guessed.

use crate::events;
use crate::interop::Reader;
use crate::rest;
use host::transport::browser;
use host::{Client, Contract, Transport};
use js_sys::{Function, JSON, Reflect};
use std::rc::Rc;
use ui::direction::is_right_to_left;
use ui::format::Format;
use ui::shared::HostPage;
use ui::sign_in::{ProfileEditorUrl, is_address};
use ui::{PolicyOptions, Shared, Texts, storage};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Makes the shared context of one element. It keeps the facts of an `earlier` one of the same host. The error is a sentence
/// for the author of the host page.
pub fn shared(
    config: JsValue,
    element: HtmlElement,
    earlier: Option<&Shared>,
) -> Result<Shared, String> {
    let options = Reader::new(config.clone());
    let format = Format::new(options.text("locale"));
    let runs_left = format.locale().is_some_and(is_right_to_left);
    let texts = Texts::new(options.pairs("messages").unwrap_or_default()).running_left(runs_left);
    let policy = options.record("policy").map(|policy| policy_options(&policy)).unwrap_or_default();
    let can_edit = options.flag("canEdit").unwrap_or(true);
    let account = options.text("account");
    let transport = transport(&config, &options);
    let sign_in = address(&config, "signInUrl");
    let profile_editor = address(&config, "profileEditorUrl");
    // An option of the wrong type may cause the other errors, so it is reported first.
    if let Some(misfit) = options.misfits().first() {
        return Err(format!("The option {} must be {}.", misfit.path, misfit.expected));
    }
    let client =
        Client::new(transport?, Rc::new(contract(&config)?), host::client::browser_pause());
    let rest = rest::source(&element);
    let emit = Rc::new(move |event: &ui::Event| events::dispatch(&element, event));
    storage::use_account(account.as_deref().unwrap_or_default());
    let (sign_in, profile_editor) = (sign_in?, profile_editor?);
    Ok(Shared::new(
        client,
        texts,
        format,
        policy,
        can_edit,
        HostPage { emit, sign_in: Rc::new(move || sign_in(None)), profile_editor, rest },
        earlier,
    ))
}

/// An option that is an address, or a function that returns one. A function is given the UUID, if there is one; it may answer
/// nothing, and an address of another kind counts as nothing.
fn address(config: &JsValue, name: &str) -> Result<ProfileEditorUrl, String> {
    let option = Reflect::get(config, &name.into()).unwrap_or_default();
    if option.is_undefined() || option.is_null() {
        return Ok(Rc::new(|_| None));
    }
    if let Some(asked) = option.dyn_ref::<Function>() {
        let asked = asked.clone();
        return Ok(Rc::new(move |uuid| {
            let uuid = uuid.map_or(JsValue::UNDEFINED, JsValue::from_str);
            let answer = asked.call1(&JsValue::UNDEFINED, &uuid).ok()?.as_string()?;
            Some(answer).filter(|address| is_address(address))
        }));
    }
    match option.as_string().filter(|address| is_address(address)) {
        Some(address) => Ok(Rc::new(move |_| Some(address.clone()))),
        None => Err(format!(
            "The option {name} must be an http or https address, a relative one, or a function that returns one."
        )),
    }
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

fn transport(config: &JsValue, options: &Reader) -> Result<Rc<dyn Transport>, String> {
    let timeout = options.number("timeoutMs").unwrap_or(0);
    let settings = browser::Options {
        url: options.text("url").unwrap_or_default(),
        headers: options.pairs("headers").unwrap_or_default(),
        token: options.text("token"),
        timeout,
    };
    match options.text("transport").as_deref() {
        Some("direct") => browser::direct(settings),
        Some("invoker") => browser::invoker(settings),
        Some("request-handler") => browser::request_handler(settings),
        Some("callback") => {
            let request = Reflect::get(config, &"request".into()).unwrap_or(JsValue::UNDEFINED);
            let request: Function = request.dyn_into().map_err(
                |_| "The transport “callback” needs `request`, a function that sends one call.",
            )?;
            Ok(browser::callback(request, timeout))
        }
        Some(_) | None => Err(
            "The option transport must be “direct”, “invoker”, “request-handler” or “callback”."
                .into(),
        ),
    }
}

fn policy_options(options: &Reader) -> PolicyOptions {
    PolicyOptions {
        tenant_domain: options.text("tenantDomain"),
        email_usernames: options.flag("emailUsernames"),
        min_length: options.number("minLength").map(|length| length as usize),
        max_length: options.number("maxLength").map(|length| length as usize),
    }
}
