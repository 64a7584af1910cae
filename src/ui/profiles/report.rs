//! What is shown of a run: what will happen, how far it is, how each device ended. It must never say that a device is on the
//! current version before its record shows it.

use super::run::{Forecast, Progress, Row, Run};
use crate::assign::job::Report;
use crate::assign::notes;
use crate::notices::{error_banner, error_sentence};
use crate::shared::Shared;
use crate::widgets::{El, SAY, Tone, Urgency, el, fragment, mark, tag};
use host::Outcome;
use yew::prelude::*;

/// What will happen, by kind.
pub fn preview(shared: &Shared, run: &Run) -> Html {
    if run.rows.is_empty() {
        return tag("p", "lead").text(shared.texts.get("reassign.none")).into();
    }
    let kinds = [
        (Forecast::AtOnce, Tone::Ok, "reassign.at-once"),
        (Forecast::AfterReset, Tone::Warn, "reassign.after-reset"),
        (Forecast::Impossible, Tone::ToDo, "reassign.impossible"),
    ];
    let lines = kinds.into_iter().filter_map(|(forecast, tone, code)| {
        let of_kind = |row: &Row| row.forecast == forecast;
        let text = counted(shared, code, run.count(of_kind))?;
        Some(kind_line(shared, tone, text, run.rows.iter().filter(|row| of_kind(row))))
    });
    fragment(vec![
        el("h3").text(shared.texts.get("reassign.what")).into(),
        tag("ul", "plain-list").list(lines.collect()).into(),
    ])
}

/// How far it is.
pub fn progress(shared: &Shared, run: &Run) -> Html {
    let texts = &shared.texts;
    let (done, count) = (run.ended(), run.possible());
    let places = [("done", shared.format.number(done)), ("count", shared.format.number(count))];
    let text = texts.fill("reassign.progress", &places);
    let code = if run.is_stopping { "reassign.stopping" } else { "reassign.working" };
    let bar = el("progress")
        .attr("max", count.to_string())
        .attr("value", done.to_string())
        .attr("aria-label", text.clone());
    fragment(vec![
        tag("p", "lead").text(text).into(),
        bar.into(),
        tag("p", "help").attr(SAY, Urgency::Polite.word()).text(texts.get(code)).into(),
    ])
}

/// The end in a sentence or three.
pub fn summary(shared: &Shared, run: &Run) -> String {
    let sentences = [
        ("reassign.done", run.count(Row::is_done)),
        ("reassign.failed", run.count(|row| row.failure().is_some())),
        ("reassign.left", run.count(has_no_turn)),
    ];
    let sentences: Vec<String> =
        sentences.into_iter().filter_map(|(code, count)| counted(shared, code, count)).collect();
    sentences.join(" ")
}

/// How each device ended: the failures with their reasons, the others by number.
pub fn report(shared: &Shared, run: &Run) -> Html {
    let stopped = run.stopped_by.as_ref().map(|error| error_banner(shared, error, None));
    let failed = run.rows.iter().filter_map(|row| {
        let reason = reason(shared, row, row.failure()?);
        let line = tag("li", "report-line")
            .key(row.device.serial.clone())
            .child(tag("span", "serial").text(row.device.serial.clone()))
            .child(el("span").text(reason));
        Some(line.into())
    });
    let failed: Vec<Html> = failed.collect();
    let done: Vec<&Row> = run.rows.iter().filter(|row| row.is_done()).collect();
    let reset = done.iter().filter(|row| row.forecast == Forecast::AfterReset).count();
    let lines = [
        ("reassign.done", Tone::Ok, done.len()),
        ("reassign.after-reset", Tone::Warn, reset),
        ("reassign.failed", Tone::ToDo, failed.len()),
    ];
    let lines = lines.into_iter().filter_map(|(code, tone, count)| {
        let text = counted(shared, code, u32::try_from(count).unwrap_or(u32::MAX))?;
        let rows: Box<dyn Iterator<Item = &Row>> = match code {
            "reassign.done" => Box::new(done.iter().copied()),
            "reassign.after-reset" => {
                Box::new(done.iter().copied().filter(|row| row.forecast == Forecast::AfterReset))
            }
            _ => return Some(kind_head(tone, text).into()),
        };
        Some(kind_line(shared, tone, text, rows))
    });
    let left = counted(shared, "reassign.left", run.count(has_no_turn));
    fragment(vec![
        fragment(stopped.into_iter().collect()),
        tag("ul", "plain-list").list(lines.collect()).into(),
        tag("ul", "plain-list").flag("hidden", failed.is_empty()).list(failed).into(),
        el("p").flag("hidden", left.is_none()).text(left.unwrap_or_default()).into(),
    ])
}

fn has_no_turn(row: &Row) -> bool {
    row.progress == Progress::Waiting && row.forecast != Forecast::Impossible
}

/// The sentence for a number of devices; none for no device.
fn counted(shared: &Shared, code: &str, count: u32) -> Option<String> {
    (count > 0).then(|| shared.texts.count(&shared.format, code, count))
}

fn kind_head(tone: Tone, text: String) -> El {
    el("li").child(mark(tone, text))
}

/// A line about several devices, with their serial numbers folded away.
fn kind_line<'a>(
    shared: &Shared,
    tone: Tone,
    text: String,
    rows: impl Iterator<Item = &'a Row>,
) -> Html {
    let serial = |row: &Row| {
        let serial = row.device.serial.clone();
        el("li").key(serial.clone()).child(tag("span", "serial").text(serial)).into()
    };
    let which = tag("details", "which")
        .child(el("summary").text(shared.texts.get("reassign.which")))
        .child(tag("ul", "plain-list").list(rows.map(serial).collect()));
    kind_head(tone, text).child(which).into()
}

/// Why a device is not on the current version, or why nobody knows.
fn reason(shared: &Shared, row: &Row, report: &Report) -> String {
    let texts = &shared.texts;
    let mut sentences = match &report.answer {
        Ok(Some(answer)) if answer.outcome != Outcome::Success => {
            vec![notes::apple(shared, answer).1]
        }
        Ok(_) => Vec::new(),
        Err(error) => {
            let mut sentences = vec![error_sentence(shared, error)];
            if !error.message.is_empty() {
                let said = [("message", error.message.clone())];
                sentences.push(texts.fill("common.host-says", &said));
            }
            sentences
        }
    };
    if report.is_half() {
        sentences.push(texts.get("reassign.half"));
    }
    if report.is_open() {
        let code = match (&report.answer, &report.record) {
            (_, Err(_)) => "assign.not-read-back",
            (Err(_), Ok(_)) => "assign.late",
            (Ok(_), Ok(_)) => "assign.not-in-record",
        };
        sentences.push(texts.fill(code, &[("status", row.device.status.word().to_owned())]));
    }
    sentences.join(" ")
}
