//! Saving: one request, the record that is read back after it, and what each answer means. It must never call anything
//! saved that the host's record does not show.

use super::messages::{Effect, Phase, Place, Reason, Trouble};
use super::model::State;
use crate::enrollment::form::refusal;
use crate::facts_cache::Freshness;
use crate::news::News;
use host::{EnrollmentRecord, HostError, Kind, SaveError};
use rules::{Enrollment, UsernamePolicy, text, username};

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
        self.sent = Some(enrollment.clone());
        vec![Effect::Save(self.generation, enrollment, self.stored.clone())]
    }

    pub(super) fn answered(&mut self, answer: Result<EnrollmentRecord, SaveError>) -> Vec<Effect> {
        match answer {
            Ok(record) => self.compare(Reason::Accepted, record),
            // The admin must see the other version before choosing. After an unanswered save it may be our own values.
            Err(SaveError::NotAccepted(error)) if error.kind == Kind::Conflict => {
                self.read_again(Reason::Conflict)
            }
            Err(SaveError::NotAccepted(error)) if error.is_refusal() => self.failed(error, false),
            Err(SaveError::NotAccepted(error)) => self.read_again(Reason::Unanswered(error)),
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
        let generation = self.generation;
        let sent = self.sent.clone();
        sent.map(|sent| Effect::Reread(generation, reason, sent)).into_iter().collect()
    }

    pub(super) fn reread(
        &mut self,
        reason: Reason,
        answer: Result<EnrollmentRecord, HostError>,
    ) -> Vec<Effect> {
        match (answer, reason) {
            (Ok(record), reason) => self.compare(reason, record),
            (Err(error), Reason::Conflict) => self.failed(error, false),
            (Err(error), Reason::Accepted) => self.not_read_back(error),
            // The save is the failure to tell, and not the attempt to find out what became of it.
            (Err(_), Reason::Unanswered(error)) => self.failed(error, true),
        }
    }

    /// Settles a save by the host's record: it is saved when the record shows what was sent, else the admin chooses.
    fn compare(&mut self, reason: Reason, record: EnrollmentRecord) -> Vec<Effect> {
        let sent = self.sent.as_ref();
        if sent.is_some_and(|sent| shows(&record, sent, self.form.policy())) {
            return self.confirmed(record);
        }
        self.phase = Phase::Editing;
        // What the host had not stored by now it stores only if it comes late.
        self.doubt = self.doubt.filter(|late| *late);
        let reason = match reason {
            // Nothing has changed at the host, so there is only one version: that of the form.
            Reason::Unanswered(error) if record == self.stored => {
                let late = error.may_come_late();
                return self.failed(error, late);
            }
            Reason::Unanswered(_) => Reason::Conflict,
            reason => reason,
        };
        self.stuck(Trouble::Differs(reason, record.clone()));
        vec![Effect::Go(Place::Trouble), Effect::Tell(News::Enrollment(record))]
    }

    fn not_read_back(&mut self, error: HostError) -> Vec<Effect> {
        self.phase = Phase::Editing;
        self.stuck(Trouble::NotReadBack(error));
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
        self.phase = Phase::Editing;
        self.saved = true;
        let mut effects = vec![Effect::TellSaved(self.stored.clone(), draft.clone())];
        // A record that was asked for before the save would bring the old enrollment back.
        if self.reads.device.asking {
            effects.extend(self.read(Freshness::Cached));
        }
        // The admin has typed on since it was sent.
        if self.form.checked().value != self.sent {
            self.stored = record;
            self.doubt = None;
            self.sent = None;
            self.trouble = None;
            self.leaving = None;
            return effects;
        }
        self.start_from(record);
        if self.leaving.is_some() || !self.stays {
            effects.extend(self.leave());
        }
        effects
    }

    fn failed(&mut self, mut error: HostError, in_doubt: bool) -> Vec<Effect> {
        self.phase = Phase::Editing;
        self.form.refused.clear();
        let mut strange = Vec::new();
        for item in std::mem::take(&mut error.items) {
            match refusal(&item.code) {
                Some(code) => self.form.refused.push(code),
                None => strange.push(item.message),
            }
        }
        // A refusal without a field of ours is shown with the failure.
        if !strange.is_empty() {
            error.message = text::join(&strange, " ");
        }
        if !in_doubt {
            self.sent = None;
        }
        self.stuck(Trouble::Failed { error, in_doubt });
        let place = if self.form.refused.is_empty() { Place::Trouble } else { Place::Username };
        vec![Effect::Go(place)]
    }

    /// Shows why the newest save is no success. The doubt about an earlier one stays: its write may still come.
    fn stuck(&mut self, trouble: Trouble) {
        let late = match &trouble {
            Trouble::Failed { error, in_doubt: true } => Some(error.may_come_late()),
            // Accepted, and not shown yet.
            Trouble::NotReadBack(_) | Trouble::Differs(Reason::Accepted, _) => Some(true),
            Trouble::Failed { .. } | Trouble::Differs(..) => None,
        };
        self.doubt = late.max(self.doubt);
        self.trouble = Some(trouble);
        // The admin sees the trouble before they leave.
        self.leaving = None;
    }

    /// Whether nobody knows if the host has stored a save of this dialog. Saving again is safe then.
    pub fn in_doubt(&self) -> bool {
        self.doubt.is_some()
    }

    /// The news about a save that is left in doubt.
    pub(super) fn doubt(&self) -> Option<Effect> {
        self.doubt.map(|late| Effect::Tell(News::InDoubt { late }))
    }
}

/// The news about a save whose dialog is gone; none when the host refused it, because the owner's row is still true then.
pub fn news_of(
    answer: Result<EnrollmentRecord, SaveError>,
    sent: &Enrollment,
    policy: &UsernamePolicy,
) -> Vec<News> {
    match answer {
        Ok(record) if shows(&record, sent, policy) => vec![News::Saved(record.draft())],
        // Accepted, and not shown yet.
        Ok(record) => vec![News::Enrollment(record), News::InDoubt { late: true }],
        Err(SaveError::NotAccepted(error)) if error.is_refusal() => Vec::new(),
        Err(SaveError::NotAccepted(error)) => {
            vec![News::InDoubt { late: error.may_come_late() }]
        }
        Err(SaveError::NotReadBack(_)) => vec![News::InDoubt { late: true }],
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
