//! Addresses in the host: where an admin whose session is lost can sign in, where profiles are edited, and the moment when the admin comes back from there. It must never call
//! the host, and never pass on an address that runs a script.

use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// The host page's word on where to sign in. It is asked each time, because the address may name the present place.
pub type SignInUrl = Rc<dyn Fn() -> Option<String>>;

/// The host page's word on where it edits the profile with a UUID, or makes a new one.
pub type ProfileEditorUrl = Rc<dyn Fn(Option<&str>) -> Option<String>>;

/// The events that tell that the admin may be back: from another tab, and from another window.
const RETURNS: [&str; 2] = ["visibilitychange", "focus"];

/// Whether an address may stand in a link: `http`, `https`, or relative to the page.
///
/// ```
/// use ui::sign_in::is_address;
///
/// assert!(is_address("/console/login?back=%2Fdep") && is_address("HTTPS://sso.example.com/"));
/// assert!(!is_address("javascript:alert(1)") && !is_address(""));
/// ```
pub fn is_address(text: &str) -> bool {
    // Browsers leave out line breaks and tabs, and so find a scheme where none is seen.
    if text.is_empty() || text.chars().any(|char| char.is_control() || char.is_whitespace()) {
        return false;
    }
    match text.split_once([':', '/', '?', '#', '\\']) {
        Some((scheme, _)) if text.as_bytes().get(scheme.len()) == Some(&b':') => {
            ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
        Some(_) | None => true,
    }
}

/// Properties of [`OnReturn`].
#[derive(Clone, PartialEq, Properties)]
pub struct OnReturnProps {
    /// The admin is back in this page.
    pub on_return: Callback<()>,
}

/// Says when the admin comes back to the page, as long as it is drawn. It shows nothing.
pub struct OnReturn {
    heard: Closure<dyn Fn()>,
}

impl Component for OnReturn {
    type Message = ();
    type Properties = OnReturnProps;

    fn create(scope: &Context<Self>) -> Self {
        let link = scope.link().clone();
        let heard = Closure::<dyn Fn()>::new(move || link.send_message(()));
        if let Some(window) = web_sys::window() {
            for event in RETURNS {
                let _ =
                    window.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
            }
        }
        OnReturn { heard }
    }

    fn update(&mut self, scope: &Context<Self>, (): ()) -> bool {
        let document = web_sys::window().and_then(|window| window.document());
        if document.is_some_and(|document| !document.hidden()) {
            scope.props().on_return.emit(());
        }
        false
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! {}
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(window) = web_sys::window() {
            for event in RETURNS {
                let heard = self.heard.as_ref().unchecked_ref();
                let _ = window.remove_event_listener_with_callback(event, heard);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_that_runs_a_script_is_no_log_in() {
        for text in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "\u{0}javascript:alert(1)",
            "javascript://example.com/%0Aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "blob:https://example.com/1",
            "file:///etc/passwd",
            "mailto:it@example.com",
            "about:blank",
            "xhttp://example.com",
            "",
            " ",
            "/log in",
        ] {
            assert!(!is_address(text), "{text:?}");
        }
    }

    #[test]
    fn web_addresses_and_relative_ones_are() {
        for text in [
            "https://sso.example.com/login?to=a:b",
            "http://localhost:9443/devicemgt/login",
            "HTTPS://SSO.EXAMPLE.COM",
            "/devicemgt/login?referer=x:y",
            "login",
            "./login:2",
            "?login=javascript:1",
            "#login",
            "//sso.example.com/",
        ] {
            assert!(is_address(text), "{text:?}");
        }
    }
}
