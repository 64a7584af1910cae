//! From Rust sources to `www/dist`: compile to wasm, generate the glue, shrink, bundle.
//!
//! A stage is skipped when its inputs have not changed. It must never ship a module with a path of this machine in it.

use crate::optimise::{optimise, rename};
use crate::process::{answer, run, step};
use crate::profile::{Aim, Mode, WASM};
use crate::project::Project;
use crate::shorten::{ShortNames, shorten};
use crate::split;
use crate::stamp::Stamp;
use crate::{npm, setup};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Builds the plugin and the demo pages into `www/dist`.
pub fn build(project: &Project, mode: Mode) -> Result<()> {
    setup::wasm_target()?;
    // Two builds at the same time would wipe each other's outputs.
    let _alone = lock(project)?;
    npm::install(project)?;
    make_modules(project, mode)?;
    bundle(project, mode)
}

/// Compiles the modules of a development build and generates their glue, of those that changed. `cargo xtask dev` has built
/// everything once before, and bundles by itself.
pub fn rebuild_modules(project: &Project) -> Result<()> {
    let _alone = lock(project)?;
    make_modules(project, Mode::Dev)
}

fn make_modules(project: &Project, mode: Mode) -> Result<()> {
    for part in &PARTS {
        let module = compile_for(project, mode, part.aim, part.package, part.what, part.time)?;
        make_glue(project, mode, part, &module)?;
    }
    Ok(())
}

/// A module that the package ships.
struct Part {
    /// The name of its crate.
    package: &'static str,
    /// Its name in the progress.
    what: &'static str,
    /// About how long it compiles on a new machine.
    time: &'static str,
    /// The name of its folder and files below the folder of all glue.
    name: &'static str,
    /// Whether its exports take more than numbers and so need generated glue.
    glued: bool,
    aim: Aim,
}

const PARTS: [Part; 4] = [
    Part {
        package: "dep-enroll",
        what: "the plugin",
        time: "60 s",
        name: "dep_enroll",
        glued: true,
        aim: Aim::Small,
    },
    Part {
        package: "validate",
        what: "the validation module",
        time: "10 s",
        name: "validate",
        glued: true,
        aim: Aim::Both,
    },
    Part {
        package: "setup",
        what: "the module about profiles",
        time: "10 s",
        name: "setup",
        glued: true,
        aim: Aim::Small,
    },
    // Fast: it is loaded when somebody chooses a file, so its bytes delay no page, but people wait while it reads 100,000
    // rows.
    Part {
        package: "import",
        what: "the import module",
        time: "10 s",
        name: "import",
        glued: true,
        aim: Aim::Fast,
    },
];

/// Builds the module that runs the transport and rule batteries inside a browser. Returns its folder, `target/battery`. The
/// reference host serves a copy from `www/dist/test/battery`.
pub fn build_battery(project: &Project) -> Result<PathBuf> {
    setup::wasm_target()?;
    let module = compile(project, Mode::Release, "battery", "the test battery", "30 s")?;
    let out = project.target.join("battery");
    let stamp = Stamp::new(out.join(".stamp"))?.path(&module)?;
    if !stamp.is_current() {
        wipe(&out)?;
        bindgen(&module, "battery", Mode::Release)
            .remove_name_section(true)
            .web(true)?
            .generate(&out)?;
        stamp.keep()?;
    }
    let served = project.dist().join("test/battery");
    wipe(&served)?;
    for entry in fs::read_dir(&out)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != ".stamp" {
            fs::copy(entry.path(), served.join(entry.file_name()))?;
        }
    }
    Ok(out)
}

/// Locks this checkout. Waits while another process of this program is building in it.
pub fn lock(project: &Project) -> Result<File> {
    // Any file that always exists would do. It is locked and never written.
    let file = File::open(project.www().join("package.json"))?;
    if file.try_lock().is_err() {
        eprintln!("==> Waiting for another `cargo xtask` that is building in this folder");
        file.lock()?;
    }
    Ok(file)
}

