//! The rules of the device enrollment program, as pure functions.
//!
//! This crate owns every decision about what is right: usernames, serial numbers, profile UUIDs, the enrollment of a
//! device, the checklist before it is handed out. It cannot fail: raw input goes in, a value and *all* problems come out.
//! It must never do I/O, know a clock, a browser, JavaScript or serde: time and host facts are parameters.
//!
//! ```
//! use rules::{Draft, UsernamePolicy, catalogue, enrollment};
//!
//! let draft = Draft { username: "bob@acme.com".into(), login_required: true, agent_required: false };
//! let checked = enrollment::check(&draft, &UsernamePolicy::default());
//!
//! assert!(!checked.ok());
//! let codes: Vec<&str> = checked.problems.iter().map(|problem| problem.code).collect();
//! assert_eq!(codes, ["username.tenant-domain", "enrollment.username-with-login"]);
//! assert_eq!(checked.problems[0].param("repaired"), Some("bob"));
//! assert!(catalogue::english(codes[0]).is_some());
//! ```

#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod around;
pub mod catalogue;
pub mod changes;
pub mod checklist;
pub mod enrollment;
pub mod moment;
mod near;
mod prelude;
pub mod problem;
pub mod profile;
pub mod serial;
pub mod setup;
pub mod spreadsheet;
pub mod system;
pub mod text;
pub mod username;
pub mod version;
mod words;

pub use checklist::{Checklist, Confirmation, Facts, Item, ItemId, Verdict};
pub use enrollment::{Draft, Enrollment, User};
pub use problem::{Checked, Problem, Severity};
pub use profile::ProfileUuid;
pub use serial::SerialNumber;
pub use username::{Username, UsernamePolicy};
pub use version::Version;
