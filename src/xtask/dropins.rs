//! The two drop-ins that an administrator copies into a console: a unit for the legacy console and a web application for the
//! React one. They consist of the built plugin and the files in `www/dropins`.
//!
//! It must never compile anything: both hold the same plugin as the npm package.

use crate::licences;
use crate::process::{run, step};
use crate::project::Project;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;
use zip::DateTime;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The folder of the unit, laid out as the console's folder of units.
pub const FOLDER: &str = "legacy-unit";

/// The unit's folder. The console finds the parts of a unit by the last word of its name.
const UNIT: &str = "dep-enroll.unit.devices";

/// The file of the web application. Its name is its path on the server.
pub const WAR: &str = "dep-enrollment.war";

/// The cached files. Browsers keep them for 150 days, so their folder is named after their contents.
const UNIT_FILES: [&str; 9] = [
    "dep-enroll.classic.js",
    "dep-enroll.wasm",
    "dep-enroll-rest.wasm",
    "dep-enroll-functions.js",
    "dep-enroll-import.js",
    "dep-enroll-import.wasm",
    "dep-enroll-workbook.js",
    "start.js",
    "unit.css",
];
const WAR_FILES: [&str; 10] = [
    "dep-enroll.js",
    "dep-enroll.wasm",
    "dep-enroll-rest.wasm",
    "dep-enroll-functions.js",
    "dep-enroll-import.js",
    "dep-enroll-import.wasm",
    "dep-enroll-workbook.js",
    "app.js",
    "app.css",
    "icon.svg",
];

/// Files by their paths inside a folder or an archive, in the order of the paths.
type Files = BTreeMap<String, Vec<u8>>;

/// Makes both drop-ins in `out`, which holds the licences of others already. The plugin must be built. Returns the unit's folder, the same folder as a zip, and the web
/// application.
pub fn make(project: &Project, version: &str, out: &Path) -> Result<Vec<PathBuf>> {
    step("Putting together the unit and the web application for the consoles", || {
        let mut script = project.node(&project.www().join("build.mjs"));
        run(script.arg("dropins").arg("--target").arg(&project.target))?;
        let maker = Maker { project, out, version };
        let folder = out.join(FOLDER);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let unit = maker.unit()?;
        write_folder(&folder, &unit)?;
        let zipped = out.join(archive(version));
        let time = now()?;
        write_archive(&zipped, &unit, time)?;
        let war = out.join(WAR);
        write_archive(&war, &maker.war()?, time)?;
        Ok(vec![folder, zipped, war])
    })
}

/// The name of the unit's archive.
pub fn archive(version: &str) -> String {
    format!("dep-enroll-legacy-unit-{version}.zip")
}

struct Maker<'a> {
    project: &'a Project,
    out: &'a Path,
    version: &'a str,
}

