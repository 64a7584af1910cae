//! Fingerprints of the facts that an item is judged on. A confirmation carries one, so it must be the same on every
//! machine and in every build, change with every fact that matters, and never show a username or depend on an age.

use super::facts::{Facts, Lineage};
use super::item::ItemId;
use crate::prelude::*;
use crate::version::Version;
use crate::{profile, text, username};

/// The fingerprint of one item: 16 hexadecimal digits.
///
/// The facts of an item are those of its [scope](super::item::Scope) and no others, so all devices of a server, or all on one
/// profile and platform, have the same fingerprint and need one confirmation.
///
/// It is FNV-1a over words: the code of the item's reason and the facts behind it, each ended by the byte `FF`, which no
/// text contains. FNV keeps no secret; it only has to tell facts apart, and needs no table.
pub(super) fn fingerprint(id: ItemId, code: &str, facts: &Facts) -> String {
    let mut hash = Fnv::new();
    hash.word(code);
    match id {
        ItemId::Supervised => {
            profile(&mut hash, facts);
            hash.flag(facts.current_profile().and_then(|profile| profile.supervised));
            platform(&mut hash, facts);
            hash.flag(facts.dep_policies);
        }
        ItemId::Mandatory => {
            profile(&mut hash, facts);
            hash.flag(facts.current_profile().and_then(|profile| profile.mandatory));
            platform(&mut hash, facts);
        }
        ItemId::Current => profile(&mut hash, facts),
        ItemId::Assigned => assignment(&mut hash, facts),
        ItemId::User => {
            let typed = facts.draft.as_ref().map_or("", |draft| text::trim(&draft.username));
            let name = username::check(typed, &facts.policy).value;
            hash.word(name.as_ref().map_or(typed, |name| name.as_str()));
        }
        ItemId::Agent => {
            hash.flag(facts.agent.configured);
            hash.flag(facts.agent.published);
            hash.flag(facts.agent.compatible);
            hash.version(facts.agent.server_version.as_ref());
        }
        ItemId::Reset => {
            assignment(&mut hash, facts);
            hash.flag(Some(facts.reused));
            hash.flag(Some(facts.was_used()));
        }
    }
    let mut fingerprint = String::new();
    text::hex(&mut fingerprint, hash.0, 16, b'a');
    fingerprint
}

/// What ties a device to a profile: the status and the UUID of the record, and the current profile behind it.
fn assignment(hash: &mut Fnv, facts: &Facts) {
    hash.word(facts.status.word());
    profile(hash, facts);
}

/// The UUID of the record, and the current profile behind it.
fn profile(hash: &mut Fnv, facts: &Facts) {
    uuid(hash, &facts.profile_uuid);
    match &facts.lineage {
        Lineage::Current(profile) | Lineage::Superseded(Some(profile)) => uuid(hash, &profile.uuid),
        Lineage::Superseded(None) | Lineage::None | Lineage::Unknown => hash.word(""),
    }
}

/// A UUID counts in its normal form, so another way of writing it changes nothing. A text that has none counts as it is, so
/// that two such texts are not one profile.
fn uuid(hash: &mut Fnv, raw: &str) {
    let normal = profile::normal(raw);
    hash.word(if normal.is_empty() { text::trim(raw) } else { &normal });
}

fn platform(hash: &mut Fnv, facts: &Facts) {
    hash.word(text::trim(&facts.device_family));
    hash.word(text::trim(&facts.os));
    hash.version(facts.os_version.as_ref());
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

    fn flag(&mut self, flag: Option<bool>) {
        self.word(match flag {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        });
    }

    fn version(&mut self, version: Option<&Version>) {
        self.word(version.map_or("", Version::as_str));
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
