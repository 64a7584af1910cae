//! The component in Node: transpiled to JavaScript by the library behind `jco`, and called through `node/component.mjs` by
//! one process for the whole battery. It must never read an answer: a line goes out, a line comes back.

use crate::{Call, Face};
use anyhow::{Context, Result, bail, ensure};
use js_component_bindgen::{TranspileOpts, transpile};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

/// The name that the transpiled files begin with.
const NAME: &str = "rules";

/// Writes the JavaScript form of a component into a folder: `rules.js` and the modules that it loads.
pub fn write(component: &Path, folder: &Path) -> Result<()> {
    let bytes =
        fs::read(component).with_context(|| format!("{} is missing", component.display()))?;
    let options = TranspileOpts::builder().name(NAME.to_owned()).no_typescript(true).build();
    let transpiled = transpile(&bytes, options).context("the component cannot be transpiled")?;
    ensure!(transpiled.imports.is_empty(), "the script imports {:?}", transpiled.imports);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (name, mut content) in transpiled.files {
        if name.ends_with(".js") {
            content = keep_marks(String::from_utf8(content)?)?.into_bytes();
        }
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(&file, content)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    // Node takes a `.js` file for a module only where a package says so.
    fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    Ok(())
}

/// The script with a decoder that leaves a text as it is. The one that comes with it takes a byte order mark off every text
/// that begins with one, and such a mark in front of a pasted name is just what an admin has to be told about.
fn keep_marks(script: String) -> Result<String> {
    const DECODER: &str = "new TextDecoder()";
    ensure!(
        script.contains(DECODER),
        "the script has no `{DECODER}`: see whether it keeps byte order marks by itself now, and whether this repair can go"
    );
    Ok(script.replace(DECODER, "new TextDecoder(\"utf-8\", { ignoreBOM: true })"))
}

/// A Node process that answers calls through a script of `node/`.
pub struct Node {
    name: &'static str,
    process: Child,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Node {
    /// Starts the transpiled component in `folder`.
    pub fn component(folder: &Path) -> Result<Node> {
        Node::start("jco", "component.mjs", &folder.join(format!("{NAME}.js")))
    }

    /// Starts the package's own functions.
    pub fn package(script: &Path) -> Result<Node> {
        Node::start("validate", "validate.mjs", script)
    }

    /// Starts a module of `node/`, which gets the path of what it is to load.
    fn start(name: &'static str, module: &str, loads: &Path) -> Result<Node> {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
        let mut process = Command::new("node")
            .arg(scripts.join("serve.mjs"))
            .arg(scripts.join(module))
            .arg(loads)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node could not be started; install Node.js 20 or newer")?;
        let answers = process.stdout.take().context("node has no output")?;
        Ok(Node { name, process, answers: BufReader::new(answers).lines() })
    }
}

impl Face for Node {
    fn name(&self) -> &'static str {
        self.name
    }

    fn answers(&mut self, calls: &[Call]) -> Result<Vec<String>> {
        let mut lines = String::new();
        for call in calls {
            lines.push_str(&call.to_line());
            lines.push('\n');
        }
        let mut input = self.process.stdin.take().context("node takes no more calls")?;
        // Answers come while calls go out: with both in one thread, each side could wait for the other.
        let (sent, answers) = thread::scope(|scope| {
            let sender =
                scope.spawn(|| input.write_all(lines.as_bytes()).and_then(|()| input.flush()));
            let answers: Vec<_> = self.answers.by_ref().take(calls.len()).collect();
            (sender.join(), answers)
        });
        self.process.stdin = Some(input);
        let answers = answers.into_iter().collect::<std::io::Result<Vec<String>>>()?;
        match sent {
            Ok(Ok(())) if answers.len() == calls.len() => Ok(answers),
            _ => bail!("node ended after {} of {} answers", answers.len(), calls.len()),
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Without input the script ends by itself.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
