//! The list's answer to each message. Pure: no host, no browser, no clock.

use super::messages::{Announcement, Effect, Msg, Notice, Place, Sync};
use super::model::{OpenPanel, State, offset_of};
use super::question::Question;
use super::selection;
use crate::facts_cache::Freshness;
use crate::panel::{Neighbour, Start};
use crate::route::Route;

impl State {
    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Search(text) => {
                self.question.search = text;
                self.keystroke += 1;
                vec![Effect::Pause(self.keystroke)]
            }
            Msg::SearchPaused(keystroke) if keystroke == self.keystroke => {
                let mut effects = self.ask_anew();
                effects[0] = Effect::Navigate(true);
                effects
            }
            Msg::SearchPaused(_) => Vec::new(),
            Msg::SearchNow(text) => {
                self.keystroke += 1;
                let mut effects = vec![Effect::Focus(Place::Search)];
                effects.extend(self.change(|question| question.search = text));
                effects
            }
            Msg::SearchUsers => {
                let mut effects = self.ask_anew();
                self.attempt = 1;
                effects.retain(|effect| !matches!(effect, Effect::Load(..)));
                effects.extend(self.load());
                effects.push(Effect::Focus(Place::Search));
                effects
            }
            Msg::Readiness(readiness) => self.change(|question| question.readiness = readiness),
            Msg::Problem(problem) => self.change(|question| question.problem = problem),
            Msg::Status(status) => self.change(|question| question.status = status),
            Msg::Profile(profile) => self.change(|question| question.profile = profile),
            Msg::Sort(sort) => self.change(|question| question.sort = Some(sort)),
            Msg::Show(route) => self.show(&route),
            Msg::ClearFilters => {
                // The pause of a letter typed just before must not search for it again.
                self.keystroke += 1;
                let mut effects = vec![Effect::Focus(Place::Search)];
                effects.extend(self.change(|question| *question = Question::default()));
                effects
            }
            Msg::Select(msg) => self.select(msg),
            Msg::Turn(turn) if self.can_turn(turn) => self.go_to(self.target(turn)),
            Msg::Turn(_) => Vec::new(),
            Msg::PageText(text) => {
                self.page_text = Some(text);
                Vec::new()
            }
            Msg::GoToPage => {
                let text = self.page_text.take().unwrap_or_default();
                match text.trim().parse::<u32>() {
                    Ok(page) => self.go_to(offset_of(page, self.page_size).min(self.last_offset())),
                    Err(_) => Vec::new(),
                }
            }
            // What a link asked for stays until the admin wants something else.
            Msg::UsualSize(size) if size == self.usual_size => Vec::new(),
            Msg::UsualSize(size) => self.update(Msg::PageSize(size)),
            Msg::PageSize(0) => Vec::new(),
            Msg::PageSize(size) => {
                self.usual_size = size;
                if size == self.page_size {
                    return Vec::new();
                }
                self.page_size = size;
                // The page that has the first row shown by now.
                self.offset = self.offset / size * size;
                let mut effects = vec![Effect::Navigate(true)];
                effects.extend(self.load());
                effects
            }
            Msg::Reload => {
                self.is_orphaned = self.load.error().is_some();
                self.load()
            }
            Msg::Loaded(generation, answer) if generation == self.generation => self.loaded(answer),
            Msg::Loaded(..) => Vec::new(),
            Msg::Near(generation, near) => {
                if generation == self.generation {
                    self.near = near;
                }
                Vec::new()
            }
            Msg::Missing(generation, missing) => {
                if generation == self.generation {
                    self.missing = missing;
                }
                Vec::new()
            }
            Msg::Profiles(profiles) => {
                self.profiles = Some(profiles);
                vec![Effect::Judge]
            }
            Msg::Verdicts(verdicts) => self.judged(verdicts),
            Msg::JudgeRest => vec![Effect::Judge],
            Msg::FleetChanged(is_complete) => {
                self.is_complete = is_complete;
                // Rows of a complete answer stay where they are: a device that was just mended must not vanish under the hand.
                if self.is_partial { self.load() } else { vec![Effect::Judge] }
            }
            Msg::Sync if self.sync != Sync::Running => {
                self.sync = Sync::Running;
                vec![Effect::Sync]
            }
            Msg::Sync => Vec::new(),
            Msg::Synced(Ok(answer)) => {
                self.sync = Sync::Idle;
                let mut effects = vec![
                    Effect::Toast(Notice::Synced(answer.new_serials), None),
                    Effect::LoadProfiles(Freshness::Fresh),
                    Effect::LoadReadiness,
                ];
                effects.extend(self.load());
                effects
            }
            Msg::Synced(Err(error)) => {
                let refused = error.is_refusal();
                self.sync = Sync::Failed(error);
                // A sync whose answer was lost may have been carried out.
                if refused { Vec::new() } else { self.load() }
            }
            Msg::Open(serial, start) => self.open(serial, start),
            Msg::GoTo(neighbour) => match self.neighbour(neighbour) {
                Some(serial) => self.open(serial, Start::None),
                None => Vec::new(),
            },
            Msg::Close => {
                self.open = None;
                vec![Effect::Navigate(false)]
            }
            Msg::Change(serial, change) => {
                if self.running.iter().any(|(runs, _)| *runs == serial) {
                    return Vec::new();
                }
                self.failure = self.failure.take().filter(|(failed, _)| *failed != serial);
                self.running.push((serial.clone(), change.clone()));
                vec![Effect::Run(serial, change)]
            }
            Msg::Changed(serial, report) => {
                self.running.retain(|(runs, _)| *runs != serial);
                if !report.is_done() && !report.is_open() {
                    self.failure = Some((serial.clone(), report.clone()));
                }
                self.profile_changed(serial, &report)
            }
            Msg::News(serial, news) => self.news(serial, news),
            Msg::Heard(serial, news) => {
                let mut effects = self.news(serial, news);
                effects.retain(|effect| !matches!(effect, Effect::Toast(..)));
                effects
            }
        }
    }

    /// Asks a changed question, if it is another one.
    fn change(&mut self, edit: impl FnOnce(&mut Question)) -> Vec<Effect> {
        let before = self.question.clone();
        edit(&mut self.question);
        if self.question == before { Vec::new() } else { self.ask_anew() }
    }

    fn select(&mut self, msg: selection::Msg) -> Vec<Effect> {
        let rows = self.page.iter().flat_map(|page| &page.devices);
        let seen = selection::Seen {
            serials: rows.map(|(device, _)| device.serial.as_str()).collect(),
            question: &self.question,
            ask: self.answered.as_ref().filter(|_| self.has_answer()),
            is_partial: self.is_partial,
        };
        let effects = self.selection.update(msg, &seen);
        let effect = |effect| match effect {
            selection::Effect::Gather(request, ask) => Effect::Gather(request, ask),
            selection::Effect::Say => Effect::Say(Announcement::Selected(self.selection.count())),
        };
        effects.into_iter().map(effect).collect()
    }

    /// Shows what a link asks for. The page that it leads to may be the one that is shown already.
    fn show(&mut self, route: &Route) -> Vec<Effect> {
        if route.device != self.route().device {
            self.open = route.device.clone().map(|serial| self.panel(serial, Start::None));
        }
        let question = Question::of(route);
        let page_size = route.page_size.unwrap_or(self.usual_size);
        let offset = offset_of(route.page, page_size);
        let is_same_page = page_size == self.page_size && offset == self.offset;
        // The text in the field may have spaces around it.
        if question == Question::of(&self.route()) && is_same_page {
            return Vec::new();
        }
        self.page_size = page_size;
        self.question = question;
        self.keystroke += 1;
        self.ask_anew();
        self.offset = offset;
        self.load()
    }

    fn go_to(&mut self, offset: u32) -> Vec<Effect> {
        if offset == self.offset {
            return Vec::new();
        }
        self.offset = offset;
        self.is_turned = true;
        let mut effects = vec![Effect::Navigate(false)];
        effects.extend(self.load());
        effects
    }

    fn open(&mut self, serial: String, start: Start) -> Vec<Effect> {
        self.open = Some(self.panel(serial, start));
        vec![Effect::Navigate(false)]
    }

    fn panel(&self, serial: String, start: Start) -> OpenPanel {
        let device = self.devices().find(|device| device.serial == serial);
        let device = device.map(|device| device.as_ref().clone());
        OpenPanel { device, start, ..OpenPanel::of(serial) }
    }

    /// The serial number beside the open panel's, on this page.
    pub fn neighbour(&self, neighbour: Neighbour) -> Option<String> {
        let open = self.open.as_ref()?;
        let at = self.devices().position(|device| device.serial == open.serial)?;
        let at = match neighbour {
            Neighbour::Previous => at.checked_sub(1)?,
            Neighbour::Next => at + 1,
        };
        self.devices().nth(at).map(|device| device.serial.clone())
    }
}
