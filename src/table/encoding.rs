//! Says what a file is that is no text in UTF-8. It must never decode or guess a character.

/// The byte order mark of UTF-8, which spreadsheets put before a file.
pub(crate) const UTF_8_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// The most likely encoding of text that is not Unicode: spreadsheets on Windows write it unless UTF-8 is asked for.
pub(crate) const LIKELY: &str = "windows-1252";

/// What a file is instead of a table in UTF-8.
pub(crate) enum Foreign {
    /// It may be a table, in this encoding or form.
    Encoding(&'static str),
    /// It is none.
    Kind(&'static str),
}

/// The first bytes of files that people take for a table, or for the file that they meant.
const KINDS: [(&[u8], &str); 16] = [
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of the old kind (.xls), or one with a password"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"<!DOCTYPE", "a web page (HTML)"),
    (b"<!doctype", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML document"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf", "an archive (.7z)"),
    (b"Rar!\x1a", "an archive (.rar)"),
];

/// What a file is by its header, if that is UTF-16 or no text. The first bytes say so, or NUL in every other byte.
///
/// `offset` is the place of the header in the file: blank lines before it may have ended in the middle of a character.
pub(crate) fn foreign(header: &[u8], offset: usize) -> Option<Foreign> {
    if offset == 0 {
        match header {
            [0xff, 0xfe, ..] => return Some(Foreign::Encoding("UTF-16LE")),
            [0xfe, 0xff, ..] => return Some(Foreign::Encoding("UTF-16BE")),
            [b'P', b'K', 3, 4, ..] => return Some(Foreign::Encoding("an Excel workbook (.xlsx)")),
            // The first box of a film or of an image of a phone says what the others are.
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
                return Some(Foreign::Kind("an image or a film"));
            }
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
                return Some(Foreign::Kind("an image (WebP)"));
            }
            _ => {}
        }
        if let Some((_, kind)) = KINDS.iter().find(|(start, _)| header.starts_with(start)) {
            return Some(Foreign::Kind(kind));
        }
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
    // UTF-16 has a NUL in every other byte at most; a line of a few bytes proves nothing.
    let is_text = header.len() < 16 || (even + odd) * 4 < header.len() * 3;
    Some(match (is_text, odd > even) {
        (false, _) => Foreign::Kind("a file of zeros, or a program's own"),
        (true, true) => Foreign::Encoding("UTF-16LE"),
        (true, false) => Foreign::Encoding("UTF-16BE"),
    })
}
