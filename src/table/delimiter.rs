//! The characters that can separate cells.

/// The character between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, which spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// The tab, which comes with a copied range of cells.
    Tab,
}

impl Delimiter {
    /// All three. Of two that are equally frequent in a header, the earlier one wins.
    pub const ALL: [Delimiter; 3] = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];

    /// The character as a byte.
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }

    /// The character as a text: `","`, `";"`, `"\t"`.
    pub fn word(self) -> &'static str {
        match self {
            Delimiter::Comma => ",",
            Delimiter::Semicolon => ";",
            Delimiter::Tab => "\t",
        }
    }

    /// The delimiter with this byte.
    pub fn of(byte: u8) -> Option<Delimiter> {
        Delimiter::ALL.into_iter().find(|delimiter| delimiter.byte() == byte)
    }
}
