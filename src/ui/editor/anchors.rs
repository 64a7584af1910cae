//! The certificates as they are drawn: whose each is, who issued it, how long it is valid, and the place for more.

use super::certificate::{Certificate, Refusal, ordered};
use super::messages::Msg;
use super::view::{View, part};
use crate::format::{joined, now};
use crate::widgets::{
    DomEvent, El, FieldNote, NoteKind, SAY, Tone, Urgency, button, el, mark, note, tag,
};
use yew::prelude::*;

/// A certificate that ends within so many milliseconds is worth a warning: 30 days.
const SOON: f64 = 30.0 * 24.0 * 3600.0 * 1000.0;

/// Draws the certificates. `on_files` takes an event that brings files.
pub fn anchors(view: &View, on_files: Callback<Event>) -> Html {
    let texts = &view.shared.texts;
    let chain = view.state.chain();
    let rows =
        chain.iter().enumerate().map(|(place, one)| row(view, place, one.as_ref())).collect();
    let order = ordered(&chain).map(|_| {
        let repair = view.on_msg.reform(|()| Msg::OrderAnchors);
        let repair = Some((texts.get("editor.anchors.put-in-order").into(), repair));
        let code = "editor.anchors.order";
        let text = texts.get(code).into();
        note(&FieldNote { kind: NoteKind::Warning, code: code.into(), text, repair })
    });
    let refusal = view.state.refusal.map(|refusal| {
        let code = match refusal {
            Refusal::None => "editor.anchors.none",
            Refusal::Key => "editor.anchors.key",
            Refusal::Broken => "editor.anchors.broken",
        };
        let text = texts.get(code).into();
        note(&FieldNote { kind: NoteKind::Error, code: code.into(), text, repair: None })
    });
    let file = tag("input", "input")
        .attr("id", "anchor-file")
        .attr("type", "file")
        .flag("multiple", true)
        .attr("accept", ".pem,.cer,.crt,.der")
        .attr("aria-describedby", "anchor-notes")
        .on(DomEvent::Change, on_files.clone());
    let area = tag("textarea", "input")
        .attr("id", "anchor-text")
        .attr("rows", "3")
        .attr("dir", "ltr")
        .attr("spellcheck", "false")
        .aria_bool("aria-invalid", view.state.refusal.is_some())
        .attr("aria-describedby", "anchor-notes")
        .value(view.state.pasted.clone())
        .on_value(DomEvent::Input, view.on_msg.reform(Msg::Pasted));
    let add =
        button("button", texts.get("editor.anchors.add"), view.on_msg.reform(|()| Msg::AddPasted))
            .aria_bool("aria-disabled", view.state.pasted.trim().is_empty());
    let drop = tag("div", "editor-drop")
        .on(DomEvent::DragOver, Callback::from(|event: Event| event.prevent_default()))
        .on(DomEvent::Drop, on_files)
        .child(
            tag("div", "field")
                .child(
                    el("label").attr("for", "anchor-file").text(texts.get("editor.anchors.file")),
                )
                .child(file),
        )
        .child(
            tag("div", "field")
                .child(
                    el("label").attr("for", "anchor-text").text(texts.get("editor.anchors.paste")),
                )
                .child(area),
        )
        .child(
            tag("div", "notes")
                .attr("id", "anchor-notes")
                .attr(SAY, Urgency::Polite.word())
                .list(refusal.into_iter().collect()),
        )
        .child(add);
    part(view, "anchors")
        .child(tag("p", "help").text(texts.get("editor.anchors.help")))
        .child(tag("ol", "editor-anchors").list(rows))
        .child(
            tag("div", "notes").attr(SAY, Urgency::Polite.word()).list(order.into_iter().collect()),
        )
        .child(drop)
        .into()
}

fn row(view: &View, place: usize, one: Option<&Certificate>) -> Html {
    let texts = &view.shared.texts;
    let (subject, about) = match one {
        Some(certificate) => (subject(view, certificate), about(view, certificate)),
        None => {
            let unreadable = texts.get("editor.anchors.unreadable");
            (unreadable.clone(), mark(Tone::ToDo, texts.get("editor.anchors.unreadable.todo")))
        }
    };
    let remove = texts.get("editor.anchors.remove");
    let params = [("action", remove.clone()), ("item", subject.clone())];
    let remove = button(
        "button button-small",
        remove,
        view.on_msg.reform(move |()| Msg::RemoveAnchor(place)),
    )
    .attr("aria-label", texts.fill("common.named", &params));
    tag("li", "editor-anchor")
        .child(el("div").child(tag("span", "editor-anchor-name").text(subject)).child(about))
        .child(remove)
        .into()
}

/// Whose a certificate is.
pub fn subject(view: &View, certificate: &Certificate) -> String {
    match certificate.subject.as_str() {
        "" => view.shared.texts.get("editor.anchors.unnamed"),
        name => name.to_owned(),
    }
}

/// Who issued it, and how long it is valid.
fn about(view: &View, certificate: &Certificate) -> El {
    let (texts, format) = (&view.shared.texts, &view.shared.format);
    let issuer = if certificate.is_root() {
        texts.get("editor.anchors.root")
    } else {
        texts.fill("editor.anchors.issuer", &[("issuer", certificate.issuer.clone())])
    };
    let now = now();
    let (tone, code, day) = if certificate.until < now {
        (Tone::ToDo, "editor.anchors.expired", certificate.until)
    } else if certificate.since > now {
        (Tone::ToDo, "editor.anchors.early", certificate.since)
    } else if certificate.until < now + SOON {
        (Tone::Warn, "editor.anchors.soon", certificate.until)
    } else {
        (Tone::Quiet, "editor.anchors.valid", certificate.until)
    };
    let until = texts.fill(code, &[("date", format.day(day))]);
    let about = tag("div", "muted");
    if tone == Tone::Quiet {
        return about.text(joined(&[&issuer, &until], " · "));
    }
    about.text(issuer).child(mark(tone, until).attr("data-code", code))
}
