//! Asks every face the same, compares the answers with the native ones, and counts. It must never call a difference anything
//! but a failure.

use crate::corpus::Corpus;
use crate::native::Native;
use crate::random::Random;
use crate::{Call, Face, vectors};
use anyhow::{Result, anyhow};
use std::thread;

/// How many calls are made at once: enough to keep every face busy, few enough to be held.
const ROUND: usize = 2_000;

/// How many differences are shown; the others are counted.
const SHOWN: usize = 20;

/// The faces, and what came of asking them.
pub struct Battery {
    others: Vec<Box<dyn Face>>,
    /// How many answers were right.
    pub passed: usize,
    /// How many were not.
    pub failed: usize,
}

impl Battery {
    /// A battery for these faces.
    pub fn new(others: Vec<Box<dyn Face>>) -> Battery {
        Battery { others, passed: 0, failed: 0 }
    }

    /// Every vector through every face: as the file says, and the same from all.
    pub fn vectors(&mut self, corpus: Option<&mut Corpus>) -> Result<()> {
        let cases = vectors::cases(&vectors::folder())?;
        let calls: Vec<Call> = cases.iter().map(|case| case.call.clone()).collect();
        let answers = self.compare(&calls, corpus)?;
        for (case, answer) in cases.iter().zip(&answers) {
            let fault =
                case.fault(answer).map(|fault| format!("{}: the answer {fault}", case.name));
            self.count(fault);
        }
        Ok(())
    }

    /// Random calls through every face.
    pub fn random(
        &mut self,
        count: usize,
        seed: u64,
        mut corpus: Option<&mut Corpus>,
    ) -> Result<()> {
        let mut random = Random::new(seed);
        let mut left = count;
        while left > 0 {
            let calls = random.calls(left.min(ROUND));
            left -= calls.len();
            self.compare(&calls, corpus.as_deref_mut())?;
        }
        Ok(())
    }

    /// Asks every face and compares it with the native one, whose answers are given back.
    pub fn compare(&mut self, calls: &[Call], corpus: Option<&mut Corpus>) -> Result<Vec<String>> {
        // Node works on its own core meanwhile.
        let (expected, answers) = thread::scope(|scope| {
            let asked: Vec<_> =
                self.others.iter_mut().map(|face| scope.spawn(|| face.answers(calls))).collect();
            let answers: Vec<_> = asked.into_iter().map(|face| face.join()).collect();
            (Native.answers(calls), answers)
        });
        let expected = expected?;
        let mut agreed = vec![true; calls.len()];
        let mut faults = Vec::new();
        for (face, answers) in self.others.iter().zip(answers) {
            let answers = answers.map_err(|_| anyhow!("{} panicked", face.name()))??;
            for (place, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
                let differs = answer != expected;
                agreed[place] &= !differs;
                faults.push(differs.then(|| {
                    let call = calls[place].to_line();
                    format!("{call}\n  native   {expected}\n  {:<8} {answer}", face.name())
                }));
            }
        }
        faults.into_iter().for_each(|fault| self.count(fault));
        if let Some(corpus) = corpus {
            for place in (0..calls.len()).filter(|place| agreed[*place]) {
                corpus.add(&calls[place], &expected[place])?;
            }
        }
        Ok(expected)
    }

    fn count(&mut self, fault: Option<String>) {
        let Some(fault) = fault else {
            self.passed += 1;
            return;
        };
        self.failed += 1;
        if self.failed <= SHOWN {
            eprintln!("DIFFERENT: {fault}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Answers as the native face, but for serial numbers.
    struct Liar;

    impl Face for Liar {
        fn name(&self) -> &'static str {
            "liar"
        }

        fn answers(&mut self, calls: &[Call]) -> Result<Vec<String>> {
            let answers = Native.answers(calls)?.into_iter().zip(calls);
            Ok(answers
                .map(
                    |(right, call)| {
                        if call.function == "validateSerial" { String::new() } else { right }
                    },
                )
                .collect())
        }
    }

    #[test]
    fn a_face_that_differs_fails_and_stays_out_of_the_corpus() {
        let folder = std::env::temp_dir().join(format!("battery-{}", std::process::id()));
        let mut corpus = Corpus::new(&folder).unwrap();
        let mut battery = Battery::new(vec![Box::new(Liar), Box::new(Native)]);
        let calls = [
            Call::new("validateUsername", json!(["bob"])),
            Call::new("validateSerial", json!(["C02XK1ZZJGH5"])),
            Call::new("version", json!([])),
        ];
        battery.compare(&calls, Some(&mut corpus)).unwrap();
        assert_eq!((battery.passed, battery.failed), (5, 1));
        corpus.end().unwrap();
        let kept = std::fs::read_to_string(folder.join("corpus-000.jsonl")).unwrap();
        assert_eq!(kept.lines().count(), 2);
        assert!(!kept.contains("validateSerial"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
