//! The answers to the list's questions: the rows, and their verdicts. It must never let an answer to an older question in.

use super::messages::{Announcement, Effect, Place};
use super::model::{Rows, State};
use super::question::Ask;
use super::search;
use crate::fleet::Verdict;
use crate::load::Load;
use host::{Device, HostError, Page};
use rules::serial;
use std::rc::Rc;

/// Rows that get another verdict in one drawing. A row takes 2 ms on a slow computer, and no task may take 50.
const ROWS_AT_ONCE: usize = 10;

impl State {
    /// Takes the answer to the newest question.
    pub(super) fn loaded(&mut self, answer: Result<Page<Device>, HostError>) -> Vec<Effect> {
        let page = match answer {
            Ok(page) => page,
            Err(error) => {
                self.load = Load::Failed(error);
                self.is_turned = false;
                return Vec::new();
            }
        };
        if page.rows.is_empty() && page.count > 0 && self.offset > 0 {
            // The list has become shorter than the page asked for: go to its last page. A count that promises rows where
            // there are none is not followed: to the first page then.
            self.keep(page);
            let last = self.last_offset();
            self.offset = if last < self.offset { last } else { 0 };
            return self.load();
        }
        let is_empty = page.rows.is_empty() && page.count == 0;
        let searches_text = !self.question.search.trim().is_empty()
            && search::serials(&self.question.search).is_empty();
        if is_empty && searches_text && self.searched().1 {
            self.attempt += 1;
            return self.load();
        }
        self.is_partial = matches!(self.asked, Some(Ask::Fleet(_))) && !self.is_complete;
        // That nothing matches is said when it is certain.
        let is_certain = !(self.is_partial && is_empty);
        let mut effects = Vec::new();
        if is_certain {
            effects.extend(self.announce(page.count, page.rows.len()));
        }
        self.keep(page);
        self.answered = self.asked.clone();
        self.load = Load::Ready(());
        self.near.clear();
        let answered = self.generation;
        self.in_doubt.retain(|(_, since)| *since >= answered);
        if is_empty && searches_text {
            let near = serial::near(&self.question.search);
            if !near.is_empty() {
                effects.push(Effect::LookFor(self.generation, near));
            }
        }
        if std::mem::take(&mut self.is_turned) {
            effects.push(Effect::ScrollToHead);
        }
        if std::mem::take(&mut self.is_orphaned) {
            effects.push(Effect::Focus(Place::List));
        }
        self.is_undrawn = true;
        effects.push(Effect::Judge);
        effects
    }

    /// What is to be heard of an answer: its count after another question, its range after another page, nothing when the
    /// same page was read again.
    fn announce(&mut self, count: u32, rows: usize) -> Vec<Effect> {
        let offset = self.answered.as_ref().map(Ask::offset);
        let is_new = self.announced.replace(self.question.clone()) != Some(self.question.clone());
        let announcement = match offset {
            // The page was just opened; its content is heard anyway.
            None => return Vec::new(),
            Some(_) if is_new && count == 0 => Announcement::NoMatch,
            Some(_) if is_new => Announcement::Count(count),
            Some(offset) if offset != self.offset => {
                let last = self.offset.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
                Announcement::Range(self.offset.saturating_add(1), last)
            }
            Some(_) => return Vec::new(),
        };
        vec![Effect::Say(announcement)]
    }

    /// Keeps rows. A device that has not changed keeps its verdict until the next judgement.
    fn keep(&mut self, page: Page<Device>) {
        let mut known = self.page.take().unwrap_or_default().devices;
        let devices = page.rows.into_iter().map(|device| {
            let at = known.iter().position(|(known, _)| **known == device);
            at.map(|at| known.swap_remove(at)).unwrap_or_else(|| (Rc::new(device), None))
        });
        let devices = devices.collect();
        self.page = Some(Rows { devices, count: page.count });
    }

    /// Takes the verdicts of the rows. Equal ones stay the same, so that their rows are not drawn again. Of rows that are
    /// drawn already only some change at once; the rest is judged again when these are drawn.
    pub(super) fn judged(&mut self, verdicts: Vec<Option<Verdict>>) -> Vec<Effect> {
        let Some(page) = &mut self.page else { return Vec::new() };
        let at_once = if std::mem::take(&mut self.is_undrawn) { usize::MAX } else { ROWS_AT_ONCE };
        let mut changed = page
            .devices
            .iter_mut()
            .zip(verdicts)
            .filter(|((_, known), verdict)| known.as_deref() != verdict.as_ref());
        for ((_, known), verdict) in changed.by_ref().take(at_once) {
            *known = verdict.map(Rc::new);
        }
        if changed.next().is_some() { vec![Effect::JudgeRest] } else { Vec::new() }
    }
}
