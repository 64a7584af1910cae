//! The tab “Import”: draws the steps, and gives the state what happens. It must never judge a row.

use super::book;
use super::line::Cell;
use super::messages::{Effect, Msg, Segment};
use super::notes;
use super::run::{Source, run};
use super::start;
use super::state::{State, Step};
use super::table;
use crate::callbacks::{give, press};
use crate::download::save_table;
use crate::notices::failed_read;
use crate::runs::plan::{Kind, about};
use crate::shared::Shared;
use crate::widgets::{El, Heir, el, tag};
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use host::Part;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// How long answers of the host are collected before they are drawn, in milliseconds.
const DRAW: u32 = 150;
/// Rows of the table that are drawn in one task. A slow machine needs two milliseconds for each the first time, and one to lay
/// it out.
const DRAWN_AT_ONCE: usize = 8;
/// Milliseconds until the next of them: the browser lays out and paints the last ones first.
const FRAME: u32 = 32;
/// Lines that are looked at in one task when the rejected ones are written.
const WRITTEN_AT_ONCE: usize = 500;

/// Properties of [`ImportTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct ImportProps {
    /// The shared context.
    pub shared: Shared,
    /// The import runs, under this name.
    pub on_started: Callback<String>,
}

/// A message to the tab.
pub enum TabMsg {
    /// A message to the import.
    State(Msg),
    /// A file was chosen or dropped.
    File(JsValue),
    /// The text in the field for pasted rows.
    Text(String),
    /// Read the pasted rows.
    Paste,
    /// Answers that came lately are to be drawn.
    Draw,
    /// There is time for more rows.
    MoreRows,
    /// Write the lines from a place on that cannot be imported, below this text.
    Write(usize, String),
    /// Give the admin a file with the names of the columns.
    Template,
}

/// The tab.
pub struct ImportTab {
    state: State,
    source: Source,
    pasted: String,
    on_msg: Callback<Msg>,
    drawing: Option<Timeout>,
    /// How many rows of the page are drawn.
    drawn: usize,
    more_rows: Option<Timeout>,
    was_checked: bool,
    surface: NodeRef,
    list: NodeRef,
    heir: Heir,
}

impl ImportTab {
    fn take(&mut self, scope: &Context<Self>, msg: Msg) {
        let shared = &scope.props().shared;
        for effect in self.state.update(msg) {
            if let Effect::Start(changes) = effect {
                self.start(scope.props(), changes);
            } else if let Some(msg) = run(shared, &self.source, &self.on_msg, effect) {
                self.take(scope, msg);
            }
        }
    }

    fn start(&self, props: &ImportProps, changes: Vec<::run::Change>) {
        let about = about(Kind::Import, &self.state.name);
        let id = about.id.clone();
        props.shared.runs().start(::run::Plan { about, changes });
        props.on_started.emit(id);
    }

    /// What tells two pages of rows apart.
    fn page(&self) -> (u32, Step, Segment, usize) {
        let State { generation, step, segment, page, .. } = self.state;
        (generation, step, segment, page)
    }

    /// Says once what the check came to.
    fn tell(&mut self, shared: &Shared) {
        let is_checked = self.state.step == Step::Check && self.state.is_checked();
        if is_checked && !self.was_checked {
            shared.say(table::summary(shared, &self.state));
        }
        self.was_checked = is_checked;
    }

    /// Writes some of the lines that cannot be imported, and goes on in the next task.
    fn write(&self, scope: &Context<Self>, from: usize, mut text: String) {
        let shared = &scope.props().shared;
        let cells: Vec<Cell> =
            Cell::ALL.into_iter().filter(|cell| self.state.has_cell(*cell)).collect();
        if from == 0 {
            let words = cells.iter().map(|cell| cell.word()).chain(["row", "reason"]);
            text = ::run::csv::row(&words.map(str::to_owned).collect::<Vec<_>>());
        }
        let (lines, next) = self.state.wrong_lines(from, WRITTEN_AT_ONCE);
        for line in lines {
            let mut row: Vec<String> =
                cells.iter().map(|cell| line.text(*cell).to_owned()).collect();
            row.push(line.row.to_string());
            row.push(notes::reason(shared, &self.state, line));
            text.push_str(&::run::csv::row(&row));
        }
        let Some(next) = next else {
            save_table("not-imported.csv", &text);
            return;
        };
        let link = scope.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            TimeoutFuture::new(0).await;
            link.send_message(TabMsg::Write(next, text));
        });
    }

    fn steps(&self, shared: &Shared) -> El {
        let names = ["file", "columns", "check", "run"];
        let step = |(place, name): (usize, &&str)| {
            let text = shared.texts.get(&format!("imports.step.{name}"));
            let is_here = place == self.state.step as usize;
            let item = tag("li", "step").text(text);
            if is_here { item.attr("aria-current", "step") } else { item }.into()
        };
        tag("ol", "steps")
            .attr("aria-label", shared.texts.get("imports.steps"))
            .list(names.iter().enumerate().map(step).collect())
    }

    fn content(&self, scope: &Context<Self>) -> El {
        let shared = &scope.props().shared;
        let state = &self.state;
        let on_msg = &self.on_msg;
        match state.step {
            _ if state.opening.is_some() => start::opening(shared, state),
            Step::File => {
                let link = scope.link();
                let actions = start::Actions {
                    on_file: give(link, TabMsg::File),
                    on_text: give(link, TabMsg::Text),
                    on_paste: press(link, || TabMsg::Paste),
                    on_template: press(link, || TabMsg::Template),
                };
                start::file(shared, state, &self.pasted, actions)
            }
            Step::Columns => start::columns(shared, state, on_msg),
            Step::Check | Step::Run => {
                let error = state.error.as_ref().map(|error| {
                    failed_read(shared, error, press(scope.link(), || TabMsg::State(Msg::Retry)))
                });
                let on_write = press(scope.link(), || TabMsg::Write(0, String::new()));
                el("div")
                    .list(error.into_iter().collect())
                    .child(table::check(shared, state, on_msg, on_write, self.drawn))
            }
        }
    }
}

