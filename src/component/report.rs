//! Problems and their sentences, on the way out. It must never decide by a code what a problem means.

use crate::bindings::exports::dep_enroll::rules::report;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use rules::{Checked, Problem, Severity, catalogue};

/// The parameters of a problem or an item as WIT has them.
pub type Params = Vec<(String, String)>;

/// The sentences of one call: the English ones, with the caller's over them.
pub struct Texts {
    replaced: Vec<(String, String)>,
    /// English sentences that were looked up before. The catalogue is a text that is read line by line, and a file with ten
    /// thousand problems has few codes.
    found: RefCell<Vec<(&'static str, &'static str)>>,
}

impl Texts {
    /// The sentences with these replacements.
    pub fn new(messages: report::Messages) -> Texts {
        Texts { replaced: messages, found: RefCell::default() }
    }

    /// The sentence of a code; the code itself when there is none, so that a gap is seen and not hidden.
    pub fn sentence(&self, code: &'static str, params: &[(&'static str, String)]) -> String {
        let template = self.replacement(code).unwrap_or_else(|| self.english(code));
        catalogue::fill(template, params)
    }

    /// The sentence of a code that need not have one.
    pub fn optional(&self, code: &str, params: &[(&'static str, String)]) -> Option<String> {
        let template = self.replacement(code).or_else(|| english(code))?;
        Some(catalogue::fill(template, params))
    }

    /// The caller's template; of two, the later counts.
    fn replacement(&self, code: &str) -> Option<&str> {
        let (_, template) = self.replaced.iter().rev().find(|(known, _)| known == code)?;
        Some(template)
    }

    fn english(&self, code: &'static str) -> &'static str {
        let mut found = self.found.borrow_mut();
        if let Some((_, template)) = found.iter().find(|(known, _)| *known == code) {
            return template;
        }
        let template = english(code).unwrap_or(code);
        found.push((code, template));
        template
    }
}

/// The English sentence of a code of the rules, of a profile or of a table.
fn english(code: &str) -> Option<&'static str> {
    catalogue::english(code)
        .or_else(|| rules::setup::english(code))
        .or_else(|| table::english(code))
}

/// The parameters with names and values of their own.
pub fn params(params: Vec<(&'static str, String)>) -> Params {
    params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A problem with its sentence.
pub fn problem(problem: Problem, texts: &Texts) -> report::Problem {
    report::Problem {
        path: problem.path.to_owned(),
        code: problem.code.to_owned(),
        severity: match problem.severity {
            Severity::Hint => report::Severity::Hint,
            Severity::Warning => report::Severity::Warning,
            Severity::Error => report::Severity::Error,
        },
        message: texts.sentence(problem.code, &problem.params),
        params: params(problem.params),
    }
}

/// The two sides of an answer: a value with what is odd about it, or what is wrong.
pub fn answer<T, A>(
    checked: Checked<T>,
    texts: &Texts,
    accepted: impl FnOnce(T, Vec<report::Problem>) -> A,
) -> Result<A, Vec<report::Problem>> {
    let problems = checked.problems.into_iter().map(|found| problem(found, texts)).collect();
    match checked.value {
        Some(value) => Ok(accepted(value, problems)),
        None => Err(problems),
    }
}
