//! The server's options and their defaults. It must never read the environment.

use std::path::PathBuf;

/// The build of the React console's request handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Quirks {
    /// Current builds: JSON is passed on as JSON, errors have `status: 0`.
    #[default]
    Now,
    /// The builds of 2020: arrays and bare values come back as strings, errors have no `status`.
    Of2020,
}

/// The options of a server.
#[derive(Clone, Debug)]
pub struct Options {
    /// The TCP port on 127.0.0.1; 0 for a free one.
    pub port: u16,
    /// SQLite file, or `:memory:`.
    pub db: String,
    /// Devices of the tenant carbon.super in a new database, the fixed ones included: 12 to 100,000 or more.
    pub devices: u32,
    /// The folder with the built plugin and the console pages. Files are read again for every request.
    pub www: PathBuf,
    /// Deletes the database file first.
    pub fresh: bool,
    /// Adds the control endpoints (`/__…`), which are open to everyone who can reach the port.
    pub faults: bool,
    /// Paths and field names as JSON text, merged over the plugin's own default contract.
    pub contract: Option<String>,
    /// Offers what no console has: an order of the device list, shared notes, the history of all admins, the search for people,
    /// what a sync has brought. The consoles' pages tell the plugin about it.
    pub beyond: bool,
    /// The build of the request handler.
    pub quirks: Quirks,
    /// Seed of the generated devices and people; the same seed gives the same rows.
    pub seed: u64,
    /// A folder with units, as an administrator copies them into the legacy console. Its DEP page is then the
    /// console's own, with the content of those units.
    pub units: Option<PathBuf>,
    /// The origin of the servlet container that runs the web application `/dep-enrollment`.
    pub war: Option<String>,
    /// The lifetime of a session in seconds since its last use; 3600 on both consoles.
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
            beyond: true,
            quirks: Quirks::Now,
            seed: 1,
            units: None,
            war: None,
            session_seconds: 3600,
        }
    }
}
