//! Makes a failing story short: leaves out faults and devices, one by one, while it still fails.

use super::story::{Fault, Story, Turn};

/// The shortest story that is found and still fails.
pub fn shrink(story: &Story, fails: &dyn Fn(&Story) -> bool) -> Story {
    // Failing stories print their panics, and only the last one is of interest.
    let mut short = story.clone();
    loop {
        let size = |story: &Story| story.plan.len() + story.faults.len() + story.undo_faults.len();
        let before = size(&short);
        for place in (0..short.faults.len()).rev() {
            let mut one = short.clone();
            one.faults.remove(place);
            short = if fails(&one) { one } else { short };
        }
        for place in (0..short.undo_faults.len()).rev() {
            let mut one = short.clone();
            one.undo_faults.remove(place);
            short = if fails(&one) { one } else { short };
        }
        // Halves first: of 250 devices most are not needed.
        let mut length = short.plan.len() / 2;
        while length > 0 {
            let mut from = 0;
            while from < short.plan.len() && short.plan.len() > length {
                let one = without(&short, from, length);
                if fails(&one) {
                    short = one;
                } else {
                    from += length;
                }
            }
            length /= 2;
        }
        if size(&short) == before {
            return short;
        }
    }
}

/// The story without some devices and what happens to them.
fn without(story: &Story, from: usize, length: usize) -> Story {
    let mut short = story.clone();
    let to = (from + length).min(short.plan.len());
    short.plan.drain(from..to);
    for faults in [&mut short.faults, &mut short.undo_faults] {
        faults.retain_mut(|fault| {
            let device = match fault {
                Fault::Word(device, ..)
                | Fault::Turn(_, Turn::Change(device, _) | Turn::Fetch(device)) => device,
                _ => return true,
            };
            if *device >= to {
                *device -= to - from;
            } else if *device >= from {
                return false;
            }
            true
        });
    }
    short
}
