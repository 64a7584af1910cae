//! Every write with every answer and every way to leave. At the end the row and the dialog agree with the database, or they say
//! that they do not know; what was typed is there; nothing was sent twice; the events tell what the host has.

use super::admin::{Admin, Sent};
use super::answers::{self, Answer, Timing};
use super::console::{BENCH, Call, Console, Database, Gateway, Plan, STAFF};
use host::{Device, Method};
use std::rc::Rc;
use ui::assign::state::{self as assign, Job, Phase};
use ui::devices::state as devices;
use ui::enrollment::state as enrollment;

/// What the admin does while the host is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leave {
    Stay,
    Cancel,
    Escape,
    Close,
    RemoveElement,
    Navigate,
}

const LEAVES: [Leave; 6] = [
    Leave::Stay,
    Leave::Cancel,
    Leave::Escape,
    Leave::Close,
    Leave::RemoveElement,
    Leave::Navigate,
];
const GATEWAYS: [Gateway; 3] = [Gateway::Direct, Gateway::Invoker, Gateway::RequestHandler];

impl Leave {
    /// Whether the dialog is there when the answer comes. The other tab hides it, and keeps it.
    fn stays(self) -> bool {
        matches!(self, Leave::Stay | Leave::Navigate)
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
    let marked = admin.list.is_in_doubt(&row.serial) || admin.list.load.error().is_some();
    assert!(marked || is_true(row, &database), "{cell:?}: {row:?} is not {database:?}");
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

async fn change(cell: Cell, job: Job, method: Method) {
    let before = match job {
        Job::Assign => database("Empty", ""),
        _ => database("Assigned", BENCH),
    };
    let mut admin = open(cell, before, method, "/profile").await;
    let mut dialog = admin.assign_dialog().await;
    dialog.update(assign::Msg::Pick(STAFF.to_owned()));
    admin.change(&mut dialog, job, cell.leave.stays()).await;
    let picked = dialog.picked.clone();
    let unseen = admin.console.database.borrow().clone();
    admin.console.recover();
    check_calls(&admin.console, cell);
    if cell.leave.keeps_list() {
        check_row(&admin, cell);
    }
    let database = admin.console.database.borrow().clone();
    if cell.leave.stays() {
        assert!(!dialog.is_working(), "{cell:?}: a dead end");
        if let Phase::Stuck(report) = &dialog.phase {
            assert_eq!(picked, STAFF, "{cell:?}: the choice is lost");
            let device = &dialog.device;
            let true_to =
                device.status.word() == database.status && device.profile_uuid == database.profile;
            assert!(report.is_open() || true_to, "{cell:?}: {device:?} is not {database:?}");
            if report.is_half() {
                assert!(database.status == "Removed" || report.is_open(), "{cell:?}");
            }
        }
    }
    check_events(&admin.events, &unseen, cell);
    if let Phase::Stuck(report) = &dialog.phase
        && report.is_open()
    {
        admin.change(&mut dialog, Job::Look, true).await;
        let open = matches!(&dialog.phase, Phase::Stuck(report) if report.is_open());
        assert!(open || dialog.device.profile_uuid == database.profile, "{cell:?}");
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

#[tokio::test]
async fn saving_an_enrollment_ends_in_the_truth() {
    for cell in cells() {
        let before = database("Empty", "");
        let mut admin = open(cell, before, Method::Put, "/enrollment").await;
        let mut dialog = admin.enrollment_dialog().await;
        let typed = "alice";
        let type_it = enrollment::Msg::Type(typed.to_owned());
        admin.tell_enrollment(&mut dialog, type_it, true).await;
        let stays = cell.leave.stays();
        admin.tell_enrollment(&mut dialog, enrollment::Msg::Save, stays).await;
        let unseen = admin.console.database.borrow().clone();
        if stays {
            assert!(dialog.phase != enrollment::Phase::Saving, "{cell:?}: a dead end");
            assert_eq!(dialog.form.draft().username, typed, "{cell:?}: the text is lost");
            let stored = dialog.stored.username.as_deref().unwrap_or_default() == typed;
            assert_eq!(stored, dialog.saved, "{cell:?}");
            // Leaving in the end, whatever is asked.
            admin.tell_enrollment(&mut dialog, enrollment::Msg::Close, true).await;
            if dialog.asking {
                admin.tell_enrollment(&mut dialog, enrollment::Msg::Discard, true).await;
            }
        }
        admin.console.recover();
        check_calls(&admin.console, cell);
        if cell.leave.keeps_list() {
            check_row(&admin, cell);
        }
        check_events(&admin.events, &unseen, cell);
    }
}

#[tokio::test]
async fn a_sync_ends_in_the_truth() {
    for cell in cells().into_iter().filter(|cell| cell.leave.keeps_list()) {
        let mut admin = open(cell, database("Empty", ""), Method::Post, "/sync").await;
        admin.tell_list(devices::Msg::Sync).await;
        admin.console.recover();
        check_calls(&admin.console, cell);
        let rows = admin.list.rows().map_or(0, |page| page.rows.len());
        let known = rows == admin.console.database.borrow().devices;
        let failed = matches!(admin.list.sync, devices::Sync::Failed(_));
        assert!(known || failed || cell.answer.timing == Timing::Late, "{cell:?}: {rows} rows");
    }
}
