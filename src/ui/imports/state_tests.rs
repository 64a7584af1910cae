//! The import as a whole: what comes of each line.

use super::columns::{Head, choice_of, key, read, written};
use super::line::{Cell, Remark, Status};
use super::messages::{Effect, Msg, Segment};
use super::state::{PAGE, State, Step};
use super::world::{STAFF, World, column, device, five, head, line, three};
use crate::known::List;
use host::Device;
use rules::Draft;

#[test]
fn each_line_is_held_against_the_device_the_profile_and_the_user() {
    let world = World::checked(
        five(),
        vec![
            line(2, "A1", "Staff iPads", "alice"),
            line(3, "A2", STAFF, "bob"),
            line(4, "A9", "Staff iPads", "bob"),
            line(5, "A3", "Staff iPad", "bob"),
            line(6, "A4", "", "alcie"),
            line(7, "A5", "", "nobody"),
        ],
    );
    let statuses: Vec<Status> = (2..=7).map(|row| world.status(row)).collect();
    use Status::{Change, Same, Wrong};
    assert_eq!(statuses, [Change, Same, Wrong, Wrong, Wrong, Wrong]);
    assert_eq!(world.codes(4), ["changes.device.unknown"]);
    assert_eq!(world.codes(5), ["changes.profile.near"]);
    assert_eq!(world.state.counts(), [0, 1, 1, 4]);
    let repairs = |row: u32| world.state.line(row).expect("a line").repairs(&world.state.users);
    assert_eq!(repairs(5), [(Cell::Profile, "Staff iPads".to_owned())]);
    assert_eq!(repairs(6), [(Cell::Username, "alice".to_owned())], "two letters swapped");
    assert!(repairs(4).is_empty() && repairs(7).is_empty());
}

#[test]
fn a_name_is_looked_up_once_however_many_lines_have_it() {
    let devices: Vec<Device> = (0..500).map(|at| device(&format!("A{at}"), "", "")).collect();
    let lines = (0..500).map(|at| line(at + 2, &format!("A{at}"), "", "alice")).collect();
    let world = World::checked(devices, lines);
    assert_eq!(world.asked, ["alice"]);
    assert_eq!(world.state.counts(), [0, 500, 0, 0]);
    assert_eq!(world.state.one_user(), Some(("alice", 500)));
}

#[test]
fn a_directory_that_does_not_tell_blocks_nobody() {
    let mut world = World::new(three());
    world.state = State::new(false);
    world.check(vec![line(2, "A1", "", "whoever")]);
    assert_eq!((world.status(2), world.asked.len()), (Status::Change, 0));
}

#[test]
fn a_correction_judges_its_line_at_once_and_those_that_repeat_it() {
    let mut repeated = line(4, "A1", "Staff iPads", "bob");
    repeated.remarks.push(Remark { is_error: true, first: 2, ..Remark::default() });
    let lines = vec![line(2, "A1", "Staff iPads", "alice"), line(3, "A9", "", "bob"), repeated];
    let mut world = World::checked(three(), lines);
    assert_eq!((world.status(3), world.status(4)), (Status::Wrong, Status::Wrong));
    world.tell(Msg::Edit(3, Cell::Serial, " A3 ".to_owned()));
    assert_eq!((world.judged.pop(), world.status(3)), (Some(vec![3]), Status::Change));
    world.tell(Msg::Edit(3, Cell::Serial, "A3".to_owned()));
    assert_eq!(world.judged.pop(), None, "it says that already");
    world.tell(Msg::LeaveOut(2));
    assert_eq!((world.judged.pop(), world.status(4)), (Some(vec![4]), Status::Change));
    assert!(world.state.line(2).is_none());
}

#[test]
fn all_suggestions_are_used_some_at_a_time() {
    let devices: Vec<Device> = (0..250).map(|at| device(&format!("A{at}"), "", "")).collect();
    let lines = (0..250).map(|at| line(at + 2, &format!("A{at}"), "Staff iPad", "bob")).collect();
    let mut world = World::checked(devices, lines);
    assert_eq!(world.state.repairable().count(), 250);
    world.tell(Msg::RepairAll);
    assert_eq!(world.judged.iter().map(Vec::len).collect::<Vec<_>>(), [100, 100, 50]);
    assert_eq!(world.state.counts(), [0, 250, 0, 0]);
}

