//! The tests of the reference host from outside. They prove the behaviour on which the plugin's tests rely.

mod beyond;
mod constraints;
mod definition;
mod direct;
mod faults;
mod harness;
mod invoker;
mod pages;
mod program;
mod request_handler;
mod seeded;
mod tokens;
mod units;
