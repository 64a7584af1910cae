//! The codes of languages and regions that `language` and `region` may have. It must never know more of them than the codes.
//!
//! Sources: ISO 639-1 and ISO 3166-1 as in the package iso-codes 4.15.0 of Debian, read on 2026-11-29. To refresh them, join the
//! values of `alpha_2` in its `iso_639-2.json` and `iso_3166-1.json`, sorted.

/// The languages of ISO 639-1, two letters each.
const LANGUAGES: &str = "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu";

/// The regions of ISO 3166-1, two letters each.
const REGIONS: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Whether a text is a language of ISO 639. Of the codes with three letters only the form is looked at: there are 7,000.
pub(super) fn is_language(text: &str) -> bool {
    let is_long = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    is_long || has(LANGUAGES, text)
}

/// Whether a text is a region of ISO 3166.
pub(super) fn is_region(text: &str) -> bool {
    has(REGIONS, text)
}

fn has(all: &str, code: &str) -> bool {
    all.as_bytes().chunks(2).any(|known| known == code.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_have_each_code_once() {
        for (all, count) in [(LANGUAGES, 184), (REGIONS, 249)] {
            let codes: Vec<&[u8]> = all.as_bytes().chunks(2).collect();
            assert_eq!(codes.len(), count);
            assert!(codes.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn a_code_is_known_as_a_whole_and_in_its_own_case() {
        for (text, language, region) in [
            ("en", true, false),
            ("EN", false, false),
            ("xx", false, false),
            ("gsw", true, false),
            ("e", false, false),
            ("", false, false),
            ("enfr", false, false),
            ("GB", false, true),
            ("UK", false, false),
            ("us", false, false),
            ("DA", false, false),
        ] {
            assert_eq!((is_language(text), is_region(text)), (language, region), "{text}");
        }
    }
}
