//! Encodes the component of `src/component`, and guards the interface in `wit/`.
//!
//! It is a crate of its own, because its dependencies compile longer than all of `xtask` and `cargo xtask demo` does not need
//! them. It must never know a function of the interface.

pub mod interface;

use anyhow::{Context, Result, ensure};
use wit_component::{ComponentEncoder, DecodedWasm};

/// Encodes a core module, which holds the interface as wit-bindgen writes it, as a component.
///
/// Fails when the component would import anything: bare hosts offer nothing.
pub fn encode(module: &[u8]) -> Result<Vec<u8>> {
    let component = ComponentEncoder::default()
        .validate(true)
        .module(module)
        .context("the module does not carry the interface that wit-bindgen writes")?
        .encode()
        .context("the module does not keep what its interface promises")?;
    let imports = imports(&component)?;
    ensure!(
        imports.is_empty(),
        "the component imports {}. It must import nothing: look in wit/world.wit for an interface that is used but not \
         exported, and in `cargo tree -p component` for a crate that asks the system for something",
        imports.join(", ")
    );
    Ok(component)
}

/// Returns the names of a component's imports.
pub fn imports(component: &[u8]) -> Result<Vec<String>> {
    let decoded = wit_component::decode(component).context("this is no component")?;
    let DecodedWasm::Component(resolve, world) = decoded else {
        anyhow::bail!("this is an interface in binary form and no component");
    };
    let imports = &resolve.worlds[world].imports;
    Ok(imports.keys().map(|key| resolve.name_world_key(key)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wit_component::{StringEncoding, embed_component_metadata};
    use wit_parser::Resolve;

    /// A core module with this text and this world in it, as the compiler and wit-bindgen would leave it.
    fn module(world: &str, imports: &[u8], rest: &[u8]) -> Vec<u8> {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("test.wit", world).unwrap();
        let world = resolve.select_world(&[package], None).unwrap();
        let mut module = [b"\0asm\x01\0\0\0".as_slice(), imports, rest].concat();
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
        module
    }

    /// One type without parameters and results.
    const TYPE: &[u8] = &[1, 4, 1, 0x60, 0, 0];

    #[test]
    fn a_module_that_needs_nothing_becomes_a_component() {
        // One function of that type, which does nothing, exported as `f`.
        let rest = [3, 2, 1, 0, 7, 5, 1, 1, b'f', 0, 0, 10, 4, 1, 2, 0, 0x0b];
        let module = module("package a:b; world w { export f: func(); }", TYPE, &rest);
        let component = encode(&module).unwrap();
        assert_eq!(imports(&component).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_module_that_needs_something_is_refused_by_name() {
        // It imports a function of that type, `g` of the world.
        let import = [TYPE, &[2, 11, 1, 5, b'$', b'r', b'o', b'o', b't', 1, b'g', 0, 0]].concat();
        let module = module("package a:b; world w { import g: func(); }", &import, &[]);
        let message = encode(&module).unwrap_err().to_string();
        assert!(
            message.starts_with("the component imports g. It must import nothing"),
            "{message}"
        );
    }

    #[test]
    fn bytes_that_are_no_module_are_refused() {
        assert!(encode(b"\0asm").is_err());
    }
}
