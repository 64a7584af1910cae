//! Columns as JSON: those that were chosen, and those that the file has. It must never choose one.

use alloc::string::String;
use alloc::vec::Vec;
use boundary::input::Input;
use boundary::json::{key, list, property, string};
use table::{Choice, Column, Field, Place};

/// Reads `{"serial": 1, "username": "Owner"}`: the number of a column from 1, its name, or 0 for a field that is not read.
pub fn read(columns: &impl Input) -> Vec<Choice> {
    let choice = |field: Field| {
        let chosen = columns.field(field.word());
        let place = match (chosen.text(), chosen.number()) {
            (Some(name), _) => Place::Named(name),
            (None, Some(0)) => Place::Nowhere,
            (None, number) => Place::Number(number?),
        };
        Some(Choice { field, place })
    };
    Field::ALL.into_iter().filter_map(choice).collect()
}

/// Writes the columns of a file.
pub fn write(columns: &[Column]) -> String {
    let mut out = String::new();
    list(&mut out, columns, |out, Column { name, field, samples }| {
        out.push('{');
        property(out, "name", name);
        if let Some(field) = field {
            property(out, "field", field.word());
        }
        key(out, "samples");
        list(out, samples, |out, sample| string(out, sample));
        out.push('}');
    });
    out
}
