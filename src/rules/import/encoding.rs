//! Which encoding a file has that is not UTF-8. It only names one; it must never decode or guess a character.

use crate::report::{Problem, Severity};

/// The byte order mark of UTF-8, which spreadsheets put before a file.
pub(super) const UTF_8_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// What text that is no Unicode most likely is: spreadsheets on Windows write it where nobody asks for UTF-8.
pub(super) const LIKELY: &str = "windows-1252";

/// The encoding of a file by its header, when that is UTF-16: by the byte order mark, or because every other byte is NUL.
/// `offset` is where the header stands in the file; blank lines before it may have ended in the middle of a character.
pub(super) fn foreign(header: &[u8], offset: usize) -> Option<&'static str> {
    match header {
        [0xff, 0xfe, ..] if offset == 0 => return Some("UTF-16LE"),
        [0xfe, 0xff, ..] if offset == 0 => return Some("UTF-16BE"),
        _ => {}
    }
    let mut nuls = [0_usize; 2];
    for (place, byte) in header.iter().enumerate() {
        if *byte == 0 {
            nuls[(offset + place) & 1] += 1;
        }
    }
    let [even, odd] = nuls;
    // A stray NUL is no encoding. In UTF-16 every ASCII character has one, so a third of all bytes is a low bar.
    if (even + odd) * 3 < header.len().max(1) {
        return None;
    }
    Some(if odd > even { "UTF-16LE" } else { "UTF-16BE" })
}

/// The problem of a file in another encoding.
pub(super) fn problem(encoding: &'static str) -> Problem {
    Problem::new("", "import.encoding", Severity::Error).with("encoding", encoding)
}
