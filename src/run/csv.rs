//! Writes CSV that a spreadsheet takes for text. It must never write a cell that is executed as a formula.

use rules::text::is_space;

/// One row with its end of line.
///
/// ```
/// let row = run::csv::row(&["C02X", "=1+1", "a \"b\", c"].map(str::to_owned));
/// assert_eq!(row, "C02X,'=1+1,\"a \"\"b\"\", c\"\r\n");
/// ```
pub fn row(cells: &[String]) -> String {
    let mut out = String::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push(&mut out, cell);
    }
    out.push_str("\r\n");
    out
}

fn push(out: &mut String, cell: &str) {
    let is_quoted = cell.chars().any(|c| matches!(c, '"' | ',' | ';' | '\t' | '\r' | '\n'));
    if is_quoted {
        out.push('"');
    }
    if is_formula(cell) {
        out.push('\'');
    }
    for c in cell.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    if is_quoted {
        out.push('"');
    }
}

/// Whether a spreadsheet could take a cell for a formula. White space in front does not keep it from that, and neither does
/// the wide form that East Asian keyboards write.
fn is_formula(cell: &str) -> bool {
    let first = cell.chars().find(|c| !is_space(*c) && *c != '\0');
    cell.starts_with(['\t', '\r', '\n'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%'))
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn no_cell_can_be_taken_for_a_formula() {
        for cell in ["=1", "+1", "-1", "@x", " =1", "\u{a0}=1", "\u{feff}=1", "＝1", "\0=1", "|x"]
        {
            let row = row(&[cell.to_owned()]);
            assert_eq!(row, format!("'{cell}\r\n"), "{cell:?}");
        }
        assert_eq!(row(&["\t=1".to_owned()]), "\"'\t=1\"\r\n");
    }

    #[test]
    fn other_cells_are_written_as_they_are() {
        for cell in ["", "C02X", "alice", "a=b", "x@y", "12E10", "'x", "Zoë"] {
            assert_eq!(row(&[cell.to_owned()]), format!("{cell}\r\n"));
        }
        assert_eq!(row(&["a\r\nb".to_owned(), "c".to_owned()]), "\"a\r\nb\",c\r\n");
    }
}
