//! Every event that an element sends to its page. Events bubble, are composed, and must only be sent for actions of a person.

use js_sys::Object;
use ui::Event;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use crate::interop::object;

/// Sends an event. Returns `false` if the page prevented its default.
pub fn dispatch(target: &EventTarget, event: &Event) -> bool {
    let (name, detail, cancelable) = describe(event);
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(&detail);
    CustomEvent::new_with_event_init_dict(name, &init)
        .and_then(|event| target.dispatch_event(&event))
        // If a page's patched `dispatchEvent` throws, the page has not asked to keep the dialog open.
        .unwrap_or(true)
}

fn describe(event: &Event) -> (&'static str, Object, bool) {
    let text = |value: &str| JsValue::from_str(value);
    match event {
        Event::EnrollmentSaved { serial, draft } => {
            let detail = object(&[
                ("serial", text(serial)),
                ("username", text(&draft.username)),
                ("loginRequired", draft.login_required.into()),
                ("agentRequired", draft.agent_required.into()),
            ]);
            ("dep-enrollment-saved", detail, false)
        }
        Event::ProfileAssigned { serial, uuid } => {
            let detail = object(&[("serial", text(serial)), ("profileUuid", text(uuid))]);
            ("dep-profile-assigned", detail, false)
        }
        Event::ProfileRemoved { serial } => {
            ("dep-profile-removed", object(&[("serial", text(serial))]), false)
        }
        Event::DialogClose { serial, saved } => {
            let reason = if *saved { "saved" } else { "cancelled" };
            let detail = object(&[("serial", text(serial)), ("reason", text(reason))]);
            ("dep-dialog-close", detail, true)
        }
        Event::Navigate { state, replace } => {
            let detail = object(&[("state", text(state)), ("replace", (*replace).into())]);
            ("dep-navigate", detail, true)
        }
        Event::SessionLost => ("dep-session-lost", object(&[]), false),
        Event::SessionRestored => ("dep-session-restored", object(&[]), false),
    }
}
