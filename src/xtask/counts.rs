//! Reads the number of tests from the output of a test program. It must never guess: output without numbers is a failure.

use serde::Serialize;
use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, did not end, or could not be run.
    pub failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// One check.
    pub fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    /// Counts of a whole program. A program that failed without a failed test (it did not compile,
    /// it crashed) is one failure, and so is one that ran no test at all.
    pub fn of_program(counted: Self, success: bool) -> Self {
        let silent = counted.failed == 0 && (!success || counted.passed == 0);
        Self { failed: counted.failed + u64::from(silent), ..counted }
    }

    /// Adds up the lines `test result: ok. 3 passed; 0 failed; …` of cargo's test programs.
    pub fn of_cargo(output: &str) -> Self {
        let mut counts = Self::default();
        for line in output.lines() {
            let Some((_, result)) = line.split_once("test result: ") else { continue };
            for part in result.split([';', '.']) {
                match part.trim().split_once(' ') {
                    Some((number, "passed")) => counts.passed += number.parse().unwrap_or(0),
                    Some((number, "failed")) => counts.failed += number.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
        counts
    }

    /// Reads the closing line `3 passed, 0 failed` of a program of this project.
    pub fn of_line(output: &str) -> Self {
        let closing = output.lines().rev().find_map(|line| {
            let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
            Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
        });
        closing.unwrap_or_default()
    }

    /// Reads the closing lines `# pass 3`, `# fail 0`, … of node's TAP report. A cancelled or skipped test counts as failed,
    /// because it has proved nothing.
    pub fn of_tap(report: &str) -> Self {
        let mut counts = Self::default();
        for line in report.lines() {
            let Some((word, number)) =
                line.strip_prefix("# ").and_then(|line| line.split_once(' '))
            else {
                continue;
            };
            let number: u64 = number.trim().parse().unwrap_or(0);
            match word {
                "pass" => counts.passed += number,
                "fail" | "cancelled" | "skipped" | "todo" => counts.failed += number,
                _ => {}
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn the_results_of_all_cargo_test_programs_are_added() {
        let output = "
running 3 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

   Doc-tests rules
test result: FAILED. 12 passed; 4 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.25s
";
        assert_eq!(Counts::of_cargo(output), counts(15, 4));
    }

    #[test]
    fn numbers_in_the_output_of_tests_are_not_counted() {
        assert_eq!(Counts::of_cargo("3 passed; 1 failed\nrunning 2 tests"), counts(0, 0));
        assert_eq!(Counts::of_tap("    # pass 7\n# passed 7\nok 1 - # pass"), counts(0, 0));
    }

    #[test]
    fn the_closing_line_of_our_own_programs_is_read() {
        assert_eq!(Counts::of_line("1 passed, 1 failed\n12 passed, 3 failed\n"), counts(12, 3));
        assert_eq!(Counts::of_line("all is well"), counts(0, 0));
    }

    #[test]
    fn the_closing_lines_of_a_tap_report_are_read() {
        let report = "TAP version 13\nok 1 - x\n1..1\n# tests 9\n# suites 0\n# pass 4\n# fail 2\n\
                      # cancelled 1\n# skipped 1\n# todo 1\n# duration_ms 12.5\n";
        assert_eq!(Counts::of_tap(report), counts(4, 5));
    }

    #[test]
    fn a_program_that_ran_nothing_or_broke_is_a_failure() {
        assert_eq!(Counts::of_program(counts(0, 0), true), counts(0, 1));
        assert_eq!(Counts::of_program(counts(5, 0), false), counts(5, 1));
        assert_eq!(Counts::of_program(counts(5, 2), false), counts(5, 2));
        assert_eq!(Counts::of_program(counts(5, 0), true), counts(5, 0));
    }
}
