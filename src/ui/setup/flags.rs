//! The settings of a profile as they take effect, one sentence each. The rules give every sentence. It must never say anything
//! about a setting that nobody has read.

use super::state::State;
use crate::shared::Shared;
use crate::texts::Texts;
use crate::widgets::{El, Tone, el, fragment, tag};
use host::{Device as DeviceRecord, Profile as ListedProfile};
use rules::ItemId;
use rules::checklist::{Facts, Lineage};
use rules::setup::{Device, EffectiveFlag, Flag, Profile, effective_flags};

/// All settings, each with its name.
pub fn flags(shared: &Shared, state: &State) -> El {
    let texts = &shared.texts;
    let line = |found: &EffectiveFlag| {
        let name = texts.get(&format!("preview.flag.{}", found.flag.word()));
        let sign = tag("span", "setup-sign").maybe(tone(found).sign());
        let sentence = el("dd")
            .attr("data-flag", found.flag.word())
            .child(sign)
            .child(el("span").text(sentence(texts, found)));
        fragment(vec![el("dt").text(name).into(), sentence.into()])
    };
    tag("dl", "setup-flags").list(state.flags().iter().map(line).collect())
}

/// What takes effect of the settings that the list of profiles has, for the section about a profile.
pub fn profile_flags(shared: &Shared, flags: &[EffectiveFlag]) -> El {
    let line = |found: &EffectiveFlag| {
        el("li")
            .attr("data-flag", found.flag.word())
            .child(tag("span", "setup-sign").maybe(tone(found).sign()))
            .child(el("span").text(sentence(&shared.texts, found)))
            .into()
    };
    tag("ul", "setup-lines help")
        .attr("role", "list")
        .flag("hidden", flags.is_empty())
        .list(flags.iter().map(line).collect())
}

/// The settings of a profile of the list as they take effect on a device: only those that the host tells.
pub fn listed_flags(profile: &ListedProfile, device: &DeviceRecord) -> Vec<EffectiveFlag> {
    let told = Profile {
        is_supervised: profile.supervised,
        is_mandatory: profile.mandatory,
        is_mdm_removable: profile.mdm_removable,
        ..Profile::default()
    };
    told_flags(&told, &super::device_of(device))
}

/// What takes effect of the setting that an item of the checklist is about; nothing about an item without one, and nothing
/// where the host does not tell the setting.
pub fn flag_of(item: ItemId, facts: &Facts) -> Option<EffectiveFlag> {
    let Lineage::Current(profile) = &facts.lineage else { return None };
    let told = Profile {
        is_supervised: profile.supervised,
        is_mandatory: profile.mandatory,
        ..Profile::default()
    };
    let device = Device {
        family: facts.device_family.clone(),
        os: facts.os.clone(),
        version: facts.os_version.clone(),
    };
    let flag = match item {
        ItemId::Supervised => Flag::Supervised,
        ItemId::Mandatory => Flag::Mandatory,
        _ => return None,
    };
    told_flags(&told, &device).into_iter().find(|found| found.flag == flag)
}

/// An absent setting is one that the host does not tell, and not Apple's default. The management of a profile whose supervision
/// nobody knows cannot be judged either.
fn told_flags(profile: &Profile, device: &Device) -> Vec<EffectiveFlag> {
    let mut flags = effective_flags(profile, device);
    let is_refusal_unknown = profile.is_supervised.is_none();
    flags.retain(|found| {
        let is_unjudged = found.flag == Flag::MdmRemovable && found.value.is_none();
        found.set.is_some() && !(is_unjudged && is_refusal_unknown)
    });
    flags
}

/// The sentence of a setting.
pub fn sentence(texts: &Texts, found: &EffectiveFlag) -> String {
    texts.fill(found.remark.code, &found.remark.params)
}

/// A setting that the device does not take as it is set has a sign, and so has one of which nobody can tell.
fn tone(found: &EffectiveFlag) -> Tone {
    match (found.set, found.value) {
        (Some(set), Some(value)) if set != value => Tone::Warn,
        (_, None) => Tone::Ask,
        _ => Tone::Quiet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::checklist::ProfileFacts;

    fn ipad() -> DeviceRecord {
        DeviceRecord { family: "iPad".to_owned(), ..DeviceRecord::default() }
    }

    fn codes(flags: &[EffectiveFlag]) -> Vec<&'static str> {
        flags.iter().map(|found| found.remark.code).collect()
    }

    #[test]
    fn a_setting_that_the_host_does_not_tell_is_not_spoken_of() {
        let mut profile = ListedProfile::default();
        assert!(listed_flags(&profile, &ipad()).is_empty());
        profile.mdm_removable = Some(false);
        assert!(listed_flags(&profile, &ipad()).is_empty(), "Apple may refuse it, or not");
        profile.supervised = Some(true);
        let flags = listed_flags(&profile, &ipad());
        assert_eq!(codes(&flags), ["flag.supervised.on", "flag.mdm-removable.off"]);
    }

    #[test]
    fn an_item_says_what_takes_effect_of_its_own_setting() {
        let profile = ProfileFacts {
            supervised: Some(false),
            mandatory: Some(false),
            ..ProfileFacts::default()
        };
        let facts = Facts {
            lineage: Lineage::Current(profile),
            device_family: "iPad".to_owned(),
            os_version: rules::Version::parse("13"),
            ..Facts::default()
        };
        let code = |item| flag_of(item, &facts).map(|found| found.remark.code);
        assert_eq!(code(ItemId::Supervised), Some("flag.supervised.forced"));
        assert_eq!(code(ItemId::Mandatory), Some("flag.mandatory.forced"));
        assert_eq!(code(ItemId::User), None);
        let facts = Facts { lineage: Lineage::Unknown, ..facts };
        assert_eq!(flag_of(ItemId::Supervised, &facts), None);
    }

    #[test]
    fn what_the_device_takes_otherwise_has_a_sign() {
        let profile = Profile { is_mandatory: Some(false), ..Profile::default() };
        let device = Device {
            family: "iPad".to_owned(),
            version: rules::Version::parse("17"),
            ..Device::default()
        };
        let flags = effective_flags(&profile, &device);
        assert_eq!(tone(&flags[1]), Tone::Warn, "{:?}", flags[1]);
        assert_eq!(tone(&flags[2]), Tone::Quiet, "{:?}", flags[2]);
        let flags = effective_flags(&profile, &Device::default());
        assert_eq!(tone(&flags[0]), Tone::Ask, "{:?}", flags[0]);
    }
}
