//! The English sentence of every code of this crate. A host page may replace any of them by code.

/// The template of a code, with `{param}` places; `None` for a code that is not this crate's.
pub fn english(code: &str) -> Option<&'static str> {
    todo!("{code}")
}

/// Fills the `{name}` places of a template. A place without a parameter stays as it is.
pub fn fill(template: &str, params: &[(&'static str, String)]) -> String {
    todo!("{template} {params:?}")
}

/// Every code with its template, so that catalogues can be checked for completeness.
pub const CATALOGUE: &[(&str, &str)] = &[];
