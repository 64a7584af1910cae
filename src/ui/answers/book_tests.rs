//! Answers of every scope: where they count, what is stored, and what another tab changes.

use super::*;
use rules::ItemId;

const MAY: &str = "2026-05-03T10:00:00.000Z";

/// Takes an answer that this browser keeps.
fn keep(book: &mut Book, serial: &str, answer: AdminAnswer) -> (Change, Vec<Write>) {
    let taken = book.take(serial, answer, MAY, false);
    assert_eq!(taken.edits, vec![]);
    (taken.change, taken.writes)
}

fn word(item: ItemId, fingerprint: &str) -> Confirmation {
    Confirmation { item, fingerprint: fingerprint.to_owned() }
}

fn write(key: &str, text: &str) -> Write {
    Write { key: key.to_owned(), text: text.to_owned() }
}

/// A second browser tab that has seen these writes.
fn reread(writes: &[Write]) -> Book {
    let kept: Vec<Write> = writes.iter().filter(|write| !write.text.is_empty()).cloned().collect();
    Book::read(&kept)
}

#[test]
fn a_fact_of_the_server_is_confirmed_once_for_all_devices() {
    let mut book = Book::default();
    let agent = word(ItemId::Agent, "0a1b");
    let (change, writes) =
        keep(&mut book, "C02ASSIGN001", AdminAnswer::ConfirmForAll(agent.clone()));
    assert_eq!(change, Change::ForAll);
    assert_eq!(writes, vec![write("confirmations", &format!("agent=0a1b@{MAY}"))]);
    for serial in ["C02ASSIGN001", "C02PUSHED001", "never seen"] {
        assert_eq!(*book.of(serial).confirmations, vec![agent.clone()], "{serial}");
        assert_eq!(book.confirming(serial, &agent).map(|(part, _)| part.at.as_str()), Some(MAY));
    }
}

#[test]
fn two_facts_of_one_item_are_confirmed_side_by_side() {
    let mut book = Book::default();
    let (staff, loaner) = (word(ItemId::Supervised, "aa"), word(ItemId::Supervised, "bb"));
    keep(&mut book, "A", AdminAnswer::ConfirmForAll(staff.clone()));
    keep(&mut book, "B", AdminAnswer::ConfirmForAll(loaner.clone()));
    assert_eq!(*book.of("C").confirmations, vec![staff, loaner]);
}

#[test]
fn a_confirmation_of_one_device_says_nothing_about_another() {
    let mut book = Book::default();
    let (change, _) =
        keep(&mut book, " c02reset0001 ", AdminAnswer::Confirm(word(ItemId::Reset, "ff")));
    assert_eq!(change, Change::Device("C02RESET0001".to_owned()));
    assert_eq!(book.of("C02RESET0001").confirmations.len(), 1);
    assert_eq!(book.of("c02reset0001").confirmations.len(), 1, "whatever the letters");
    assert_eq!(book.of("C02RESET0002").confirmations.len(), 0);
}

#[test]
fn a_second_confirmation_of_a_device_replaces_the_first() {
    let mut book = Book::default();
    keep(&mut book, "A", AdminAnswer::Confirm(word(ItemId::Reset, "old")));
    let (_, writes) = keep(&mut book, "A", AdminAnswer::Confirm(word(ItemId::Reset, "new")));
    assert_eq!(writes, vec![write("device:A", &format!("reset=new@{MAY}"))]);
}

#[test]
fn what_is_taken_back_is_gone_from_every_scope() {
    let mut book = Book::default();
    let agent = word(ItemId::Agent, "0a1b");
    keep(&mut book, "A", AdminAnswer::Confirm(agent.clone()));
    keep(&mut book, "A", AdminAnswer::ConfirmForAll(agent.clone()));
    keep(&mut book, "A", AdminAnswer::ConfirmForAll(word(ItemId::Agent, "other")));
    let (change, writes) = keep(&mut book, "A", AdminAnswer::TakeBack(agent.clone()));
    assert_eq!(change, Change::ForAll);
    assert_eq!(writes.len(), 2);
    assert_eq!(book.confirming("A", &agent), None);
    assert_eq!(*book.of("A").confirmations, vec![word(ItemId::Agent, "other")]);
    let (_, writes) = keep(&mut book, "A", AdminAnswer::TakeBack(agent));
    assert_eq!(writes, vec![], "nothing is left to take back");
}

