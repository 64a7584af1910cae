//! The preview: draws its state, takes the keys, and speaks.

use super::choose::Kind;
use super::device::{device, position};
use super::flags::flags;
use super::list::{keys, list};
use super::props::SetupProps;
use super::state::{Effect, Inputs, Move, Msg, Place, State};
use crate::widgets::{DomEvent, El, el, fragment, key_of, option, tag};
use rules::setup::{Agent, Owner, Remark, SignIn, title};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What the person sees who sets a device up with a profile.
pub struct SetupPreview {
    state: State,
    surface: NodeRef,
    /// Whether the focus goes to the step in the list once that is drawn.
    goes: bool,
}

fn inputs(props: &SetupProps) -> Inputs {
    Inputs {
        profile: props.profile.clone(),
        device: props.device.clone(),
        enrollment: props.enrollment.clone(),
    }
}

impl SetupPreview {
    /// Takes the keys that step.
    fn keys(scope: &yew::Context<Self>, place: Place) -> Callback<Event> {
        let send = scope.link().callback(|msg: Msg| msg);
        Callback::from(move |event: Event| {
            let (key, is_composing) = key_of(&event);
            let modified = {
                let key = event.unchecked_ref::<web_sys::KeyboardEvent>();
                key.ctrl_key() || key.alt_key() || key.meta_key()
            };
            // A browser that does not know the selector goes by the other direction.
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let is_rtl = target.is_some_and(|it| it.matches(":dir(rtl)").unwrap_or(false));
            if let Some(step) = Move::of(place, &key, is_rtl)
                && !is_composing
                && !modified
            {
                event.prevent_default();
                event.stop_propagation();
                send.emit(Msg::Step(place, step));
            }
        })
    }

    /// The kind of device and its version, as far as they are not known.
    fn chooser(&self, scope: &yew::Context<Self>) -> El {
        let props = scope.props();
        let texts = &props.shared.texts;
        let state = &self.state;
        let select = |part: &str, code: &str, options: Vec<Html>, on_choose: Callback<String>| {
            let id = format!("{}-{part}", props.name);
            tag("div", "setup-choice")
                .child(tag("label", "field-label").attr("for", id.clone()).text(texts.get(code)))
                .child(
                    tag("select", "input")
                        .attr("id", id)
                        .on_value(DomEvent::Change, on_choose)
                        .list(options),
                )
        };
        let kinds = (!state.is_kind_known()).then(|| {
            let one = |kind: &Kind| option(kind.family(), kind.name(), *kind == state.kind());
            let chosen = scope.link().batch_callback(|family: String| {
                let kind = Kind::ALL.into_iter().find(|kind| kind.family() == family);
                kind.map(Msg::Kind)
            });
            select("kind", "preview.kind", Kind::ALL.iter().map(one).collect(), chosen)
        });
        let newest = state.kind().newest();
        let version = |version: String| {
            let name = state.kind().system_name(&version);
            let text = match &version {
                none if none.is_empty() => texts.get("preview.version.unknown"),
                newer if newer == newest => {
                    texts.fill("preview.version.newest", &[("system", name)])
                }
                _ => name,
            };
            let is_chosen = version == state.version();
            option(version, text, is_chosen)
        };
        let versions = state.versions().into_iter().map(version).collect();
        let chosen = scope.link().callback(Msg::Version);
        let versions = select("version", "preview.version", versions, chosen);
        // Another kind has a list of its own: Safari tells no choice of the place that was chosen last in the same list.
        tag("div", "setup-choices").maybe(kinds).child(versions.key(state.kind().family()))
    }

