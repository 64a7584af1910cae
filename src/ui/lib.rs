//! The user interface: the page, the dialogs and the checklist, written in Yew.
//!
//! Every surface is a folder with a pure `State::update(msg) -> effects` in `state.rs`, tested natively, and a component
//! that draws the state and runs the effects. This crate must never build a URL, decide a rule, or dispatch a DOM event
//! to the host page: it calls the client, the rules, and [`shared::SharedContext::emit`].

pub mod answers;
pub mod assign;
pub mod bulk;
pub mod callbacks;
pub mod checklist;
pub mod clipboard;
pub mod combobox;
pub mod devices;
pub mod direction;
pub mod download;
pub mod editor;
pub mod enrollment;
pub mod event;
pub mod facts;
pub mod facts_cache;
pub mod fleet;
pub mod format;
pub mod handover;
pub mod imports;
pub mod known;
pub mod listeners;
pub mod load;
pub mod news;
pub mod notices;
pub mod page;
pub mod panel;
pub mod policy;
pub mod profile_index;
pub mod profiles;
pub mod queue;
pub mod rest;
pub mod rest_source;
pub mod root;
pub mod route;
pub mod runs;
pub mod setup;
pub mod shared;
pub mod sign_in;
pub mod storage;
pub mod texts;
pub mod widgets;
pub mod words;

pub use event::Event;
pub use news::News;
pub use policy::PolicyOptions;
pub use root::{Root, RootProps, Surface};
pub use shared::Shared;
pub use texts::Texts;
