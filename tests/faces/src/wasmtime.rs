//! The component in wasmtime, as a host that is no browser runs it. Nothing is given to the component: one that asks for
//! something does not even start.

mod answers;
mod arguments;
mod changes;
mod setup;

use crate::arguments::Argument;
use crate::json::{list, text};
use crate::{Call, Face};
use anyhow::{Context, Result, anyhow, bail, ensure};
use bindings::Rules;
use bindings::exports::dep_enroll::rules::bulk_import::{ImportOptions, ImportReport};
use serde_json::Value;
use std::path::Path;
use wasmtime::component::{Component, Linker, ResourceAny};
use wasmtime::{Engine, Store, StoreLimits, StoreLimitsBuilder};

/// What wasmtime makes of `wit/`.
#[allow(missing_docs)] // Generated: the documentation is in wit/.
mod bindings {
    wasmtime::component::bindgen!({ path: "../../wit", world: "rules" });
}

/// The most memory that the component may have, in bytes. No call of a battery needs a tenth of it, so one that keeps what
/// it was given fails long before the battery ends.
const MOST_MEMORY: usize = 16 << 20;

/// A running component.
pub struct Wasmtime {
    store: Store<StoreLimits>,
    rules: Rules,
}

impl Face for Wasmtime {
    fn name(&self) -> &'static str {
        "wasmtime"
    }

    fn answers(&mut self, calls: &[Call]) -> Result<Vec<String>> {
        calls.iter().map(|made| self.call(&made.function, &made.arguments)).collect()
    }
}

impl Wasmtime {
    /// Compiles and starts a component.
    pub fn start(component: &Path) -> Result<Wasmtime> {
        let engine = Engine::default();
        let what = component.display();
        let component = Component::from_file(&engine, component).map_err(plain);
        let component = component.with_context(|| format!("{what} cannot be compiled"))?;
        let needs = component.component_type().imports(&engine).len();
        ensure!(needs == 0, "{what} has {needs} imports and must have none");
        let limits = StoreLimitsBuilder::new().memory_size(MOST_MEMORY).build();
        let mut store = Store::new(&engine, limits);
        store.limiter(|limits| limits);
        // An empty linker: there is nothing that it could hand to the component.
        let rules =
            Rules::instantiate(&mut store, &component, &Linker::new(&engine)).map_err(plain);
        Ok(Wasmtime { store, rules: rules.with_context(|| format!("{what} does not start"))? })
    }

