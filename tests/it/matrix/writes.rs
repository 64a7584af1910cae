//! Every write with every answer and every way to leave. At the end the row and the panel agree with the database, or they say
//! that they do not know; what was typed is there; nothing was sent twice; the events tell what the host has.

use super::admin::{Admin, Sent};
use super::answers::{self, Answer, Timing};
use super::console::{BENCH, Call, Console, Database, Gateway, Plan, SERIAL, STAFF};
use host::{Device, Method};
use rules::changes::ProfileStep;
use std::rc::Rc;
use ui::assign::job::{Change, Report};
use ui::assign::state::{self as profile, Job, Phase};
use ui::devices::state as devices;
use ui::enrollment::state::{self as enrollment, Exit};
use ui::panel::state as panel;
use ui::runs::plan::change as plan;

/// What the admin does while the host is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leave {
    Stay,
    Cancel,
    Escape,
    Close,
    RemoveElement,
    Navigate,
    Neighbour,
}

const LEAVES: [Leave; 7] = [
    Leave::Stay,
    Leave::Cancel,
    Leave::Escape,
    Leave::Close,
    Leave::RemoveElement,
    Leave::Navigate,
    Leave::Neighbour,
];
const GATEWAYS: [Gateway; 3] = [Gateway::Direct, Gateway::Invoker, Gateway::RequestHandler];

impl Leave {
    /// The way out of the panel, if it is gone when the answer comes. The other tab hides it, and keeps it.
    fn exit(self) -> Option<Exit> {
        match self {
            Leave::Stay | Leave::Navigate => None,
            Leave::Neighbour => Some(Exit::Next),
            Leave::Cancel | Leave::Escape | Leave::Close | Leave::RemoveElement => {
                Some(Exit::Close)
            }
        }
    }

    /// Whether the panel is there when the answer comes.
    fn stays(self) -> bool {
        self.exit().is_none()
    }

    /// Whether the list is there when the answer comes.
    fn keeps_list(self) -> bool {
        self != Leave::RemoveElement
    }
}

/// One cell of the matrix.
#[derive(Clone, Copy, Debug)]
struct Cell {
    gateway: Gateway,
    answer: Answer,
    leave: Leave,
    blind: bool,
}

/// All cells: the host is well after the spoiled answer, or its records cannot be read.
fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for gateway in GATEWAYS {
        for answer in answers::to_writes() {
            for leave in LEAVES {
                for blind in [false, true] {
                    cells.push(Cell { gateway, answer, leave, blind });
                }
            }
        }
    }
    cells
}

fn database(status: &'static str, profile: &str) -> Database {
    Database {
        status,
        profile: profile.to_owned(),
        username: String::new(),
        login: false,
        agent: false,
        devices: 3,
    }
}

async fn open(cell: Cell, database: Database, method: Method, path: &'static str) -> Admin {
    let console = Console::new(cell.gateway, database);
    let admin = Admin::new(console.clone()).await;
    console.calls.borrow_mut().clear();
    console.spoil(Plan { method, path, answer: cell.answer, times: 1, blind: cell.blind });
    admin
}

/// The row is true, marked, or not shown.
fn check_row(admin: &Admin, cell: Cell) {
    let database = admin.console.database.borrow();
    let Some(row) = admin.row() else {
        assert!(admin.list.load.error().is_some(), "{cell:?}: the row is gone without a word");
        return;
    };
    let marked = row.in_doubt || admin.list.load.error().is_some();
    assert!(marked || is_true(&row.device, &database), "{cell:?}: {row:?} is not {database:?}");
}

fn is_true(row: &Device, database: &Database) -> bool {
    let enrollment = &row.enrollment;
    row.status.word() == database.status
        && row.profile_uuid == database.profile
        && enrollment.username.as_deref().unwrap_or_default() == database.username
        && enrollment.login_required == Some(database.login)
        && enrollment.agent_required == Some(database.agent)
}

/// No write was sent twice, unless the first was told that nothing was carried out.
fn check_calls(console: &Rc<Console>, cell: Cell) {
    let calls = console.calls.borrow();
    let writes: Vec<&Call> = calls.iter().filter(|call| call.method != Method::Get).collect();
    for (at, call) in writes.iter().enumerate() {
        let twin = writes[..at]
            .iter()
            .any(|one| one.method == call.method && one.path == call.path && !one.unauthorized);
        assert!(!twin, "{cell:?}: sent twice: {writes:?}");
    }
}

/// A message about the profile.
fn about(msg: profile::Msg) -> panel::Msg {
    panel::Msg::Profile(msg)
}

