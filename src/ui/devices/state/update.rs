//! The list's answer to each message. Pure: no host, no browser, no clock.

use super::messages::{Effect, Msg, Notice, Sync, Turn};
use super::model::State;
use crate::facts_cache::Freshness;
use crate::load::Load;
use host::{Device, HostError, Page};
use std::rc::Rc;

impl State {
    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Search(text) => {
                self.search = text;
                self.keystroke += 1;
                vec![Effect::Pause(self.keystroke)]
            }
            Msg::SearchPaused(keystroke) if keystroke == self.keystroke => self.load_first(),
            Msg::SearchPaused(_) => Vec::new(),
            Msg::SearchIn(search_in) => {
                self.search_in = search_in;
                if self.search.trim().is_empty() { Vec::new() } else { self.load_first() }
            }
            Msg::Status(status) => {
                self.status = status;
                self.load_first()
            }
            Msg::Profile(profile) if profile != self.profile => {
                self.profile = profile;
                self.load_first()
            }
            Msg::Profile(_) => Vec::new(),
            Msg::ClearFilters => {
                self.search = String::new();
                self.status = String::new();
                self.profile = None;
                let mut effects = vec![Effect::AllProfiles];
                effects.extend(self.load_first());
                effects
            }
            Msg::Turn(turn) if self.can_turn(turn) => {
                self.offset = self.target(turn);
                self.load()
            }
            Msg::Turn(_) => Vec::new(),
            Msg::Reload => self.load(),
            Msg::Loaded(generation, answer) if generation == self.generation => self.loaded(answer),
            Msg::Loaded(..) => Vec::new(),
            Msg::Profiles(profiles) => {
                self.profiles = Some(profiles);
                Vec::new()
            }
            Msg::Sync if self.sync != Sync::Running => {
                self.sync = Sync::Running;
                self.notice = self.notice.take().filter(|it| !matches!(it, Notice::Synced(_)));
                vec![Effect::Sync]
            }
            Msg::Sync => Vec::new(),
            Msg::Synced(Ok(count)) => {
                self.sync = Sync::Idle;
                self.notice = Some(Notice::Synced(count));
                let mut effects = vec![Effect::LoadProfiles(Freshness::Fresh)];
                effects.extend(self.load());
                effects
            }
            Msg::Synced(Err(error)) => {
                let refused = error.is_refusal();
                self.sync = Sync::Failed(error);
                // A sync whose answer was lost may have been carried out.
                if refused { Vec::new() } else { self.load() }
            }
            Msg::Open(action, device) => {
                self.open = Some((action, *device));
                Vec::new()
            }
            Msg::Close => {
                self.open = None;
                Vec::new()
            }
            Msg::News(serial, news) => self.news(serial, news),
        }
    }

    fn loaded(&mut self, answer: Result<Page<Device>, HostError>) -> Vec<Effect> {
        match answer {
            // The list has become shorter than the page asked for: go to its last page. A count that promises rows where
            // there are none is not followed: to the first page then.
            Ok(page) if page.rows.is_empty() && page.count > 0 && self.offset > 0 => {
                self.page = Some(Rc::new(page));
                let last = self.target(Turn::Last);
                self.offset = if last < self.offset { last } else { 0 };
                self.load()
            }
            Ok(page) => {
                self.page = Some(Rc::new(page));
                self.answered = self.asked.clone();
                self.load = Load::Ready(());
                let answered = self.generation;
                self.in_doubt.retain(|(_, since)| *since >= answered);
                if self.in_doubt.is_empty() && matches!(self.notice, Some(Notice::InDoubt { .. })) {
                    self.notice = None;
                }
                Vec::new()
            }
            Err(error) => {
                self.load = Load::Failed(error);
                Vec::new()
            }
        }
    }
}
