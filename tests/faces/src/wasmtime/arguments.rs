//! Arguments as the component's types have them. What JSON leaves out and the types do not is empty or false.

use super::bindings::exports::dep_enroll::rules::bulk_import::{
    ColumnChoice, ColumnPlace, Delimiter, Field, ImportOptions,
};
use super::bindings::exports::dep_enroll::rules::checklist::{
    AgentFacts, Ages, Confirmation, DeviceFacts, Facts, ItemId, ProfileFacts,
};
use super::bindings::exports::dep_enroll::rules::checks::{Draft, UsernamePolicy};
use crate::arguments::Argument;
use anyhow::{Result, bail};
use table::Place;

pub fn policy(fields: &Argument) -> Result<Option<UsernamePolicy>> {
    if !fields.is_there() {
        return Ok(None);
    }
    Ok(Some(UsernamePolicy {
        tenant_domain: fields.part("tenantDomain").text()?,
        email_usernames: fields.part("emailUsernames").flag()?.unwrap_or_default(),
        min_length: fields.part("minLength").number()?,
        max_length: fields.part("maxLength").number()?,
    }))
}

pub fn draft(fields: &Argument) -> Result<Draft> {
    Ok(Draft {
        username: fields.part("username").text()?.unwrap_or_default(),
        login_required: fields.part("loginRequired").flag()?.unwrap_or_default(),
        agent_required: fields.part("agentRequired").flag()?.unwrap_or_default(),
    })
}

pub fn options(fields: &Argument) -> Result<ImportOptions> {
    Ok(ImportOptions {
        policy: policy(&fields.part("policy"))?,
        delimiter: match fields.part("delimiter").text()?.as_deref() {
            None => None,
            Some(",") => Some(Delimiter::Comma),
            Some(";") => Some(Delimiter::Semicolon),
            Some("\t") => Some(Delimiter::Tab),
            Some(other) => bail!("{other:?} is no delimiter"),
        },
        columns: columns(&fields.part("columns"))?,
        messages: fields.messages()?,
    })
}

fn columns(chosen: &Argument) -> Result<Vec<ColumnChoice>> {
    let fields = [
        ("serial", Field::Serial),
        ("profile", Field::Profile),
        ("profileUuid", Field::ProfileUuid),
        ("username", Field::Username),
        ("loginRequired", Field::LoginRequired),
        ("agentRequired", Field::AgentRequired),
    ];
    let choices = fields.into_iter().map(|(name, field)| {
        let place = chosen.part(name).place()?.map(|place| match place {
            Place::Nowhere => ColumnPlace::Nowhere,
            Place::Number(number) => ColumnPlace::Number(number),
            Place::Named(name) => ColumnPlace::Named(name),
        });
        Ok(place.map(|place| ColumnChoice { field, place }))
    });
    choices.filter_map(Result::transpose).collect()
}

pub fn facts(facts: &Argument) -> Result<Facts> {
    let (device, agent, ages) = (facts.part("device"), facts.part("agent"), facts.part("ages"));
    Ok(Facts {
        device: DeviceFacts {
            status: device.part("status").text()?.unwrap_or_default(),
            profile_uuid: device.part("profileUuid").text()?.unwrap_or_default(),
            profile_name: device.part("profileName").text()?,
            device_family: device.part("deviceFamily").text()?.unwrap_or_default(),
            os: device.part("os").text()?.unwrap_or_default(),
            os_version: device.part("osVersion").text()?,
            device_identifier: device.part("deviceIdentifier").text()?,
            profile_push_time: device.part("profilePushTime").text()?,
        },
        profiles: facts.part("profiles").list(|fields| profile(&fields))?,
        enrollment: facts.part("enrollment").there().map(|fields| draft(&fields)).transpose()?,
        policy: policy(&facts.part("policy"))?,
        user_exists: facts.part("userExists").flag()?,
        agent: AgentFacts {
            configured: agent.part("configured").flag()?,
            published: agent.part("published").flag()?,
            compatible: agent.part("compatible").flag()?,
            server_version: agent.part("serverVersion").text()?,
        },
        test_round: facts.part("testRound").flag()?.unwrap_or_default(),
        reused: facts.part("reused").flag()?.unwrap_or_default(),
        dep_policies: facts.part("depPolicies").flag()?,
        ages: Ages {
            device: ages.part("device").number()?,
            profiles: ages.part("profiles").number()?,
            users: ages.part("users").number()?,
            readiness: ages.part("readiness").number()?,
        },
        confirmations: facts
            .part("confirmations")
            .list(|word| confirmation(&word))?
            .unwrap_or_default(),
    })
}

pub fn profile(fields: &Argument) -> Result<ProfileFacts> {
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
    let item = match word.part("item").some_text()?.as_str() {
        "supervised" => ItemId::Supervised,
        "mandatory" => ItemId::Mandatory,
        "current" => ItemId::Current,
        "assigned" => ItemId::Assigned,
        "user" => ItemId::User,
        "agent" => ItemId::Agent,
        "reset" => ItemId::Reset,
        other => bail!("{other:?} is no item"),
    };
    Ok(Confirmation { item, fingerprint: word.part("fingerprint").some_text()? })
}
