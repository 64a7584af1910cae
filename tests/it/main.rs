//! Everything that is tested from outside, in one binary: the rules by their vectors and properties, the tree by its house
//! rules, the transports against the reference host. A test here must never reach into a crate's private parts.
#![allow(clippy::unwrap_used)] // A test that meets what it did not expect has failed, and a panic says where.

mod alike;
mod declared;
mod layers;
mod properties;
mod tidy;
mod transports;
mod vectors;
