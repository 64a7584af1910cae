//! Names the encoding of a file that is not UTF-8. It must never decode or guess a character.

/// The byte order mark of UTF-8, which spreadsheets put before a file.
pub(crate) const UTF_8_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// The most likely encoding of text that is not Unicode: spreadsheets on Windows write it unless UTF-8 is asked for.
pub(crate) const LIKELY: &str = "windows-1252";

/// What a file is by its header, if that is UTF-16 or no text. A byte order mark says so, or NUL in every other byte.
///
/// `offset` is the place of the header in the file: blank lines before it may have ended in the middle of a character.
pub(crate) fn foreign(header: &[u8], offset: usize) -> Option<&'static str> {
    match header {
        [0xff, 0xfe, ..] if offset == 0 => return Some("UTF-16LE"),
        [0xfe, 0xff, ..] if offset == 0 => return Some("UTF-16BE"),
        [b'P', b'K', 3, 4, ..] if offset == 0 => return Some("an Excel workbook (.xlsx)"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if offset == 0 => return Some("an Excel workbook (.xls)"),
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
