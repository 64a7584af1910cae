//! The runs in a page: the strip, or the tab History. One component for both, because each type costs three kilobytes. It
//! carries out what the admin wants; it must never decide what a run does.

use super::calls::look;
use super::everyone;
use super::history::history;
use super::past::Past;
use super::plan::{self, Kind as Purpose};
use super::report::{LOOKED, Shown, report};
use super::state::{Effect, Msg, State, triable};
use super::{strip, time, words};
use crate::callbacks::{later, press};
use crate::download::save_table;
use crate::facts_cache::Freshness;
use crate::listeners::Subscription;
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{Heir, button, el, skeleton, tag};
use host::Part;
use run::{About, Change, DeviceReport, Kind, Report, again};
use std::pin::Pin;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

/// Where the runs are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Above the tabs' content. The report of this run is open.
    Strip(Option<String>),
    /// In their tab: the list, or one report.
    History(Option<String>),
}

/// Properties of [`RunsView`].
#[derive(Clone, PartialEq, Properties)]
pub struct RunsProps {
    /// The shared context.
    pub shared: Shared,
    /// Where it is.
    pub place: Place,
    /// The admin goes to a run, or to the list.
    pub on_go: Callback<Option<String>>,
}

/// The runs in a page.
pub struct RunsView {
    state: State,
    /// How many runs had ended when it was drawn last.
    ended: u32,
    /// The newest change of this browser when the history of the host was asked last, once it was known.
    newest: Option<Option<String>>,
    surface: NodeRef,
    title: NodeRef,
    /// The title gets the focus when another run is shown.
    is_new: bool,
    heir: Heir,
    _heard: Subscription,
}

impl RunsView {
    fn run(&mut self, scope: &yew::Context<Self>, effect: Effect) {
        let RunsProps { shared, on_go, .. } = scope.props();
        let link = scope.link();
        let runs = shared.runs();
        match effect {
            Effect::ReadProfiles(id) => later(link, {
                let shared = shared.clone();
                Box::pin(async move {
                    // Without them the host says itself what it refuses.
                    let _ = shared.profiles(Freshness::Cached).await;
                    Msg::Known(id)
                })
            }),
            Effect::Look(id) => {
                let Some(past) = self.find(shared, &id) else { return };
                let (plan, _) = words::way_back(shared, &past.report, &[], About::default());
                let devices = plan.changes.iter().take(LOOKED);
                let devices: Vec<(String, bool)> = devices
                    .map(|change| (change.serial.clone(), change.touches_enrollment()))
                    .collect();
                self.state.looked = Some(devices.len());
                let number = self.state.look;
                let seen = move |device| Msg::Seen(id.clone(), number, device);
                look(shared, devices, link.callback(seen));
            }
            Effect::Everyone(effect) => ask(shared, link, effect),
            Effect::Go(id) => on_go.emit(id),
            Effect::Undo(id) => {
                let Some(past) = self.find(shared, &id) else { return };
                let about =
                    plan::about(Purpose::Undo, &words::title(shared, &past.report.plan.about));
                on_go.emit(Some(about.id.clone()));
                runs.start(words::way_back(shared, &past.report, &self.state.now(), about).0);
            }
            Effect::Again(id) => {
                let Some(past) = self.find(shared, &id) else { return };
                let about =
                    plan::about(Purpose::Again, &words::title(shared, &past.report.plan.about));
                on_go.emit(Some(about.id.clone()));
                runs.start(again(&past.report, &triable(&past.report, time()), about));
            }
            Effect::Forget(id) => {
                runs.forget(&id);
                on_go.emit(None);
            }
            Effect::Save(id, kind) => {
                let text = match self.find(shared, &id) {
                    Some(past) => Some(csv(shared, &past.report, kind)),
                    None => runs.look(|run| csv(shared, run.report(), kind)),
                };
                save_table(&shared.texts.get("runs.csv.file"), &text.unwrap_or_default());
            }
            Effect::Tell(event) => runs.tell(event),
            Effect::Resume(id, is_left) => runs.resume(&id, is_left),
            Effect::Dismiss => runs.dismiss(),
            Effect::AskSession => runs.ask_session(),
        }
    }

