//! What a check answers: the value, if one can be made, and every problem found on the way.
//! A check never stops at the first problem and never carries a sentence: sentences belong to [`crate::catalogue`].

use crate::prelude::*;

use crate::text;
use crate::words::words;

words! {
    /// How much a problem weighs.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Severity {
        /// The value was repaired or could be improved; nothing to do.
        Hint = "hint",
        /// Probably a mistake, but legal; never blocks.
        Warning = "warning",
        /// The value cannot be used.
        Error = "error",
    }
}

/// One thing that is wrong or odd about a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about, in the words of the JavaScript face: `"username"`, `"loginRequired"`, `""` for the whole.
    pub path: &'static str,
    /// The stable code, `subject.rule`, for example `"username.tenant-domain"`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What the message needs: limits, the offending characters, the repaired value under `"repaired"`.
    pub params: Params,
}

/// What a sentence needs, by name and in order.
pub type Params = Vec<(&'static str, String)>;

/// Adds a parameter. Not inlined, here and below: what happens at a hundred places must be a call at each of them.
#[inline(never)]
pub(crate) fn put(params: &mut Params, name: &'static str, value: &str) {
    params.push((name, text::own(value)));
}

impl Problem {
    /// A problem of this weight, as yet without parameters.
    pub fn new(path: &'static str, code: &'static str, severity: Severity) -> Problem {
        Problem { path, code, severity, params: Vec::new() }
    }

    /// Gives the problem one more parameter.
    pub fn put(&mut self, name: &'static str, value: &str) -> &mut Problem {
        put(&mut self.params, name, value);
        self
    }

    /// Gives the problem one more parameter that is a number.
    #[inline(never)]
    pub fn put_number(&mut self, name: &'static str, value: usize) -> &mut Problem {
        self.put(name, &text::decimal(value as u64))
    }

    /// The value of one parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

/// The problems of one field, as a check finds them. All checks add theirs here instead of putting each one together in
/// its own place, which would be a good part of their code in WebAssembly.
pub(crate) struct ProblemSink {
    path: &'static str,
    pub(crate) problems: Vec<Problem>,
}

impl ProblemSink {
    /// Nothing yet about the field of this path.
    pub(crate) fn new(path: &'static str) -> ProblemSink {
        ProblemSink { path, problems: Vec::new() }
    }

    /// Adds a problem and gives it back for its parameters.
    pub(crate) fn add(&mut self, code: &'static str, severity: Severity) -> &mut Problem {
        add(&mut self.problems, self.path, code, severity)
    }

    /// The answer: a value and these problems.
    pub(crate) fn into_checked<T>(self, value: T) -> Checked<T> {
        Checked::new(value, self.problems)
    }
}

/// Adds a problem to a list and gives it back for its parameters.
#[inline(never)]
pub(crate) fn add<'a>(
    problems: &'a mut Vec<Problem>,
    path: &'static str,
    code: &'static str,
    severity: Severity,
) -> &'a mut Problem {
    problems.push_mut(Problem::new(path, code, severity))
}

/// Whether all problems weigh less than this.
#[inline(never)]
pub(crate) fn are_all_below(problems: &[Problem], severity: Severity) -> bool {
    problems.iter().all(|problem| problem.severity < severity)
}

/// The answer of a check: `value` is present exactly when no problem is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// The parsed value.
    pub value: Option<T>,
    /// Every problem found, in the order of the input.
    pub problems: Vec<Problem>,
}

impl<T> Checked<T> {
    /// Puts value and problems together; the value is dropped when one of the problems is an error, so that the promise
    /// of [`Checked`] holds for every check.
    pub(crate) fn new(value: T, problems: Vec<Problem>) -> Checked<T> {
        let value = if are_all_below(&problems, Severity::Error) { Some(value) } else { None };
        Checked { value, problems }
    }

    /// Whether the value can be used.
    pub fn ok(&self) -> bool {
        self.value.is_some()
    }

    /// The problems that block, hardest first come first served.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }
}
