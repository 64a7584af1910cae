//! Calls with their right answers as files, for faces that cannot be reached from here: a browser, a packed module. One call
//! a line: `{"f":"validateUsername","a":[…],"e":"<the JSON text of the answer>"}`. It must never hold an answer that the
//! faces did not agree on.

use crate::Call;
use anyhow::{Context, Result};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// The size at which the next file is begun, in bytes: small enough to be fetched and parsed in one go.
const CHUNK: usize = 1_000_000;

/// Writes files `corpus-000.jsonl`, `corpus-001.jsonl`, … into a folder of their own.
pub struct Corpus {
    folder: PathBuf,
    chunk: String,
    files: usize,
}

impl Corpus {
    /// An empty corpus. What another one has left in the folder goes away.
    pub fn new(folder: &Path) -> Result<Corpus> {
        fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with("corpus-") && name.ends_with(".jsonl") {
                fs::remove_file(&path).with_context(|| format!("{} stays", path.display()))?;
            }
        }
        Ok(Corpus { folder: folder.to_owned(), chunk: String::new(), files: 0 })
    }

    /// Adds a call and its answer.
    pub fn add(&mut self, call: &Call, answer: &str) -> Result<()> {
        let line = json!({ "f": call.function, "a": call.arguments, "e": answer }).to_string();
        if !self.chunk.is_empty() && self.chunk.len() + line.len() > CHUNK {
            self.write()?;
        }
        self.chunk.push_str(&line);
        self.chunk.push('\n');
        Ok(())
    }

    /// Writes what is left, and answers how many files there are.
    pub fn end(mut self) -> Result<usize> {
        if !self.chunk.is_empty() {
            self.write()?;
        }
        Ok(self.files)
    }

    fn write(&mut self) -> Result<()> {
        let file = self.folder.join(format!("corpus-{:03}.jsonl", self.files));
        fs::write(&file, &self.chunk)
            .with_context(|| format!("{} cannot be written", file.display()))?;
        self.chunk.clear();
        self.files += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corpus_is_cut_into_files_and_replaces_an_older_one() {
        let folder = std::env::temp_dir().join(format!("corpus-{}", std::process::id()));
        let long = "x".repeat(400_000);
        for (count, files) in [(5, 3), (1, 1)] {
            let mut corpus = Corpus::new(&folder).unwrap();
            for _ in 0..count {
                corpus.add(&Call::new("f", json!([long])), "\"e\"").unwrap();
            }
            assert_eq!(corpus.end().unwrap(), files);
            assert_eq!(fs::read_dir(&folder).unwrap().count(), files);
        }
        let text = fs::read_to_string(folder.join("corpus-000.jsonl")).unwrap();
        let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!((&line["f"], &line["e"]), (&json!("f"), &json!("\"e\"")));
        fs::remove_dir_all(folder).unwrap();
    }
}
