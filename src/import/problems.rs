//! What problems have in common, so that each crosses as a number and the values of its parameters. Thousands of them as JSON
//! would take longer to read than the file. It must never take two for one.

use alloc::string::String;
use alloc::vec::Vec;
use boundary::json::{key, list, property, string};
use rules::{Problem, Severity};

/// What many problems have in common. There are as many kinds as codes.
#[derive(PartialEq, Eq)]
struct Kind {
    path: &'static str,
    code: &'static str,
    severity: Severity,
    /// The names of the parameters, in order.
    params: Vec<&'static str>,
}

/// The kinds of the problems so far. The script side has those that were taken.
#[derive(Default)]
pub struct Kinds {
    all: Vec<Kind>,
    taken: usize,
}

impl Kinds {
    /// The number of the kind of a problem.
    pub fn number(&mut self, problem: &Problem) -> u32 {
        let names = || problem.params.iter().map(|(name, _)| *name);
        let is_it = |kind: &Kind| {
            kind.code == problem.code
                && kind.path == problem.path
                && kind.severity == problem.severity
                && kind.params.iter().copied().eq(names())
        };
        let place = self.all.iter().position(is_it).unwrap_or_else(|| {
            let (path, code, severity) = (problem.path, problem.code, problem.severity);
            self.all.push(Kind { path, code, severity, params: names().collect() });
            self.all.len() - 1
        });
        place as u32
    }

    /// The kinds that were not taken yet, as a JSON list.
    pub fn take(&mut self) -> String {
        let mut out = String::new();
        list(&mut out, &self.all[self.taken..], |out, kind| {
            out.push('{');
            property(out, "path", kind.path);
            property(out, "code", kind.code);
            property(out, "severity", kind.severity.word());
            key(out, "params");
            list(out, &kind.params, |out, name| string(out, name));
            out.push('}');
        });
        self.taken = self.all.len();
        out
    }
}
