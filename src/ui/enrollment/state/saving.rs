//! Saving: one request, the record that is read back after it, and what each answer means. It must never call anything
//! saved that the host's record does not show.

use super::messages::{CloseReason, Effect, Phase, Place, Reason, Trouble};
use super::model::State;
use crate::enrollment::form::refusal;
use crate::facts_cache::Freshness;
use host::{EnrollmentRecord, HostError, Kind, SaveError};
use rules::{Enrollment, UsernamePolicy, username};

impl State {
    pub(super) fn save(&mut self) -> Vec<Effect> {
        if !self.editable() {
            return Vec::new();
        }
        // A choice between two versions is made by its own buttons.
        if self.differing().is_some() {
            return vec![Effect::Go(Place::Trouble)];
        }
        self.people.close();
        let checked = self.form.checked();
        let Some(enrollment) = checked.value.clone() else {
            let login = checked.errors().all(|problem| problem.path == "loginRequired");
            self.form.tried = true;
            return vec![Effect::Go(if login { Place::Login } else { Place::Username })];
        };
        self.generation += 1;
        self.phase = Phase::Saving;
        self.trouble = None;
        self.form.refused.clear();
        vec![Effect::Save(self.generation, enrollment, self.stored.clone())]
    }

    pub(super) fn answered(&mut self, answer: Result<EnrollmentRecord, SaveError>) -> Vec<Effect> {
        match answer {
            Ok(record) => self.compare(Reason::Accepted, record),
            // The admin must see the other version before choosing. After an unanswered save it may be our own values.
            Err(SaveError::NotAccepted(error)) if error.kind == Kind::Conflict => {
                self.read_again(Reason::Conflict)
            }
            Err(SaveError::NotAccepted(error)) => self.failed(error),
            Err(SaveError::NotReadBack(error)) => self.not_read_back(error),
        }
    }

    /// Reads the record of a save that could not be read back.
    pub(super) fn check_again(&mut self) -> Vec<Effect> {
        match self.trouble {
            Some(Trouble::NotReadBack(_)) if self.editable() => {
                self.phase = Phase::Saving;
                self.read_again(Reason::Accepted)
            }
            _ => Vec::new(),
        }
    }

    fn read_again(&mut self, reason: Reason) -> Vec<Effect> {
        self.generation += 1;
        vec![Effect::Reread(self.generation, reason)]
    }

    pub(super) fn reread(
        &mut self,
        reason: Reason,
        answer: Result<EnrollmentRecord, HostError>,
    ) -> Vec<Effect> {
        match (answer, reason) {
            (Ok(record), _) => self.compare(reason, record),
            (Err(error), Reason::Conflict) => self.failed(error),
            (Err(error), Reason::Accepted) => self.not_read_back(error),
        }
    }

    /// Settles a save by the host's record: it is saved when the record shows the form, else the admin chooses.
    fn compare(&mut self, reason: Reason, record: EnrollmentRecord) -> Vec<Effect> {
        let sent = self.form.checked().value.as_ref();
        if sent.is_some_and(|sent| shows(&record, sent, self.form.policy())) {
            return self.confirmed(record);
        }
        self.phase = Phase::Editing;
        self.trouble = Some(Trouble::Differs(reason, record));
        let mut effects = vec![Effect::Go(Place::Trouble)];
        // The owner's list shows neither version yet.
        effects.extend(self.read(Freshness::Cached));
        effects
    }

    fn not_read_back(&mut self, error: HostError) -> Vec<Effect> {
        self.phase = Phase::Editing;
        self.trouble = Some(Trouble::NotReadBack(error));
        vec![Effect::Go(Place::Trouble)]
    }

    /// The host's record, while the admin has to choose between it and the form.
    pub(super) fn differing(&self) -> Option<&EnrollmentRecord> {
        match &self.trouble {
            Some(Trouble::Differs(_, record)) => Some(record),
            _ => None,
        }
    }

    fn confirmed(&mut self, record: EnrollmentRecord) -> Vec<Effect> {
        let draft = record.draft();
        self.start_from(record);
        self.phase = Phase::Editing;
        self.asking = false;
        self.saved = true;
        vec![Effect::TellSaved(draft), Effect::Close(CloseReason::Saved)]
    }

    fn failed(&mut self, mut error: HostError) -> Vec<Effect> {
        self.phase = Phase::Editing;
        let (known, strange): (Vec<_>, Vec<_>) =
            error.items.drain(..).partition(|item| refusal(&item.code).is_some());
        self.form.refused = known.iter().filter_map(|item| refusal(&item.code)).collect();
        // A refusal without a field of ours is shown with the failure.
        let strange: Vec<_> = strange.into_iter().map(|item| item.message).collect();
        if !strange.is_empty() {
            error.message = strange.join(" ");
        }
        self.trouble = Some(Trouble::Failed(error));
        let place = if known.is_empty() { Place::Trouble } else { Place::Username };
        vec![Effect::Go(place)]
    }

    /// Whether the newest save may have been stored although it failed. Saving again is safe then.
    pub fn in_doubt(&self) -> bool {
        let Some(Trouble::Failed(error)) = &self.trouble else { return false };
        matches!(error.kind, Kind::Timeout | Kind::Unreachable | Kind::Unreadable)
    }
}

/// Whether the host's record shows an enrollment: the same user, by the rules for usernames, and both flags. A flag that the
/// record lacks shows nothing.
pub fn shows(record: &EnrollmentRecord, sent: &Enrollment, policy: &UsernamePolicy) -> bool {
    let stored = record.username.as_deref().unwrap_or_default();
    let is_same_user = match username::check(stored, policy).value {
        Some(stored) => stored.as_str() == sent.username(),
        None => stored == sent.username(),
    };
    let sent = sent.to_draft();
    is_same_user
        && record.login_required == Some(sent.login_required)
        && record.agent_required == Some(sent.agent_required)
}
