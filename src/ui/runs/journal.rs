//! What runs write down, in the browser: the shell keeps it (`www/src/journal.ts`). A journal belongs to the account that made
//! it. Nothing here may decide what is written.

use js_sys::{Array, Promise};
use run::{Entry, Plan};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The shell's journal.
    type Shell;

    #[wasm_bindgen(method, catch)]
    fn hold(this: &Shell, run: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn release(this: &Shell, run: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn append(this: &Shell, owner: &str, run: &str, entries: Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Shell, owner: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn remove(this: &Shell, owner: &str, run: &str) -> Result<Promise, JsValue>;
}

thread_local! {
    static SHELL: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Says where journals are kept.
pub fn use_journal(shell: JsValue) {
    SHELL.set(Some(shell));
}

fn shell() -> Option<Shell> {
    SHELL.with_borrow(Clone::clone).map(JsCast::unchecked_into)
}

/// Waits for the shell's answer; `None` if it refuses, or if there is none.
async fn answer(promise: Option<Result<Promise, JsValue>>) -> Option<JsValue> {
    JsFuture::from(promise?.ok()?).await.ok()
}

/// Takes the lock of a run: `Some(false)` if another tab has it, `None` if this browser keeps no journals.
pub async fn hold(run: &str) -> Option<bool> {
    answer(shell().map(|shell| shell.hold(run))).await?.as_bool()
}

/// Gives the lock of a run back.
pub fn release(run: &str) {
    // A lock that cannot be given back is one that was never taken.
    let _ = shell().map(|shell| shell.release(run));
}

/// Writes entries behind those that a run has. Says whether they are kept.
pub async fn append(owner: &str, run: &str, entries: &[Entry]) -> bool {
    let texts = entries.iter().map(|entry| JsValue::from_str(&entry.to_text())).collect();
    answer(shell().map(|shell| shell.append(owner, run, texts))).await.is_some()
}

/// A journal as it was found.
pub struct Found {
    /// The plan.
    pub plan: Plan,
    /// What follows it.
    pub entries: Vec<Entry>,
    /// Whether a tab carries it on.
    pub is_held: bool,
}

/// All journals of an account, the oldest first; `None` if this browser keeps none.
pub async fn read(owner: &str) -> Option<Vec<Found>> {
    let all = Array::from(&answer(shell().map(|shell| shell.read(owner))).await?);
    Some(all.iter().filter_map(|one| found(&Array::from(&one))).collect())
}

/// Reads one journal. One without a plan, of which the rest was too old, is none.
fn found(texts: &Array) -> Option<Found> {
    let entry = |text: JsValue| Entry::read(&text.as_string()?);
    let Entry::Plan(plan) = entry(texts.get(1))? else { return None };
    let entries = texts.iter().skip(2).filter_map(entry).collect();
    Some(Found { plan, entries, is_held: texts.get(0).is_truthy() })
}

/// Deletes the journal of a run.
pub async fn remove(owner: &str, run: &str) {
    answer(shell().map(|shell| shell.remove(owner, run))).await;
}
