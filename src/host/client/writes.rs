//! The writes: sync, assignments, enrollments, notes. Any success counts as accepted, whatever its body says, because these hosts
//! answer writes in many ways. What is stored must be read back. Nothing here may take a success for a proof.

use rules::Enrollment;
use rules::checklist::Status;

use super::Client;
use super::exchange::now;
use crate::contract::{PAGE_LIMIT, Part};
use crate::decode::Receipt;
use crate::error::{HostError, Kind, SaveError};
use crate::json::Json;
use crate::model::{Assignment, EnrollmentRecord, Note, Outcome, SyncAnswer};
use crate::transport::{Method, Pending};
use crate::{records, url};

impl Client {
    /// Asks the host to fetch the list from Apple. Returns what the host says about it, which may be nothing.
    pub async fn sync(&self) -> Result<SyncAnswer, HostError> {
        // A body, because not every build of the newer console's proxy forwards a POST without one.
        let path = self.contract.path(Part::Sync)?.to_owned();
        let receipt = self.write(Method::Post, path, Some(records::body([]))).await?;
        Ok(receipt.json().map(|json| records::sync(&json, &self.contract)).unwrap_or_default())
    }

    /// Stores a note for all admins. Returns it as the host has it, with who and when; a host that says nothing of use leaves
    /// it as it was given. Fails with [`Kind::Absent`] on a host without notes.
    pub async fn put_note(&self, note: &Note) -> Result<Note, HostError> {
        let (path, names) = (self.contract.path(Part::Notes)?, &self.contract.note);
        let fields = [
            (names.serial(), &note.serial),
            (names.word(), &note.word),
            (names.value(), &note.value),
        ];
        let body = records::body(fields.map(|(name, text)| (name, Json::from(text.as_str()))));
        let receipt = self.write(Method::Put, path.to_owned(), Some(body)).await?;
        let stored = receipt.json().and_then(|json| records::note(&json, &self.contract).ok());
        Ok(stored.unwrap_or_else(|| note.clone()))
    }

    /// Removes the note with this serial number, word and value. One that is not there counts as removed, and so does one
    /// whose value somebody has changed meanwhile. Fails with [`Kind::Absent`] on a host without notes.
    pub async fn remove_note(&self, note: &Note) -> Result<(), HostError> {
        let (path, names) = (self.contract.path(Part::Notes)?, &self.contract.query);
        let parameters: [(&str, &str); 3] = [
            (names.serial(), &note.serial),
            (names.note_word(), &note.word),
            (names.note_value(), &note.value),
        ];
        self.write(Method::Delete, url::with_query(path, &parameters), None).await.map(|_| ())
    }