#[test]
fn a_line_that_became_empty_is_gone() {
    let mut world =
        World::checked(three(), vec![line(2, "A9", "", ""), line(3, "A1", "Staff iPads", "bob")]);
    world.tell(Msg::Edit(2, Cell::Serial, String::new()));
    assert_eq!((world.state.total(), world.status(3)), (1, Status::Change));
}

#[test]
fn a_row_corrected_among_the_wrong_ones_stays_until_another_is() {
    let lines = vec![line(2, "A9", "", "bob"), line(3, "A8", "", "bob"), line(4, "A1", "", "bob")];
    let mut world = World::checked(three(), lines);
    let shown =
        |world: &World| world.state.shown_page().1.iter().map(|line| line.row).collect::<Vec<_>>();
    world.tell(Msg::Show(Segment::Wrong));
    assert_eq!(shown(&world), [2, 3]);
    world.tell(Msg::Type(2, Cell::Serial, "A2".to_owned()));
    assert_eq!((world.status(2), shown(&world)), (Status::Same, vec![2, 3]));
    world.tell(Msg::Type(3, Cell::Serial, "A7".to_owned()));
    assert_eq!((world.status(3), shown(&world)), (Status::Wrong, vec![3]));
    world.tell(Msg::Edit(3, Cell::Serial, "A3".to_owned()));
    world.tell(Msg::OpenRow(None));
    assert!(shown(&world).is_empty());
}

#[test]
fn the_run_gets_what_was_shown_and_the_rest_stays() {
    let lines = vec![
        line(2, "A1", "Staff iPads", "alice"),
        line(3, "A2", STAFF, "bob"),
        line(4, "A9", "", "bob"),
    ];
    let mut world = World::checked(three(), lines);
    world.tell(Msg::Start);
    let [change] = &world.started[..] else { panic!("{:?}", world.started) };
    assert_eq!((change.serial.as_str(), change.before.profile.as_deref()), ("A1", None));
    assert_eq!(change.after.profile.as_deref(), Some(STAFF));
    assert_eq!(change.after.enrollment.as_ref().map(|it| it.username.as_str()), Some("alice"));
    assert_eq!((world.state.step, world.state.started), (Step::Run, 1));
    let (wrong, next) = world.state.wrong_lines(0, 500);
    assert_eq!((wrong.len(), wrong[0].row, next), (1, 4, None));
}

#[test]
fn nothing_is_run_before_every_line_is_checked() {
    let mut world = World::new(three());
    world.fails = true;
    world.list = List::Part(None);
    world.check(vec![line(2, "A1", "Staff iPads", "alice")]);
    assert!(world.state.error.is_some() && !world.state.is_checked());
    world.tell(Msg::Start);
    assert!(world.started.is_empty());
    world.fails = false;
    world.tell(Msg::Retry);
    assert_eq!((world.status(2), world.state.error.is_none()), (Status::Change, true));
}

#[test]
fn a_long_list_is_read_as_a_whole_only_for_a_long_file() {
    let mut world = World::new(three());
    world.list = List::Part(Some(48_000));
    world.check(vec![line(2, "A1", "", "bob"), line(3, "A9", "", "bob")]);
    assert!(world.asked.contains(&"A1".to_owned()) && world.list == List::Part(Some(48_000)));
    assert_eq!((world.status(2), world.status(3)), (Status::Change, Status::Wrong));
    let mut world = World::new(three());
    world.list = List::Part(Some(120));
    world.check((0..3).map(|at| line(at + 2, &format!("A{at}"), "", "bob")).collect());
    assert_eq!((world.list, world.asked), (List::Whole, vec!["bob".to_owned()]));
}

#[test]
fn a_list_that_lacks_enrollments_is_completed_device_by_device() {
    let mut short = device("A1", "", "");
    short.enrollment.agent_required = None;
    let world = World::checked(vec![short], vec![line(2, "A1", "", "bob")]);
    assert_eq!(world.asked, ["A1"]);
    assert_eq!(world.codes(2), ["changes.enrollment.unread"], "not even the device tells");
}

