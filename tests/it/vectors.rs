//! Runs the rule vectors natively. It must never repair a case: what the file says is what must come out.
//! `tests/vectors/README.md` describes the files; the browser runs the same ones through the exported functions.

mod changes;
mod codes;
pub(crate) mod import;
mod setup;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rules::checklist::{
    AgentFacts, Ages, Checklist, Existence, Item, ItemId, ProfileFacts, Status, evaluate, lineage,
};
use rules::problem::Checked;
use rules::{
    Confirmation, Draft, Facts, Problem, UsernamePolicy, Version, catalogue, enrollment, moment,
    profile, serial, username,
};
use serde_json::{Map, Value, json};

/// The promise of the battery: it may grow, not shrink.
const FEWEST_CASES: usize = 1899;

const FILES: [&str; 12] = [
    "usernames.json",
    "serials.json",
    "profiles.json",
    "enrollment.json",
    "checklist.json",
    "changes.json",
    "limits.json",
    "flags.json",
    "setup.json",
    "setup-edges.json",
    "versions.json",
    "import.json",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors")
}

fn cases(file: &str) -> Vec<Value> {
    let path = folder().join(file);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Runs every case of a file and reports all that differ, not only the first.
fn run(file: &str, answer: impl Fn(&Value) -> Value, same: impl Fn(&Value, &Value) -> bool) {
    let mut wrong = Vec::new();
    for case in cases(file) {
        let got = answer(&case);
        if !same(&got, &case["expect"]) {
            wrong
                .push(format!("{}\n  expected {}\n  got      {got}", case["name"], case["expect"]));
        }
    }
    assert!(wrong.is_empty(), "{file}: {} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn policy(value: &Value) -> UsernamePolicy {
    let plain = UsernamePolicy::default();
    let length = |key: &str, otherwise: usize| {
        value[key].as_u64().map_or(otherwise, |length| usize::try_from(length).unwrap())
    };
    UsernamePolicy {
        tenant_domain: value["tenantDomain"].as_str().map(str::to_owned),
        email_usernames: value["emailUsernames"].as_bool().unwrap_or(plain.email_usernames),
        min_length: length("minLength", plain.min_length),
        max_length: length("maxLength", plain.max_length),
    }
}

fn draft(value: &Value) -> Draft {
    Draft {
        username: text(&value["username"]).to_owned(),
        login_required: value["loginRequired"].as_bool().unwrap(),
        agent_required: value["agentRequired"].as_bool().unwrap(),
    }
}

fn params(params: &[(&'static str, String)]) -> Value {
    let object: Map<String, Value> =
        params.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    assert_eq!(object.len(), params.len(), "a parameter twice: {params:?}");
    Value::Object(object)
}

/// The plain-data form of a problem. On the way it proves that its sentence can be said.
fn plain_problem(problem: &Problem) -> Value {
    sentence(problem.code, &problem.params);
    json!({
        "path": problem.path,
        "code": problem.code,
        "severity": problem.severity.word(),
        "params": params(&problem.params),
    })
}

/// The plain-data form of an answer.
fn plain<T>(checked: &Checked<T>, value: impl Fn(&T) -> Value) -> Value {
    let problems: Vec<Value> = checked.problems.iter().map(plain_problem).collect();
    let mut answer = json!({ "ok": checked.ok(), "problems": problems });
    if let Some(inner) = &checked.value {
        answer["value"] = value(inner);
    }
    answer
}

/// The sentence of a code; it must exist and have no place left to fill.
fn sentence(code: &str, params: &[(&'static str, String)]) -> String {
    let template = catalogue::english(code).or_else(|| table::english(code));
    let template = template.unwrap_or_else(|| panic!("{code} has no sentence"));
    for place in places(template) {
        assert!(
            params.iter().any(|(name, _)| *name == place),
            "{code} lacks the parameter {place}"
        );
    }
    catalogue::fill(template, params)
}

fn places(template: &str) -> Vec<&str> {
    template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn usernames_are_judged_as_the_vectors_say() {
    let answer = |case: &Value| {
        let checked = username::check(text(&case["input"]), &policy(&case["policy"]));
        plain(&checked, |name| json!(name.as_str()))
    };
    run("usernames.json", answer, Value::eq);
}

#[test]
fn serials_are_judged_as_the_vectors_say() {
    let answer =
        |case: &Value| plain(&serial::check(text(&case["input"])), |serial| json!(serial.as_str()));
    run("serials.json", answer, Value::eq);
}

#[test]
fn profile_uuids_are_judged_as_the_vectors_say() {
    let answer =
        |case: &Value| plain(&profile::check(text(&case["input"])), |uuid| json!(uuid.as_str()));
    run("profiles.json", answer, Value::eq);
}

#[test]
fn enrollments_are_judged_as_the_vectors_say() {
    let answer = |case: &Value| {
        let checked = enrollment::check(&draft(&case["input"]), &policy(&case["policy"]));
        plain(&checked, |enrollment| {
            let draft = enrollment.to_draft();
            json!({
                "username": draft.username,
                "loginRequired": draft.login_required,
                "agentRequired": draft.agent_required,
            })
        })
    };
    run("enrollment.json", answer, Value::eq);
}

/// A page answers from a quick yes alone, so a new code would never be seen if the quick check did not know its rule.
#[test]
fn the_quick_checks_say_yes_to_no_vector_with_a_problem() {
    type Quick = fn(&Value) -> bool;
    let quick: [(&str, Quick); 4] = [
        ("usernames.json", |case| {
            username::is_plain(text(&case["input"]), &policy(&case["policy"]))
        }),
        ("serials.json", |case| serial::is_plain(text(&case["input"]))),
        ("profiles.json", |case| profile::is_plain(text(&case["input"]))),
        ("enrollment.json", |case| {
            let Draft { username, login_required, .. } = draft(&case["input"]);
            enrollment::is_plain(&username, login_required, &policy(&case["policy"]))
        }),
    ];
    for (file, is_plain) in quick {
        let plain: Vec<_> = cases(file).into_iter().filter(is_plain).collect();
        assert!(!plain.is_empty(), "{file} has no plain value");
        for case in plain {
            assert_eq!(case["expect"]["problems"], json!([]), "{file}: {}", case["name"]);
        }
    }
}

#[test]
fn versions_are_compared_as_the_vectors_say() {
    let answer = |case: &Value| {
        let side = |key: &str| Version::parse(text(&case["input"][key]));
        let order = side("left").zip(side("right")).map(|(left, right)| match left.cmp(&right) {
            std::cmp::Ordering::Less => "less",
            std::cmp::Ordering::Equal => "equal",
            std::cmp::Ordering::Greater => "greater",
        });
        json!({ "order": order })
    };
    run("versions.json", answer, Value::eq);
}

/// The facts of a case, read as the exported function reads them.
pub(crate) fn facts(input: &Value) -> Facts {
    let device = &input["device"];
    let uuid = text(&device["profileUuid"]);
    let profiles: Option<Vec<ProfileFacts>> = input["profiles"].as_array().map(|list| {
        let texts = |value: &Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|uuid| text(uuid).to_owned()).collect()
        };
        list.iter()
            .map(|profile| ProfileFacts {
                uuid: text(&profile["uuid"]).to_owned(),
                name: text(&profile["name"]).to_owned(),
                supervised: profile["supervised"].as_bool(),
                mandatory: profile["mandatory"].as_bool(),
                superseded: texts(&profile["superseded"]),
            })
            .collect()
    });
    let agent = &input["agent"];
    let age = |source: &str| input["ages"][source].as_u64().map(|age| u32::try_from(age).unwrap());
    Facts {
        status: Status::parse(text(&device["status"])),
        profile_uuid: uuid.to_owned(),
        lineage: lineage(uuid, device["profileName"].as_str(), profiles.as_deref()),
        device_family: text(&device["deviceFamily"]).to_owned(),
        os: text(&device["os"]).to_owned(),
        os_version: device["osVersion"].as_str().and_then(Version::parse),
        dep_policies: input["depPolicies"].as_bool(),
        draft: input["enrollment"].is_object().then(|| draft(&input["enrollment"])),
        no_enrollment: false,
        policy: policy(&input["policy"]),
        existence: Existence::of(input["userExists"].as_bool()),
        agent: AgentFacts {
            configured: agent["configured"].as_bool(),
            published: agent["published"].as_bool(),
            compatible: agent["compatible"].as_bool(),
            server_version: agent["serverVersion"].as_str().and_then(Version::parse),
        },
        test_round: input["testRound"].as_bool().unwrap(),
        reused: input["reused"].as_bool().unwrap(),
        device_identifier: text(&device["deviceIdentifier"]).to_owned(),
        profile_fetched: device["profilePushTime"]
            .as_str()
            .is_some_and(|time| !moment::is_zero_text(time)),
        ages: Ages {
            device: age("device"),
            profiles: age("profiles"),
            users: age("users"),
            readiness: age("readiness"),
        },
    }
}

/// The confirmations of a case; `$now` stands for the fingerprint of the item as it is without any.
fn confirmations(input: &Value, facts: &Facts) -> Vec<Confirmation> {
    let before = evaluate(facts, &[]);
    let given = input["confirmations"].as_array().map_or(&[][..], Vec::as_slice);
    given
        .iter()
        .map(|word| {
            let item = *ItemId::ALL.iter().find(|id| id.word() == text(&word["item"])).unwrap();
            let fingerprint = match text(&word["fingerprint"]) {
                "$now" => {
                    before.items.iter().find(|known| known.id == item).unwrap().fingerprint.clone()
                }
                literal => literal.to_owned(),
            };
            Confirmation { item, fingerprint }
        })
        .collect()
}

fn plain_item(item: &Item) -> Value {
    sentence(item.code, &item.params);
    let todo = item.todo_code();
    if item.verdict.is_open() || catalogue::english(&todo).is_some() {
        sentence(&todo, &item.params);
    }
    json!({
        "id": item.id.word(),
        "verdict": item.verdict.word(),
        "code": item.code,
        "params": params(&item.params),
        "source": item.source.word(),
        "ageSeconds": item.age,
        "fix": item.fix.map(|fix| fix.word()),
        "because": item.because.map(ItemId::word),
        "confirmable": item.confirmable,
        "scope": item.scope.word(),
        "fingerprint": item.fingerprint,
    })
}

fn judged(case: &Value) -> Checklist {
    let facts = facts(&case["input"]);
    let confirmations = confirmations(&case["input"], &facts);
    evaluate(&facts, &confirmations)
}

/// Whether an answer has everything that a case names.
fn agrees(got: &Value, expected: &Value) -> bool {
    let named = |value: &Value, got: &Value| value.is_null() || value == got;
    let items = expected["items"].as_array().unwrap();
    named(&expected["readiness"], &got["readiness"])
        && named(&expected["ready"], &got["ready"])
        && named(&expected["open"], &got["open"])
        && items.iter().all(|item| {
            let twin =
                got["items"].as_array().unwrap().iter().find(|other| other["id"] == item["id"]);
            twin.is_some_and(|twin| {
                item.as_object().unwrap().iter().all(|(key, value)| twin[key] == *value)
            })
        })
}

#[test]
fn checklists_are_judged_as_the_vectors_say() {
    let answer = |case: &Value| {
        let checklist = judged(case);
        let items: Vec<Value> = checklist.items.iter().map(plain_item).collect();
        json!({
            "readiness": checklist.readiness.word(),
            "ready": checklist.ready,
            "open": checklist.open,
            "items": items,
        })
    };
    run("checklist.json", answer, agrees);
}

#[test]
fn the_battery_does_not_shrink_and_every_case_has_a_name_of_its_own() {
    let mut total = 0;
    for file in FILES {
        let cases = cases(file);
        let names: BTreeSet<&str> = cases.iter().map(|case| text(&case["name"])).collect();
        assert_eq!(names.len(), cases.len(), "{file}: a name stands twice");
        assert!(!names.contains(""), "{file}: a case has no name");
        total += cases.len();
    }
    assert!(total >= FEWEST_CASES, "only {total} cases");
}
