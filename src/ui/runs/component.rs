//! The runs in a page: the strip, or the tab History. One component for both, because each type costs three kilobytes. It
//! carries out what the admin wants; it must never decide what a run does.

use super::past::{Past, Standing};
use super::plan::{self, Kind as Purpose};
use super::report::{Shown, report, resume, when};
use super::state::{Effect, Msg, State, triable};
use super::{strip, time, words};
use crate::callbacks::{later, press};
use crate::download::save_table;
use crate::facts_cache::Freshness;
use crate::listeners::Subscription;
use crate::shared::Shared;
use crate::widgets::{Heir, Tone, button, el, mark, skeleton, table, tag};
use run::{Change, DeviceReport, Kind, Report, again};
use std::rc::Rc;
use web_sys::HtmlElement;
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
    surface: NodeRef,
    title: NodeRef,
    /// The title gets the focus when another run is shown.
    is_new: bool,
    heir: Heir,
    _heard: Subscription,
}

impl RunsView {
    fn run(&self, scope: &yew::Context<Self>, effect: Effect) {
        let RunsProps { shared, on_go, .. } = scope.props();
        let runs = shared.runs();
        match effect {
            Effect::ReadProfiles => {
                let shared = shared.clone();
                later(
                    scope.link(),
                    Box::pin(async move {
                        // Without them the host says itself what it refuses.
                        let _ = shared.profiles(Freshness::Cached).await;
                        Msg::Changed
                    }),
                );
            }
            Effect::Go(id) => on_go.emit(id),
            Effect::Undo(id) => {
                let Some(past) = find(shared, &id) else { return };
                let about =
                    plan::about(Purpose::Undo, &words::title(shared, &past.report.plan.about));
                on_go.emit(Some(about.id.clone()));
                runs.start(words::way_back(shared, &past.report, about).0);
            }
            Effect::Again(id) => {
                let Some(past) = find(shared, &id) else { return };
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
                let text = match find(shared, &id) {
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

    /// The list of runs.
    fn list(&self, scope: &yew::Context<Self>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let runs = shared.runs();
        let mut rows = Vec::new();
        let past = runs.past();
        let under_way = runs.look(|run| {
            let id = &run.report().plan.about.id;
            let is_past = past.iter().any(|past| past.id() == id);
            (!is_past).then(|| self.row(scope, run.report(), None))
        });
        rows.extend(under_way.flatten());
        rows.extend(past.iter().map(|past| self.row(scope, &past.report, Some(past.standing))));
        if rows.is_empty() && runs.is_pending() {
            return skeleton(3, texts.get("common.loading"));
        }
        if rows.is_empty() {
            return tag("div", "empty")
                .child(el("h2").text(texts.get("runs.empty")))
                .child(el("p").text(texts.get("runs.empty.why")))
                .into();
        }
        table(texts, "runs", &["run", "when", "result"], rows).into()
    }

    fn row(&self, scope: &yew::Context<Self>, report: &Report, standing: Option<Standing>) -> Html {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let about = &report.plan.about;
        let label = |column: &str| texts.get(&["runs.column.", column].concat());
        let cell = |column: &str| el("td").attr("role", "cell").attr("data-label", label(column));
        let id = about.id.clone();
        let open = scope.link().callback(move |()| Msg::Go(Some(id.clone())));
        let head = el("th")
            .attr("role", "rowheader")
            .attr("scope", "row")
            .attr("data-label", label("run"))
            .child(button("link-button", words::title(shared, about), open));
        let word = match standing {
            None => Some((Tone::Quiet, "runs.standing.running")),
            Some(Standing::Elsewhere) => Some((Tone::Quiet, "runs.standing.elsewhere")),
            Some(Standing::Interrupted) => Some((Tone::Warn, "runs.standing.interrupted")),
            Some(Standing::Ended) => None,
        };
        let word = word.map(|(tone, code)| mark(tone, texts.get(code)));
        let ways = standing == Some(Standing::Interrupted) && shared.can_edit;
        let ways = ways.then(|| {
            let item = Some(words::title(shared, about));
            tag("div", "run-buttons").child(resume(shared, scope.link(), &about.id, item))
        });
        el("tr")
            .key(about.id.clone())
            .attr("role", "row")
            .child(head)
            .child(cell("when").text(when(shared, about)))
            .child(
                cell("result")
                    .child(el("span").text(words::counts(shared, report)))
                    .text(" ")
                    .maybe(word)
                    .maybe(ways),
            )
            .into()
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
        if let Some(past) = find(shared, id) {
            return draw(&past.report, &past.found, Some(past.standing));
        }
        let current = runs.look(|run| {
            let is_this = run.report().plan.about.id == id;
            is_this.then(|| draw(run.report(), &[], None))
        });
        if let Some(current) = current.flatten() {
            return current;
        }
        if runs.is_pending() {
            return skeleton(3, shared.texts.get("common.loading"));
        }
        let link = scope.link();
        tag("div", "empty")
            .child(el("h2").text(shared.texts.get("runs.missing")))
            .child(button("button", shared.texts.get("runs.back"), press(link, || Msg::Go(None))))
            .into()
    }
}

fn find(shared: &Shared, id: &str) -> Option<Rc<Past>> {
    shared.runs().past().into_iter().find(|past| past.id() == id)
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
        RunsView {
            state: State::at(id_of(place)),
            ended: runs.ended(),
            surface: NodeRef::default(),
            title: NodeRef::default(),
            is_new: false,
            heir: Heir::default(),
            _heard: heard,
        }
    }

    fn changed(&mut self, scope: &yew::Context<Self>, old: &RunsProps) -> bool {
        let RunsProps { shared, place, .. } = scope.props();
        if old.place != *place {
            self.is_new = matches!(place, Place::History(Some(_)));
            self.state.update(Msg::At(id_of(place)));
            shared.runs().read_past();
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
            Place::History(None) => self.list(scope),
            Place::History(Some(id)) => self.one(scope, id),
        };
        tag("div", "runs").node(&self.surface).attr("tabindex", "-1").child(content).into()
    }

    fn rendered(&mut self, _: &yew::Context<Self>, _: bool) {
        self.heir.after(&self.surface);
        if std::mem::take(&mut self.is_new)
            && let Some(title) = self.title.cast::<HtmlElement>()
        {
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