    /// A run that is not under way: of this browser, or else as the host tells it.
    fn find(&self, shared: &Shared, id: &str) -> Option<Rc<Past>> {
        shared
            .runs()
            .past_of(id)
            .or_else(|| self.state.everyone.past(id).filter(|_| !is_here(shared, id)))
    }

    /// Asks the host for what is to be shown, if it has a history.
    fn ask(&mut self, scope: &yew::Context<Self>) {
        let RunsProps { shared, place, .. } = scope.props();
        if !shared.client.offers(Part::Changes) {
            return;
        }
        let msg = match place {
            Place::Strip(_) => return,
            Place::History(Some(id)) if is_mine(shared, id) => return,
            Place::History(Some(id)) => everyone::Msg::Ask(id.clone()),
            Place::History(None) if self.state.everyone.is_mine => return,
            Place::History(None) => everyone::Msg::Again,
        };
        if let Some(effect) = self.state.everyone.update(msg) {
            ask(shared, scope.link(), effect);
        }
    }

    /// One report.
    fn one(&self, scope: &yew::Context<Self>, id: &str) -> Html {
        let shared = &scope.props().shared;
        let runs = shared.runs();
        let draw = |report_: &Report, found: &[(String, run::State)], standing| {
            let state = &self.state;
            let shown = Shown { shared, state, report: report_, found, standing, now: time() };
            report(&shown, scope.link(), &self.title).html()
        };
        if let Some(past) = self.find(shared, id) {
            return draw(&past.report, &past.found, Some(past.standing));
        }
        let current = runs.look(|run| {
            let is_this = run.report().plan.about.id == id;
            is_this.then(|| draw(run.report(), &[], None))
        });
        if let Some(current) = current.flatten() {
            return current;
        }
        let link = scope.link();
        let offers = shared.client.offers(Part::Changes);
        let code = match self.state.everyone.told(id) {
            Some(Err(error)) => {
                let id = id.to_owned();
                let ask = move |()| Msg::Everyone(everyone::Msg::Ask(id.clone()));
                return failed_read(shared, error, link.callback(ask));
            }
            Some(Ok(_)) => "history.missing",
            None => "runs.missing",
        };
        if runs.is_pending() || (offers && self.state.everyone.told(id).is_none()) {
            return skeleton(3, shared.texts.get("common.loading"));
        }
        tag("div", "empty")
            .child(el("h2").text(shared.texts.get(code)))
            .child(button("button", shared.texts.get("runs.back"), press(link, || Msg::Go(None))))
            .into()
    }
}

/// Whether a run is under way in this tab, or has just ended here.
fn is_here(shared: &Shared, id: &str) -> bool {
    shared.runs().look(|run| run.report().plan.about.id == id) == Some(true)
}

/// Whether this browser knows a run by itself.
fn is_mine(shared: &Shared, id: &str) -> bool {
    is_here(shared, id) || shared.runs().past_of(id).is_some()
}

/// The newest run of this browser; `None` while they are being read.
fn newest(shared: &Shared) -> Option<Option<String>> {
    let runs = shared.runs();
    (!runs.is_pending()).then(|| runs.past().first().map(|past| past.id().to_owned()))
}

/// Asks the host about the history of all admins.
fn ask(shared: &Shared, link: &Scope<RunsView>, effect: everyone::Effect) {
    let shared = shared.clone();
    let told: Pin<Box<dyn Future<Output = Msg>>> = match effect {
        everyone::Effect::List(number, query) => Box::pin(async move {
            // Profiles are named, as far as they can be.
            let _ = shared.profiles(Freshness::Cached).await;
            let answer = shared.seen(shared.client.changes(&query, everyone::PAGE).await);
            Msg::Everyone(everyone::Msg::Listed(number, answer))
        }),
        everyone::Effect::Tell(id) => Box::pin(async move {
            let _ = shared.profiles(Freshness::Cached).await;
            let rows = shared.seen(shared.client.changes_of_run(&id).await);
            let past = rows.map(|rows| everyone::past(&id, &rows).map(Rc::new));
            Msg::Everyone(everyone::Msg::Told(id, past))
        }),
    };
    later(link, told);
}

