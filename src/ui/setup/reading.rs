//! The reading of a whole profile for a preview. Pure: no host, no browser, no clock.

use crate::load::Load;
use host::HostError;
use rules::setup::Profile;
use std::rc::Rc;

/// A profile on its way. An answer about another profile than the one that is wanted now is not taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The profile that is wanted, by its UUID; empty for none.
    pub uuid: String,
    /// The profile.
    pub profile: Load<Rc<Profile>>,
}

impl Reading {
    /// Wants a profile. Returns whether it is to be read.
    pub fn want(&mut self, uuid: &str) -> bool {
        if self.uuid == uuid {
            return false;
        }
        *self = Reading { uuid: uuid.to_owned(), profile: Load::Loading };
        true
    }

    /// Reads it again after a failure. Returns whether it is to be read.
    pub fn again(&mut self) -> bool {
        let failed = self.profile.error().is_some();
        if failed {
            self.profile = Load::Loading;
        }
        failed
    }

    /// Takes the answer about a profile.
    pub fn take(&mut self, uuid: &str, answer: Result<Profile, HostError>) {
        if self.uuid == uuid {
            self.profile = answer.map(Rc::new).into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use host::Kind;

    fn named(name: &str) -> Profile {
        Profile { profile_name: Some(name.to_owned()), ..Profile::default() }
    }

    #[test]
    fn a_late_answer_about_the_profile_before_is_not_taken() {
        let mut reading = Reading::default();
        assert!(reading.want("A"));
        assert!(!reading.want("A"), "it is on its way");
        assert!(reading.want("B"));
        reading.take("A", Ok(named("Staff")));
        assert!(reading.profile.is_loading());
        reading.take("B", Ok(named("Shop")));
        assert_eq!(reading.profile.ready().map(|it| (**it).clone()), Some(named("Shop")));
        assert!(!reading.again(), "nothing has failed");
    }

    #[test]
    fn a_failed_reading_is_tried_again_once() {
        let mut reading = Reading::default();
        reading.want("A");
        reading.take("A", Err(HostError::of(Kind::Server)));
        assert!(reading.profile.error().is_some());
        assert!(reading.again() && !reading.again());
        reading.take("A", Ok(named("Staff")));
        assert!(reading.profile.ready().is_some());
    }
}
