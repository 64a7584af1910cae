//! What wit-bindgen makes of `wit/`: the types, the traits to implement, and the exported functions that call them.
//! It must never hold anything written by hand, because its lints are off.
#![allow(missing_docs, unsafe_code)] // Generated: the documentation is in wit/, and lifting arguments needs raw memory.

use crate::world::Component;

wit_bindgen::generate!({ path: "../../wit", world: "rules" });

export!(Component);
