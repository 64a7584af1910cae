//! How modules are compiled: for which target, for whom, and for what.
//!
//! It stands below everything that builds. It must never start a program.

/// The target of everything that runs in a browser.
pub const WASM: &str = "wasm32-unknown-unknown";

/// How much work goes into the outputs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Small: what is shipped, tested and measured.
    Release,
    /// Fast to make and easy to read in a debugger.
    Dev,
}

/// What a module that is shipped is optimised for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Few bytes: a page waits for the module before it can be used.
    Small,
    /// Short work: people wait for what the module does, not for the module.
    Fast,
    /// Short work where a page calls often, few bytes in the rest: a page waits for the module, and then calls it often.
    Both,
}

impl Aim {
    /// The profile's name, for cargo.
    pub fn profile(self, mode: Mode) -> &'static str {
        match (mode, self) {
            (Mode::Release, Aim::Small) => "wasm",
            (Mode::Release, Aim::Fast) => "wasm-fast",
            (Mode::Release, Aim::Both) => "wasm-both",
            (Mode::Dev, _) => "wasm-dev",
        }
    }
}