    /// Assigns one device. `None`: the host accepted it and said nothing about the device, so the caller reads it back.
    pub fn assign<'a>(
        &'a self,
        serial: &'a str,
        profile: &'a str,
    ) -> Pending<'a, Result<Option<Assignment>, HostError>> {
        Box::pin(self.change_profile(serial, Some(profile)))
    }

    /// Removes the assignment of one device; `None` as with [`Client::assign`].
    pub fn unassign<'a>(
        &'a self,
        serial: &'a str,
    ) -> Pending<'a, Result<Option<Assignment>, HostError>> {
        Box::pin(self.change_profile(serial, None))
    }

    /// Assigns many devices (`Some`) or removes their assignments (`None`), in requests of at most 100 serials, and answers
    /// for each serial in the given order; `None` as with [`Client::assign`]. A host without the bulk endpoint gets single
    /// calls.
    ///
    /// Fails only while nothing has been changed. After that, every serial that is left is [`Outcome::Failed`] with the host's
    /// message (or the error's code), so that the caller learns which ones were assigned.
    pub async fn assign_many(
        &self,
        profile: Option<&str>,
        serials: &[String],
    ) -> Result<Vec<Option<Assignment>>, HostError> {
        let mut done: Vec<Option<Assignment>> = Vec::with_capacity(serials.len());
        for chunk in serials.chunks(PAGE_LIMIT as usize) {
            match self.assign_together(profile, chunk).await {
                Ok(answers) => done.extend(answers),
                Err(error) if error.kind == Kind::Absent && done.is_empty() => {
                    return self.assign_singly(profile, serials).await;
                }
                Err(error) if done.is_empty() => return Err(error),
                Err(error) => {
                    let rest = serials.get(done.len()..).unwrap_or_default();
                    done.extend(rest.iter().map(|serial| Some(failed(serial, &error))));
                    break;
                }
            }
        }
        Ok(done)
    }

    /// Assigns at most 100 devices (`Some`) or removes their assignments (`None`) in one call, and answers for each serial in the
    /// given order; `None` as with [`Client::assign`]. Fails with [`Kind::Absent`] on a host without the endpoint: then nothing
    /// was changed.
    pub fn assign_together<'a>(
        &'a self,
        profile: Option<&'a str>,
        serials: &'a [String],
    ) -> Pending<'a, Result<Vec<Option<Assignment>>, HostError>> {
        Box::pin(async move {
            let path = self.contract.path(Part::BulkAssignment)?;
            let names = &self.contract.assignment;
            let uuid = profile.map_or(Json::Null, Json::from);
            let list = serials.iter().map(|serial| Json::from(serial.as_str())).collect();
            let body =
                records::body([(names.profile_uuid(), uuid), (names.serials(), Json::List(list))]);
            match self.write(Method::Post, self.in_history(path), Some(body)).await {
                Ok(receipt) => Ok(records::assignments(receipt.json(), serials, &self.contract)),
                // A host that has the endpoint answers 404 for an unknown profile too, but then names the field.
                Err(error) if error.kind == Kind::NotFound && error.items.is_empty() => {
                    Err(HostError { kind: Kind::Absent, ..error })
                }
                Err(error) => Err(error),
            }
        })
    }

    /// One call per serial. A failure of one device goes on with the next; a failure of the connection ends the run.
    async fn assign_singly(
        &self,
        profile: Option<&str>,
        serials: &[String],
    ) -> Result<Vec<Option<Assignment>>, HostError> {
        let mut done: Vec<Option<Assignment>> = Vec::with_capacity(serials.len());
        let mut changed = false;
        for (at, serial) in serials.iter().enumerate() {
            match self.change_profile(serial, profile).await {
                Ok(assignment) => {
                    changed = true;
                    done.push(assignment);
                }
                Err(error)
                    if matches!(
                        error.kind,
                        Kind::NotFound | Kind::Conflict | Kind::Refused | Kind::Server
                    ) =>
                {
                    done.push(Some(failed(serial, &error)));
                }
                Err(error) if !changed => return Err(error),
                Err(error) => {
                    done.extend(serials.iter().skip(at).map(|serial| Some(failed(serial, &error))));
                    break;
                }
            }
        }
        Ok(done)
    }

    async fn change_profile(
        &self,
        serial: &str,
        profile: Option<&str>,
    ) -> Result<Option<Assignment>, HostError> {
        let path = self.in_history(&self.path(Part::Assignment, serial)?);
        let receipt = match profile {
            Some(uuid) => {
                let name = self.contract.assignment.profile_uuid();
                let body = records::body([(name, Json::from(uuid))]);
                self.write(Method::Put, path, Some(body)).await?
            }
            None => self.write(Method::Delete, path, None).await?,
        };
        let Some(json) = receipt.json() else { return Ok(None) };
        let Some(has_result) = records::has_result(&json, serial, &self.contract) else {
            return Ok(None);
        };
        let mut assignment = records::assignment(&json, serial, &self.contract);
        assignment.at = now();
        // A host may leave Apple's answer out and report only the stored status. Then the status counts.
        if !has_result {
            let reached = match profile {
                Some(_) => matches!(assignment.status, Status::Assigned | Status::Pushed),
                None => matches!(assignment.status, Status::Removed | Status::Empty),
            };
            if reached {
                assignment.outcome = Outcome::Success;
            }
        }
        Ok(Some(assignment))
    }

    /// Stores an enrollment in one request, then reads it back and returns what the host has. The caller compares: a host
    /// may store something other than was sent, and its answer to the write is no proof of what it stored.
    ///
    /// `expected` is the record that the admin saw before editing. The host answers 409 ([`Kind::Conflict`]) when it has
    /// changed meanwhile; `None` overwrites.
    pub async fn save_enrollment(
        &self,
        serial: &str,
        enrollment: &Enrollment,
        expected: Option<&EnrollmentRecord>,
    ) -> Result<EnrollmentRecord, SaveError> {
        let names = &self.contract.enrollment;
        let mut body = records::enrollment_fields(&enrollment.to_draft().into(), names);
        if let Some(expected) = expected {
            body.put(names.expected(), records::enrollment_fields(expected, names));
        }
        let path = self.path(Part::Enrollment, serial).map_err(SaveError::NotAccepted)?;
        let receipt = self.write(Method::Put, self.in_history(&path), Some(body)).await;
        let receipt = receipt.map_err(SaveError::NotAccepted)?;
        self.enrollment(serial).await.map_err(|error| match (receipt, error.kind) {
            // The empty answer was most likely that of a lost session. Its own status stays, because it proves nothing.
            (Receipt::Blank, Kind::Session) => {
                SaveError::NotAccepted(HostError { status: Some(200), ..error })
            }
            _ => SaveError::NotReadBack(error),
        })
    }
}

/// The answer for a serial whose call failed.
fn failed(serial: &str, error: &HostError) -> Assignment {
    let message =
        if error.message.is_empty() { error.code().to_owned() } else { error.message.clone() };
    Assignment {
        serial: serial.to_owned(),
        outcome: Outcome::Failed,
        status: Status::Missing,
        message,
        retry_after: None,
        at: 0.0,
    }
}