/// Compiles one package to a small module. Returns the module's path.
pub fn compile(
    project: &Project,
    mode: Mode,
    package: &str,
    what: &str,
    time: &str,
) -> Result<PathBuf> {
    compile_for(project, mode, Aim::Small, package, what, time)
}

fn compile_for(
    project: &Project,
    mode: Mode,
    aim: Aim,
    package: &str,
    what: &str,
    time: &str,
) -> Result<PathBuf> {
    step(&format!("Compiling {what} to WebAssembly (about {time} the first time)"), || {
        let mut cargo = project.cargo("rustc");
        cargo.args([
            "--target",
            WASM,
            "--package",
            package,
            "--profile",
            aim.profile(mode),
            "--lib",
        ]);
        if mode == Mode::Release {
            cargo.env("CARGO_ENCODED_RUSTFLAGS", rust_flags(project)).env_remove("RUSTFLAGS");
        }
        if package == split::PACKAGE {
            cargo.args(["--", split::FLAG]);
        }
        run(&mut cargo)
    })?;
    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(project.target.join(WASM).join(aim.profile(mode)).join(file))
}

/// Bytes of stack in a module. No function recurses deeply. Behind the default of 1 MiB, every address in the code would be one
/// byte longer.
const STACK: u32 = 1 << 18;

/// The caller's own flags, and replacements for the paths of this machine. Panics would carry the paths into the module, where
/// they cost bytes, tell about the machine and make builds differ.
fn rust_flags(project: &Project) -> String {
    let mut flags: Vec<String> = match std::env::var("CARGO_ENCODED_RUSTFLAGS") {
        Ok(flags) => flags.split('\u{1f}').map(str::to_owned).collect(),
        Err(_) => std::env::var("RUSTFLAGS")
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    };
    flags.retain(|flag| !flag.is_empty());
    flags.push(format!("-Clink-arg=-zstack-size={STACK}"));
    for (path, name) in private_paths(project) {
        flags.push(format!("--remap-path-prefix={}={name}", path.display()));
    }
    flags.join("\u{1f}")
}

/// The paths of this machine and their names in the module. The least specific comes first, because rustc takes the last one
/// that matches.
fn private_paths(project: &Project) -> Vec<(PathBuf, &'static str)> {
    let mut paths = Vec::new();
    let home = std::env::home_dir();
    if let Some(home) = home.clone().filter(|home| home.components().count() > 1) {
        paths.push((home, "/home"));
    }
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    if let Some(cargo_home) = cargo_home.or_else(|| Some(home?.join(".cargo"))) {
        // One short name replaces the path to every crate's folder.
        let sources = fs::read_dir(cargo_home.join("registry/src")).into_iter().flatten().flatten();
        let sources: Vec<_> = sources.map(|entry| (entry.path(), "/crate")).collect();
        paths.push((cargo_home, "/cargo"));
        paths.extend(sources);
    }
    if let Some(sysroot) = answer(Command::new("rustc").args(["--print", "sysroot"])) {
        let sysroot = PathBuf::from(sysroot);
        let sources = sysroot.join("lib/rustlib/src/rust");
        paths.push((sysroot, "/rustc"));
        paths.push((sources, "/rust"));
    }
    paths.push((project.target.clone(), "/target"));
    paths.push((project.root.clone(), "/dep-enroll"));
    paths
}

