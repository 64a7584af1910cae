//! What happens to the editor, and what it asks for. It must never decide anything.

use super::skip::Preset;
use crate::profiles::state::Part;
use host::{ChangeError, Defined, HostError, Profile, ProfileRecord};
use rules::system::System;

/// How an attempt to save has ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The host has defined it.
    Defined(Defined),
    /// Somebody else has put this version in place of the one that was edited.
    Replaced(Profile, Result<Box<ProfileRecord>, HostError>),
    /// The version that was edited is not on the host any more, and nobody knows what took its place.
    Gone,
    /// It failed. The UUIDs are those that the host had before.
    Failed(ChangeError, Vec<String>),
}

/// A message to the editor.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The record came.
    Opened(Result<Box<ProfileRecord>, HostError>),
    /// Read it again.
    Reopen,
    /// The admin typed into a field.
    Text(&'static str, String),
    /// The admin left a field.
    Left(&'static str),
    /// The admin ticked or unticked a flag.
    Flag(&'static str, bool),
    /// The admin ticked or unticked a step.
    Step(&'static str, bool),
    /// Skip the steps of a preset.
    Preset(Preset),
    /// Show the steps of one system only.
    System(Option<System>),
    /// The text in the field for certificates.
    Pasted(String),
    /// Add the certificates in the field.
    AddPasted,
    /// Add the certificates of a file; `None`: it could not be read.
    AddFile(Option<Vec<u8>>),
    /// Trust the certificate at this place no more.
    RemoveAnchor(usize),
    /// Put the certificates into the order of their chain.
    OrderAnchors,
    /// So many devices are on a version; `None`: they could not be counted.
    Counted(Part, Option<u32>),
    /// Whether the devices are to be reassigned right away.
    Reassign(bool),
    /// Show the changes against this version, or hide them.
    Compare(Option<String>),
    /// An older version came.
    Version(String, Result<Box<ProfileRecord>, HostError>),
    /// Store it.
    Save,
    /// The attempt has ended.
    Saved(Box<Outcome>),
    /// Find out whether it was stored.
    Look,
    /// The search has ended.
    Looked(Result<Option<Box<Defined>>, HostError>),
    /// Go on with the admin's changes on top of the other version.
    OntoTheirs,
    /// Go on with the other version.
    UseTheirs,
    /// Go on with a new profile.
    AsNew,
    /// Leave.
    Exit,
    /// Leave, whatever is lost.
    Discard,
    /// Stay.
    Stay,
}

/// An effect that the editor asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the record of a version.
    Open(String),
    /// Count these devices.
    Count(Vec<Part>),
    /// Read an older version.
    Read(String),
    /// Store this in place of a version, or as a new profile.
    Save(Box<ProfileRecord>, Option<String>),
    /// Look whether this was stored; the last are the UUIDs that were there before.
    Look(Box<ProfileRecord>, Option<String>, Vec<String>),
    /// Read the record of a version that was defined.
    ReadBack(String),
    /// Put the focus into the first field that is wrong.
    Focus,
    /// It is stored. Devices on the older versions of this profile are to be reassigned if that is wanted.
    Done(Profile, bool),
    /// The editor is to disappear.
    Close,
}
