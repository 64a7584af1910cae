//! Plans of changes, as the vectors say.

use super::{cases, run, sentence};
use rules::changes::{Kind, Plan, plan};
use serde_json::{Value, json};

/// The answer of the boundary, which the scripts of a page see before they put sentences in.
fn answered(case: &Value) -> Value {
    let request = json!({ "check": "changes", "values": [case["input"]] });
    let mut answers: Vec<Value> =
        serde_json::from_str(&boundary::ask(&request.to_string())).unwrap();
    answers.remove(0)
}

/// The plan of a case, for the codes that it produces.
pub(super) fn planned(case: &Value) -> Plan {
    let input = case["input"].to_string();
    let value = boundary::json::parse(&input).unwrap();
    plan(&boundary::changes::request(&&value))
}

#[test]
fn changes_are_planned_as_the_vectors_say() {
    run("changes.json", answered, Value::eq);
}

/// A plan whose numbers do not add up would promise more than it does.
#[test]
fn every_row_of_a_vector_has_one_kind_and_every_sentence_can_be_said() {
    for case in cases("changes.json") {
        let plan = planned(&case);
        let total: usize = Kind::ALL.map(|kind| plan.count(kind)).iter().sum();
        assert_eq!(total, plan.changes.len(), "{}", case["name"]);
        let own = plan.changes.iter().flat_map(|change| &change.problems);
        for problem in own.chain(&plan.problems) {
            sentence(problem.code, &problem.params);
        }
    }
}

/// The scripts of a page make the code from the word.
#[test]
fn the_code_of_a_kind_is_its_word() {
    for kind in Kind::ALL {
        assert_eq!(kind.code(), format!("kind.{}", kind.word()));
        sentence(kind.code(), &[("count", "3".to_owned())]);
    }
}
