//! Whole profiles: reading, defining and retiring one. Apple has no edit: a profile that is changed is defined again, which gives
//! it a new UUID. A definition is sent once; where its answer says nothing, the host's list does, and where that says nothing
//! either, the caller learns that nobody knows. Nothing here may send a definition a second time.

use rules::profile::same;
use rules::text::is_blank;

use super::Client;
use crate::contract::Part;
use crate::decode::{Receipt, clean};
use crate::definition::ProfileRecord;
use crate::error::{ChangeError, HostError, Kind};
use crate::model::Profile;
use crate::records;
use crate::transport::Method;

/// A profile that the host has defined.
#[derive(Clone, Debug, PartialEq)]
pub struct Defined {
    /// Its new UUID.
    pub uuid: String,
    /// The record that the host has under it. [`Kind::Absent`] on a host that cannot be asked.
    pub stored: Result<ProfileRecord, HostError>,
}

impl Client {
    /// A profile without any field, for this host.
    pub fn empty_profile(&self) -> ProfileRecord {
        ProfileRecord::new(self.contract.clone())
    }

    /// One profile with every field that the host has, of an older version too. Fails with [`Kind::Absent`] on a host without
    /// such a path, and with [`Kind::Unreadable`] when the answer is another profile.
    pub async fn profile_whole(&self, uuid: &str) -> Result<ProfileRecord, HostError> {
        let json = self.read(self.path(Part::Profile, uuid)?).await?;
        let record = ProfileRecord::read(json, self.contract.clone())?;
        let named = record.uuid();
        if !is_blank(&named) && !same(&named, uuid) {
            return Err(HostError::unreadable("the record of another profile"));
        }
        Ok(record)
    }

    /// Defines a profile, as a new one or in place of the version `replaces`, and reads back what the host has. The host answers
    /// 409 ([`Kind::Conflict`]) when somebody else has replaced that version.
    ///
    /// `known` are the UUIDs that the admin saw before. They are needed where the answer names no UUID: then the profile is
    /// looked for among the others.
    pub async fn define_profile(
        &self,
        record: &ProfileRecord,
        replaces: Option<&str>,
        known: &[String],
    ) -> Result<Defined, ChangeError> {
        let path = self.contract.path(Part::ProfileCreate).map_err(ChangeError::NotDone)?;
        let body = record.body(replaces);
        let answer = self.write(Method::Post, path.to_owned(), Some(body)).await;
        // The legacy console repeats a write whose answer it lost, and then meets the version that it has just replaced itself.
        let is_conflict = |error: &HostError| error.kind == Kind::Conflict && replaces.is_some();
        let answer = match answer {
            Err(error) if error.is_refusal() && !is_conflict(&error) => {
                return Err(ChangeError::NotDone(error));
            }
            answer => answer,
        };
        if let Ok(Receipt::Answer(json)) = &answer {
            let names = [self.contract.definition.uuid(), self.contract.profile.uuid()];
            let uuid = names.iter().map(|name| records::text(json, name)).find(|it| !is_blank(it));
            // A host that repeats the old UUID says nothing about the new one.
            let is_old = |uuid: &String| replaces.is_some_and(|old| same(old, uuid));
            if let Some(uuid) = uuid.filter(|uuid| !is_old(uuid)) {
                let stored = self.profile_whole(&uuid).await;
                return Ok(Defined { uuid, stored });
            }
        }
        match self.look_for_profile(record, replaces, known).await {
            Ok(Some(defined)) => Ok(defined),
            Ok(None) => Err(match answer {
                Err(error) if !error.may_come_late() => ChangeError::NotDone(error),
                Err(error) => ChangeError::Unclear(error),
                Ok(_) => ChangeError::Unclear(HostError::unreadable("no such profile in the list")),
            }),
            Err(look) => Err(unsettled(answer, look)),
        }
    }

