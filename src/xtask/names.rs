//! Renames what a WebAssembly module imports and exports.
//!
//! It owns the binary layout of those two sections and copies every other byte as it is. It must
//! never decide which names there are: that is the business of whoever holds the JavaScript side.

use anyhow::{Context, Result, bail, ensure};

/// The eight bytes that open a module: the magic number and version 1.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// The kind of an import or export that is a function.
const FUNCTION: u8 = 0;

/// One import, before and after: the module's name and the function's.
pub type Import = (String, String);

/// The module with other names. `import` and `export` are asked once for each name, in the order
/// of the sections; an export without a new name is left out. Fails on a module that is cut off, and on an import that is not a function.
pub fn rename(
    module: &[u8],
    mut import: impl FnMut(&Import) -> Result<Import>,
    mut export: impl FnMut(&str) -> Result<Option<String>>,
) -> Result<Vec<u8>> {
    let mut input = Reader { rest: module };
    ensure!(input.take(HEADER.len())? == HEADER, "this is no WebAssembly module of version 1");
    let mut output = HEADER.to_vec();
    while !input.rest.is_empty() {
        let id = input.byte()?;
        let content = input.bytes()?;
        output.push(id);
        match id {
            IMPORTS => write_bytes(&mut output, &imports(content, &mut import)?),
            EXPORTS => write_bytes(&mut output, &exports(content, &mut export)?),
            _ => write_bytes(&mut output, content),
        }
    }
    Ok(output)
}

fn imports(section: &[u8], rename: &mut impl FnMut(&Import) -> Result<Import>) -> Result<Vec<u8>> {
    let mut input = Reader { rest: section };
    let mut output = Vec::new();
    let count = input.number()?;
    write_number(&mut output, count);
    for _ in 0..count {
        let import = (input.name()?.to_owned(), input.name()?.to_owned());
        let (module, name) = rename(&import)?;
        write_bytes(&mut output, module.as_bytes());
        write_bytes(&mut output, name.as_bytes());
        if input.byte()? != FUNCTION {
            bail!("the import {} is not a function; teach src/xtask/names.rs its kind", import.1);
        }
        output.push(FUNCTION);
        write_number(&mut output, input.number()?);
    }
    ensure!(input.rest.is_empty(), "the import section is longer than its entries");
    Ok(output)
}

fn exports(
    section: &[u8],
    rename: &mut impl FnMut(&str) -> Result<Option<String>>,
) -> Result<Vec<u8>> {
    let mut input = Reader { rest: section };
    let mut entries = Vec::new();
    let mut kept = 0;
    for _ in 0..input.number()? {
        let name = rename(input.name()?)?;
        // Every kind of export is a byte and an index.
        let (kind, index) = (input.byte()?, input.number()?);
        if let Some(name) = name {
            kept += 1;
            write_bytes(&mut entries, name.as_bytes());
            entries.push(kind);
            write_number(&mut entries, index);
        }
    }
    ensure!(input.rest.is_empty(), "the export section is longer than its entries");
    let mut output = Vec::new();
    write_number(&mut output, kept);
    output.extend(entries);
    Ok(output)
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length).context("the module is cut off")?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned LEB128 number: seven bits a byte, the least significant first.
    fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).context("a number in the module is too large");
            }
        }
        bail!("a number in the module is too long")
    }

    /// A length and as many bytes.
    fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        self.take(usize::try_from(length)?)
    }

    fn name(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.bytes()?).context("a name in the module is not UTF-8")
    }
}

fn write_number(output: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            output.push(low & 0x7f);
            return;
        }
        output.push(low | 0x80);
    }
}

fn write_bytes(output: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("a part of a module is smaller than 4 GiB");
    write_number(output, length);
    output.extend_from_slice(bytes);
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A module that imports functions of type 0 and exports them again, with a section of another
    /// kind at its end.
    pub fn sample(imports: &[(&str, &str)], exports: &[&str]) -> Vec<u8> {
        let mut module = HEADER.to_vec();
        module.extend([1, 4, 1, 0x60, 0, 0]);
        let mut section = Vec::new();
        write_number(&mut section, imports.len() as u32);
        for (from, name) in imports {
            write_bytes(&mut section, from.as_bytes());
            write_bytes(&mut section, name.as_bytes());
            section.extend([FUNCTION, 0]);
        }
        module.push(IMPORTS);
        write_bytes(&mut module, &section);
        let mut section = Vec::new();
        write_number(&mut section, exports.len() as u32);
        for (index, name) in exports.iter().enumerate() {
            write_bytes(&mut section, name.as_bytes());
            section.extend([FUNCTION, index as u8]);
        }
        module.push(EXPORTS);
        write_bytes(&mut module, &section);
        module.extend([0, 3, 1, b'x', 9]);
        module
    }

    #[test]
    fn names_change_and_all_else_stays() {
        let long = "n".repeat(200);
        let before = sample(&[("from", &long), ("from", "other")], &["memory", "call"]);
        let import = |(module, name): &Import| {
            assert_eq!(module, "from");
            Ok(("m".into(), name.chars().take(1).collect()))
        };
        let after = rename(&before, import, |name| Ok(Some(name.to_uppercase()))).unwrap();
        assert_eq!(after, sample(&[("m", "n"), ("m", "o")], &["MEMORY", "CALL"]));
    }

    #[test]
    fn names_may_also_grow_past_one_byte_of_length() {
        let before = sample(&[("from", "a")], &["b"]);
        let long = "n".repeat(300);
        let after =
            rename(&before, |_| Ok(("from".into(), long.clone())), |_| Ok(Some(long.clone())))
                .unwrap();
        assert_eq!(after, sample(&[("from", &long)], &[&long]));
    }

    #[test]
    fn an_export_without_a_name_is_left_out() {
        let before = sample(&[("from", "a")], &["keep", "drop"]);
        let keep = |name: &str| Ok((name == "keep").then(|| name.into()));
        let after = rename(&before, |i| Ok(i.clone()), keep).unwrap();
        assert_eq!(after, sample(&[("from", "a")], &["keep"]));
    }

    #[test]
    fn what_is_no_whole_module_is_refused() {
        let whole = sample(&[("from", "a")], &["b"]);
        let same = |bytes: &[u8]| rename(bytes, |i| Ok(i.clone()), |e| Ok(Some(e.into())));
        assert_eq!(same(&whole).unwrap(), whole);
        for cut in [&whole[..4], &whole[..whole.len() - 1], &whole[..17], b"<!DOCTYPE html>"] {
            assert!(same(cut).is_err());
        }
    }

    #[test]
    fn an_import_that_is_no_function_is_refused() {
        let mut module = sample(&[("from", "a")], &[]);
        let kind = module.windows(2).position(|pair| pair == [b'a', FUNCTION]).unwrap() + 1;
        module[kind] = 3;
        let error = rename(&module, |i| Ok(i.clone()), |e| Ok(Some(e.into()))).unwrap_err();
        assert!(error.to_string().contains("the import a is not a function"), "{error}");
    }
}