async fn change(cell: Cell, job: Job, method: Method) {
    let before = match job {
        Job::Assign => database("Empty", ""),
        _ => database("Assigned", BENCH),
    };
    let mut admin = open(cell, before, method, "/profile").await;
    let mut panel = admin.panel(true).await;
    panel.update(about(profile::Msg::Open));
    panel.update(about(profile::Msg::Type(STAFF.to_owned())));
    admin.tell(&mut panel, about(profile::Msg::Start(job)), cell.leave.exit()).await;
    assert_eq!(admin.has_left, cell.leave.exit().is_some(), "{cell:?}: the way out is shut");
    let chosen = panel.profile.chosen();
    let unseen = admin.console.database.borrow().clone();
    admin.console.recover();
    check_calls(&admin.console, cell);
    if cell.leave.keeps_list() {
        check_row(&admin, cell);
    }
    check_events(&admin.events, &unseen, cell);
    if cell.leave.stays() {
        assert!(!panel.profile.is_working(), "{cell:?}: a dead end");
        if let Phase::Stuck(report) = panel.profile.phase.clone() {
            assert_eq!(chosen.as_deref(), Some(STAFF), "{cell:?}: the choice is lost");
            check_stuck(&mut admin, &mut panel, &report, cell).await;
        }
    }
}

/// A change that did not succeed: the panel shows what the host has, or says that it does not know and can look again.
async fn check_stuck(admin: &mut Admin, panel: &mut panel::State, report: &Report, cell: Cell) {
    let database = admin.console.database.borrow().clone();
    let device = &panel.profile.device;
    let is_true =
        device.status.word() == database.status && device.profile_uuid == database.profile;
    assert!(report.is_open() || is_true, "{cell:?}: {device:?} is not {database:?}");
    if report.is_half() {
        assert!(database.status == "Removed" || report.is_open(), "{cell:?}");
    }
    if report.is_open() {
        admin.tell(panel, about(profile::Msg::Start(Job::Look)), None).await;
        let is_open = matches!(&panel.profile.phase, Phase::Stuck(report) if report.is_open());
        let is_true = panel.profile.device.profile_uuid == database.profile;
        assert!(is_open || is_true, "{cell:?}");
        check_calls(&admin.console, cell);
    }
}

/// Each event tells what the host had, and only once.
fn check_events(events: &[Sent], database: &Database, cell: Cell) {
    for (at, event) in events.iter().enumerate() {
        assert!(!events[..at].contains(event), "{cell:?}: {events:?}");
    }
    match events.last() {
        Some(Sent::Assigned(uuid)) => {
            assert_eq!((database.status, &database.profile), ("Assigned", uuid), "{cell:?}");
        }
        Some(Sent::Removed) => assert_eq!(database.status, "Removed", "{cell:?}"),
        Some(Sent::Saved(name)) => assert_eq!(&database.username, name, "{cell:?}"),
        None => {}
    }
}

#[tokio::test]
async fn assigning_a_device_ends_in_the_truth() {
    for cell in cells() {
        change(cell, Job::Assign, Method::Put).await;
    }
}

#[tokio::test]
async fn removing_an_assignment_ends_in_the_truth() {
    for cell in cells() {
        change(cell, Job::Remove, Method::Delete).await;
    }
}

#[tokio::test]
async fn both_halves_of_a_reassignment_end_in_the_truth() {
    for cell in cells() {
        change(cell, Job::Reassign, Method::Delete).await;
        change(cell, Job::Reassign, Method::Put).await;
    }
}

/// A row has no dialog: the change runs on when the admin looks at something else.
#[tokio::test]
async fn a_change_from_a_row_ends_in_the_truth() {
    let reassign = || Change::Reassign(STAFF.to_owned());
    let jobs = [
        (Change::Assign(STAFF.to_owned()), Method::Put),
        (Change::Remove, Method::Delete),
        (reassign(), Method::Delete),
        (reassign(), Method::Put),
    ];
    for cell in cells().into_iter().filter(|cell| cell.leave == Leave::Stay) {
        for (change, method) in jobs.clone() {
            let before = match change {
                Change::Assign(_) => database("Empty", ""),
                _ => database("Assigned", BENCH),
            };
            let mut admin = open(cell, before, method, "/profile").await;
            admin.tell_list(devices::Msg::Change(SERIAL.to_owned(), change)).await;
            let unseen = admin.console.database.borrow().clone();
            admin.console.recover();
            check_calls(&admin.console, cell);
            check_row(&admin, cell);
            check_events(&admin.events, &unseen, cell);
            assert!(admin.row().is_none_or(|row| row.running.is_none()), "{cell:?}: a dead end");
        }
    }
}