/// The report for a spreadsheet.
fn csv(shared: &Shared, report: &Report, kind: Option<Kind>) -> String {
    let texts = &shared.texts;
    let head = ["serial", "result", "why", "before", "after"];
    let head = head.map(|column| texts.get(&["runs.csv.", column].concat()));
    let cells = |change: &Change, result: &DeviceReport| {
        vec![
            change.serial.clone(),
            texts.get(words::word(result.outcome.kind()).1),
            words::why(shared, change, result, None),
            words::state(shared, &change.before),
            words::state(shared, &change.after),
        ]
    };
    report.csv(&head, kind, &cells)
}

impl Component for RunsView {
    type Message = Msg;
    type Properties = RunsProps;

    fn create(scope: &yew::Context<Self>) -> Self {
        let RunsProps { shared, place, .. } = scope.props();
        let link = scope.link().clone();
        let runs = shared.runs();
        let heard = runs.listen(Callback::from(move |()| link.send_message(Msg::Changed)));
        runs.read_past();
        let mut view = RunsView {
            state: State::at(id_of(place)),
            ended: runs.ended(),
            newest: newest(shared),
            surface: NodeRef::default(),
            title: NodeRef::default(),
            is_new: false,
            heir: Heir::default(),
            _heard: heard,
        };
        view.ask(scope);
        view
    }

    fn changed(&mut self, scope: &yew::Context<Self>, old: &RunsProps) -> bool {
        let RunsProps { shared, place, .. } = scope.props();
        if old.place != *place {
            self.is_new = matches!(place, Place::History(Some(_)));
            self.state.update(Msg::At(id_of(place)));
            shared.runs().read_past();
            self.ask(scope);
        }
        true
    }

    fn update(&mut self, scope: &yew::Context<Self>, msg: Msg) -> bool {
        self.heir.before(&self.surface);
        let RunsProps { shared, place, .. } = scope.props();
        let runs = shared.runs();
        if runs.ended() != self.ended {
            self.ended = runs.ended();
            let counts = |run: &run::Run| words::counts(shared, run.report());
            let ended = runs.look(|run| (!strip::is_of_one(run)).then(|| counts(run)));
            if let (Place::Strip(_), Some(Some(ended))) = (place, ended) {
                shared.say(ended);
            }
        }
        // The list has what was just done here. A report that is looked at stays as it is.
        if let newest @ Some(_) = newest(shared) {
            let known = std::mem::replace(&mut self.newest, newest);
            if known.is_some() && known != self.newest && *place == Place::History(None) {
                self.ask(scope);
            }
        }
        if let Some(effect) = self.state.update(msg) {
            self.run(scope, effect);
        }
        true
    }

    fn view(&self, scope: &yew::Context<Self>) -> Html {
        let RunsProps { shared, place, .. } = scope.props();
        let content = match place {
            Place::Strip(open) => {
                let place = strip::Shown { shared, link: scope.link(), open: open.as_ref() };
                strip::strip(&place, time())
            }
            Place::History(None) => history(shared, &self.state, scope.link()),
            Place::History(Some(id)) => self.one(scope, id),
        };
        tag("div", "runs").node(&self.surface).attr("tabindex", "-1").child(content).into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        self.heir.after(&self.surface);
        // A run that begins is there a little later.
        if self.is_new
            && let Some(title) = self.title.cast::<HtmlElement>()
        {
            self.is_new = false;
            let _ = title.focus();
        }
    }
}

fn id_of(place: &Place) -> Option<String> {
    match place {
        Place::History(id) => id.clone(),
        Place::Strip(_) => None,
    }
}
