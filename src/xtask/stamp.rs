//! Remembers the inputs of a build step, so that the step runs only when they have changed.
//!
//! It must never compare times: a fresh checkout or a switched branch touches every file. It compares contents.

use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A digest of a step's inputs, compared with the one its last run left.
pub struct Stamp {
    file: PathBuf,
    digest: DefaultHasher,
}

impl Stamp {
    /// Starts a digest whose last value is in `file`. This program is the first input, because its code decides how outputs
    /// look.
    pub fn new(file: PathBuf) -> Result<Self> {
        let mut stamp = Self::new_data(file);
        let tool = fs::metadata(std::env::current_exe()?)?;
        (tool.len(), tool.modified()?).hash(&mut stamp.digest);
        Ok(stamp)
    }

    /// Starts a digest for outputs that do not depend on the code of this program.
    pub fn new_data(file: PathBuf) -> Self {
        Self { file, digest: DefaultHasher::new() }
    }

    /// Adds a plain value, such as an option.
    pub fn value(mut self, value: &str) -> Self {
        value.hash(&mut self.digest);
        self
    }

    /// Adds a file, or all files below a folder with their paths in it; a path that is missing counts as empty.
    pub fn path(mut self, path: &Path) -> Result<Self> {
        for file in files_under(path)? {
            let content =
                fs::read(&file).with_context(|| format!("{} is unreadable", file.display()))?;
            (file.strip_prefix(path)?, content).hash(&mut self.digest);
        }
        Ok(self)
    }

    /// Whether the last run had the same inputs.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|old| old == self.text())
    }

    /// Keeps the digest, once the outputs are written.
    pub fn keep(self) -> Result<()> {
        fs::write(&self.file, self.text())
            .with_context(|| format!("{} cannot be written", self.file.display()))
    }

    fn text(&self) -> String {
        format!("{:016x}", self.digest.finish())
    }
}

/// All files at or below a path, sorted, without hidden ones.
fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    if path.is_dir() {
        let entries = fs::read_dir(path)?.collect::<std::io::Result<Vec<_>>>()?;
        let mut paths: Vec<_> = entries
            .iter()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .map(fs::DirEntry::path)
            .collect();
        paths.sort();
        for path in paths {
            files.extend(files_under(&path)?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_current_until_an_input_changes() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        let inputs = folder.join("inputs/deep");
        fs::create_dir_all(&inputs).unwrap();
        let stamp = |option: &str| {
            let stamp = Stamp::new(folder.join("stamp")).unwrap().value(option);
            stamp.path(&folder.join("inputs")).unwrap()
        };
        fs::write(inputs.join("a"), "one").unwrap();
        assert!(!stamp("dev").is_current());
        stamp("dev").keep().unwrap();
        assert!(stamp("dev").is_current());
        assert!(!stamp("release").is_current());
        fs::write(inputs.join("a"), "two").unwrap();
        assert!(!stamp("dev").is_current());
        fs::write(inputs.join("a"), "one").unwrap();
        assert!(stamp("dev").is_current());
        fs::write(inputs.join("b"), "").unwrap();
        assert!(!stamp("dev").is_current());
        fs::remove_dir_all(folder).unwrap();
    }
}
