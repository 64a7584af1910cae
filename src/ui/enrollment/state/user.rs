//! The username while it is typed: offers, look-ups, repairs.

use super::messages::{Effect, Place};
use super::model::State;
use crate::checklist::directory::Answer;
use crate::combobox::Key;
use crate::enrollment::form::{Remark, Repair};
use crate::widgets::NoteKind;
use host::{HostError, Millis};
use rules::checklist::Existence;

impl State {
    pub(super) fn typed(&mut self, text: String) -> Vec<Effect> {
        let search = self.people.typed(&text);
        self.form.set_username(text);
        let mut effects: Vec<Effect> = search.map(Effect::SearchSoon).into_iter().collect();
        effects.extend(self.turn().map(Effect::CheckSoon));
        effects
    }

    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Down | Key::Up if self.editable() => self.people.step(key == Key::Down),
            // Nobody is found before a letter is typed.
            Key::Down | Key::Up | Key::Press => {}
            Key::Escape => self.people.close(),
            Key::Enter => match self.people.chosen().cloned() {
                Some(user) if self.editable() => return self.take(user.username),
                _ => return self.save(),
            },
        }
        Vec::new()
    }

    pub(super) fn choose(&mut self, index: usize) -> Vec<Effect> {
        match self.people.options.get(index).cloned() {
            Some(user) => self.take(user.username),
            None => Vec::new(),
        }
    }

    pub(super) fn repair(&mut self, repair: Repair) -> Vec<Effect> {
        let place = match repair {
            Repair::Use(username) => return self.take(username),
            Repair::KeepUser => {
                self.form.keep_user();
                Place::Username
            }
            Repair::KeepLogin => {
                self.form.set_login(true);
                Place::Login
            }
        };
        // The button that was pressed is gone now, so the focus needs a new home.
        let mut effects = vec![Effect::Go(place)];
        effects.extend(self.check_now());
        effects
    }

    /// Puts a whole name into the field.
    fn take(&mut self, username: String) -> Vec<Effect> {
        self.people.typed(&username);
        self.people.close();
        self.form.set_username(username);
        self.form.left = true;
        let mut effects = vec![Effect::Go(Place::Username)];
        effects.extend(self.check_now());
        effects
    }

    /// Turns the directory to the user that the form names now.
    fn turn(&mut self) -> Option<u32> {
        // Until the form is loaded there is no user to look up.
        let name = self.form.user().filter(|_| self.has_form());
        if self.directory.name() != name {
            self.people.near.clear();
        }
        self.directory.turn_to(name.map(str::to_owned))
    }

    pub(super) fn check_now(&mut self) -> Vec<Effect> {
        match self.turn() {
            Some(generation) => self.ask_directory(generation),
            None => Vec::new(),
        }
    }

    /// Looks the user up, if the question is still wanted.
    pub(super) fn ask_directory(&self, generation: u32) -> Vec<Effect> {
        let name = self.directory.question(generation).map(str::to_owned);
        name.map(|name| Effect::Check(generation, name)).into_iter().collect()
    }

    pub(super) fn checked(
        &mut self,
        generation: u32,
        found: Result<bool, HostError>,
        at: Millis,
    ) -> Vec<Effect> {
        let missing = found == Ok(false);
        if !self.directory.take(generation, found, at) || !missing {
            return Vec::new();
        }
        let Some(name) = self.directory.name().map(str::to_owned) else { return Vec::new() };
        match self.people.look_near(&name) {
            Some((generation, prefix)) => vec![Effect::SearchNear(generation, prefix, name)],
            None => Vec::new(),
        }
    }

    /// Everything to say under the username field. While users are offered, nothing is: the name is not finished.
    pub fn remarks(&self) -> Vec<Remark> {
        if self.people.offer.open && !self.form.tried {
            return Vec::new();
        }
        let finished = self.form.left || self.form.tried;
        let mut remarks = self.form.remarks();
        let name = self.directory.name().unwrap_or_default();
        let about = |kind, code: &str| Remark::of(kind, code).param("username", name);
        let unknown = self.form.refused.contains(&"enrollment.refused.username-unknown");
        match self.directory.answer() {
            Answer::Known(Existence::Exists, _) if !unknown => {
                remarks.push(about(NoteKind::Good, "enrollment.user.exists"));
            }
            Answer::Known(Existence::Missing, _) if !finished => {}
            Answer::Known(Existence::Missing, _) => {
                if !unknown {
                    remarks.push(about(NoteKind::Warning, "enrollment.user.missing"));
                }
                remarks.extend(self.people.near.iter().map(|near| {
                    // Codes tell the notes apart, so each offered name is part of its own.
                    Remark::of(NoteKind::Hint, format!("enrollment.user.near.{near}"))
                        .param("username", near)
                        .repaired_by(Repair::Use(near.clone()))
                }));
            }
            Answer::Unasked | Answer::Known(..) => {
                remarks.push(about(NoteKind::Hint, "enrollment.user.unverified"));
            }
            Answer::Nobody if self.people.closed && !self.form.draft().login_required => {
                remarks.push(Remark::of(NoteKind::Hint, "enrollment.no-search"));
            }
            Answer::Nobody | Answer::Waiting => {}
        }
        remarks
    }
}
