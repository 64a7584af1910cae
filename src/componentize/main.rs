//! `componentize encode MODULE COMPONENT` encodes a component. `componentize snapshot` writes a snapshot of the interface. It
//! must never write anything else.

use anyhow::{Context, Result, bail};
use componentize::{encode, interface};
use std::fs;
use std::path::Path;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["encode", module, component] => {
            let bytes = fs::read(module).with_context(|| format!("{module} cannot be read"))?;
            let bytes = encode(&bytes).with_context(|| format!("{module} cannot be used"))?;
            fs::write(component, bytes).with_context(|| format!("{component} cannot be written"))
        }
        ["snapshot"] => {
            interface::snapshot(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../wit"))
        }
        _ => bail!("say `componentize encode MODULE COMPONENT` or `componentize snapshot`"),
    }
}
