//! What a host's answer means for a run. It must never call a write refused that the host may have carried out.

use host::{Assignment, HostError, Kind, Outcome};
use run::{Failure, Reason};

/// Why a call failed.
pub fn of_error(error: &HostError) -> Failure {
    let reason = Reason { code: error.code().to_owned(), message: message(error) };
    match error.kind {
        Kind::Session => Failure::Session,
        Kind::Permission | Kind::AppleTerms | Kind::AppleToken => Failure::Forbidden(reason),
        Kind::Throttled => Failure::Busy(error.retry_after),
        Kind::Conflict => Failure::Conflict,
        Kind::Refused | Kind::NotFound | Kind::Absent => Failure::Refused(reason),
        Kind::Unreachable | Kind::Timeout | Kind::Server | Kind::Unreadable => {
            Failure::Unclear(reason)
        }
    }
}

/// The answer for one device of an assignment. `None`: the host accepted it and said nothing about the device.
pub fn of_assignment(answer: Option<Assignment>) -> Result<(), Failure> {
    let Some(answer) = answer else { return Ok(()) };
    let reason = |code: &str| Reason { code: code.to_owned(), message: answer.message.clone() };
    match answer.outcome {
        Outcome::Success => Ok(()),
        Outcome::NotAccessible => Err(Failure::Refused(reason("runs.apple.not-accessible"))),
        Outcome::Throttled => Err(Failure::Throttled(answer.retry_after)),
        Outcome::Failed | Outcome::Other(_) => Err(Failure::Failed(reason("runs.apple.failed"))),
    }
}

/// The host's own words: its message, or those about the fields that it refused.
fn message(error: &HostError) -> String {
    match error.items.first() {
        Some(item) if error.message.is_empty() => item.message.clone(),
        _ => error.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_says_that_nothing_was_carried_out() {
        for kind in [Kind::Unreachable, Kind::Timeout, Kind::Server, Kind::Unreadable] {
            let failure = of_error(&HostError::of(kind));
            assert!(matches!(failure, Failure::Unclear(_)), "{kind:?}");
        }
        for kind in [Kind::Permission, Kind::AppleTerms, Kind::AppleToken] {
            assert!(matches!(of_error(&HostError::of(kind)), Failure::Forbidden(_)), "{kind:?}");
        }
        let throttled = HostError { retry_after: Some(7), ..HostError::of(Kind::Throttled) };
        assert_eq!(of_error(&throttled), Failure::Busy(Some(7)));
    }

    #[test]
    fn a_word_of_apple_that_nobody_knows_is_no_success() {
        let answer = |outcome| Assignment {
            serial: "C02X".into(),
            outcome,
            status: rules::checklist::Status::Missing,
            message: String::new(),
            retry_after: Some(60),
            at: 0.0,
        };
        assert_eq!(of_assignment(None), Ok(()));
        assert_eq!(of_assignment(Some(answer(Outcome::Success))), Ok(()));
        let word = of_assignment(Some(answer(Outcome::Other("MAYBE".into()))));
        assert!(matches!(word, Err(Failure::Failed(_))));
        let wait = of_assignment(Some(answer(Outcome::Throttled)));
        assert_eq!(wait, Err(Failure::Throttled(Some(60))));
    }
}