    /// Looks for a profile whose definition was unclear: `None` when the host's list does not have it. It may still come while
    /// the host has not finished. Fails with [`Kind::Conflict`] when somebody else has replaced the version `replaces`.
    pub async fn look_for_profile(
        &self,
        record: &ProfileRecord,
        replaces: Option<&str>,
        known: &[String],
    ) -> Result<Option<Defined>, HostError> {
        let list = self.profiles().await?;
        let replaced = |profile: &&Profile| {
            replaces.is_some_and(|old| profile.superseded.iter().any(|uuid| same(uuid, old)))
        };
        if let Some(next) = list.iter().find(replaced) {
            // Somebody may have edited our version too, so ours need not be the current one.
            let mut versions = vec![&next.uuid];
            versions.extend(next.superseded.iter().filter(|uuid| !is_known(uuid, known, replaces)));
            for uuid in versions {
                if let Some(defined) = self.is_stored(uuid, record).await? {
                    return Ok(Some(defined));
                }
            }
            return Err(HostError::of(Kind::Conflict));
        }
        let name = clean(&record.text("profile_name"));
        let is_new = |profile: &&Profile| !is_known(&profile.uuid, known, replaces);
        // Of two that are alike either is the one: a console may have sent the definition twice.
        for profile in list.iter().filter(is_new).filter(|profile| profile.name == name) {
            if let Some(defined) = self.is_stored(&profile.uuid, record).await? {
                return Ok(Some(defined));
            }
        }
        Ok(None)
    }

    /// The profile under a UUID if it says what `record` says. Nobody can tell on a host that cannot be asked.
    async fn is_stored(
        &self,
        uuid: &str,
        record: &ProfileRecord,
    ) -> Result<Option<Defined>, HostError> {
        let stored = self.profile_whole(uuid).await?;
        let is_it = stored.differences(record).is_empty();
        Ok(is_it.then(|| Defined { uuid: uuid.to_owned(), stored: Ok(stored) }))
    }

    /// Retires a profile, and looks whether the host's list is without it. One that is not there counts as retired. A host
    /// answers 409 ([`Kind::Conflict`]) when devices have it. Fails with [`Kind::Absent`] on a host without such a path.
    pub async fn retire_profile(&self, uuid: &str) -> Result<(), ChangeError> {
        let path = self.path(Part::ProfileRetire, uuid).map_err(ChangeError::NotDone)?;
        let answer = match self.write(Method::Delete, path, None).await {
            Err(error) if error.is_refusal() && error.kind != Kind::NotFound => {
                return Err(ChangeError::NotDone(error));
            }
            answer => answer,
        };
        match self.profiles().await {
            Ok(list) if !list.iter().any(|profile| same(&profile.uuid, uuid)) => Ok(()),
            Ok(_) => Err(match answer {
                Err(error) if !error.may_come_late() => ChangeError::NotDone(error),
                Err(error) => ChangeError::Unclear(error),
                Ok(_) => ChangeError::Unclear(HostError::unreadable("the profile is in the list")),
            }),
            // A host without a list cannot be asked, and has said that it is done.
            Err(look) if look.kind == Kind::Absent && answer.is_ok() => Ok(()),
            Err(look) => Err(unsettled(answer, look)),
        }
    }
}

fn is_known(uuid: &str, known: &[String], replaces: Option<&str>) -> bool {
    known.iter().any(|it| same(it, uuid)) || replaces.is_some_and(|old| same(old, uuid))
}

/// A write that the list could not settle.
fn unsettled(answer: Result<Receipt, HostError>, look: HostError) -> ChangeError {
    match answer {
        // A 404 or 409 said that nothing was done.
        Err(error) if error.is_refusal() => ChangeError::NotDone(error),
        _ if look.kind == Kind::Conflict => ChangeError::NotDone(look),
        // The empty answer was most likely that of a lost session. Its own status stays, because it proves nothing.
        Ok(Receipt::Blank) if look.kind == Kind::Session => {
            ChangeError::Unclear(HostError { status: Some(200), ..look })
        }
        Ok(_) => ChangeError::Unclear(look),
        Err(error) => ChangeError::Unclear(error),
    }
}
