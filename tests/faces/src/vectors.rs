//! The rule vectors as calls with what must come out (`tests/vectors/README.md` describes the files). It must never repair a
//! case.

use crate::Call;
use crate::native;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The files that are about exported functions, and the function. The versions have no function of their own.
const FILES: [(&str, &str); 11] = [
    ("usernames", "validateUsername"),
    ("serials", "validateSerial"),
    ("profiles", "validateProfileUuid"),
    ("enrollment", "validateEnrollment"),
    ("checklist", "evaluateChecklist"),
    ("changes", "planChanges"),
    ("limits", "validateProfile"),
    ("flags", "effectiveFlags"),
    ("setup", "previewSetup"),
    ("setup-edges", "previewSetup"),
    ("import", "validateImport"),
];

/// A call and what must come out.
pub struct Case {
    /// File and name, for reports.
    pub name: String,
    /// The call.
    pub call: Call,
    /// As the file says.
    expect: Value,
}

/// Where the vectors are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors")
}

/// All cases of a folder.
pub fn cases(folder: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (file, function) in FILES {
        let path = folder.join(file).with_extension("json");
        let text =
            fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
        let listed: Vec<Value> =
            serde_json::from_str(&text).with_context(|| format!("{file}.json"))?;
        ensure!(!listed.is_empty(), "{file}.json has no cases");
        for case in listed {
            let name = format!("{file}: {}", case["name"].as_str().unwrap_or_default());
            let arguments = arguments(function, &case).with_context(|| name.clone())?;
            cases.push(Case {
                name,
                call: Call::new(function, arguments),
                expect: case["expect"].clone(),
            });
        }
    }
    Ok(cases)
}

fn arguments(function: &str, case: &Value) -> Result<Value> {
    let input = &case["input"];
    Ok(match function {
        "validateUsername" | "validateEnrollment" => json!([input, case["policy"]]),
        "validateImport" => json!([input, case["options"]]),
        "evaluateChecklist" => json!([confirmed_now(input)?]),
        _ => json!([input]),
    })
}

/// The facts with each fingerprint `$now` replaced by the one that the item has without any confirmation.
fn confirmed_now(facts: &Value) -> Result<Value> {
    let mut bare = facts.clone();
    let mut facts = facts.clone();
    let Some(words) = facts["confirmations"].as_array_mut() else { return Ok(facts) };
    bare["confirmations"] = Value::Null;
    let now: Value = serde_json::from_str(&native::call("evaluateChecklist", &json!([bare]))?)?;
    for word in words {
        if word["fingerprint"] == "$now" {
            let items = now["items"].as_array().context("an answer without items")?;
            let item = items.iter().find(|item| item["id"] == word["item"]);
            word["fingerprint"] = item.context("a confirmation of no item")?["fingerprint"].clone();
        }
    }
    Ok(facts)
}

impl Case {
    /// What is wrong with an answer; nothing when it is as the file says. Sentences are not part of a case.
    pub fn fault(&self, answer: &str) -> Option<String> {
        let Ok(mut answer) = serde_json::from_str::<Value>(answer) else {
            return Some(format!("is no JSON: {answer}"));
        };
        if self.call.function == "evaluateChecklist" {
            return self.disagreement(&answer);
        }
        // Most cases say nothing about columns and rejected rows; the others say nothing about the problems of a row twice.
        for key in ["columns", "rejects"] {
            let Some(fields) = answer.as_object_mut().filter(|_| self.expect[key].is_null()) else {
                continue;
            };
            fields.remove(key);
        }
        for reject in answer.get_mut("rejects").and_then(Value::as_array_mut).into_iter().flatten()
        {
            reject.as_object_mut().and_then(|reject| reject.remove("problems"));
        }
        if let Some(mute) = take_sentences(&mut answer) {
            return Some(format!("has a problem without a sentence: {mute}"));
        }
        match self.call.function.as_str() {
            "previewSetup" => return self.unlike_preview(&answer),
            "effectiveFlags" => return self.unlike_flags(&answer),
            _ => {}
        }
        (answer != self.expect).then(|| format!("is {answer} and not {}", self.expect))
    }

