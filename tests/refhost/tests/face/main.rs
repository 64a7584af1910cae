//! The reference host seen from outside: what the plugin's tests rely on is proved here.

mod constraints;
mod direct;
mod faults;
mod harness;
mod invoker;
mod pages;
mod program;
mod request_handler;
mod seeded;
mod units;
