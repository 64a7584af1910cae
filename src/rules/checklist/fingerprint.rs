//! Fingerprints of the facts that an item is judged on. A confirmation carries one, so it must be the same on every
//! machine and in every build, change with every fact that matters, and never show a username or depend on an age.

use crate::prelude::*;

use super::known::Known;
use super::table::{Reason, Rule};
use crate::text;

/// The fingerprint of one item: 16 hexadecimal digits.
///
/// It is FNV-1a over the code of its reason and the texts that it was judged on, each ended by the byte `FF`, which no
/// text contains, and over the fields that it was judged on, each a byte. FNV is no secret keeping; it only has to tell
/// facts apart, and needs no table.
pub(super) fn fingerprint(reason: &Reason, rule: &Rule, known: &Known) -> String {
    let mut hash = Fnv::new();
    hash.word(reason.code);
    for (_, text) in &known.texts(rule.texts) {
        hash.word(text);
    }
    for field in rule.fields {
        hash.byte(known.field(*field));
    }
    let mut fingerprint = String::new();
    text::hex(&mut fingerprint, hash.0, 16, b'a');
    fingerprint
}

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn word(&mut self, word: &str) {
        word.bytes().for_each(|byte| self.byte(byte));
        self.byte(0xff);
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    /// Published check values of FNV-1a.
    #[test]
    fn the_hash_is_fnv_1a() {
        for (text, expected) in [
            ("", 0xcbf2_9ce4_8422_2325_u64),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            let mut hash = Fnv::new();
            text.bytes().for_each(|byte| hash.byte(byte));
            assert_eq!(hash.0, expected, "{text}");
        }
    }

    #[test]
    fn words_do_not_run_into_each_other() {
        let (mut left, mut right) = (Fnv::new(), Fnv::new());
        left.word("ab");
        left.word("c");
        right.word("a");
        right.word("bc");
        assert_ne!(left.0, right.0);
    }
}
