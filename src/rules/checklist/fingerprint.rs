//! Fingerprints of the facts that an item is judged on. A confirmation carries one, so it must be the same on every
//! machine and in every build, change with every fact that matters, and never show a username or depend on an age.

use crate::prelude::*;

use super::{Facts, ItemId, Lineage};
use crate::username;
use crate::version::Version;
use crate::{profile, text};

/// The fingerprint of one item: 16 hexadecimal digits.
///
/// It is FNV-1a over the words of the facts, each ended by the byte `FF`, which no text contains. FNV is no secret
/// keeping; it only has to tell facts apart, and needs no table.
pub(super) fn fingerprint(id: ItemId, code: &str, facts: &Facts) -> String {
    let mut hash = Fnv::new();
    hash.word(id.word());
    hash.word(code);
    match id {
        ItemId::Supervised => {
            assignment(&mut hash, facts);
            hash.maybe(current(facts).and_then(|known| known.supervised));
            platform(&mut hash, facts);
            hash.maybe(facts.dep_policies);
        }
        ItemId::Mandatory => {
            assignment(&mut hash, facts);
            hash.maybe(current(facts).and_then(|known| known.mandatory));
            platform(&mut hash, facts);
            hash.flag(facts.test_round);
        }
        ItemId::Current | ItemId::Assigned => assignment(&mut hash, facts),
        ItemId::User => {
            if let Some(draft) = &facts.draft {
                let name = username::check(&draft.username, &facts.policy).value;
                hash.word(name.as_ref().map_or(text::trim(&draft.username), |name| name.as_str()));
                hash.flag(draft.login_required);
            }
        }
        ItemId::Agent => {
            hash.maybe(facts.draft.as_ref().map(|draft| draft.agent_required));
            hash.maybe(facts.agent.configured);
            hash.maybe(facts.agent.published);
            hash.maybe(facts.agent.compatible);
            version(&mut hash, facts.agent.server_version.as_ref());
        }
        ItemId::Reset => {
            assignment(&mut hash, facts);
            hash.flag(facts.reused);
            hash.flag(facts.used_evidence);
        }
    }
    let mut fingerprint = String::new();
    text::hex(&mut fingerprint, hash.0, 16, b'a');
    fingerprint
}

/// What ties a device to a profile: the status and the UUID of the record, and the current profile behind it.
fn assignment(hash: &mut Fnv, facts: &Facts) {
    hash.word(&facts.status.word().to_ascii_lowercase());
    uuid(hash, &facts.profile_uuid);
    match current(facts) {
        Some(known) => uuid(hash, &known.uuid),
        None => hash.word(""),
    }
}

/// A UUID in its normal form, so that another way of writing it changes nothing.
fn uuid(hash: &mut Fnv, raw: &str) {
    match profile::check(raw).value {
        Some(uuid) => hash.word(uuid.as_str()),
        None => hash.word(text::trim(raw)),
    }
}

/// The current profile of the device's lineage, be the device on it or behind it.
fn current(facts: &Facts) -> Option<&super::ProfileFacts> {
    match &facts.lineage {
        Lineage::Current(known) => Some(known),
        Lineage::Superseded(successor) => successor.as_ref(),
        Lineage::None | Lineage::Unknown => None,
    }
}

fn platform(hash: &mut Fnv, facts: &Facts) {
    hash.word(&text::trim(&facts.os).to_ascii_lowercase());
    version(hash, facts.os_version.as_ref());
}

fn version(hash: &mut Fnv, version: Option<&Version>) {
    hash.word(&version.map(Version::text).unwrap_or_default());
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

    fn flag(&mut self, flag: bool) {
        self.word(if flag { "yes" } else { "no" });
    }

    fn maybe(&mut self, flag: Option<bool>) {
        match flag {
            Some(flag) => self.flag(flag),
            None => self.word("unknown"),
        }
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
