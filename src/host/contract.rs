//! The host's DEP API as data: its paths and its field names, loaded from JSON and merged over the defaults.

/// Most rows the hosts give at a time (`0 <= limit <= 100`, else 400).
pub const PAGE_LIMIT: u32 = 100;

/// Paths and field names. Same shape as `contract.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {}

impl Default for Contract {
    fn default() -> Self {
        todo!("contract.json")
    }
}

impl Contract {
    /// Reads a contract from JSON; what it does not name keeps the default. The error names the unknown or ill-typed key.
    pub fn from_json(text: &str) -> Result<Contract, String> {
        todo!("{text}")
    }
}
