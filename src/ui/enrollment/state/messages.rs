//! Everything that can happen to the enrollment, everything that it then asks for, and the parts of its state that both name.

use crate::answers::AdminAnswer;
use crate::checklist::host_reads::{HostAnswer, HostQuestion};
use crate::combobox::Key;
use crate::enrollment::form::Repair;
use crate::news::News;
use host::{DirectoryUser, EnrollmentRecord, HostError, Millis, SaveError};
use rules::checklist::Fix;
use rules::{Draft, Enrollment, UsernamePolicy};

/// How the dialog ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// An enrollment was saved in it.
    Saved,
    /// Nothing was saved.
    Cancelled,
}

/// The phase of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The stored fields are being read.
    Loading,
    /// They could not be read.
    Failed(HostError),
    /// The admin edits the form.
    Editing,
    /// The host is storing, or its version is being read to settle a conflict.
    Saving,
}

/// Why the host's record may differ from the form, or is not known to agree with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Somebody else changed the enrollment meanwhile.
    Conflict,
    /// The host accepted the save.
    Accepted,
    /// The save failed in a way that says nothing about what the host has stored.
    Unanswered(HostError),
}

/// The reason why a save is no success.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The save failed. `in_doubt`: the host may have stored it all the same, or may still do so.
    Failed {
        /// The failure.
        error: HostError,
        /// Whether nobody knows what the host has stored in the end.
        in_doubt: bool,
    },
    /// The host accepted the save, but its record could not be read back.
    NotReadBack(HostError),
    /// The host's record is not what the form says. The admin chooses.
    Differs(Reason, EnrollmentRecord),
}

/// A place to take the admin to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The username field.
    Username,
    /// "Login required".
    Login,
    /// "Agent install required".
    Agent,
    /// The trouble with the newest save; only scrolled into view.
    Trouble,
    /// The button that stays, under the question about unsaved changes.
    Stay,
}

/// A way out of the surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It closes.
    Close,
    /// The device before this one in the list.
    Previous,
    /// The device after this one in the list.
    Next,
    /// The hand-over sheet of this device.
    HandOver,
}

/// A message about the enrollment.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The stored fields came.
    Enrollment(u32, Result<EnrollmentRecord, HostError>),
    /// The host answered a question; the policy as far as it is known by now.
    HostAnswer(u32, HostAnswer, UsernamePolicy),
    /// Read the stored fields again.
    Retry,
    /// The username is now this.
    Type(String),
    /// A key with a meaning of its own in the username field.
    Key(Key),
    /// A user was clicked in the list.
    Choose(usize),
    /// The username field was left.
    Leave,
    /// "Login required" is now this.
    Login(bool),
    /// "Agent install required" is now this.
    Agent(bool),
    /// An offered repair was taken.
    Repair(Repair),
    /// The pause before a search is over.
    SearchNow(u32),
    /// Users were found.
    Found(u32, Result<Vec<DirectoryUser>, HostError>),
    /// The pause before the look-up of the user is over.
    CheckNow(u32),
    /// The directory answered.
    Checked(u32, Result<bool, HostError>, Millis),
    /// Users near a name that does not exist were found.
    FoundNear(u32, String, Result<Vec<DirectoryUser>, HostError>),
    /// Save.
    Save,
    /// The outcome of a save: the record as it was read back, or how far the save came.
    Stored(u32, Result<EnrollmentRecord, SaveError>),
    /// Read the host's record again after a save that could not be read back.
    CheckAgain,
    /// The host's record was read again, for this reason.
    Reread(u32, Reason, Result<EnrollmentRecord, HostError>),
    /// Overwrite the host's version.
    KeepMine,
    /// Take the host's version.
    UseTheirs,
    /// The admin wants to leave.
    Exit(Exit),
    /// Leave without saving.
    Discard,
    /// Save, then leave.
    SaveAndGo,
    /// Go on editing.
    KeepEditing,
    /// Put the fields back as the host has them.
    Reset,
    /// The admin answered a question of the checklist.
    Answer(AdminAnswer),
    /// A fix was asked for.
    Fix(Fix),
    /// There is news about the device, at this moment.
    News(News, Millis),
}

/// An effect that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the host.
    Read(u32, HostQuestion),
    /// Read the stored fields.
    ReadEnrollment(u32),
    /// Search after a pause; an earlier pause is dropped.
    SearchSoon(u32),
    /// Search users.
    Search(u32, String),
    /// Look the user up after a pause; an earlier pause is dropped.
    CheckSoon(u32),
    /// Look the user up.
    Check(u32, String),
    /// Search users near a name: what to search, and the name.
    SearchNear(u32, String, String),
    /// Store in one request, expecting to replace this record, and read back.
    Save(u32, Enrollment, EnrollmentRecord),
    /// Read the host's record again, to see whether it shows this enrollment, which was sent.
    Reread(u32, Reason, Enrollment),
    /// Store an answer of the admin in the browser.
    Store(AdminAnswer),
    /// Take the admin there.
    Go(Place),
    /// Tell the owner and the host page that the host has confirmed this.
    TellSaved(Draft),
    /// Tell the owner.
    Tell(News),
    /// Ask the host page, then close.
    Close(CloseReason),
    /// Go to a neighbour in the list, or to the sheet.
    Turn(Exit),
}
