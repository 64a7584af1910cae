//! Every entry comes back from its text, whatever it holds.

use super::*;

fn change(serial: &str) -> Change {
    let draft = Draft { username: "a\tb\\n\nc".to_owned(), ..Draft::default() };
    let before = State {
        profile: Some("\\t\tA".to_owned()),
        fetched: true,
        enrollment: Some(Draft { login_required: true, agent_required: true, ..draft.clone() }),
    };
    let after = State { enrollment: Some(draft), ..State::default() };
    Change { serial: serial.to_owned(), before, after }
}

#[test]
fn an_entry_comes_back_from_its_text() {
    let about = About {
        id: "1".to_owned(),
        kind: "assign".to_owned(),
        name: "Staff\niPads".to_owned(),
        by: String::new(),
        at: 1_700_000_000_000,
    };
    let untouched = Change { before: State::default(), after: State::default(), ..change("") };
    let plans = [
        Plan { about: about.clone(), changes: vec![change("C02X"), untouched, change("\n\\")] },
        Plan { about, changes: Vec::new() },
    ];
    let all = Left { profile: LeftProfile::Wanted, enrollment: true, fetched: true };
    let removed = Left { profile: LeftProfile::Removed, ..Left::default() };
    let reason = Reason { code: "apple.failed".to_owned(), message: String::new() };
    let outcomes = [
        Outcome::NotStarted,
        Outcome::Done,
        Outcome::Unchanged,
        Outcome::Conflict(Difference::Changed),
        Outcome::Conflict(Difference::Fetched),
        Outcome::Refused(reason.clone()),
        Outcome::Waiting(Time::MAX),
        Outcome::Unknown,
    ];
    let lefts = [Left::default(), all, removed];
    let ended = outcomes.iter().flat_map(|outcome| {
        lefts.map(|left| Entry::Ended(7, DeviceReport { outcome: outcome.clone(), left }))
    });
    let ends = [End::Finished, End::Stopped, End::Forbidden(reason), End::Elsewhere];
    let entries = plans
        .into_iter()
        .map(Entry::Plan)
        .chain(Step::ALL.map(|step| Entry::Sending(step, 5, vec![0, 10, 99])))
        .chain(ended)
        .chain(ends.map(|end| Entry::Closed(end, 6)));
    for entry in entries {
        assert_eq!(Entry::read(&entry.to_text()), Some(entry));
    }
}

#[test]
fn the_journal_keeps_no_message_of_the_host() {
    let reason = Reason { code: "host.refused".to_owned(), message: "No user alice.".to_owned() };
    let outcome = Outcome::Refused(reason);
    let text = Entry::Ended(0, DeviceReport { outcome, left: Left::default() }).to_text();
    assert_eq!(text, "ended\t0\trefused\thost.refused\t");
}

#[test]
fn a_text_that_is_no_entry_is_none() {
    for text in [
        "",
        "plan.2\ta",
        "plan.1\ta\tb\tc\td\tx",
        "plan.1\ta\tb\tc\td\t1\nC02X",
        "plan.1\ta\tb\tc\td\t1\nC02X\t\t\t9x\t\t",
        "sending\tremove\t1\t1 x",
        "sending\tmove\t1\t1",
        "ended\t-1\tdone\t\t",
        "ended\t1\tdone\t\tz",
        "ended\t1\twaiting\tsoon\t",
        "closed\tfinished\t",
        "ended\t1\tdone\\",
    ] {
        assert_eq!(Entry::read(text), None, "{text:?}");
    }
}
