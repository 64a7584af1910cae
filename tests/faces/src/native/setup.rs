//! Profiles, effective flags and previews, natively.

use super::{Texts, draft, problem};
use crate::arguments::Argument;
use crate::json::{Object, list, record};
use anyhow::Result;
use rules::setup::{
    Device, EffectiveFlag, Note, Profile, Remark, Shown, check, effective_flags, preview, title,
};
use rules::{Problem, Severity, Version};

pub(super) fn report(fields: &Argument, texts: &Texts) -> Result<String> {
    let found = check(&profile(fields)?);
    let ok = found.iter().all(|problem| problem.severity != Severity::Error);
    Ok(Object::new().flag("ok", ok).json("problems", problems(&found, texts)).end())
}

pub(super) fn flags(request: &Argument, texts: &Texts) -> Result<String> {
    let flags = effective_flags(&profile(&request.part("profile"))?, &device(request)?);
    Ok(Object::new()
        .json("flags", list(flags.iter().map(|found| flag(found, texts))))
        .json("problems", list([]))
        .end())
}

pub(super) fn seen(request: &Argument, texts: &Texts) -> Result<String> {
    let enrollment = request.part("enrollment").there().map(|fields| draft(&fields)).transpose()?;
    let profile = profile(&request.part("profile"))?;
    let preview = preview(&profile, &device(request)?, enrollment.as_ref());
    let keys = preview.keys.iter().map(|found| {
        let object = Object::new().text("key", &found.key).text("state", found.state.word());
        said(object, &found.remark, texts)
    });
    Ok(Object::new()
        .text("system", preview.system.word())
        .json("panes", list(preview.panes.iter().map(|found| pane(found, texts))))
        .json("keys", list(keys))
        .json("signIn", note(preview.sign_in.answer.word(), &preview.sign_in, texts))
        .json("owner", note(preview.owner.answer.word(), &preview.owner, texts))
        .json("agent", note(preview.agent.answer.word(), &preview.agent, texts))
        .json("problems", problems(&preview.problems, texts))
        .end())
}

fn said(object: Object, remark: &Remark, texts: &Texts) -> String {
    object
        .text("code", remark.code)
        .text("message", &texts.fill(remark.code, &remark.params))
        .json("params", record(&remark.params))
        .end()
}

fn flag(found: &EffectiveFlag, texts: &Texts) -> String {
    let object = Object::new()
        .text("flag", found.flag.word())
        .text("field", found.flag.field())
        .maybe("set", found.set, Object::flag)
        .maybe("value", found.value, Object::flag);
    said(object, &found.remark, texts)
}

fn pane(found: &Shown, texts: &Texts) -> String {
    let object = Object::new()
        .text("pane", found.pane)
        .text("title", &texts.fill(&title(found.pane), &[]))
        .flag("hasKey", found.has_key)
        .text("state", found.state.word());
    said(object, &found.remark, texts)
}

fn note<T>(answer: &str, note: &Note<T>, texts: &Texts) -> String {
    said(Object::new().text("answer", answer), &note.remark, texts)
}

fn problems(problems: &[Problem], texts: &Texts) -> String {
    list(problems.iter().map(|found| problem(Object::new(), found, texts)))
}

fn device(request: &Argument) -> Result<Device> {
    let device = request.part("device");
    Ok(Device {
        family: device.part("deviceFamily").text()?.unwrap_or_default(),
        os: device.part("os").text()?.unwrap_or_default(),
        version: device.part("osVersion").text()?.as_deref().and_then(Version::parse),
    })
}

fn profile(fields: &Argument) -> Result<Profile> {
    crate::arguments::profile!(fields)
}