/// Generates the JavaScript glue and its types, and shrinks the module.
fn make_glue(project: &Project, mode: Mode, part: &Part, module: &Path) -> Result<()> {
    let out = project.glue().join(part.name);
    let wasm = out.join(format!("{}_bg.wasm", part.name));
    let stamp = Stamp::new(out.join(".stamp"))?
        .value(part.aim.profile(mode))
        .path(module)?
        .path(&project.www().join("package-lock.json"))?;
    if stamp.is_current() && wasm.is_file() {
        return Ok(());
    }
    wipe(&out)?;
    let cut =
        (part.package == split::PACKAGE).then(|| split::cut(module, &out, mode)).transpose()?;
    if part.glued {
        step("Generating the JavaScript glue", || {
            bindgen(cut.as_ref().map_or(module, |cut| &cut.first), part.name, mode)
                .web(true)?
                // The shell knows where the module is; a second, wrong address would only add bytes.
                .omit_default_module_path(true)
                // The second module calls the first by its table of functions.
                .keep_lld_exports(cut.is_some())
                .generate(&out)?;
            cut.as_ref()
                .map_or(Ok(()), |cut| cut.connect(&out.join(part.name).with_extension("js")))
        })?;
    } else {
        fs::copy(module, &wasm).context("the module cannot be put in place")?;
    }
    if mode == Mode::Release {
        if part.glued {
            step("Shortening the names between glue and module", || {
                shorten_names(project, &out.join(part.name).with_extension("js"), &wasm)
            })?;
        }
        optimise(project, &wasm, part.aim, part.what)?;
        holds_no_private_path(project, &wasm)?;
        if cut.is_some() {
            let rest = out.join(split::FILE);
            optimise(project, &rest, part.aim, "the plugin's second module")?;
            holds_no_private_path(project, &rest)?;
        }
    }
    stamp.keep()
}

/// Fails when a module contains a path of this machine.
pub fn holds_no_private_path(project: &Project, wasm: &Path) -> Result<()> {
    let bytes = fs::read(wasm)?;
    for (path, _) in private_paths(project) {
        let path = path.to_string_lossy();
        if contains(&bytes, path.as_bytes()) {
            bail!("the module contains the path {path} of this machine; map it in rust_flags");
        }
    }
    Ok(())
}

/// The names of functions stay: they say in which order `optimise` puts them, and it leaves them out.
fn bindgen(module: &Path, name: &str, mode: Mode) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .typescript(true)
        .debug(mode == Mode::Dev)
        .keep_debug(mode == Mode::Dev)
        .remove_producers_section(mode == Mode::Release);
    bindgen
}

/// Rewrites the glue and the module in place.
fn shorten_names(project: &Project, glue: &Path, wasm: &Path) -> Result<()> {
    let names = ShortNames::read(&rename(project, wasm)?)?;
    let text = shorten(&fs::read_to_string(glue)?, &names)
        .with_context(|| format!("{} cannot be shortened", glue.display()))?;
    fs::write(glue, text).context("the shortened glue cannot be written")
}

/// Bundles the shell and the demo pages.
fn bundle(project: &Project, mode: Mode) -> Result<()> {
    let www = project.www();
    let dist = project.dist();
    let mut stamp = Stamp::new(dist.join(".stamp"))?
        .value(Aim::Small.profile(mode))
        .path(&project.glue())?
        .path(&project.root.join("src/ui/css"))?
        // The gallery looks for elements with it.
        .path(&project.root.join("tests/browser/harness/finder.ts"))?;
    for input in ["src", "demo", "gallery", "build.mjs", "build", "package-lock.json"] {
        stamp = stamp.path(&www.join(input))?;
    }
    if stamp.is_current() {
        return Ok(());
    }
    step("Bundling the plugin and the demo pages (about 5 s)", || {
        let mut script = project.node(&www.join("build.mjs"));
        script.arg("plugin").args(output_arguments(project));
        if mode == Mode::Dev {
            script.arg("--dev");
        }
        run(&mut script)?;
        stamp.keep()
    })
}

/// Tells the scripts of `www` where the glue is and where built files go.
pub fn output_arguments(project: &Project) -> [OsString; 4] {
    ["--glue".into(), project.glue().into(), "--dist".into(), project.dist().into()]
}

/// Makes an empty folder, without the files of an earlier build.
fn wipe(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_path_is_found_inside_a_module() {
        assert!(contains(b"\0asm../home/me/x.rs..", b"/home/me"));
        assert!(!contains(b"\0asm..", b"/home/me"));
        assert!(!contains(b"anything", b""));
    }
}