#[test]
fn answers_taken_back_leave_nothing_to_store() {
    let mut book = Book::read(&[write("device:A", "reused=1;os=before-13")]);
    keep(&mut book, "A", AdminAnswer::Reused(false));
    let (_, writes) = keep(&mut book, "A", AdminAnswer::Os(OsAnswer::NotKnown));
    assert_eq!(writes, vec![write("device:A", "")]);
}

#[test]
fn the_test_round_of_an_earlier_version_is_read_until_settings_are_stored() {
    let old = [write("test-round", "1")];
    assert!(Book::read(&old).settings().test_round);
    let newer = [write("settings", "ios13=1"), write("test-round", "1")];
    assert!(!Book::read(&newer).settings().test_round);
    let mut book = Book::read(&old);
    let (change, writes) = keep(&mut book, "A", AdminAnswer::TestRound(false));
    assert_eq!(change, Change::Settings);
    assert_eq!(writes, vec![write("settings", ""), write("test-round", "")]);
    assert!(!reread(&writes).settings().test_round);
}

#[test]
fn a_test_round_begun_in_another_tab_outlives_the_removal_of_the_old_key() {
    let mut book = Book::read(&[write("test-round", "1")]);
    for one in Book::default().set_settings(Settings { test_round: true, ..Settings::default() }) {
        book.take_stored(&one.key, &one.text);
    }
    assert!(book.settings().test_round);
}

#[test]
fn ios_13_is_assumed_unless_a_device_has_its_own_answer() {
    let mut book = Book::default();
    keep(&mut book, "A", AdminAnswer::Os(OsAnswer::Before13));
    book.set_settings(Settings { from_ios13: true, ..Settings::default() });
    assert_eq!(book.of("A").os, OsAnswer::Before13);
    assert_eq!(book.of("B").os, OsAnswer::From13);
}

#[test]
fn an_edit_in_another_tab_arrives_whatever_it_is() {
    let mut book = Book::default();
    assert_eq!(book.take_stored("device:A", "reused=1"), Some(Change::Device("A".to_owned())));
    assert!(book.of("A").reused);
    assert_eq!(book.take_stored("device:A", ""), Some(Change::Device("A".to_owned())));
    assert!(!book.of("A").reused);
    assert_eq!(book.take_stored("confirmations", "agent=0a"), Some(Change::ForAll));
    assert_eq!(book.of("B").confirmations.len(), 1);
    assert_eq!(book.take_stored("settings", "policies=no"), Some(Change::Settings));
    assert_eq!(book.of("B").dep_policies, Some(false));
    assert_eq!(book.take_stored("colour", "red"), None);
}

#[test]
fn a_reload_finds_what_was_said() {
    let mut book = Book::default();
    let mut writes = book.set_settings(Settings { test_round: true, ..Settings::default() });
    writes.extend(keep(&mut book, "A", AdminAnswer::Reused(true)).1);
    writes.extend(keep(&mut book, "B", AdminAnswer::ConfirmForAll(word(ItemId::Agent, "0a"))).1);
    let again = reread(&writes);
    assert_eq!(again.of("A"), book.of("A"));
    assert_eq!(again.of("B"), book.of("B"));
    assert_eq!(again.to_json(""), book.to_json(""));
}

