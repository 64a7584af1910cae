//! Profiles, effective flags and previews as the component's types have them, in and out.

use super::answers::problem;
use super::bindings::exports::dep_enroll::rules::report::Problem;
use super::bindings::exports::dep_enroll::rules::setup::{
    Device, EffectiveFlag, KeyState, Note, Pane, PaneState, Preview, Profile, ProfileReport,
    Setting, System,
};
use crate::arguments::Argument;
use crate::json::{Object, list, record};
use anyhow::Result;

pub fn profile(fields: &Argument) -> Result<Profile> {
    crate::arguments::profile!(fields)
}

pub fn device(request: &Argument) -> Result<Device> {
    let device = request.part("device");
    Ok(Device {
        device_family: device.part("deviceFamily").text()?.unwrap_or_default(),
        os: device.part("os").text()?.unwrap_or_default(),
        os_version: device.part("osVersion").text()?,
    })
}

pub fn report(report: &ProfileReport) -> String {
    Object::new().flag("ok", report.ok).json("problems", problems(&report.problems)).end()
}

pub fn flags(flags: &[EffectiveFlag]) -> String {
    Object::new()
        .json("flags", list(flags.iter().map(flag)))
        // The types leave nothing that could be misread.
        .json("problems", list([]))
        .end()
}

fn flag(found: &EffectiveFlag) -> String {
    let object = Object::new()
        .text("flag", setting(found.setting))
        .text("field", &found.field)
        .maybe("set", found.set, Object::flag)
        .maybe("value", found.value, Object::flag);
    said(object, &found.code, &found.message, &found.params)
}

pub fn preview(preview: &Preview) -> String {
    let keys = preview.keys.iter().map(|found| {
        let state = match found.state {
            KeyState::Elsewhere => "elsewhere",
            KeyState::Early => "early",
            KeyState::Dead => "dead",
            KeyState::Unknown => "unknown",
        };
        let object = Object::new().text("key", &found.key).text("state", state);
        said(object, &found.code, &found.message, &found.params)
    });
    Object::new()
        .text("system", system(preview.system))
        .json("panes", list(preview.panes.iter().map(pane)))
        .json("keys", list(keys))
        .json("signIn", note(&preview.sign_in))
        .json("owner", note(&preview.owner))
        .json("agent", note(&preview.agent))
        .json("problems", problems(&preview.problems))
        .end()
}

fn pane(found: &Pane) -> String {
    let state = match found.state {
        PaneState::Shown => "shown",
        PaneState::Skipped => "skipped",
        PaneState::Always => "always",
    };
    let object = Object::new()
        .text("pane", &found.pane)
        .text("title", &found.title)
        .flag("hasKey", found.has_key)
        .text("state", state);
    said(object, &found.code, &found.message, &found.params)
}

fn note(found: &Note) -> String {
    let object = Object::new().text("answer", &found.answer);
    said(object, &found.code, &found.message, &found.params)
}

fn said(object: Object, code: &str, message: &str, params: &[(String, String)]) -> String {
    object.text("code", code).text("message", message).json("params", record(params)).end()
}

fn problems(problems: &[Problem]) -> String {
    list(problems.iter().map(|found| problem(Object::new(), found)))
}

fn system(system: System) -> &'static str {
    match system {
        System::Ios => "ios",
        System::Macos => "macos",
        System::Tvos => "tvos",
        System::Visionos => "visionos",
        System::Other => "other",
        System::Missing => "missing",
    }
}

fn setting(setting: Setting) -> &'static str {
    match setting {
        Setting::Supervised => "supervised",
        Setting::Mandatory => "mandatory",
        Setting::MdmRemovable => "mdm-removable",
        Setting::AwaitConfigured => "await-configured",
        Setting::AutoAdvance => "auto-advance",
        Setting::SharedIpad => "shared-ipad",
        Setting::Pairing => "pairing",
        Setting::IgnoreBackup => "ignore-backup",
        Setting::ReturnToService => "return-to-service",
    }
}
