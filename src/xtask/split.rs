//! Cuts the plugin into two modules: what the first screen needs, and the rest, which is loaded on demand. `src/ui/rest` says
//! what the rest is.
//!
//! Both share memory and the table of functions. The cut comes between the linker and wasm-bindgen, which sees the first module
//! only. It must never let modules of different builds meet: the second one is nothing but numbers of functions in the first.

use crate::profile::Mode;
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The package that is cut.
pub const PACKAGE: &str = "dep-enroll";

/// The flag for rustc without which nobody could tell what a function reaches.
pub const FLAG: &str = "-Clink-arg=--emit-relocs";

/// The file of the second module, beside the glue.
pub const FILE: &str = "rest.wasm";

/// The name under which the first module imports the loader of the second.
const LOADER: &str = "#rest";

/// The section of the second module that names the build.
const SECTION: &str = "build";

/// The two modules, and what connects them.
pub struct Cut {
    /// The first module, for wasm-bindgen.
    pub first: PathBuf,
    /// Names of what the second module takes from the first.
    shared: Vec<String>,
    build: String,
}

/// Cuts a linked module. The second module becomes [`FILE`] in the folder.
pub fn cut(module: &Path, folder: &Path, mode: Mode) -> Result<Cut> {
    let input = fs::read(module)?;
    let parts = folder.join("cut");
    let first = parts.join("first.wasm");
    let mut options = Options::new(&input);
    options.output_dir = &parts;
    options.main_out_path = &first;
    options.link_name = LOADER;
    options.emit_dwarf = mode == Mode::Dev;
    let cut = transform(options).map_err(|report| anyhow!("{report:#}"))?;
    let [rest] = &cut.split_modules[..] else {
        anyhow::bail!("the plugin was cut into {} modules, not two", cut.split_modules.len() + 1);
    };
    let build = digest(&input);
    let mut bytes = fs::read(rest)?;
    bytes.extend(section(SECTION, &build));
    fs::write(folder.join(FILE), bytes)?;
    let script = fs::read_to_string(parts.join(LOADER))?;
    Ok(Cut { first, shared: shared(&script)?, build })
}

impl Cut {
    /// Lets the glue start the second module, in place of the script that the splitter writes: the shell fetches by itself,
    /// because it has to tell failures apart.
    pub fn connect(&self, glue: &Path) -> Result<()> {
        let text = self.connected(&fs::read_to_string(glue)?)?;
        fs::write(glue, text)?;
        let types = glue.with_extension("d.ts");
        let text = fs::read_to_string(&types)? + TYPES;
        fs::write(types, text).context("the types of the glue cannot be written")
    }

    fn connected(&self, glue: &str) -> Result<String> {
        ensure!(!glue.contains(LOADER), "the module loads the second one past the shell");
        let shared = self.shared.iter().map(|name| format!("{name}: wasm.{name}"));
        let shared = shared.collect::<Vec<_>>().join(", ");
        Ok(glue.to_owned() + &EXPORT.replace("SHARED", &shared).replace("BUILD", &self.build))
    }
}

const EXPORT: &str = "
let loadRest;
export function useRest(load) {
    loadRest = load;
}

export async function startRest(compiled) {
    const [build] = WebAssembly.Module.customSections(compiled, \"build\");
    if (new TextDecoder().decode(build) !== \"BUILD\") throw new Error(\"the file is of another version\");
    await WebAssembly.instantiate(compiled, { __wasm_split: { SHARED } });
}
";

const TYPES: &str = "
/** Takes the function that fetches the second module and starts it. It is called when the module is needed. */
export function useRest(load: () => Promise<unknown>): void;
/** Starts the second module. Rejects if it is of another build. */
export function startRest(compiled: WebAssembly.Module): Promise<void>;
";

/// Reads the names that both modules share from the splitter's own script.
fn shared(script: &str) -> Result<Vec<String>> {
    let (before, _) =
        script.split_once("} = initSync(").context("the splitter writes a new script")?;
    let names = before.rsplit('{').next().unwrap_or_default().split(',').map(str::trim);
    Ok(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// A custom section of a module.
fn section(name: &str, content: &str) -> Vec<u8> {
    let body = [&[name.len() as u8], name.as_bytes(), content.as_bytes()].concat();
    debug_assert!(body.len() < 128, "the length of a section is one byte");
    [&[0, body.len() as u8], &body[..]].concat()
}

fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Cut {
        let shared = vec!["memory".to_owned(), "__indirect_function_table".to_owned()];
        Cut { first: PathBuf::new(), shared, build: "0123456789abcdef".into() }
    }

    #[test]
    fn the_glue_starts_the_second_module_with_what_both_share() {
        let glue = parts().connected("import0;\n").unwrap();
        assert!(glue.starts_with("import0;\n"), "{glue}");
        assert!(glue.contains("{ memory: wasm.memory, __indirect_function_table: wasm."), "{glue}");
        assert!(glue.contains("!== \"0123456789abcdef\""), "{glue}");
    }

    #[test]
    fn a_module_that_loads_the_second_one_by_itself_ends_the_build() {
        let error = parts().connected("import * as import1 from \"#rest\"\n").unwrap_err();
        assert!(error.to_string().contains("past the shell"), "{error}");
    }

    #[test]
    fn what_is_shared_stands_in_the_splitters_script() {
        let script = "        const { __table, memory,  } = initSync(undefined, undefined);";
        assert_eq!(shared(script).unwrap(), ["__table", "memory"]);
        assert!(shared("const all = start();").is_err());
    }

    #[test]
    fn a_section_is_its_length_its_name_and_its_content() {
        assert_eq!(section("build", "ab"), b"\0\x08\x05buildab");
    }
}
