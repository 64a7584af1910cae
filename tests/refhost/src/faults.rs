//! Faults on demand, for tests. It owns the pending faults and finds the one for a request. It must do nothing
//! on a server without `--faults`.

use crate::effect::Effect;
use serde::Deserialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The requests that a fault matches.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Match {
    method: Option<String>,
    /// A part of the address; with a `$` behind it, the end of its path.
    #[serde(default)]
    path: String,
}

/// A fault as a test sets it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    #[serde(rename = "match", default)]
    matches: Match,
    /// How often it applies; 0 means until it is cleared.
    #[serde(default = "once")]
    times: u32,
    /// Lets this many requests through in each stretch of time, and applies to those beyond it.
    #[serde(default)]
    beyond: Option<Rate>,
    #[serde(rename = "do")]
    effect: Effect,
}

/// The requests that a throttling host lets through.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Rate {
    calls: usize,
    per_ms: u64,
    /// The moments of those that went through.
    #[serde(skip)]
    passed: VecDeque<Instant>,
}

impl Rate {
    /// Whether one more request at this moment is beyond the rate; else it counts as let through.
    fn is_beyond(&mut self, now: Instant) -> bool {
        let stretch = Duration::from_millis(self.per_ms);
        while self.passed.front().is_some_and(|at| now.duration_since(*at) >= stretch) {
            self.passed.pop_front();
        }
        let beyond = self.passed.len() >= self.calls;
        if !beyond {
            self.passed.push_back(now);
        }
        beyond
    }
}

fn once() -> u32 {
    1
}

/// The pending faults.
#[derive(Default)]
pub(crate) struct Faults(Mutex<(u64, Vec<(u64, Fault)>)>);

impl Faults {
    fn lock(&self) -> MutexGuard<'_, (u64, Vec<(u64, Fault)>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a fault and returns its number.
    pub(crate) fn add(&self, fault: Fault) -> u64 {
        let mut state = self.lock();
        state.0 += 1;
        let id = state.0;
        state.1.push((id, fault));
        id
    }

    /// Removes all faults.
    pub(crate) fn clear(&self) {
        self.lock().1.clear();
    }

    /// The pending faults: number, match, times.
    pub(crate) fn left(&self) -> Vec<Value> {
        let row = |(id, fault): &(u64, Fault)| {
            serde_json::json!({"id": id, "times": fault.times,
                "match": {"method": fault.matches.method, "path": fault.matches.path}})
        };
        self.lock().1.iter().map(row).collect()
    }

    /// Takes the oldest fault for one attempt at a REST call; `url` has its query.
    pub(crate) fn for_call(&self, method: &str, url: &str) -> Option<Effect> {
        self.take(method, |part| match part.strip_suffix('$') {
            Some(end) => url.split('?').next().is_some_and(|path| path.ends_with(end)),
            None => url.contains(part),
        })
    }

    /// Takes the oldest fault for a file or a page. A page's address has no dot. It matches only faults whose path
    /// starts with the console's own path: `/dep/devices` means the REST call, not the page of that name.
    pub(crate) fn for_page(&self, method: &str, path: &str) -> Option<Effect> {
        let file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let console = |part: &str| part.starts_with("/devicemgt") || part.starts_with("/entgra");
        self.take(method, |part| (file || console(part)) && !part.is_empty() && path.contains(part))
    }

    fn take(&self, method: &str, hits: impl Fn(&str) -> bool) -> Option<Effect> {
        let list = &mut self.lock().1;
        let now = Instant::now();
        let at = list.iter_mut().position(|(_, fault)| {
            let wanted = fault.matches.method.as_ref();
            hits(&fault.matches.path)
                && wanted.is_none_or(|want| want.eq_ignore_ascii_case(method))
                && fault.beyond.as_mut().is_none_or(|rate| rate.is_beyond(now))
        })?;
        let fault = &mut list[at].1;
        let effect = fault.effect.clone();
        match fault.times {
            0 => {}
            1 => drop(list.remove(at)),
            _ => fault.times -= 1,
        }
        Some(effect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_lets_so_many_through_in_every_stretch() {
        let mut rate = Rate { calls: 2, per_ms: 1000, passed: VecDeque::new() };
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let beyond =
            [0, 10, 20, 999, 1000, 1005, 1010, 1011, 2005].map(|ms| rate.is_beyond(at(ms)));
        assert_eq!(beyond, [false, false, true, true, false, true, false, true, false]);
    }
}
