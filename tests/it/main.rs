//! All tests from outside a crate, in one binary: vectors and properties of the rules, house rules of the tree, transports
//! against the reference host. A test here must never use a crate's private items.
#![allow(clippy::unwrap_used)] // A panic fails the test and shows the line.

mod boundary;
mod circles;
mod declared;
mod layers;
mod matrix;
mod panes;
mod plain;
mod properties;
mod shapes;
mod texts;
mod tidy;
mod transports;
mod vectors;
