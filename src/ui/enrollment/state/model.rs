//! The state of the enrollment and the questions about it. Changing it is the business of its siblings.

use super::messages::{CloseReason, Effect, Exit, Phase, Trouble};
use crate::answers::AdminAnswers;
use crate::checklist::directory::{Answer, Directory};
use crate::checklist::host_reads::{ChecklistInputs, HostReads};
use crate::enrollment::form::Form;
use crate::enrollment::people::People;
use crate::facts_cache::Freshness;
use host::{Device, EnrollmentRecord, Millis};
use rules::checklist::{Facts, Source};
use rules::{Draft, Enrollment, UsernamePolicy};

/// Everything the dialog shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Whether the admin may change anything.
    pub can_edit: bool,
    /// The host's answers.
    pub reads: HostReads,
    /// The admin's answers.
    pub answers: AdminAnswers,
    /// The form.
    pub form: Form,
    /// The host's record as it was last read. A save expects to replace it.
    pub stored: EnrollmentRecord,
    /// The enrollment that was sent last, as long as nobody knows that the host has it.
    pub(super) sent: Option<Enrollment>,
    /// Whether a save of this dialog was left in doubt; `true` if the host may still carry it out.
    pub(super) doubt: Option<bool>,
    /// The phase of the dialog.
    pub phase: Phase,
    /// The reason why the newest save is no success.
    pub trouble: Option<Trouble>,
    /// The way out that the admin wants. They are asked about unsaved changes first.
    pub leaving: Option<Exit>,
    /// Whether the surface stays after a save.
    pub stays: bool,
    /// Whether the form takes the focus when it comes.
    pub takes_focus: bool,
    /// Whether something was saved here.
    pub saved: bool,
    /// Users offered.
    pub people: People,
    /// Whether the user exists.
    pub directory: Directory,
    pub(super) generation: u32,
}

impl State {
    /// A dialog that has to read everything, with the record that its owner knows.
    pub fn new(
        device: Option<Device>,
        answers: AdminAnswers,
        policy: UsernamePolicy,
        can_edit: bool,
    ) -> (State, Vec<Effect>) {
        let mut state = State {
            can_edit,
            reads: HostReads::new(device),
            answers,
            form: Form::new(Draft::default(), policy),
            stored: EnrollmentRecord::default(),
            sent: None,
            doubt: None,
            phase: Phase::Loading,
            trouble: None,
            leaving: None,
            stays: false,
            takes_focus: true,
            saved: false,
            people: People::default(),
            directory: Directory::default(),
            generation: 1,
        };
        let mut effects = vec![Effect::ReadEnrollment(1)];
        effects.extend(state.read(Freshness::Cached));
        (state, effects)
    }

    /// Whether the admin may change the fields now.
    pub fn editable(&self) -> bool {
        self.can_edit && matches!(self.phase, Phase::Editing)
    }

    /// Whether the fields are there to be seen.
    pub fn has_form(&self) -> bool {
        matches!(self.phase, Phase::Editing | Phase::Saving)
    }

    /// Whether the host does not have what the form says: it was changed, or the record lacks a field. A form that says
    /// nothing yet has nothing to save.
    pub fn has_to_save(&self) -> bool {
        self.is_changed()
            || (self.has_form()
                && self.stored.complete().is_none()
                && self.form.checked().value.is_some())
    }

    /// Whether the form differs from the host's record.
    pub fn is_changed(&self) -> bool {
        self.has_form() && *self.form.draft() != self.stored.draft()
    }

    pub(super) fn outcome(&self) -> CloseReason {
        if self.saved { CloseReason::Saved } else { CloseReason::Cancelled }
    }

    /// Reads everything but the enrollment.
    pub fn read(&mut self, freshness: Freshness) -> Vec<Effect> {
        let (generation, asks) = self.reads.ask(freshness);
        asks.map(|ask| Effect::Read(generation, ask)).to_vec()
    }

    pub(super) fn start_from(&mut self, record: EnrollmentRecord) {
        self.form = Form::new(record.draft(), self.form.policy().clone());
        self.stored = record;
        self.sent = None;
        self.doubt = None;
        self.trouble = None;
        self.people.close();
        self.people.near.clear();
    }

    /// The fields that the checklist is judged on: the form, or, while there is none, the device record.
    pub fn draft(&self) -> Option<Draft> {
        match &self.phase {
            Phase::Editing | Phase::Saving if self.is_changed() => Some(self.form.draft().clone()),
            // A field that the record lacks is not known, whatever the form shows for it.
            Phase::Editing | Phase::Saving => self.stored.complete(),
            Phase::Failed(_) => self.reads.recorded_draft(),
            Phase::Loading => None,
        }
    }

    /// The facts for the rules; `None` as long as there is no device record.
    pub fn facts(&self, now: Millis) -> Option<Facts> {
        self.reads.facts(ChecklistInputs {
            draft: self.draft(),
            policy: self.form.policy(),
            existence: self.directory.existence(),
            answers: &self.answers,
            now,
        })
    }

    /// Sources whose first answer is still awaited.
    pub fn pending(&self) -> Vec<Source> {
        let mut pending = self.reads.pending();
        if matches!(self.phase, Phase::Loading) {
            pending.push(Source::Enrollment);
        }
        if self.directory.answer() == Answer::Waiting {
            pending.push(Source::Users);
        }
        pending
    }
}
