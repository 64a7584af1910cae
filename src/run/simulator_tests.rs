//! Random schedules of faults against the run, in virtual time: drops, failures, throttles, lost sessions, crashes, other admins,
//! other tabs. Whatever happens, a report must tell the truth about the host's database.
//!
//! `DEP_SCHEDULES` says how many schedules (100,000 by default), `DEP_SEED` with which seed they begin. A schedule that fails is
//! made as short as possible and told, one sentence for each event.

mod checker;
mod page;
mod play;
mod sentences;
mod shrink;
mod story;
mod world;

use play::{Numbers, play};
use shrink::shrink;
use std::panic::AssertUnwindSafe;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use story::{Fault, Story, Turn};

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().unwrap())
}

/// Plays a story; a panic of the machine is a failure like any other.
fn failure(story: &Story) -> Result<Numbers, String> {
    let played = std::panic::catch_unwind(|| play(story, &mut Vec::new()));
    played.unwrap_or_else(|_| Err("the run panicked".to_owned()))
}

/// The text about a schedule that failed.
fn tell(story: &Story) -> String {
    let short = shrink(story, &|story| failure(story).is_err());
    let mut lines = Vec::with_capacity(1_000);
    let told = AssertUnwindSafe(|| play(&short, &mut lines));
    let error = std::panic::catch_unwind(told).unwrap_or_else(|_| Err("It panics.".to_owned()));
    lines.extend(error.err());
    format!(
        "seed {}: {}\nThe shortest story that fails, with {} devices and {} faults:\n  {}",
        story.seed,
        failure(story).err().unwrap_or_default(),
        short.plan.len(),
        short.faults.len() + short.undo_faults.len(),
        lines.join("\n  "),
    )
}

#[test]
fn whatever_happens_the_report_tells_the_truth_about_the_database() {
    let (first, count) = (number("DEP_SEED", 0), number("DEP_SCHEDULES", 100_000));
    let next = AtomicU64::new(first);
    let is_failed = AtomicBool::new(false);
    let failed = Mutex::new(None);
    let all = Mutex::new(Numbers::default());
    let threads = std::thread::available_parallelism().map_or(2, |threads| threads.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = Numbers::default();
                while !is_failed.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        break;
                    }
                    let story = Story::random(seed);
                    match failure(&story) {
                        Ok(numbers) => own.add(numbers),
                        Err(_) => {
                            is_failed.store(true, Ordering::Relaxed);
                            *failed.lock().unwrap() = Some(story);
                        }
                    }
                }
                all.lock().unwrap().add(own);
            });
        }
    });
    if let Some(story) = failed.into_inner().unwrap() {
        panic!("{}", tell(&story));
    }
    let all = all.into_inner().unwrap();
    println!("{count} schedules: {all:?}");
    if count >= 10_000 {
        all.assert_everything_happened();
    }
}

#[test]
fn a_schedule_is_the_same_in_every_run() {
    let mut sentences = 0;
    for seed in 0..20 {
        let (mut one, mut other) = (Vec::with_capacity(1), Vec::with_capacity(1));
        play(&Story::random(seed), &mut one).unwrap();
        play(&Story::random(seed), &mut other).unwrap();
        assert_eq!(one, other, "{seed}");
        sentences += one.len();
    }
    assert!(sentences > 200, "{sentences}");
}

#[test]
fn a_failing_story_shrinks_to_what_it_needs() {
    // As if every story failed in which somebody else changes a device with an even number.
    let fails = |story: &Story| {
        story.faults.iter().any(|fault| match fault {
            Fault::Turn(_, Turn::Change(device, _)) => story.plan[*device].number.is_multiple_of(2),
            _ => false,
        })
    };
    let story = (0..)
        .map(Story::random)
        .find(|story| fails(story) && story.plan.len() > 3 && story.faults.len() > 3);
    let short = shrink(&story.unwrap(), &fails);
    assert_eq!((short.plan.len(), short.faults.len(), short.undo_faults.len()), (1, 1, 0));
}