impl Maker<'_> {
    fn unit(&self) -> Result<Files> {
        let (folder, cached) = self.cached("legacy-unit", &UNIT_FILES)?;
        let mut files = Files::new();
        for (name, content) in cached {
            files.insert(format!("{UNIT}/public/{folder}/{name}"), content);
        }
        for name in ["devices.json", "devices.hbs", "INSTALL.md"] {
            let text = self.filled(&format!("legacy-unit/{name}"), &folder)?;
            files.insert(format!("{UNIT}/{name}"), text);
        }
        self.add_common(&mut files, "legacy-unit", &format!("{UNIT}/public/site"))?;
        self.add_licences(&mut files, UNIT)?;
        for path in files.keys() {
            // The console reads a comma in an address as "these files in one".
            ensure!(!path.contains(','), "the console cannot serve {path}: it has a comma");
        }
        Ok(files)
    }

    fn war(&self) -> Result<Files> {
        let (folder, cached) = self.cached("war", &WAR_FILES)?;
        let mut files = Files::new();
        for (name, content) in cached {
            files.insert(format!("{folder}/{name}"), content);
        }
        for (name, place) in [
            ("index.html", "index.html"),
            ("WEB-INF/web.xml", "WEB-INF/web.xml"),
            // The server does not serve this folder.
            ("INSTALL.md", "WEB-INF/INSTALL.md"),
        ] {
            files.insert(place.to_owned(), self.filled(&format!("war/{name}"), &folder)?);
        }
        self.add_common(&mut files, "war", "site")?;
        self.add_licences(&mut files, "WEB-INF")?;
        Ok(files)
    }

    fn add_licences(&self, files: &mut Files, folder: &str) -> Result<()> {
        let others = self.out.join(licences::FILE);
        files.insert(format!("{folder}/LICENSE"), self.read(&self.project.root.join("LICENSE"))?);
        files.insert(format!("{folder}/{}", licences::FILE), self.read(&others)?);
        Ok(())
    }

    /// Adds the files that an administrator may edit. Their paths never change.
    fn add_common(&self, files: &mut Files, dropin: &str, site: &str) -> Result<()> {
        let source = self.source(&format!("{dropin}/site/options.json"));
        files.insert(format!("{site}/options.json"), self.read(&source)?);
        let contract = self.project.root.join("src/host/contract.json");
        files.insert(format!("{site}/contract.json"), self.read(&contract)?);
        Ok(())
    }

    /// Returns the cached files and the name of their folder: the version, for people, and a digest of the contents, because
    /// two builds of one version must not share a path.
    fn cached(&self, dropin: &str, names: &[&str]) -> Result<(String, Files)> {
        let scripts = self.project.target.join("dropins");
        let mut files = Files::new();
        for name in names {
            let places = [
                self.project.dist().join(name),
                scripts.join(name),
                self.source(&format!("{dropin}/{name}")),
            ];
            let path = places.iter().find(|path| path.is_file());
            let path = path.with_context(|| {
                format!("{name} is not in www/dist: run `cargo xtask build` first")
            })?;
            files.insert((*name).to_owned(), self.read(path)?);
        }
        Ok((format!("{}-{}", self.version, digest(&files)), files))
    }

    /// A file of `www/dropins` with its two placeholders filled in.
    fn filled(&self, name: &str, folder: &str) -> Result<Vec<u8>> {
        let text = String::from_utf8(self.read(&self.source(name))?)?;
        Ok(text.replace("%version%", self.version).replace("%folder%", folder).into_bytes())
    }

    fn source(&self, name: &str) -> PathBuf {
        self.project.www().join("dropins").join(name)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        fs::read(path).with_context(|| format!("{} is unreadable", path.display()))
    }
}

/// Eight letters that change with any of the files.
fn digest(files: &Files) -> String {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    format!("{:08x}", hasher.finish() as u32)
}

fn write_folder(folder: &Path, files: &Files) -> Result<()> {
    for (path, content) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, content)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// The time of all files in an archive. It must differ between builds: servers tell two pages of one length apart by their
/// times alone.
fn now() -> Result<DateTime> {
    let now = OffsetDateTime::now_utc();
    let time = DateTime::from_date_and_time(
        u16::try_from(now.year())?,
        now.month().into(),
        now.day(),
        now.hour(),
        now.minute(),
        now.second(),
    );
    time.context("the clock of this machine is outside of what archives can hold")
}

/// Writes an archive. The same files and time give the same bytes, whoever the user and whatever the machine.
fn write_archive(file: &Path, files: &Files, time: DateTime) -> Result<()> {
    let context = || format!("{} cannot be written", file.display());
    let mut archive = ZipWriter::new(File::create(file).with_context(context)?);
    let options = SimpleFileOptions::default().unix_permissions(0o644).last_modified_time(time);
    for (path, content) in files {
        archive.start_file(path.as_str(), options).with_context(context)?;
        archive.write_all(content).with_context(context)?;
    }
    archive.finish().with_context(context)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> Files {
        texts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_digest_changes_with_names_and_contents() {
        let one = digest(&files(&[("a.js", "1")]));
        assert_eq!(one.len(), 8);
        assert_eq!(one, digest(&files(&[("a.js", "1")])));
        assert_ne!(one, digest(&files(&[("a.js", "2")])));
        assert_ne!(one, digest(&files(&[("b.js", "1")])));
    }

    #[test]
    fn archives_carry_the_time_of_their_making() {
        let time = now().unwrap();
        assert_ne!((time.year(), time.month(), time.day()), (1980, 1, 1));
    }

    #[test]
    fn the_same_files_give_the_same_archive() {
        let folder = std::env::temp_dir().join(format!("xtask-dropins-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let files = files(&[("a/b.js", "1"), ("c.txt", &"long ".repeat(100))]);
        for name in ["one.zip", "two.zip"] {
            write_archive(&folder.join(name), &files, DateTime::default()).unwrap();
        }
        let one = fs::read(folder.join("one.zip")).unwrap();
        assert!(one.starts_with(b"PK") && one.len() < 500, "{}", one.len());
        assert_eq!(one, fs::read(folder.join("two.zip")).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
