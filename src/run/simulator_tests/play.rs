//! Plays a story and its undoing, and holds the reports against the database.

use super::page::Page;
use super::story::Story;
use super::world::{World, Writer};
use crate::{About, Change, Kind, Outcome, Plan, undo};

/// How often the interesting things happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers {
    pub kinds: [u64; Kind::ALL.len()],
    pub half: u64,
    pub resumed: u64,
    pub stopped: u64,
    pub forbidden: u64,
    pub sent_again: u64,
    pub undone: u64,
    pub listed: u64,
    pub events: u64,
}

impl Numbers {
    fn all(&mut self) -> [&mut u64; 15] {
        let Numbers {
            kinds,
            half,
            resumed,
            stopped,
            forbidden,
            sent_again,
            undone,
            listed,
            events,
        } = self;
        let [a, b, c, d, e, f, g] = kinds;
        [a, b, c, d, e, f, g, half, resumed, stopped, forbidden, sent_again, undone, listed, events]
    }

    pub fn add(&mut self, mut other: Numbers) {
        for (sum, more) in self.all().into_iter().zip(other.all()) {
            *sum += *more;
        }
    }

    /// A simulator in which something never happens proves nothing about it.
    pub fn assert_everything_happened(mut self) {
        assert!(self.all().iter().all(|count| **count > 0), "{self:?}");
    }
}

/// Plays a story. Fails with a sentence about the first law that is broken.
pub fn play(story: &Story, log: &mut Vec<String>) -> Result<Numbers, String> {
    let changes = story.plan.iter().map(|planned| Change {
        serial: format!("D{}", planned.number),
        before: planned.before.clone(),
        after: planned.after.clone(),
    });
    let plan = Plan { about: About::default(), changes: changes.collect() };
    let mut page = Page::new(story, &story.faults, World::new(story), plan, log);
    page.play()?;
    let (mut numbers, run, mut world) = page.into_parts();
    // A tab that died before the plan was in the journal leaves nothing to undo.
    let Some(run) = run else { return Ok(numbers) };

    let report = run.report();
    let (plan, cannot) = undo(report, About::default(), &|_| true);
    let place = |serial: &String| report.plan.changes.iter().position(|one| one.serial == *serial);
    let places: Vec<usize> =
        plan.changes.iter().filter_map(|change| place(&change.serial)).collect();
    let was = std::mem::take(&mut world.rows);
    for place in &places {
        let mut row = was[*place].clone();
        (row.profile_by, row.enrollment_by, row.changed_at) =
            (Writer::Nobody, Writer::Nobody, None);
        world.rows.push(row);
    }
    (world.is_forbidden, world.broken) = (false, None);
    log.push(format!("UNDO: {} devices", places.len()));
    let mut page = Page::new(story, &story.undo_faults, world, plan, log);
    page.play()?;
    let (more, undoing, world) = page.into_parts();
    numbers.add(more);
    numbers.listed += cannot.len() as u64;
    let Some(undoing) = undoing else { return Ok(numbers) };

    for (place, was) in was.iter().enumerate() {
        let planned = &story.plan[place];
        let touched = (was.profile_by == Writer::Run, was.enrollment_by == Writer::Run);
        let is_listed = cannot.iter().any(|cannot| cannot.device == place);
        if touched == (false, false) || is_listed {
            continue;
        }
        let name = format!("D{}", planned.number);
        let Some(row) = places.iter().position(|one| *one == place) else {
            return Err(format!("{name} was changed, and is neither undone nor listed."));
        };
        let (row, result) = (&world.rows[row], &undoing.report().results[row]);
        let is_back = (!touched.0 || row.state.profile == planned.before.profile)
            && (!touched.1 || row.state.enrollment == planned.before.enrollment);
        let is_disturbed = was.changed_at.is_some() || row.changed_at.is_some();
        match result.outcome {
            Outcome::Done | Outcome::Unchanged if is_back || row.changed_at.is_some() => {
                numbers.undone += 1;
            }
            _ if is_disturbed || !story.undo_faults.is_empty() => {}
            _ => return Err(format!("{name} is not brought back: {result:?}, {row:?}")),
        }
    }
    Ok(numbers)
}
