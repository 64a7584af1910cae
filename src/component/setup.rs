//! Profiles, effective flags and previews of the setup. It must never judge.

use crate::bindings::exports::dep_enroll::rules::checks::Draft;
use crate::bindings::exports::dep_enroll::rules::report::Messages;
use crate::bindings::exports::dep_enroll::rules::setup as wit;
use crate::checks::read_draft;
use crate::report::{Params, Texts, params, problem};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use rules::setup::{
    Device, EffectiveFlag, Flag, KeyState, Note, PaneState, Preview, Profile, Remark, Shown,
    SkipKey, check, effective_flags, preview, title,
};
use rules::system::System;
use rules::{Problem, Severity, Version};

impl wit::Guest for crate::world::Component {
    fn validate_profile(found: wit::Profile, messages: Messages) -> wit::ProfileReport {
        let found = check(&profile(found));
        let is_error = |problem: &Problem| problem.severity == Severity::Error;
        wit::ProfileReport {
            ok: !found.iter().any(is_error),
            problems: problems(found, &Texts::new(messages)),
        }
    }

    fn effective_flags(
        found: wit::Profile,
        on: wit::Device,
        messages: Messages,
    ) -> Vec<wit::EffectiveFlag> {
        let texts = Texts::new(messages);
        let flags = effective_flags(&profile(found), &device(on));
        flags.into_iter().map(|found| flag(found, &texts)).collect()
    }

    fn preview_setup(
        found: wit::Profile,
        on: wit::Device,
        enrollment: Option<Draft>,
        messages: Messages,
    ) -> wit::Preview {
        let draft = enrollment.map(read_draft);
        let preview = preview(&profile(found), &device(on), draft.as_ref());
        seen(preview, &Texts::new(messages))
    }
}

fn profile(found: wit::Profile) -> Profile {
    Profile {
        profile_name: found.profile_name,
        url: found.url,
        configuration_web_url: found.configuration_web_url,
        department: found.department,
        org_magic: found.org_magic,
        support_email_address: found.support_email_address,
        support_phone_number: found.support_phone_number,
        language: found.language,
        region: found.region,
        is_supervised: found.is_supervised,
        is_mandatory: found.is_mandatory,
        is_mdm_removable: found.is_mdm_removable,
        await_device_configured: found.await_device_configured,
        auto_advance_setup: found.auto_advance_setup,
        is_multi_user: found.is_multi_user,
        allow_pairing: found.allow_pairing,
        do_not_use_profile_from_backup: found.do_not_use_profile_from_backup,
        is_return_to_service: found.is_return_to_service,
        supervising_host_certs: found.supervising_host_certs,
        skip_setup_items: found.skip_setup_items,
    }
}

fn device(found: wit::Device) -> Device {
    let wit::Device { device_family, os, os_version } = found;
    let version = os_version.as_deref().and_then(Version::parse);
    Device { family: device_family, os, version }
}

/// Code, sentence and parameters.
fn said(remark: Remark, texts: &Texts) -> (String, String, Params) {
    let message = texts.sentence(remark.code, &remark.params);
    (remark.code.to_owned(), message, params(remark.params))
}

fn problems(found: Vec<Problem>, texts: &Texts) -> Vec<wit::Problem> {
    found.into_iter().map(|found| problem(found, texts)).collect()
}

fn flag(found: EffectiveFlag, texts: &Texts) -> wit::EffectiveFlag {
    let EffectiveFlag { flag, set, value, remark } = found;
    let (code, message, params) = said(remark, texts);
    let field = flag.field().to_owned();
    wit::EffectiveFlag { setting: setting(flag), field, set, value, code, message, params }
}

fn seen(preview: Preview, texts: &Texts) -> wit::Preview {
    let Preview { system, panes, keys, sign_in, owner, agent, problems: found } = preview;
    wit::Preview {
        system: match system {
            System::Ios => wit::System::Ios,
            System::Mac => wit::System::Macos,
            System::Tv => wit::System::Tvos,
            System::Vision => wit::System::Visionos,
            System::Other => wit::System::Other,
            System::Missing => wit::System::Missing,
        },
        panes: panes.into_iter().map(|found| pane(found, texts)).collect(),
        keys: keys.into_iter().map(|found| key(found, texts)).collect(),
        sign_in: note(sign_in.answer.word(), sign_in, texts),
        owner: note(owner.answer.word(), owner, texts),
        agent: note(agent.answer.word(), agent, texts),
        problems: problems(found, texts),
    }
}

fn pane(found: Shown, texts: &Texts) -> wit::Pane {
    let (code, message, params) = said(found.remark, texts);
    wit::Pane {
        pane: found.pane.to_owned(),
        title: texts.optional(&title(found.pane), &[]).unwrap_or_else(|| found.pane.to_owned()),
        has_key: found.has_key,
        state: match found.state {
            PaneState::Shown => wit::PaneState::Shown,
            PaneState::Skipped => wit::PaneState::Skipped,
            PaneState::Always => wit::PaneState::Always,
        },
        code,
        message,
        params,
    }
}

fn key(found: SkipKey, texts: &Texts) -> wit::IdleKey {
    let (code, message, params) = said(found.remark, texts);
    let state = match found.state {
        KeyState::Elsewhere => wit::KeyState::Elsewhere,
        KeyState::Early => wit::KeyState::Early,
        KeyState::Dead => wit::KeyState::Dead,
        KeyState::Unknown => wit::KeyState::Unknown,
    };
    wit::IdleKey { key: found.key, state, code, message, params }
}

fn note<T>(answer: &str, note: Note<T>, texts: &Texts) -> wit::Note {
    let (code, message, params) = said(note.remark, texts);
    wit::Note { answer: answer.to_owned(), code, message, params }
}

fn setting(flag: Flag) -> wit::Setting {
    match flag {
        Flag::Supervised => wit::Setting::Supervised,
        Flag::Mandatory => wit::Setting::Mandatory,
        Flag::MdmRemovable => wit::Setting::MdmRemovable,
        Flag::AwaitConfigured => wit::Setting::AwaitConfigured,
        Flag::AutoAdvance => wit::Setting::AutoAdvance,
        Flag::SharedIpad => wit::Setting::SharedIpad,
        Flag::Pairing => wit::Setting::Pairing,
        Flag::IgnoreBackup => wit::Setting::IgnoreBackup,
        Flag::ReturnToService => wit::Setting::ReturnToService,
    }
}
