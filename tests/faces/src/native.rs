//! The rules as a Rust crate: the face that the others are compared with. It reads and writes JSON by itself, so that no
//! other face can share a mistake with it.

mod changes;
mod setup;

use crate::arguments::{Argument, single};
use crate::json::{Object, list, record, text};
use crate::{Call, Face};
use anyhow::{Context, Result, bail};
use rules::checklist::{
    AgentFacts, Ages, Existence, Item, ProfileFacts, Status, evaluate, lineage,
};
use rules::{
    Checked, Confirmation, Draft, Enrollment, Facts, ItemId, Problem, UsernamePolicy, Version,
    catalogue, enrollment, moment, profile, serial, username,
};
use serde_json::Value;
use table::{Choice, Column, Delimiter, Field, Import, OwnedRow, Reject, RowProblem};

/// The native face.
pub struct Native;

impl Face for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn answers(&mut self, calls: &[Call]) -> Result<Vec<String>> {
        calls.iter().map(|made| call(&made.function, &made.arguments)).collect()
    }
}

/// The answer of one call.
pub fn call(function: &str, arguments: &Value) -> Result<String> {
    if let Some(function) = single(function) {
        let values = arguments[0].as_array().context("the first argument is no list")?;
        let one = |value: &Value| {
            let mut arguments = arguments.clone();
            arguments[0] = value.clone();
            call(function, &arguments)
        };
        return Ok(list(values.iter().map(one).collect::<Result<Vec<_>>>()?));
    }
    let all = Argument::all(arguments);
    let (first, second, third) = (all.at(0), all.at(1), all.at(2));
    Ok(match function {
        "validateUsername" => {
            let checked = username::check(&first.some_text()?, &policy(&second)?);
            answer(&checked, &Texts(third.messages()?), |name| text(name.as_str()))
        }
        "validateSerial" => {
            let checked = serial::check(&first.some_text()?);
            answer(&checked, &Texts(second.messages()?), |serial| text(serial.as_str()))
        }
        "validateProfileUuid" => {
            let checked = profile::check(&first.some_text()?);
            answer(&checked, &Texts(second.messages()?), |uuid| text(uuid.as_str()))
        }
        "validateEnrollment" => {
            let checked = enrollment::check(&draft(&first)?, &policy(&second)?);
            answer(&checked, &Texts(third.messages()?), fields)
        }
        "evaluateChecklist" => checklist(&first, &Texts(second.messages()?))?,
        "planChanges" => changes::plan(&first, &Texts(second.messages()?))?,
        "validateProfile" => setup::report(&first, &Texts(second.messages()?))?,
        "effectiveFlags" => setup::flags(&first, &Texts(second.messages()?))?,
        "previewSetup" => setup::seen(&first, &Texts(second.messages()?))?,
        "validateImport" => {
            let delimiter =
                second.part("delimiter").text()?.map(|word| delimiter(&word)).transpose()?;
            let columns = second.part("columns");
            let chosen = Field::ALL.into_iter().map(|field| {
                let place = columns.part(field.word()).place()?;
                Ok(place.map(|place| Choice { field, place }))
            });
            let options = table::Options {
                policy: policy(&second.part("policy"))?,
                delimiter,
                columns: chosen.filter_map(Result::transpose).collect::<Result<_>>()?,
                header: None,
                is_sheet: false,
            };
            report(&table::check(&first.bytes()?, options), &Texts(second.messages()?))
        }
        "version" => text(env!("CARGO_PKG_VERSION")),
        other => bail!("there is no function {other}"),
    })
}

/// The caller's sentences, over the English ones.
struct Texts(Vec<(String, String)>);

impl Texts {
    fn find(&self, code: &str) -> Option<&str> {
        let own = self.0.iter().rev().find(|(known, _)| known == code);
        own.map(|(_, template)| template.as_str())
            .or_else(|| catalogue::english(code))
            .or_else(|| rules::setup::english(code))
            .or_else(|| table::english(code))
    }

