//! Files as spreadsheets and people write them, and some that are cut, glued or in another encoding.

use super::{messages, pick, policy, texts};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

const HEADERS: [&str; 28] = [
    "serial",
    "Serial Number",
    "serial",
    "serial",
    "Device-Serial",
    "profile",
    "Profile UUID",
    "username",
    "Assigned User",
    "user",
    "loginRequired",
    "login",
    "Login Required",
    "agentRequired",
    "agent",
    "Agent Install Required",
    "",
    "notes",
    "Größe",
    "\u{feff}serial",
    "SERIAL NO",
    "device",
    "Device S/N",
    "Owner",
    "AssignToUser",
    "Enrollment Profile",
    "Profile Name",
    "User Email",
];
const FIELDS: [&str; 6] =
    ["serial", "profile", "profileUuid", "username", "loginRequired", "agentRequired"];
const FLAGS: [&str; 16] = [
    "", "", "true", "FALSE", "yes", "no", "Y", "n", "1", "0", "x", "on", "wahr", "faux", "maybe",
    " true ",
];
const ENDS: [&str; 3] = ["\n", "\r\n", "\r"];

/// What a file is to be read with.
pub fn options(dice: &mut StdRng) -> Value {
    if dice.random_bool(0.6) {
        return Value::Null;
    }
    let mut options = json!({ "policy": policy(dice) });
    if dice.random_bool(0.3) {
        options["delimiter"] = pick(dice, &[",", ";", "\t"]).into();
    }
    if dice.random_bool(0.3) {
        let columns: serde_json::Map<String, Value> = (0..dice.random_range(1..4))
            .map(|_| {
                let place = if dice.random_bool(0.5) {
                    dice.random_range(0..7).into()
                } else {
                    pick(dice, &HEADERS).into()
                };
                (pick(dice, &FIELDS).to_owned(), place)
            })
            .collect();
        options["columns"] = columns.into();
    }
    if dice.random_bool(0.1) {
        options["messages"] = messages(dice);
    }
    options
}

/// A file: a text, or base64 where it is none.
pub fn file(dice: &mut StdRng) -> Value {
    let text = match dice.random_range(0..20) {
        0 => String::new(),
        1 => texts::anything(dice),
        _ => table(dice),
    };
    match dice.random_range(0..20) {
        0 => coded(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()),
        1 => coded(&text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()),
        2 => coded(
            &text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect::<Vec<_>>(),
        ),
        3 => {
            let mut bytes = text.into_bytes();
            if !bytes.is_empty() {
                let at = dice.random_range(0..bytes.len());
                bytes[at] = dice.random();
                bytes.truncate(dice.random_range(0..=bytes.len()));
            }
            coded(&bytes)
        }
        _ => text.into(),
    }
}

fn coded(bytes: &[u8]) -> Value {
    json!({ "base64": BASE64_STANDARD.encode(bytes) })
}

fn table(dice: &mut StdRng) -> String {
    let delimiter = pick(dice, &[",", ";", "\t"]);
    let end = pick(dice, &ENDS);
    let mixed = dice.random_bool(0.1);
    let columns: Vec<&str> = if dice.random_bool(0.6) {
        let whole = ["serial", "profile", "username", "loginRequired", "agentRequired"];
        whole[..dice.random_range(1..=5)].to_vec()
    } else {
        (0..dice.random_range(1..7)).map(|_| pick(dice, &HEADERS)).collect()
    };
    let mut lines = vec![columns.join(delimiter)];
    if dice.random_bool(0.1) {
        lines.insert(0, format!("sep={delimiter}"));
    }
    let serials: Vec<String> = (0..4).map(|_| texts::good_serial(dice)).collect();
    for _ in 0..dice.random_range(0..12) {
        lines.push(row(dice, &columns, delimiter, &serials));
    }
    // Exports that were joined, and a title above the table.
    if dice.random_bool(0.05) {
        lines.insert(dice.random_range(1..=lines.len()), lines[0].to_uppercase());
    }
    if dice.random_bool(0.05) {
        lines.insert(0, "Devices of 2024".into());
    }
    if dice.random_bool(0.05) {
        let other = ["Serial Number", "Profile", "Notes"].join(delimiter);
        lines.insert(dice.random_range(1..=lines.len()), other);
    }
    // Lines that a spreadsheet took for one cell each.
    if dice.random_bool(0.05) {
        for line in &mut lines {
            *line = in_quotes(line);
        }
    }
    let mut text = if dice.random_bool(0.2) { String::from("\u{feff}") } else { String::new() };
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            text.push_str(if mixed { pick(dice, &ENDS) } else { end });
        }
        text.push_str(line);
    }
    if dice.random_bool(0.7) {
        text.push_str(end);
    }
    text
}

fn row(dice: &mut StdRng, columns: &[&str], delimiter: &str, serials: &[String]) -> String {
    if dice.random_bool(0.05) {
        return pick(dice, &["", " ", "\t", ",", ";;", "\"\""]).into();
    }
    let mut cells: Vec<String> = columns.iter().map(|column| cell(dice, column, serials)).collect();
    match dice.random_range(0..25) {
        0 => drop(cells.pop()),
        1 => cells.push(String::new()),
        2 => cells.push("more".into()),
        _ => {}
    }
    let odds = if dice.random_bool(0.1) { 0.5 } else { 0.05 };
    let written: Vec<String> =
        cells.into_iter().map(|cell| quoted(dice, cell, delimiter, odds)).collect();
    written.join(delimiter)
}

fn cell(dice: &mut StdRng, column: &str, serials: &[String]) -> String {
    let column = column.to_lowercase();
    if column.contains("serial") {
        return match dice.random_range(0..10) {
            0 => serials[dice.random_range(0..serials.len())].clone(),
            1 => texts::serial(dice),
            _ => texts::good_serial(dice),
        };
    }
    if column.contains("login") || column.contains("agent") {
        return pick(dice, &FLAGS).into();
    }
    if column.contains("user") {
        return match dice.random_range(0..4) {
            0 => String::new(),
            1 => texts::username(dice),
            _ => texts::good_username(dice),
        };
    }
    match dice.random_range(0..4) {
        0 => String::new(),
        1 => texts::good_uuid(dice),
        2 => "Staff iPads".into(),
        _ => texts::anything(dice),
    }
}

/// A cell with quotes where it needs them, now and then where it does not, and now and then wrong ones.
fn quoted(dice: &mut StdRng, cell: String, delimiter: &str, odds: f64) -> String {
    if dice.random_bool(0.01) {
        return format!("\"{cell}\"{}", pick(dice, &["x", " ", "\"", ""]));
    }
    if dice.random_bool(0.005) {
        return format!("\"{cell}");
    }
    let needed = cell.contains(['"', '\n', '\r']) || cell.contains(delimiter);
    if (needed && dice.random_bool(0.9)) || dice.random_bool(odds) {
        return in_quotes(&cell);
    }
    cell
}

/// A text as one cell in quotes.
fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
