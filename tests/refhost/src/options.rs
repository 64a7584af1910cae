//! What a caller may choose about the server. It owns the defaults and must never read the environment.

use std::path::PathBuf;

/// Which build's replies the request handler of the newer console gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Quirks {
    /// Today's builds: JSON is passed on as JSON, errors carry `status: 0`.
    #[default]
    Now,
    /// The builds of 2020: arrays and bare values come back as strings, errors have no `status`.
    Of2020,
}

/// How to start the server.
#[derive(Clone, Debug)]
pub struct Options {
    /// TCP port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// SQLite file, or `:memory:`.
    pub db: String,
    /// Devices of the tenant carbon.super in a new database, the fixed ones included: 12 to 100,000 or more.
    pub devices: u32,
    /// Folder with the built plugin and the console pages; files are read afresh for every request.
    pub www: PathBuf,
    /// Deletes the database file first.
    pub fresh: bool,
    /// Adds the control endpoints (`/__…`). They are open to everybody who reaches the port.
    pub faults: bool,
    /// Paths and field names as JSON text, merged over the plugin's own default contract.
    pub contract: Option<String>,
    /// Build of the request handler.
    pub quirks: Quirks,
    /// Seed of the generated devices and people; the same seed gives the same rows.
    pub seed: u64,
    /// Folder with units as an administrator copies them into the legacy console. Its DEP page is then the console's own, with
    /// what those units push into it.
    pub units: Option<PathBuf>,
    /// Origin of the servlet container that runs the web application `/dep-enrollment`.
    pub war: Option<String>,
    /// Life of a session in seconds since its last use. Both consoles have 3600.
    pub session_seconds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            port: 0,
            db: ":memory:".to_owned(),
            devices: 200,
            www: PathBuf::from("www/dist"),
            fresh: false,
            faults: false,
            contract: None,
            quirks: Quirks::Now,
            seed: 1,
            units: None,
            war: None,
            session_seconds: 3600,
        }
    }
}
