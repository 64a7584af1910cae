//! What the import is told, and what it asks for.

use super::columns::{Choice, Head};
use super::judge::Basis;
use super::line::{Cell, Line};
use crate::known::{Found, List};
use host::{Device, DirectoryUser, HostError, Millis};

/// The lines that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Segment {
    /// All.
    #[default]
    All,
    /// Those that change something.
    Change,
    /// Those that change nothing.
    Same,
    /// Those that cannot be imported.
    Wrong,
}

/// A device to look for: the row, and the serial number in its normal form.
pub type Wanted = (u32, String);

/// The cells of a row.
pub type Cells = (u32, [Option<String>; 5]);

/// A message to the import.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A file of this name was chosen, or a text was pasted.
    Chosen(String),
    /// So many percent of the file are read.
    Progress(u32, u32),
    /// The file was opened, or why not. The text is the choice that was remembered for its columns.
    Opened(u32, Result<Head, &'static str>, Option<String>),
    /// The next lines; none at the end.
    Lines(u32, Vec<Line>),
    /// Read another sheet.
    Sheet(String),
    /// A column holds something else.
    Choose(usize, Option<usize>),
    /// Go on with the columns as they are chosen.
    UseColumns,
    /// Show the columns again.
    ShowColumns,
    /// What lines are judged by.
    Basis(Basis),
    /// How far the list of devices is known.
    List(List),
    /// Devices were looked for, at this moment.
    Found(u32, Vec<(Wanted, Found)>, Millis),
    /// A device was read.
    Device(u32, Wanted, Box<Result<Device, HostError>>, Millis),
    /// The directory answered about a name.
    LookedUp(String, Result<bool, HostError>, Millis),
    /// Users were found for a missing name.
    Searched(String, Result<Vec<DirectoryUser>, HostError>),
    /// The wait for the directory is over.
    DirectoryWaited,
    /// Another text in a cell.
    Edit(u32, Cell, String),
    /// Another text in a field, which stays: the focus is in the row, or on its way to the row's next field.
    Type(u32, Cell, String),
    /// Use every suggestion.
    RepairAll,
    /// There is time for more suggestions.
    RepairMore,
    /// Leave a row out.
    LeaveOut(u32),
    /// Show the fields of a row, or close them.
    OpenRow(Option<u32>),
    /// These rows were judged again: the lines that are left of them.
    Judged(Vec<u32>, Vec<Line>),
    /// Show other lines.
    Show(Segment),
    /// Show another page of them.
    Page(usize),
    /// Check everything again.
    Again,
    /// Go on after a failure.
    Retry,
    /// Import what can be imported.
    Start,
    /// Begin with another file.
    Reset,
}

/// An effect that the import asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open the file, with these columns and this sheet if there are any.
    Open(u32, Option<Choice>, String),
    /// Hand out the next lines.
    NextLines(u32),
    /// Remember a choice under a key.
    Remember(String, String),
    /// Read what lines are judged by.
    ReadBasis,
    /// Say how far the list of devices is known, at once or after a pause.
    LookAtList(bool),
    /// Read a long list too.
    ReadAll,
    /// Read the list again.
    ReadAgain,
    /// Look for devices in the known list.
    Find(u32, Vec<Wanted>),
    /// Read a device.
    ReadDevice(u32, Wanted),
    /// Ask the directory about a name.
    LookUp(String),
    /// Search for users like a missing one, whose name begins like this.
    Search(String, String),
    /// Say [`Msg::DirectoryWaited`] after so many milliseconds.
    WaitForDirectory(u32),
    /// Judge rows with these cells; others are left out.
    Judge(Vec<Cells>, Vec<u32>),
    /// Say [`Msg::RepairMore`] in a task of its own.
    RepairMore,
    /// Run these changes.
    Start(Vec<run::Change>),
}