#[test]
fn columns_are_asked_about_once_and_remembered() {
    let mut state = State::new(true);
    let unclear = Head { columns: vec![column("Tag", None), column("No", None)], ..head(1) };
    state.update(Msg::Chosen("a.csv".to_owned()));
    let generation = state.generation;
    assert!(state.update(Msg::Opened(generation, Ok(unclear.clone()), None)).is_empty());
    assert_eq!(state.step, Step::Columns);
    assert!(state.update(Msg::UseColumns).is_empty(), "no column has the serial numbers");
    state.update(Msg::Choose(0, Some(0)));
    state.update(Msg::Choose(1, Some(0)));
    assert_eq!(state.choice, [None, Some(0)], "no two columns hold the same");
    let effects = state.update(Msg::UseColumns);
    let [Effect::Remember(known, text), Effect::Open(..)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((known.as_str(), text.as_str()), (key(&unclear).as_str(), "-0"));
    assert!(!known.contains("Tag"), "a name is nobody's business");

    let mut later = State::new(true);
    later.update(Msg::Chosen("b.csv".to_owned()));
    let effects =
        later.update(Msg::Opened(later.generation, Ok(unclear.clone()), Some(text.clone())));
    let [Effect::Open(generation, choice, _)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(choice.as_deref(), Some(&[None, Some(0)][..]));
    let found = Head { columns: vec![column("Tag", None), column("No", Some(0))], ..unclear };
    let effects = later.update(Msg::Opened(*generation, Ok(found), Some(text.clone())));
    assert_eq!((effects.len(), later.step), (1, Step::Check));
}

#[test]
fn a_remembered_text_that_is_none_is_ignored() {
    for text in ["", "-", "0", "--", "00", "0x", "-9", "0--"] {
        assert_eq!(read(text, 2), None, "{text}");
    }
    let choice = choice_of(&head(1));
    assert_eq!(read(&written(&choice), 3), Some(choice));
}

#[test]
fn an_answer_about_an_earlier_file_is_dropped() {
    let mut world = World::new(three());
    world.state.update(Msg::Chosen("first.csv".to_owned()));
    let first = world.state.generation;
    world.state.update(Msg::Chosen("second.csv".to_owned()));
    assert!(world.state.update(Msg::Opened(first, Ok(head(1)), None)).is_empty());
    assert!(world.state.update(Msg::Lines(first, vec![line(2, "A1", "", "")])).is_empty());
    assert_eq!((world.state.step, world.state.total()), (Step::File, 0));
    assert!(world.state.opening.is_some());
}

#[test]
fn a_page_of_the_rows_is_shown_and_a_segment_has_its_own() {
    let devices: Vec<Device> = (0..120).map(|at| device(&format!("A{at}"), "", "")).collect();
    let lines = (0..130).map(|at| line(at + 2, &format!("A{at}"), "Staff iPads", "bob")).collect();
    let mut world = World::checked(devices, lines);
    world.tell(Msg::Page(2));
    let (first, lines, count) = world.state.shown_page();
    assert_eq!((first, lines.len(), count), (2 * PAGE, 30, 130));
    world.tell(Msg::Show(Segment::Wrong));
    let (first, lines, count) = world.state.shown_page();
    assert_eq!((first, lines.len(), count), (0, 10, 10));
    assert_eq!(lines[0].row, 122);
}

#[test]
fn a_file_that_cannot_be_opened_says_why() {
    let mut state = State::new(true);
    state.update(Msg::Chosen("a.csv".to_owned()));
    state.update(Msg::Opened(state.generation, Err("imports.refused.too-large"), None));
    assert_eq!((state.refusal, state.step), (Some("imports.refused.too-large"), Step::File));
    state.update(Msg::Chosen("b.csv".to_owned()));
    assert_eq!(state.refusal, None);
    state.update(Msg::Opened(state.generation, Ok(head(100_001)), None));
    assert_eq!(state.refusal, Some("imports.refused.too-many"));
}

#[test]
fn a_user_takes_the_place_of_a_login_and_the_other_way_round() {
    let mut login = device("A1", "", "");
    login.enrollment.login_required = Some(true);
    let mut wants_login = line(3, "A2", "", "");
    wants_login.cells[Cell::Username as usize] = None;
    wants_login.cells[Cell::Login as usize] = Some("true".to_owned());
    let lines = vec![line(2, "A1", "", "bob"), wants_login];
    let mut world = World::checked(vec![login, device("A2", "", "alice")], lines);
    world.tell(Msg::Start);
    let after = |place: usize| world.started[place].after.enrollment.clone().expect("a change");
    let draft = |username: &str, login_required: bool| Draft {
        username: username.to_owned(),
        login_required,
        agent_required: false,
    };
    assert_eq!((after(0), after(1)), (draft("bob", false), draft("", true)));
}
