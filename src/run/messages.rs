//! What a run is told, what it asks for, and what it says about itself. Whoever executes the effects must answer each device of a call once, in any
//! order, also with a failure.

use crate::journal::Entry;
use crate::plan::{State, Time};
use crate::report::{End, Reason};
use rules::Draft;

/// The number of a call. An answer with another number is an old one and is ignored.
pub type Ticket = u32;

/// Why a call did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The admin is signed out. The run waits for [`Event::SessionBack`].
    Session,
    /// No change will be carried out, whatever the device: the account may only read, or Apple wants something first. Nothing
    /// was carried out. It ends the run.
    Forbidden(Reason),
    /// The host wants fewer calls, for so many seconds if it says so. Nothing was carried out.
    Busy(Option<u32>),
    /// Apple wants no change of this device, for so many seconds if it says so. Nothing was carried out.
    Throttled(Option<u32>),
    /// Nothing was carried out, and another try would not help.
    Refused(Reason),
    /// The host says that somebody else has changed the record. Nothing was carried out.
    Conflict,
    /// Apple failed and gives no reason. A read shows what it did; whether to try again is for the admin to say.
    Failed(Reason),
    /// Nobody knows whether it was carried out: no connection, no answer in time, a failure of the host. Of a read: it is
    /// worth another try.
    Unclear(Reason),
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The lock of the plan is held, and the run may start.
    Start,
    /// A device was read, or could not be.
    Read(Ticket, String, Result<State, Failure>),
    /// The host answered a write for one device. `Ok` says that it was accepted, not that it was done.
    Written(Ticket, String, Result<(), Failure>),
    /// A call failed for all of its devices that have no answer yet.
    Failed(Ticket, Failure),
    /// The entries with this number are in the journal, or (`false`) cannot be kept.
    Recorded(u32, bool),
    /// The time has come that [`Effect::Wake`] named.
    Tick,
    /// The admin wants a pause. Calls under way are not called back.
    Pause,
    /// The admin wants to go on.
    Resume,
    /// The admin wants no further device to be begun. Those that are under way are finished and read.
    Stop,
    /// The session was lost elsewhere in the page.
    SessionLost,
    /// The admin is signed in again.
    SessionBack,
    /// Another tab has the lock of the plan.
    LockRefused,
    /// Another tab has taken the lock of the plan. Nothing is sent or recorded any more.
    LockLost,
}

/// An effect that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Add these entries to the journal, behind all earlier ones, then say [`Event::Recorded`].
    Record(u32, Vec<Entry>),
    /// Read these devices.
    Read(Ticket, Vec<String>),
    /// Remove the assignments of these devices.
    Remove(Ticket, Vec<String>),
    /// Assign these devices to a profile.
    Assign(Ticket, String, Vec<String>),
    /// Save the enrollment of a device.
    Save {
        /// The number of the call.
        ticket: Ticket,
        /// The device.
        serial: String,
        /// What is to be saved.
        enrollment: Draft,
        /// What the record showed, for a host that compares.
        expected: Option<Draft>,
    },
    /// Say [`Event::Tick`] at this time. It replaces an earlier wish.
    Wake(Time),
}

/// What a run is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It was not started.
    Idle,
    /// It reads and writes.
    Running,
    /// The host wants to be left alone until then.
    Waiting(Time),
    /// The admin wants a pause.
    Paused,
    /// The admin is signed out.
    SignedOut,
    /// The admin has stopped it, and what is under way is finished.
    Stopping,
    /// It has ended.
    Ended(End),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Devices of the plan.
    pub total: usize,
    /// Those with an outcome.
    pub ended: usize,
    /// Milliseconds until the end, if the rest takes as long as what is done; `None` while nobody can tell.
    pub time_left: Option<Time>,
}
