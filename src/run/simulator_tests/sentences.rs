//! A schedule as people read it: one sentence for each event.

use super::story::{Trouble, Turn};
use super::world::{Answer, Call};
use crate::{Event, Failure, State};

/// A device in a few words.
pub fn state(state: &State) -> String {
    let profile = state.profile.as_deref().unwrap_or("no profile");
    let fetched = if state.fetched { ", fetched" } else { "" };
    let enrollment = state.enrollment.as_ref().map_or(String::new(), |draft| {
        let login = if draft.login_required { ", login" } else { "" };
        let agent = if draft.agent_required { ", agent" } else { "" };
        format!(", user “{}”{login}{agent}", draft.username)
    });
    format!("{profile}{fetched}{enrollment}")
}

fn names(devices: &[usize], name: &dyn Fn(usize) -> String) -> String {
    let few: Vec<String> = devices.iter().take(4).map(|device| name(*device)).collect();
    let more = devices.len().saturating_sub(few.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", few.join(", "))
}

/// A call in a few words.
pub fn call(call: &Call, name: &dyn Fn(usize) -> String) -> String {
    let devices = names(&call.devices(), name);
    match call {
        Call::Read(_) => format!("read {devices}"),
        Call::Remove(_) => format!("remove the profile of {devices}"),
        Call::Assign(profile, _) => format!("assign {profile} to {devices}"),
        Call::Save(_, draft, _) => {
            let enrollment = Some(draft.clone());
            format!("save for {devices}: {}", state(&State { enrollment, ..State::default() }))
        }
    }
}

/// What the host does with a write.
pub fn answers(answers: &Result<Vec<Answer>, Failure>) -> String {
    match answers {
        Err(failure) => format!("does nothing: {failure:?}"),
        Ok(all) if all.iter().all(Answer::is_ok) => "does it".to_owned(),
        Ok(all) => {
            let failures: Vec<_> = all.iter().filter_map(|one| one.as_ref().err()).collect();
            format!("does it but for {failures:?}")
        }
    }
}

/// What the run hears; empty for what another sentence has told.
pub fn event(event: &Event) -> String {
    match event {
        Event::Start | Event::Tick | Event::SessionBack => String::new(),
        Event::Read(_, serial, Ok(record)) => format!("{serial} is read: {}.", state(record)),
        Event::Read(_, serial, Err(failure)) => format!("{serial} is not read: {failure:?}."),
        Event::Written(_, serial, Ok(())) => format!("The write for {serial} is accepted."),
        Event::Written(_, serial, Err(failure)) => {
            format!("The write for {serial} is not accepted: {failure:?}.")
        }
        Event::Failed(ticket, failure) => format!("The whole call {ticket} fails: {failure:?}."),
        Event::Recorded(number, true) => format!("The journal has entry {number}."),
        Event::Recorded(number, false) => format!("The journal cannot keep entry {number}."),
        Event::Resume => "The admin goes on.".to_owned(),
        other => format!("{other:?}."),
    }
}

/// What becomes of a call.
pub fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::DropBefore => "It never reaches the host.".to_owned(),
        Trouble::DropAfter => "Its answer will be lost.".to_owned(),
        Trouble::Late(time) => format!("It reaches the host after {time} ms, when nobody waits."),
        Trouble::FailBefore => "The host will fail before it does anything.".to_owned(),
        Trouble::FailAfter => "The host will do it and then fail.".to_owned(),
        Trouble::Busy(seconds) => format!("The host will want fewer calls ({seconds:?} s)."),
        Trouble::SignOut(time) => format!("The session will be lost then, for {time} ms."),
        Trouble::Slow(time) => format!("Its answer will take {time} ms longer."),
    }
}

/// What happens beside the calls.
pub fn turn(turn: &Turn, name: &dyn Fn(usize) -> String) -> String {
    match turn {
        Turn::Change(device, new) => {
            format!("Another admin changes {}: {}.", name(*device), state(new))
        }
        Turn::Fetch(device) => format!("{} fetches its profile.", name(*device)),
        Turn::Pause(time) => format!("The admin wants a pause of {time} ms."),
        Turn::Stop => "The admin stops the run.".to_owned(),
        Turn::Crash(time, is_kept) => {
            let kept = if *is_kept { "keeps" } else { "loses" };
            format!("The tab dies for {time} ms; the journal {kept} what was on its way.")
        }
        Turn::Steal(time) => format!("Another tab takes the lock and goes on after {time} ms."),
        Turn::SecondTab => "Another tab is opened and does not get the lock.".to_owned(),
        Turn::Break(time, is_for_writes, is_busy) => {
            let what = if *is_for_writes { "writes" } else { "everything" };
            let how = if *is_busy { "wants fewer calls" } else { "fails" };
            format!("From now on the host {how} at {what}, for {time} ms.")
        }
        Turn::Forbid => "The account may not change anything any more.".to_owned(),
    }
}