#[test]
fn the_export_is_json_with_dates_and_says_whose_answers_they_are() {
    let mut book = Book::default();
    keep(&mut book, "A", AdminAnswer::Confirm(word(ItemId::Reset, "ff")));
    let json = Json::parse(&book.to_json("admin")).expect("it is JSON");
    assert_eq!(json.get("by"), Some(&Json::Text("admin".to_owned())));
    let part = json.get("devices").and_then(|devices| devices.get("A"));
    let expected = r#"[{"what":"reset","value":"ff","at":"2026-05-03T10:00:00.000Z"}]"#;
    assert_eq!(part.map(Json::to_text).as_deref(), Some(expected));
    assert_eq!(json.get("settings").and_then(|it| it.get("testRound")), Some(&Json::Flag(false)));
}

fn note(serial: &str, word: &str, value: &str) -> Note {
    Note {
        serial: serial.to_owned(),
        word: word.to_owned(),
        value: value.to_owned(),
        by: "bob".to_owned(),
        at: host::Moment::At(1.7e12),
    }
}

#[test]
fn what_the_host_keeps_counts_for_every_admin_with_who_and_when() {
    let mut book = Book::default();
    let notes = vec![note("a", "reset", "ff"), note("", "agent", "0a"), note("B", "reused", "1")];
    book.set_notes(notes);
    let reset = word(ItemId::Reset, "ff");
    let told = book.confirming("A", &reset).and_then(|(part, _)| part.host.clone());
    assert_eq!(told, Some(("bob".to_owned(), Some(1.7e12))));
    assert_eq!(*book.of("A").confirmations, vec![word(ItemId::Agent, "0a"), reset.clone()]);
    assert!(book.of("b").reused && book.has_own("b") && !book.has_own("C"));
    assert_eq!(*book.of("C").confirmations, vec![word(ItemId::Agent, "0a")]);
    book.set_notes(Vec::new());
    assert_eq!(book.confirming("A", &reset), None, "another admin has taken it back");
}

#[test]
fn strange_notes_are_left_out() {
    let mut book = Book::default();
    book.set_notes(vec![
        note("A", "colour", "red"),
        note("A", "reset", ""),
        note("", "os", "next"),
    ]);
    assert_eq!(book.of("A"), AdminAnswers::default());
}

#[test]
fn with_notes_an_answer_goes_to_the_host_and_leaves_nothing_in_the_browser() {
    let mut book = Book::read(&[write("device:A", "os=before-13")]);
    let taken = book.take("A", AdminAnswer::Os(OsAnswer::From13), MAY, true);
    assert_eq!(taken.writes, vec![write("device:A", "")], "an older word here is gone");
    let edit =
        Edit { serial: "A".to_owned(), part: part_of("os", "from-13", MAY), taken_back: false };
    assert_eq!(taken.edits, vec![edit]);
    assert_eq!(book.of("A").os, OsAnswer::From13);
}

#[test]
fn what_the_host_refuses_is_kept_in_the_browser() {
    for answer in [
        AdminAnswer::Reused(true),
        AdminAnswer::Confirm(word(ItemId::Reset, "ff")),
        AdminAnswer::ConfirmForAll(word(ItemId::Agent, "0a")),
    ] {
        let mut book = Book::default();
        let mut taken = book.take("A", answer, MAY, true);
        let before = book.of("A");
        let edit = taken.edits.pop().expect("the host is told");
        let (_, writes) = book.refused(edit);
        assert_eq!(book.of("A"), before);
        assert_eq!(reread(&writes).of("A"), before);
    }
}

#[test]
fn what_the_host_does_not_take_back_still_counts() {
    let mut book = Book::default();
    let agent = word(ItemId::Agent, "0a");
    book.set_notes(vec![note("", "agent", "0a")]);
    let mut taken = book.take("A", AdminAnswer::TakeBack(agent.clone()), MAY, true);
    assert_eq!(taken.change, Change::ForAll);
    assert_eq!(book.confirming("A", &agent), None);
    let edit = taken.edits.pop().expect("the host is told");
    assert!(edit.taken_back);
    assert_eq!(book.refused(edit), (Change::ForAll, vec![]));
    assert!(book.confirming("B", &agent).is_some());
}