#[tokio::test]
async fn a_run_ends_in_the_truth() {
    // A run waits half a minute for a write that comes late. Here it would come after the end.
    let comes_in_time = |cell: &Cell| cell.answer.timing != Timing::Late;
    for cell in cells().into_iter().filter(|cell| cell.leave == Leave::Stay && comes_in_time(cell))
    {
        for method in [Method::Delete, Method::Put] {
            let mut admin = open(cell, database("Assigned", BENCH), method, "/profile").await;
            let device = admin.row().map(|row| row.device.as_ref().clone()).unwrap_or_default();
            let changes = vec![plan(&device, ProfileStep::Reassign(STAFF.to_owned()), None)];
            let plan = run::Plan { about: run::About::default(), changes };
            let (mut run, mut now) = (run::Run::new(plan, run::Limits::default(), 1), 1);
            admin.carry_on(&mut run, run::Event::Start, &mut now).await;
            admin.console.recover();
            if run.phase(now) == run::Phase::SignedOut {
                admin.carry_on(&mut run, run::Event::SessionBack, &mut now).await;
            }
            assert!(run.is_ended(), "{cell:?}: a dead end: {:?}", run.phase(now));
            check_run(&admin, &run.report().results[0], cell);
        }
    }
}

/// The report of a run is true, or says that nobody knows.
fn check_run(admin: &Admin, result: &run::DeviceReport, cell: Cell) {
    let database = admin.console.database.borrow();
    let expected = match (&result.outcome, result.left.profile) {
        (run::Outcome::Unknown, _) => return,
        (run::Outcome::Done, _) | (_, run::LeftProfile::Wanted) => ("Assigned", STAFF),
        (_, run::LeftProfile::Removed) => ("Removed", ""),
        (_, run::LeftProfile::Kept) => ("Assigned", BENCH),
    };
    let is_removed = expected.0 == "Removed";
    assert_eq!(database.status, expected.0, "{cell:?}: {result:?}");
    assert!(is_removed || database.profile == expected.1, "{cell:?}: {result:?}");
}

#[tokio::test]
async fn saving_an_enrollment_ends_in_the_truth() {
    for cell in cells() {
        save(cell, false).await;
        save(cell, true).await;
    }
}

/// `stays`: the panel at the side of the list; otherwise the dialog, which a save closes.
async fn save(cell: Cell, stays: bool) {
    let mut admin = open(cell, database("Empty", ""), Method::Put, "/enrollment").await;
    let mut panel = admin.panel(stays).await;
    let typed = "alice";
    let type_it = enrollment::Msg::Type(typed.to_owned());
    admin.tell(&mut panel, panel::Msg::Enrollment(type_it), None).await;
    let save = panel::Msg::Enrollment(enrollment::Msg::Save);
    admin.tell(&mut panel, save, cell.leave.exit()).await;
    let unseen = admin.console.database.borrow().clone();
    if cell.leave.stays() {
        let state = &panel.enrollment;
        assert!(state.phase != enrollment::Phase::Saving, "{cell:?}: a dead end");
        assert_eq!(state.form.draft().username, typed, "{cell:?}: the text is lost");
        let is_stored = state.stored.username.as_deref().unwrap_or_default() == typed;
        assert_eq!(is_stored, state.saved, "{cell:?}");
        // Leaving in the end, whatever is asked.
        admin
            .tell(&mut panel, panel::Msg::Enrollment(enrollment::Msg::Exit(Exit::Close)), None)
            .await;
        if panel.enrollment.leaving.is_some() {
            let discard = panel::Msg::Enrollment(enrollment::Msg::Discard);
            admin.tell(&mut panel, discard, None).await;
        }
    } else {
        assert!(admin.has_left, "{cell:?}: the way out is shut");
    }
    admin.console.recover();
    check_calls(&admin.console, cell);
    if cell.leave.keeps_list() {
        check_row(&admin, cell);
    }
    check_events(&admin.events, &unseen, cell);
}

#[tokio::test]
async fn a_sync_ends_in_the_truth() {
    for cell in cells().into_iter().filter(|cell| cell.leave.keeps_list()) {
        let mut admin = open(cell, database("Empty", ""), Method::Post, "/sync").await;
        admin.tell_list(devices::Msg::Sync).await;
        admin.console.recover();
        check_calls(&admin.console, cell);
        let rows = admin.list.rows().map_or(0, |rows| rows.len());
        let known = rows == admin.console.database.borrow().devices;
        let failed = matches!(admin.list.sync, devices::Sync::Failed(_));
        assert!(known || failed || cell.answer.timing == Timing::Late, "{cell:?}: {rows} rows");
    }
}
