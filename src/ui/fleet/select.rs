//! Which devices of the fleet are shown: filter, order and page. It sorts no more than the page needs: of a hundred thousand
//! devices, the order of the others concerns nobody. It must never change a record.

use super::judging::{Judging, has};
use super::records::{Record, Records};
use super::verdict::Problem;
use rules::checklist::DeviceReadiness;
use rules::{profile, text};
use std::cmp::Ordering;

/// Which devices to show. Whatever is empty shows all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only with this readiness; those whose user is still being checked are in none.
    pub readiness: Option<DeviceReadiness>,
    /// Only with this problem.
    pub problem: Option<Problem>,
    /// Only with this status word.
    pub status: String,
    /// Only with this profile UUID, however written.
    pub profile: String,
    /// Only with this text in the serial number or in the username.
    pub text: String,
    /// Only these serial numbers.
    pub serials: Vec<String>,
}

/// What devices are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The order of the host.
    #[default]
    Host,
    /// The serial number.
    Serial,
    /// What is to do first.
    Readiness,
    /// The profile's name.
    Profile,
    /// The username; devices without one come last.
    User,
}

/// The order of devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// What it goes by. Equal devices stay in the order of the host.
    pub by: SortBy,
    /// From the end.
    pub descending: bool,
}

/// The slots of one page of the devices that pass, and how many pass.
pub fn select(
    records: &Records,
    judging: &Judging,
    filter: &Filter,
    sort: Sort,
    offset: u32,
    limit: u32,
) -> (Vec<u32>, u32) {
    let mut passing = passing(records, judging, filter);
    let all = passing.len();
    let from = (offset as usize).min(all);
    let to = from.saturating_add(limit as usize).min(all);
    let place = |slot: u32| (records.get(slot).place, slot);
    let ranks = judging.each(|verdict| match verdict {
        Some(verdict) if !verdict.checking => match verdict.readiness {
            DeviceReadiness::ToDo => 0,
            DeviceReadiness::CannotTell => 1,
            DeviceReadiness::Ready => 2,
        },
        Some(_) | None => 3,
    });
    let rank = |record: &Record| ranks[record.verdict as usize];
    let names: Vec<&str> = records.assignments().map(|[_, _, name]| name).collect();
    let compare = |left: u32, right: u32| {
        let (one, other) = (records.get(left), records.get(right));
        let order = match sort.by {
            SortBy::Host => Ordering::Equal,
            SortBy::Serial => records.serial(left).cmp(records.serial(right)),
            SortBy::Readiness => rank(one).cmp(&rank(other)),
            SortBy::Profile => {
                let name = |record: &Record| names[record.assignment as usize];
                last_if_empty(name(one), name(other))
            }
            SortBy::User => last_if_empty(records.username(one), records.username(other)),
        };
        let order = if sort.descending { order.reverse() } else { order };
        order.then_with(|| place(left).cmp(&place(right)))
    };
    sort_window(&mut passing, from, to, &compare);
    (passing[from..to].to_vec(), all as u32)
}

fn last_if_empty(left: &str, right: &str) -> Ordering {
    left.is_empty().cmp(&right.is_empty()).then_with(|| left.cmp(right))
}

fn passing(records: &Records, judging: &Judging, filter: &Filter) -> Vec<u32> {
    let verdicts = judging.each(|verdict| {
        let Some(verdict) = verdict else { return false };
        let fits = |wanted| !verdict.checking && verdict.readiness == wanted;
        filter.readiness.is_none_or(fits)
            && filter.problem.is_none_or(|wanted| has(verdict, wanted))
    });
    let any_verdict = filter.readiness.is_none() && filter.problem.is_none();
    let assignments: Vec<bool> = records
        .assignments()
        .map(|[status, uuid, _]| {
            (filter.status.is_empty() || status.eq_ignore_ascii_case(&filter.status))
                && (filter.profile.is_empty() || profile::same(uuid, &filter.profile))
        })
        .collect();
    let text = text::trim(&filter.text).to_ascii_lowercase();
    let normal = |serial: &str| text::trim(serial).to_ascii_uppercase();
    let serials: Vec<String> = filter.serials.iter().map(|serial| normal(serial)).collect();
    let passes = |slot: u32| {
        let record = records.get(slot);
        record.is_present()
            && (any_verdict || verdicts[record.verdict as usize])
            && assignments[record.assignment as usize]
            && (text.is_empty()
                || holds(records.serial(slot), text.as_bytes())
                || holds(records.username(record), text.as_bytes()))
            && (serials.is_empty() || serials.contains(&normal(records.serial(slot))))
    };
    (0..records.slots()).filter(|slot| passes(*slot)).collect()
}

/// Whether a text holds another one, which is in small letters. Only the letters of ASCII are compared without their case.
fn holds(text: &str, part: &[u8]) -> bool {
    let is_part = |window: &[u8]| {
        window.iter().zip(part).all(|(byte, wanted)| byte.to_ascii_lowercase() == *wanted)
    };
    text.as_bytes().windows(part.len()).any(is_part)
}

/// Sorts so much that the places from `from` to `to` hold what they would hold if everything were sorted: a quicksort that
/// leaves out the parts outside. `compare` must know no two equal ones.
fn sort_window(list: &mut [u32], from: usize, to: usize, compare: &impl Fn(u32, u32) -> Ordering) {
    let mut rest = vec![(0, list.len())];
    while let Some((start, end)) = rest.pop() {
        if end - start < 2 || end <= from || start >= to {
            continue;
        }
        // The middle one: a list that is sorted already is the usual case.
        list.swap(start + (end - start) / 2, end - 1);
        let pivot = list[end - 1];
        let mut store = start;
        for at in start..end - 1 {
            if compare(list[at], pivot) == Ordering::Less {
                list.swap(at, store);
                store += 1;
            }
        }
        list.swap(store, end - 1);
        rest.push((start, store));
        rest.push((store + 1, end));
    }
}

#[cfg(test)]
#[path = "select_tests.rs"]
mod tests;
