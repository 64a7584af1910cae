//! The least of DER that a certificate's names and dates need. It must never read beyond what it was given.

use host::Millis;

/// The tag of a sequence, and of the version in a certificate.
pub const SEQUENCE: u8 = 0x30;
pub const VERSION: u8 = 0xA0;

const OID: u8 = 0x06;
/// The parts of a name that say whose it is, the best one first: common name, unit, organization (X.520).
const PARTS: [[u8; 3]; 3] = [[0x55, 4, 3], [0x55, 4, 11], [0x55, 4, 10]];

/// A value with its tag.
#[derive(Clone, Copy)]
pub struct Der<'a> {
    /// Its tag.
    pub tag: u8,
    /// Its content.
    pub content: &'a [u8],
}

impl<'a> Der<'a> {
    /// The first value, and what follows it.
    pub fn take(bytes: &'a [u8]) -> Option<(Der<'a>, &'a [u8])> {
        let (&[tag, first], mut rest) = bytes.split_first_chunk()?;
        let mut length = usize::from(first);
        if first & 0x80 != 0 {
            let count = usize::from(first & 0x7F);
            if count == 0 || count > 3 {
                return None;
            }
            let (digits, behind) = rest.split_at_checked(count)?;
            length = digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit));
            rest = behind;
        }
        let (content, rest) = rest.split_at_checked(length)?;
        Some((Der { tag, content }, rest))
    }

    /// The values inside.
    pub fn children(self) -> impl Iterator<Item = Der<'a>> {
        let mut rest = self.content;
        std::iter::from_fn(move || {
            let (value, behind) = Der::take(rest)?;
            rest = behind;
            Some(value)
        })
    }

    /// The part of a name that tells most; empty if it has none of them.
    pub fn name(self) -> String {
        // Each part is a set of pairs: which one, and its text.
        let pairs = || self.children().flat_map(Der::children);
        let found = PARTS.iter().find_map(|wanted| {
            pairs().find_map(|pair| {
                let mut pair = pair.children();
                let which = pair.next()?;
                (which.tag == OID && which.content == wanted).then(|| pair.next()?.text())?
            })
        });
        found.unwrap_or_default()
    }

    fn text(self) -> Option<String> {
        match self.tag {
            // UTF8String, PrintableString, IA5String.
            0x0C | 0x13 | 0x16 => String::from_utf8(self.content.to_vec()).ok(),
            // TeletexString, in practice Latin 1.
            0x14 => Some(self.content.iter().copied().map(char::from).collect()),
            // BMPString.
            0x1E => {
                let units: Vec<u16> = self
                    .content
                    .chunks(2)
                    .map(|pair| pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
                    .collect();
                Some(String::from_utf16_lossy(&units))
            }
            _ => None,
        }
    }

    /// A date: `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`.
    pub fn date(self) -> Option<Millis> {
        let text = std::str::from_utf8(self.content).ok()?.strip_suffix('Z')?;
        let (year, rest) = text.split_at_checked(if self.tag == 0x17 { 2 } else { 4 })?;
        let mut year: u32 = number(year)?;
        // RFC 5280: two digits from 50 on mean the last century.
        match self.tag {
            0x17 => year += if year < 50 { 2000 } else { 1900 },
            0x18 => {}
            _ => return None,
        }
        if rest.len() != 10 || !rest.is_ascii() {
            return None;
        }
        let part = |at: usize| rest.get(at * 2..at * 2 + 2);
        let [month, day, hour, minute, second] = [0, 1, 2, 3, 4].map(part);
        host::time::parse(&format!(
            "{year:04}-{}-{}T{}:{}:{}Z",
            month?, day?, hour?, minute?, second?
        ))
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}