    /// How the user signs in, whose device it becomes, and the agent. Where no single device is meant, only what the profile
    /// alone decides has a line.
    fn people(&self, props: &SetupProps) -> El {
        let texts = &props.shared.texts;
        let preview = self.state.preview();
        let is_one = props.enrollment.is_some();
        let known = [
            (preview.sign_in.answer != SignIn::Unknown, "preview.sign-in", &preview.sign_in.remark),
            (preview.owner.answer != Owner::Unknown, "preview.owner", &preview.owner.remark),
            (preview.agent.answer != Agent::Unknown, "preview.agent", &preview.agent.remark),
        ];
        let lines = known.into_iter().filter(|(is_known, ..)| *is_known || is_one);
        let line = |(_, code, remark): (bool, &str, &Remark)| {
            let sentence = el("dd").attr("data-code", remark.code);
            fragment(vec![
                el("dt").text(texts.get(code)).into(),
                sentence.text(texts.fill(remark.code, &remark.params)).into(),
            ])
        };
        let lines: Vec<Html> = lines.map(line).collect();
        tag("div", "setup-people")
            .child(tag("dl", "panel-facts").flag("hidden", lines.is_empty()).list(lines))
            .child(tag("p", "help").flag("hidden", is_one).text(texts.get("preview.any-device")))
    }

    fn heading(props: &SetupProps, code: &str) -> El {
        let level = match props.level {
            0..=2 => "h2",
            3 => "h3",
            4 => "h4",
            _ => "h5",
        };
        tag(level, "setup-heading").text(props.shared.texts.get(code))
    }
}

impl Component for SetupPreview {
    type Message = Msg;
    type Properties = SetupProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        SetupPreview {
            state: State::new(inputs(scope.props())),
            surface: NodeRef::default(),
            goes: false,
        }
    }

    fn changed(&mut self, scope: &yew::Context<Self>, _: &SetupProps) -> bool {
        self.state.update(Msg::Inputs(inputs(scope.props())));
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        match self.state.update(msg) {
            Some(Effect::Focus) => self.goes = true,
            Some(Effect::Say) => {
                let shared = &scope.props().shared;
                if let Some(shown) = self.state.step() {
                    let name = shared.texts.get(&title(shown.pane));
                    let params = [("action", position(shared, &self.state)), ("item", name)];
                    shared.say(shared.texts.fill("common.named", &params));
                }
            }
            None => {}
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let props = scope.props();
        let shared = &props.shared;
        let texts = &shared.texts;
        let send = scope.link().callback(|msg: Msg| msg);
        let note = |problem: &rules::Problem| {
            tag("p", "help").attr("data-code", problem.code).text(texts.problem(problem)).into()
        };
        let notes = self.state.preview().problems.iter().map(note).collect();
        let keys = keys(texts, &self.state).map(|keys| {
            tag("div", "setup-part").child(Self::heading(props, "preview.keys")).child(keys)
        });
        let at_device = Self::keys(scope, Place::Device);
        let at_list = Self::keys(scope, Place::List);
        let side = tag("div", "setup-side")
            .child(self.chooser(scope))
            .child(tag("div", "setup-notes").list(notes))
            .child(device(shared, &self.state, &send, at_device))
            .child(self.people(props));
        let main = tag("div", "setup-main")
            .child(
                tag("div", "setup-part")
                    .child(Self::heading(props, "preview.steps"))
                    .child(list(shared, &self.state, &send, at_list))
                    .child(tag("p", "help").text(texts.get("preview.legend"))),
            )
            .maybe(keys)
            .child(
                tag("div", "setup-part")
                    .child(Self::heading(props, "preview.flags"))
                    .child(flags(shared, &self.state)),
            );
        // The outer one is what the inner one measures itself by.
        tag("div", "setup")
            .node(&self.surface)
            .child(tag("div", "setup-grid").child(side).child(main))
            .into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        if !std::mem::take(&mut self.goes) {
            return;
        }
        let surface = self.surface.cast::<Element>();
        let step = surface.and_then(|it| it.query_selector("[aria-current=step]").ok().flatten());
        if let Some(step) = step.and_then(|step| step.dyn_into::<HtmlElement>().ok()) {
            let _ = step.focus();
        }
    }
}