    /// A preview has the panes, keys and answers that the case names, and no others where it names some.
    fn unlike_preview(&self, answer: &Value) -> Option<String> {
        let mut told = serde_json::Map::new();
        for key in self.expect.as_object()?.keys() {
            let part = match key.as_str() {
                "panes" | "keys" => Value::Object(states(&answer[key])),
                "signIn" | "owner" | "agent" => answer[key]["code"].clone(),
                _ => answer[key].clone(),
            };
            told.insert(key.clone(), part);
        }
        let told = Value::Object(told);
        (told != self.expect).then(|| format!("is {told} and not {}", self.expect))
    }

    /// The flags that the case names are as it says.
    fn unlike_flags(&self, answer: &Value) -> Option<String> {
        let flags = answer["flags"].as_array().into_iter().flatten();
        let differs = |flag: &Value| {
            let wanted = self.expect[flag["flag"].as_str().unwrap_or_default()].as_object()?;
            let told = wanted.iter().all(|(key, wanted)| flag[key] == *wanted);
            (!told).then(|| format!("has {flag}"))
        };
        flags.into_iter().find_map(differs)
    }

    /// A checklist has everything that the case names; what it does not name may be anything.
    fn disagreement(&self, answer: &Value) -> Option<String> {
        let differs = |name: String, got: &Value, wanted: &Value| {
            (got != wanted).then(|| format!("has {name} {got} and not {wanted}"))
        };
        let whole =
            ["readiness", "ready", "open"].into_iter().filter(|key| !self.expect[*key].is_null());
        let items = self.expect["items"].as_array().into_iter().flatten();
        let of_item = |wanted: &Value| {
            let id = wanted["id"].as_str().unwrap_or_default().to_owned();
            let found = answer["items"].as_array().into_iter().flatten();
            let item = found.into_iter().find(|item| item["id"] == wanted["id"]).cloned();
            let item = item.unwrap_or(Value::Null);
            let keys = wanted.as_object().into_iter().flatten();
            keys.into_iter()
                .find_map(|(key, wanted)| differs(format!("{id}.{key}"), &item[key], wanted))
        };
        whole
            .into_iter()
            .find_map(|key| differs(key.into(), &answer[key], &self.expect[key]))
            .or_else(|| items.into_iter().find_map(of_item))
    }
}

/// The states of panes or keys by their names.
fn states(list: &Value) -> serde_json::Map<String, Value> {
    let name =
        |item: &Value| item["pane"].as_str().or_else(|| item["key"].as_str()).map(str::to_owned);
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| Some((name(item)?, item["code"].clone()))).collect()
}

/// Takes the sentences out of an answer: those of its problems, of its kinds of changes, and of each change. Gives back what has
/// none.
fn take_sentences(answer: &mut Value) -> Option<Value> {
    for list in ["problems", "kinds"] {
        // Not by index, which would add the list where there is none.
        for part in answer.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let message = part.as_object_mut().and_then(|part| part.remove("message"));
            if message.as_ref().and_then(Value::as_str).is_none_or(str::is_empty) {
                return Some(part.clone());
            }
        }
    }
    let changes = answer.get_mut("changes").and_then(Value::as_array_mut);
    changes.into_iter().flatten().find_map(take_sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vector_is_answered_natively_as_it_says() {
        let cases = cases(&folder()).unwrap();
        let faults: Vec<String> = cases
            .iter()
            .filter_map(|case| {
                let answer = native::call(&case.call.function, &case.call.arguments).unwrap();
                case.fault(&answer).map(|fault| format!("{} {fault}", case.name))
            })
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_wrong_answer_is_seen() {
        let case = |function: &str, expect: Value| Case {
            name: String::new(),
            call: Call::new(function, json!([])),
            expect,
        };
        let good = case("validateSerial", json!({ "ok": true, "value": "A", "problems": [] }));
        assert_eq!(good.fault(r#"{"ok":true,"value":"A","problems":[]}"#), None);
        assert!(good.fault(r#"{"ok":true,"value":"B","problems":[]}"#).is_some());
        assert!(good.fault(r#"{"ok":true,"value":"A","problems":[{"message":""}]}"#).is_some());
        assert!(good.fault("threw").is_some());
        let partial = json!({ "open": 1, "items": [{ "id": "user", "fix": null }] });
        let partial = case("evaluateChecklist", partial);
        assert_eq!(partial.fault(r#"{"open":1,"ready":false,"items":[{"id":"user"}]}"#), None);
        assert!(partial.fault(r#"{"open":2,"items":[{"id":"user"}]}"#).is_some());
        assert!(partial.fault(r#"{"open":1,"items":[{"id":"user","fix":"refresh"}]}"#).is_some());
    }
}