    /// The answer of one call.
    pub fn call(&mut self, function: &str, arguments: &Value) -> Result<String> {
        let all = Argument::all(arguments);
        let (first, second, third) = (all.at(0), all.at(1), all.at(2));
        let store = &mut self.store;
        let checks = self.rules.dep_enroll_rules_checks();
        let checklist = self.rules.dep_enroll_rules_checklist();
        // The last argument has the sentences; which one is the last depends on the function.
        let words = |options: Argument| options.messages();
        let answer = match function {
            "validateUsername" => {
                let policy = arguments::policy(&second)?;
                checks
                    .call_validate_username(
                        store,
                        &first.some_text()?,
                        policy.as_ref(),
                        &words(third)?,
                    )
                    .map(|answer| answers::text(&answer))
            }
            "validateUsernames" => {
                let policy = arguments::policy(&second)?;
                checks
                    .call_validate_usernames(
                        store,
                        &texts(&first)?,
                        policy.as_ref(),
                        &words(third)?,
                    )
                    .map(|all| list(all.iter().map(answers::text)))
            }
            "validateSerial" => checks
                .call_validate_serial(store, &first.some_text()?, &words(second)?)
                .map(|answer| answers::text(&answer)),
            "validateSerials" => checks
                .call_validate_serials(store, &texts(&first)?, &words(second)?)
                .map(|all| list(all.iter().map(answers::text))),
            "validateProfileUuid" => checks
                .call_validate_profile_uuid(store, &first.some_text()?, &words(second)?)
                .map(|answer| answers::text(&answer)),
            "validateProfileUuids" => checks
                .call_validate_profile_uuids(store, &texts(&first)?, &words(second)?)
                .map(|all| list(all.iter().map(answers::text))),
            "validateEnrollment" => {
                let (draft, policy) = (arguments::draft(&first)?, arguments::policy(&second)?);
                checks
                    .call_validate_enrollment(store, &draft, policy.as_ref(), &words(third)?)
                    .map(|answer| answers::enrollment(&answer))
            }
            "validateEnrollments" => {
                let policy = arguments::policy(&second)?;
                let drafts = first.list(|fields| arguments::draft(&fields))?.unwrap_or_default();
                checks
                    .call_validate_enrollments(store, &drafts, policy.as_ref(), &words(third)?)
                    .map(|all| list(all.iter().map(answers::enrollment)))
            }
            "evaluateChecklist" => checklist
                .call_evaluate_checklist(store, &arguments::facts(&first)?, &words(second)?)
                .map(|judged| answers::checklist(&judged)),
            "evaluateChecklists" => {
                let facts = first.list(|facts| arguments::facts(&facts))?.unwrap_or_default();
                checklist
                    .call_evaluate_checklists(store, &facts, &words(second)?)
                    .map(|all| list(all.iter().map(answers::checklist)))
            }
            "planChanges" => self
                .rules
                .dep_enroll_rules_changes()
                .call_plan_changes(store, &changes::request(&first)?, &words(second)?)
                .map(|plan| changes::plan(&plan)),
            "validateProfile" => self
                .rules
                .dep_enroll_rules_setup()
                .call_validate_profile(store, &setup::profile(&first)?, &words(second)?)
                .map(|report| setup::report(&report)),
            "effectiveFlags" => {
                let profile = setup::profile(&first.part("profile"))?;
                let device = setup::device(&first)?;
                self.rules
                    .dep_enroll_rules_setup()
                    .call_effective_flags(store, &profile, &device, &words(second)?)
                    .map(|flags| setup::flags(&flags))
            }
            "previewSetup" => {
                let profile = setup::profile(&first.part("profile"))?;
                let device = setup::device(&first)?;
                let draft = first.part("enrollment").there();
                let draft = draft.map(|fields| arguments::draft(&fields)).transpose()?;
                self.rules
                    .dep_enroll_rules_setup()
                    .call_preview_setup(store, &profile, &device, draft.as_ref(), &words(second)?)
                    .map(|preview| setup::preview(&preview))
            }
            "validateImport" => return self.import(&first.bytes()?, &arguments::options(&second)?),
            "version" => self.rules.call_version(store).map(|version| text(&version)),
            other => bail!("there is no function {other}"),
        };
        answer
            .map_err(plain)
            .with_context(|| format!("the component failed at {function} {arguments}"))
    }

    /// Reads a file both ways, as a whole and slice by slice; if they do not agree, that is the answer.
    fn import(&mut self, file: &[u8], options: &ImportOptions) -> Result<String> {
        let bulk = self.rules.dep_enroll_rules_bulk_import();
        let whole = bulk.call_validate_import(&mut self.store, file, options).map_err(plain)?;
        let whole = answers::report(&whole);
        let sliced = answers::report(&self.slices(file, options).map_err(plain)?);
        let agree = whole == sliced;
        Ok(if agree { whole } else { format!("as a whole {whole}, in slices {sliced}") })
    }

    fn slices(&mut self, file: &[u8], options: &ImportOptions) -> wasmtime::Result<ImportReport> {
        let store = &mut self.store;
        let bulk = self.rules.dep_enroll_rules_bulk_import();
        let importer = bulk.importer();
        let handle: ResourceAny = importer.call_constructor(&mut *store, options)?;
        let (mut rows, mut rejects, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        // A length that falls into the middle of everything.
        for slice in file.chunks(7) {
            let slice = importer.call_feed(&mut *store, handle, slice)?;
            rows.extend(slice.rows);
            rejects.extend(slice.rejects);
            problems.extend(slice.problems);
        }
        let mut report = importer.call_finish(&mut *store, handle)?;
        rows.append(&mut report.rows);
        rejects.append(&mut report.rejects);
        problems.append(&mut report.problems);
        Ok(ImportReport { rows, rejects, problems, ..report })
    }
}

fn texts(values: &Argument) -> Result<Vec<String>> {
    Ok(values.list(|value| value.some_text())?.unwrap_or_default())
}

/// wasmtime's error as everybody's: without its own backtraces it does not convert by itself.
fn plain(error: wasmtime::Error) -> anyhow::Error {
    anyhow!("{error:?}")
}