    fn fill(&self, code: &str, params: &[(&'static str, String)]) -> String {
        catalogue::fill(self.find(code).unwrap_or(code), params)
    }
}

fn policy(fields: &Argument) -> Result<UsernamePolicy> {
    let plain = UsernamePolicy::default();
    let length = |key: &str| Ok::<_, anyhow::Error>(fields.part(key).number()?.map(|n| n as usize));
    Ok(UsernamePolicy {
        tenant_domain: fields.part("tenantDomain").text()?,
        email_usernames: fields.part("emailUsernames").flag()?.unwrap_or(plain.email_usernames),
        min_length: length("minLength")?.unwrap_or(plain.min_length),
        max_length: length("maxLength")?.unwrap_or(plain.max_length),
    })
}

fn draft(fields: &Argument) -> Result<Draft> {
    Ok(Draft {
        username: fields.part("username").text()?.unwrap_or_default(),
        login_required: fields.part("loginRequired").flag()?.unwrap_or_default(),
        agent_required: fields.part("agentRequired").flag()?.unwrap_or_default(),
    })
}

fn delimiter(word: &str) -> Result<Delimiter> {
    let known = Delimiter::ALL.into_iter().find(|known| known.word() == word);
    known.with_context(|| format!("{word:?} is no delimiter"))
}

fn answer<T>(checked: &Checked<T>, texts: &Texts, value: impl FnOnce(&T) -> String) -> String {
    Object::new()
        .flag("ok", checked.ok())
        .maybe("value", checked.value.as_ref().map(value), Object::json)
        .json(
            "problems",
            list(checked.problems.iter().map(|found| problem(Object::new(), found, texts))),
        )
        .end()
}

fn fields(enrollment: &Enrollment) -> String {
    let draft = enrollment.to_draft();
    Object::new()
        .text("username", &draft.username)
        .flag("loginRequired", draft.login_required)
        .flag("agentRequired", draft.agent_required)
        .end()
}

fn problem(object: Object, problem: &Problem, texts: &Texts) -> String {
    object
        .text("path", problem.path)
        .text("code", problem.code)
        .text("severity", problem.severity.word())
        .text("message", &texts.fill(problem.code, &problem.params))
        .json("params", record(&problem.params))
        .end()
}

fn checklist(facts: &Argument, texts: &Texts) -> Result<String> {
    let (facts, confirmations) = read_facts(facts)?;
    let judged = evaluate(&facts, &confirmations);
    Ok(Object::new()
        .text("readiness", judged.readiness.word())
        .flag("ready", judged.ready)
        .number("open", u32::try_from(judged.open)?)
        .json("items", list(judged.items.iter().map(|found| item(found, texts))))
        .json("problems", list([]))
        .end())
}

fn item(item: &Item, texts: &Texts) -> String {
    let todo = item.todo_code();
    let todo = texts.find(&todo).map(|template| catalogue::fill(template, &item.params));
    Object::new()
        .text("id", item.id.word())
        .text("verdict", item.verdict.word())
        .text("code", item.code)
        .json("params", record(&item.params))
        .text("reason", &texts.fill(item.code, &item.params))
        .text("source", item.source.word())
        .flag("confirmable", item.confirmable)
        .text("scope", item.scope.word())
        .text("fingerprint", &item.fingerprint)
        .maybe("todo", todo.as_deref(), Object::text)
        .maybe("ageSeconds", item.age, Object::number)
        .maybe("fix", item.fix.map(|fix| fix.word()), Object::text)
        .maybe("because", item.because.map(|cause| cause.word()), Object::text)
        .end()
}

fn read_facts(facts: &Argument) -> Result<(Facts, Vec<Confirmation>)> {
    let device = facts.part("device");
    let text = |key: &str| Ok::<_, anyhow::Error>(device.part(key).text()?.unwrap_or_default());
    let uuid = text("profileUuid")?;
    let profiles = facts.part("profiles").list(|fields| read_profile(&fields))?;
    let (agent, ages) = (facts.part("agent"), facts.part("ages"));
    let read = Facts {
        lineage: lineage(&uuid, device.part("profileName").text()?.as_deref(), profiles.as_deref()),
        device_identifier: text("deviceIdentifier")?,
        profile_fetched: device
            .part("profilePushTime")
            .text()?
            .is_some_and(|time| !moment::is_zero_text(&time)),
        status: Status::parse(&text("status")?),
        profile_uuid: uuid,
        device_family: text("deviceFamily")?,
        os: text("os")?,
        os_version: Version::parse(&text("osVersion")?),
        dep_policies: facts.part("depPolicies").flag()?,
        no_enrollment: false,
        draft: facts.part("enrollment").there().map(|fields| draft(&fields)).transpose()?,
        policy: policy(&facts.part("policy"))?,
        existence: Existence::of(facts.part("userExists").flag()?),
        agent: AgentFacts {
            configured: agent.part("configured").flag()?,
            published: agent.part("published").flag()?,
            compatible: agent.part("compatible").flag()?,
            server_version: agent.part("serverVersion").text()?.as_deref().and_then(Version::parse),
        },
        test_round: facts.part("testRound").flag()?.unwrap_or_default(),
        reused: facts.part("reused").flag()?.unwrap_or_default(),
        ages: Ages {
            device: ages.part("device").number()?,
            profiles: ages.part("profiles").number()?,
            users: ages.part("users").number()?,
            readiness: ages.part("readiness").number()?,
        },
    };
    let confirmations = facts.part("confirmations").list(|word| confirmation(&word))?;
    Ok((read, confirmations.unwrap_or_default()))
}

fn read_profile(fields: &Argument) -> Result<ProfileFacts> {
    let superseded = fields.part("superseded").list(|uuid| uuid.some_text())?;
    Ok(ProfileFacts {
        uuid: fields.part("uuid").text()?.unwrap_or_default(),
        name: fields.part("name").text()?.unwrap_or_default(),
        supervised: fields.part("supervised").flag()?,
        mandatory: fields.part("mandatory").flag()?,
        superseded: superseded.unwrap_or_default(),
    })
}

fn confirmation(word: &Argument) -> Result<Confirmation> {
    let name = word.part("item").some_text()?;
    let item = ItemId::ALL.into_iter().find(|item| item.word() == name);
    let item = item.with_context(|| format!("{name:?} is no item"))?;
    Ok(Confirmation { item, fingerprint: word.part("fingerprint").some_text()? })
}

fn report(import: &Import, texts: &Texts) -> String {
    Object::new()
        .flag("ok", import.ok)
        .number("total", import.total)
        .maybe("delimiter", import.delimiter.map(Delimiter::word), Object::text)
        .json("columns", list(import.columns.iter().map(column)))
        .json("rows", list(import.rows.iter().map(row)))
        .json("rejects", list(import.rejects.iter().map(|found| reject(found, import, texts))))
        .json("problems", list(import.problems.iter().map(|found| row_problem(found, texts))))
        .end()
}

fn column(column: &Column) -> String {
    Object::new()
        .text("name", &column.name)
        .maybe("field", column.field.map(Field::word), Object::text)
        .json("samples", list(column.samples.iter().map(|sample| text(sample))))
        .end()
}

fn reject(reject: &Reject, import: &Import, texts: &Texts) -> String {
    let problems = import.problems.iter().filter(|found| found.row == reject.row);
    Object::new()
        .number("row", reject.row)
        .json("cells", list(reject.cells.iter().map(|cell| text(cell))))
        .json("problems", list(problems.map(|found| row_problem(found, texts))))
        .end()
}

fn row(row: &OwnedRow) -> String {
    Object::new()
        .number("row", row.row)
        .text("serial", &row.serial)
        .maybe("profile", row.profile.as_deref(), Object::text)
        .maybe("username", row.username.as_deref(), Object::text)
        .maybe("loginRequired", row.login_required, Object::flag)
        .maybe("agentRequired", row.agent_required, Object::flag)
        .end()
}

fn row_problem(found: &RowProblem, texts: &Texts) -> String {
    let place = Object::new().number("row", found.row).number("column", found.column);
    problem(place, &found.problem, texts)
}
