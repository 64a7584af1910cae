//! Saving: one request, and what each answer to it means.

use super::*;

impl State {
    pub(super) fn save(&mut self) -> Vec<Effect> {
        if !self.editable() {
            return Vec::new();
        }
        self.people.close();
        let checked = enrollment::check(&self.form.draft, &self.policy);
        let Some(enrollment) = checked.value else {
            self.form.tried = true;
            let login = checked.errors().all(|problem| problem.path == "loginRequired");
            return vec![Effect::Go(if login { Place::Login } else { Place::Username })];
        };
        self.generation += 1;
        self.phase = Phase::Saving;
        self.error = None;
        self.form.refused.clear();
        vec![Effect::Save(self.generation, enrollment, self.stored.clone())]
    }

    pub(super) fn answered(&mut self, answer: Result<Draft, HostError>) -> Vec<Effect> {
        match answer {
            Ok(stored) => self.confirmed(stored),
            // Before anything is said about a conflict, the admin must see what it is with. After an unanswered save it
            // may even be our own values.
            Err(error) if error.kind == Kind::Conflict => {
                self.generation += 1;
                vec![Effect::Reread(self.generation)]
            }
            Err(error) => self.failed(error),
        }
    }

    pub(super) fn reread(&mut self, answer: Result<Draft, HostError>) -> Vec<Effect> {
        match answer {
            Ok(theirs) if self.is_mine(&theirs) => self.confirmed(theirs),
            Ok(theirs) => {
                self.phase = Phase::Editing;
                self.conflict = Some(theirs);
                vec![Effect::Go(Place::Trouble)]
            }
            Err(error) => self.failed(error),
        }
    }

    /// Whether the host's version is what the form comes to.
    fn is_mine(&self, theirs: &Draft) -> bool {
        let mine = enrollment::check(&self.form.draft, &self.policy).value;
        mine.is_some_and(|mine| mine.to_draft() == *theirs)
    }

    fn confirmed(&mut self, stored: Draft) -> Vec<Effect> {
        self.start_from(stored.clone());
        self.phase = Phase::Editing;
        self.conflict = None;
        self.asking = false;
        self.saved = true;
        vec![Effect::TellSaved(stored), Effect::Close(Closed::Saved)]
    }

    fn failed(&mut self, mut error: HostError) -> Vec<Effect> {
        self.phase = Phase::Editing;
        let (known, strange): (Vec<_>, Vec<_>) =
            error.items.drain(..).partition(|item| refusal(&item.code).is_some());
        self.form.refused = known.iter().filter_map(|item| refusal(&item.code)).collect();
        // What no field is known for is said with the failure.
        let strange: Vec<_> = strange.into_iter().map(|item| item.message).collect();
        if !strange.is_empty() {
            error.message = strange.join(" ");
        }
        self.error = Some(error);
        let place = if known.is_empty() { Place::Trouble } else { Place::Username };
        vec![Effect::Go(place)]
    }

    /// Whether it is unknown what became of the newest save, so that saving again is the way to find out.
    pub fn in_doubt(&self) -> bool {
        self.error.as_ref().is_some_and(|error| {
            matches!(error.kind, Kind::Timeout | Kind::Unreachable | Kind::Unreadable)
        })
    }
}
