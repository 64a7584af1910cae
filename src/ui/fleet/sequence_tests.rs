//! Any sequence of changes, in any order of the answers, ends in the verdicts of judging everything from scratch.

use super::messages::{Msg, Progress};
use super::world::{World, basis, device, devices};
use crate::answers::{AdminAnswer, Change, Settings};
use crate::news::News;
use host::Device;
use rules::UsernamePolicy;

/// The numbers of a linear congruential generator: enough to stir, and the same in every run.
struct Stir(u64);

impl Stir {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn any_sequence_of_changes_ends_in_what_judging_from_scratch_says() {
    for seed in 0..20 {
        let mut stir = Stir(seed);
        let mut world = World::new(devices(150 + stir.below(200) as u32));
        world.tell(Msg::Basis(basis(true)));
        world.tell(Msg::Begin);
        for step in 0..120_u32 {
            let at = stir.below(world.list.len());
            let serial = world.list[at].serial.clone();
            match stir.below(14) {
                0 => {
                    let draft = device(stir.below(500) as u32).enrollment.draft();
                    world.list[at].enrollment = draft.clone().into();
                    world.tell(Msg::News(serial, News::Saved(draft)));
                }
                1 => {
                    let record =
                        Device { serial: serial.clone(), ..device(stir.below(500) as u32) };
                    world.list[at] = record.clone();
                    world.tell(Msg::News(serial, News::Record(Box::new(record))));
                }
                2 => {
                    world.answers.take(&serial, AdminAnswer::Reused(stir.below(2) == 0));
                    world.tell(Msg::Answers(Change::Device(serial)));
                }
                3 => {
                    let test_round = stir.below(2) == 0;
                    world.answers.set_settings(Settings { test_round, ..Settings::default() });
                    world.tell(Msg::Answers(Change::Settings));
                }
                4 => {
                    world.basis = basis(stir.below(2) == 0);
                    world.tell(Msg::Basis(world.basis.clone()));
                }
                5 => {
                    let min_length = 3 + stir.below(4);
                    world.basis.policy = UsernamePolicy { min_length, ..UsernamePolicy::default() };
                    world.tell(Msg::Basis(world.basis.clone()));
                }
                6 => world.tell(Msg::Hidden(stir.below(2) == 0)),
                7 => world.tell(Msg::Stop),
                8 => world.tell(Msg::GoOn),
                9 => {
                    world.list.remove(at);
                    world.list.push(device(1_000 + step));
                }
                10 => {
                    world.tell(Msg::Rows(world.list[at..(at + 20).min(world.list.len())].to_vec()))
                }
                _ if !world.under_way.is_empty() => {
                    let call = stir.below(world.under_way.len());
                    world.answer(call);
                }
                _ => {}
            }
        }
        // The list may have changed without any news: a last reading finds out.
        world.tell(Msg::Hidden(false));
        world.tell(Msg::Again);
        world.rest();
        world.expect_true(&Progress::Done);
    }
}
