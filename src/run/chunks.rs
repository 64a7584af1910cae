//! Which devices go together: those with the same wanted profile, so that one call assigns them all, in the plan's order.

use crate::plan::{Plan, same_profile};
use std::collections::VecDeque;

/// The numbers of the devices, in chunks of at most so many. `is_left` says which devices still need a chunk.
pub(crate) fn chunks(
    plan: &Plan,
    size: usize,
    is_left: impl Fn(usize) -> bool,
) -> VecDeque<Vec<usize>> {
    // The first device of each group stands for its profile.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for device in (0..plan.changes.len()).filter(|device| is_left(*device)) {
        let group = groups.iter_mut().find(|group| belongs(plan, group, device));
        match group {
            Some(group) => group.push(device),
            None => groups.push(vec![device]),
        }
    }
    let size = size.clamp(1, 100);
    groups.iter().flat_map(|group| group.chunks(size).map(<[usize]>::to_vec)).collect()
}

fn belongs(plan: &Plan, group: &[usize], device: usize) -> bool {
    let Some(first) = group.first() else { return false };
    let (one, other) = (&plan.changes[*first], &plan.changes[device]);
    one.touches_profile() == other.touches_profile()
        && (!one.touches_profile() || same_profile(&one.after.profile, &other.after.profile))
}
