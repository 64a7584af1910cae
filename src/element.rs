//! The pool of Yew roots: one in the shadow root of each element, reused after its element is removed.
//!
//! Destroying a Yew root leaks it with all its listeners, so a root is never destroyed. It is emptied, removed from the page
//! and kept for the next element. JavaScript must never hold more than a root's number.

use crate::interop::Reader;
use crate::{config, poison};
use js_sys::Error;
use std::cell::RefCell;
use ui::direction::is_right_to_left;
use ui::route::{Route, Tab};
use ui::{Root, RootProps, Shared, Surface};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Callback};

struct YewRoot {
    container: Element,
    app: AppHandle<Root>,
    props: RootProps,
}

#[derive(Default)]
struct Roots {
    live: Vec<(u32, YewRoot)>,
    idle: Vec<YewRoot>,
    last_handle: u32,
}

impl Roots {
    fn find(&mut self, handle: u32) -> Option<&mut YewRoot> {
        self.live.iter_mut().find(|(live, _)| *live == handle).map(|(_, root)| root)
    }
}

thread_local! {
    static ROOTS: RefCell<Roots> = RefCell::default();
}

/// Renders a surface in an element's open shadow root and returns its handle. Throws an `Error` with a sentence for the
/// integrator if the configuration is invalid.
#[wasm_bindgen]
pub fn attach(element: HtmlElement, config: JsValue, surface: JsValue) -> Result<u32, JsValue> {
    poison::check()?;
    let shadow =
        element.shadow_root().ok_or_else(|| Error::new("The element has no shadow root."))?;
    let shared = config::shared(config, element.clone(), None).map_err(|text| Error::new(&text))?;
    let surface = read_surface(surface);
    let idle = ROOTS.with_borrow_mut(|roots| roots.idle.pop());
    let mut root = match idle {
        Some(root) => root,
        None => new_root()?,
    };
    mark_language(&element, &root.container, &shared)?;
    shadow.append_child(&root.container)?;
    root.props = RootProps {
        shared: Some(shared),
        surface,
        visit: root.props.visit + 1,
        generation: root.props.generation + 1,
        on_closed: Callback::from(move |_| {
            // The shell observes the attribute and hides the surface once it is gone.
            let _ = element.remove_attribute("open");
        }),
    };
    root.app.update(root.props.clone());
    Ok(ROOTS.with_borrow_mut(|roots| {
        roots.last_handle += 1;
        let handle = roots.last_handle;
        roots.live.push((handle, root));
        handle
    }))
}

/// Shows another surface, with the same configuration.
#[wasm_bindgen]
pub fn show(handle: u32, surface: JsValue) -> Result<(), JsValue> {
    poison::check()?;
    let surface = read_surface(surface);
    ROOTS.with_borrow_mut(|roots| {
        if let Some(root) = roots.find(handle) {
            root.props.surface = surface;
            root.props.visit += 1;
            root.app.update(root.props.clone());
        }
    });
    Ok(())
}

/// Gives the surface another configuration. It keeps its state, and its next call uses the new values. With `restart` it
/// starts afresh, because the configuration means another host. Throws like [`attach`]; the surface then goes on as before.
#[wasm_bindgen]
pub fn configure(
    handle: u32,
    element: HtmlElement,
    config: JsValue,
    restart: bool,
) -> Result<(), JsValue> {
    poison::check()?;
    // Reading the configuration may run code of the page, so the roots are not borrowed meanwhile.
    let earlier = ROOTS.with_borrow_mut(|roots| roots.find(handle)?.props.shared.clone());
    let earlier = earlier.filter(|_| !restart);
    let shared = config::shared(config, element.clone(), earlier.as_ref());
    let shared = shared.map_err(|text| Error::new(&text))?;
    ROOTS.with_borrow_mut(|roots| {
        if let Some(root) = roots.find(handle) {
            // Marking fails only in a page that has replaced the DOM's own functions.
            let _ = mark_language(&element, &root.container, &shared);
            root.props.shared = Some(shared);
            root.props.generation += u32::from(restart);
            root.app.update(root.props.clone());
        }
    });
    Ok(())
}

/// Empties the root and keeps it for the next element.
#[wasm_bindgen]
pub fn detach(handle: u32) -> Result<(), JsValue> {
    poison::check()?;
    ROOTS.with_borrow_mut(|roots| {
        let at = roots.live.iter().position(|(live, _)| *live == handle);
        if let Some(mut root) = at.map(|at| roots.live.swap_remove(at).1) {
            root.props = idle_props(root.props.visit, root.props.generation);
            root.app.update(root.props.clone());
            root.container.remove();
            roots.idle.push(root);
        }
    });
    Ok(())
}

/// Says on the container which language the surface speaks and which way it runs. What the page says on the element counts.
fn mark_language(
    element: &HtmlElement,
    container: &Element,
    shared: &Shared,
) -> Result<(), JsValue> {
    let language = shared.language();
    let direction = language.map(|tag| if is_right_to_left(tag) { "rtl" } else { "ltr" });
    for (name, value) in [("lang", language), ("dir", direction)] {
        match value.filter(|_| !element.has_attribute(name)) {
            Some(value) => container.set_attribute(name, value)?,
            None => container.remove_attribute(name)?,
        }
    }
    Ok(())
}

fn idle_props(visit: u32, generation: u32) -> RootProps {
    RootProps {
        shared: None,
        surface: Surface::Idle,
        visit,
        generation,
        on_closed: Callback::noop(),
    }
}

fn new_root() -> Result<YewRoot, JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| Error::new("There is no document here."))?;
    let container = document.create_element("div")?;
    container.set_class_name("root");
    // A translator of pages replaces text nodes, and the page would then update nodes that nobody sees.
    container.set_attribute("translate", "no")?;
    let props = idle_props(0, 0);
    let app = yew::Renderer::<Root>::with_root_and_props(container.clone(), props.clone()).render();
    Ok(YewRoot { container, app, props })
}

/// Reads `{tab}`, `{page: state}`, `{dialog: serial}` or `{checklist: serial}`. Anything else shows nothing.
fn read_surface(surface: JsValue) -> Surface {
    let reader = Reader::new(surface);
    if let Some(tab) = reader.text("tab") {
        return Surface::Tab(Tab::parse(&tab));
    }
    if let Some(state) = reader.text("page") {
        return Surface::Page(Route::parse(&state));
    }
    if let Some(serial) = reader.text("dialog") {
        return Surface::Dialog(serial);
    }
    reader.text("checklist").map_or(Surface::Idle, Surface::Checklist)
}
