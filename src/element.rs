//! Elements: a Yew root in the shadow root of each, used again when its element goes away.
//!
//! Destroying a Yew root leaks it with all its listeners, so a root is never destroyed: it is emptied, taken out of the
//! page and kept for the next element. JavaScript holds only a number.

use crate::interop::Reader;
use crate::{config, poison};
use js_sys::Error;
use std::cell::RefCell;
use ui::page::Tab;
use ui::{Root, RootProps, Surface};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Callback};

struct Mounted {
    container: Element,
    app: AppHandle<Root>,
    props: RootProps,
}

#[derive(Default)]
struct Roots {
    live: Vec<(u32, Mounted)>,
    idle: Vec<Mounted>,
    last: u32,
}

impl Roots {
    fn find(&mut self, handle: u32) -> Option<&mut Mounted> {
        self.live.iter_mut().find(|(known, _)| *known == handle).map(|(_, mounted)| mounted)
    }
}

thread_local! {
    static ROOTS: RefCell<Roots> = RefCell::default();
}

/// Puts the user interface into an element's open shadow root and answers its handle. Throws an `Error` with a sentence for
/// the integrator when the configuration cannot be used.
#[wasm_bindgen]
pub fn attach(element: HtmlElement, config: JsValue, surface: JsValue) -> Result<u32, JsValue> {
    poison::check()?;
    let shadow =
        element.shadow_root().ok_or_else(|| Error::new("The element has no shadow root."))?;
    let shared = config::shared(config, element.clone()).map_err(|text| Error::new(&text))?;
    let surface = read_surface(surface);
    let idle = ROOTS.with_borrow_mut(|roots| roots.idle.pop());
    let mut mounted = match idle {
        Some(mounted) => mounted,
        None => mount()?,
    };
    shadow.append_child(&mounted.container)?;
    mounted.props = RootProps {
        shared: Some(shared),
        surface,
        generation: mounted.props.generation + 1,
        on_closed: Callback::from(move |_| {
            // The shell sees the attribute go and shows nothing from then on.
            let _ = element.remove_attribute("open");
        }),
    };
    mounted.app.update(mounted.props.clone());
    Ok(ROOTS.with_borrow_mut(|roots| {
        roots.last += 1;
        let handle = roots.last;
        roots.live.push((handle, mounted));
        handle
    }))
}

/// Shows another surface, with the same configuration.
#[wasm_bindgen]
pub fn show(handle: u32, surface: JsValue) -> Result<(), JsValue> {
    poison::check()?;
    let surface = read_surface(surface);
    ROOTS.with_borrow_mut(|roots| {
        if let Some(mounted) = roots.find(handle) {
            mounted.props.surface = surface;
            mounted.app.update(mounted.props.clone());
        }
    });
    Ok(())
}

/// Shows the same surface with another configuration.
#[wasm_bindgen]
pub fn configure(handle: u32, element: HtmlElement, config: JsValue) -> Result<(), JsValue> {
    poison::check()?;
    let shared = config::shared(config, element).map_err(|text| Error::new(&text))?;
    ROOTS.with_borrow_mut(|roots| {
        if let Some(mounted) = roots.find(handle) {
            mounted.props.shared = Some(shared);
            mounted.props.generation += 1;
            mounted.app.update(mounted.props.clone());
        }
    });
    Ok(())
}

/// Empties the root and keeps it for the next element.
#[wasm_bindgen]
pub fn detach(handle: u32) -> Result<(), JsValue> {
    poison::check()?;
    ROOTS.with_borrow_mut(|roots| {
        let at = roots.live.iter().position(|(known, _)| *known == handle);
        if let Some(mut mounted) = at.map(|at| roots.live.swap_remove(at).1) {
            let generation = mounted.props.generation;
            mounted.props = idle(generation);
            mounted.app.update(mounted.props.clone());
            mounted.container.remove();
            roots.idle.push(mounted);
        }
    });
    Ok(())
}

fn idle(generation: u32) -> RootProps {
    RootProps { shared: None, surface: Surface::Idle, generation, on_closed: Callback::noop() }
}

fn mount() -> Result<Mounted, JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| Error::new("There is no document here."))?;
    let container = document.create_element("div")?;
    container.set_class_name("root");
    let props = idle(0);
    let app = yew::Renderer::<Root>::with_root_and_props(container.clone(), props.clone()).render();
    Ok(Mounted { container, app, props })
}

/// `{page: tab}`, `{dialog: serial}`, `{checklist: serial}`; anything else shows nothing.
fn read_surface(surface: JsValue) -> Surface {
    let reader = Reader::new(surface);
    if let Some(tab) = reader.text("page") {
        return Surface::Page(Tab::parse(&tab));
    }
    if let Some(serial) = reader.text("dialog") {
        return Surface::Dialog(serial);
    }
    reader.text("checklist").map_or(Surface::Idle, Surface::Checklist)
}