impl Component for ImportTab {
    type Message = TabMsg;
    type Properties = ImportProps;

    fn create(scope: &Context<Self>) -> Self {
        ImportTab {
            state: State::new(scope.props().shared.client.offers(Part::CheckUser)),
            source: Source::default(),
            pasted: String::new(),
            on_msg: scope.link().callback(TabMsg::State),
            drawing: None,
            drawn: DRAWN_AT_ONCE,
            more_rows: None,
            was_checked: false,
            surface: NodeRef::default(),
            list: NodeRef::default(),
            heir: Heir::default(),
        }
    }

    fn update(&mut self, scope: &Context<Self>, msg: TabMsg) -> bool {
        let is_quiet = matches!(
            &msg,
            TabMsg::State(
                Msg::Found(..)
                    | Msg::Device(..)
                    | Msg::LookedUp(..)
                    | Msg::Searched(..)
                    | Msg::List(_)
                    | Msg::DirectoryWaited
            ) | TabMsg::Write(..)
                | TabMsg::Template
        ) || matches!(&msg, TabMsg::State(Msg::Lines(_, lines)) if !lines.is_empty());
        self.heir.before(&self.surface);
        let page = self.page();
        match msg {
            TabMsg::State(Msg::Reset) => {
                self.source = Source::default();
                self.pasted.clear();
                self.take(scope, Msg::Reset);
            }
            TabMsg::State(msg) => self.take(scope, msg),
            TabMsg::File(content) => {
                let name = book::name_of(&content);
                self.source = Source { content, ..Source::default() };
                self.take(scope, Msg::Chosen(name));
            }
            TabMsg::Text(text) => self.pasted = text,
            TabMsg::Paste => {
                let content = JsValue::from_str(&std::mem::take(&mut self.pasted));
                self.source = Source { content, ..Source::default() };
                self.take(scope, Msg::Chosen(String::new()));
            }
            TabMsg::Draw => self.drawing = None,
            TabMsg::MoreRows => {
                self.more_rows = None;
                self.drawn += DRAWN_AT_ONCE;
            }
            TabMsg::Write(from, text) => self.write(scope, from, text),
            TabMsg::Template => {
                let words = Cell::ALL.map(|cell| cell.word().to_owned());
                save_table("devices.csv", &::run::csv::row(&words));
            }
        }
        if self.page() != page {
            self.drawn = DRAWN_AT_ONCE;
        }
        if is_quiet {
            if self.drawing.is_none() {
                let link = scope.link().clone();
                let draw = Timeout::new(DRAW, move || link.send_message(TabMsg::Draw));
                self.drawing = Some(draw);
            }
            return false;
        }
        self.tell(&scope.props().shared);
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let shared = &scope.props().shared;
        tag("section", "imports")
            .node(&self.surface)
            .child(self.steps(shared))
            .child(
                tag("div", "list")
                    .node(&self.list)
                    .attr("tabindex", "-1")
                    .child(self.content(scope)),
            )
            .into()
    }

    fn rendered(&mut self, scope: &Context<Self>, _: bool) {
        self.heir.after(&self.list);
        let is_short = self.drawn < self.state.shown_page().1.len();
        if self.state.step == Step::Check && is_short && self.more_rows.is_none() {
            let link = scope.link().clone();
            let more = Timeout::new(FRAME, move || link.send_message(TabMsg::MoreRows));
            self.more_rows = Some(more);
        }
    }
}
