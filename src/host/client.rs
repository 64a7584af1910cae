//! The calls and their parameters. GETs retry with back-off; writes are sent once.
//!
//! The contract owns paths and field names, the transport carries a call, the decoder reads the answer. The client must never
//! show, log or keep a username.

use std::rc::Rc;

use rules::{Enrollment, ProfileUuid, SerialNumber};

use crate::contract::{Contract, PAGE_LIMIT};
use crate::decode::Receipt;
use crate::error::{HostError, Kind, SaveError};
use crate::json::Json;
use crate::model::*;
use crate::transport::{Method, Pending, Request, Transport};
use crate::{decode, records, url};
use rules::checklist::Status;

/// Waits some milliseconds; the browser's timer in the plugin, tokio's in tests.
pub type Pause = Rc<dyn Fn(u32) -> Pending<'static, ()>>;

/// Pauses before the second and the third try of a GET, in milliseconds.
const BACK_OFF: [u32; 2] = [300, 1200];

/// The longest wait, in seconds, after which a throttled GET is retried by itself. The admin decides about longer ones.
const SHORT_WAIT: u32 = 5;

/// The most pages of profiles that are read. A host that ignores the offset must not keep the client going for ever.
const MOST_PAGES: u32 = 1000;

/// The browser's timer as [`Pause`].
#[cfg(target_arch = "wasm32")]
pub fn browser_pause() -> Pause {
    Rc::new(|millis| Box::pin(gloo_timers::future::TimeoutFuture::new(millis)))
}

/// The host, as the user interface sees it. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    transport: Rc<dyn Transport>,
    contract: Rc<Contract>,
    pause: Pause,
}

impl Client {
    /// A client over a transport.
    pub fn new(transport: Rc<dyn Transport>, contract: Rc<Contract>, pause: Pause) -> Client {
        Client { transport, contract, pause }
    }

    /// One page of devices.
    pub async fn devices(&self, query: &DeviceQuery) -> Result<Page<Device>, HostError> {
        let names = &self.contract.query;
        let (offset, limit) = (query.offset.to_string(), query.limit.min(PAGE_LIMIT).to_string());
        let path = url::with_query(
            self.contract.paths.devices(),
            &[
                (names.offset(), &offset),
                (names.limit(), &limit),
                (names.serial(), query.serial.trim()),
                (names.user(), query.user.trim()),
                (names.status(), query.status.trim()),
                (names.profile(), query.profile.trim()),
            ],
        );
        let json = self.read(path).await?;
        let (rows, count) =
            records::list(&json, self.contract.lists.devices(), self.contract.lists.count())?;
        let seen = query.offset.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        // Without a count the list ends with its last row. A count below the rows seen is a mistake of the host. Past the
        // end of a list there are no rows, and the count is right.
        let count = match count {
            Some(count) if rows.is_empty() => count,
            count => count.unwrap_or(seen).max(if rows.is_empty() { 0 } else { seen }),
        };
        Ok(Page {
            rows: records::rows(rows, |row| records::device(row, &self.contract.device))?,
            count,
        })
    }

    /// One device.
    pub async fn device(&self, serial: &SerialNumber) -> Result<Device, HostError> {
        let json = self.read(Contract::path_of(self.contract.paths.device(), serial)).await?;
        records::device(&json, &self.contract.device)
    }

    /// Asks the host to fetch the list from Apple. Returns the number of devices that it then knows.
    pub async fn sync(&self) -> Result<u32, HostError> {
        // A body, because not every build of the newer console's proxy forwards a POST without one.
        let json = self
            .once(
                Method::Post,
                self.contract.paths.sync().to_owned(),
                Some(Json::Record(Vec::new())),
            )
            .await?;
        records::count(&json, self.contract.lists.count())
            .ok_or_else(|| HostError::unreadable("no count"))
    }

    /// All profiles, page after page.
    pub async fn profiles(&self) -> Result<Vec<Profile>, HostError> {
        let names = &self.contract.query;
        let mut profiles: Vec<Profile> = Vec::new();
        let limit = PAGE_LIMIT.to_string();
        for page in 0..MOST_PAGES {
            let offset = page * PAGE_LIMIT;
            let parameters: [(&str, &str); 2] =
                [(names.offset(), &offset.to_string()), (names.limit(), &limit)];
            let json =
                self.read(url::with_query(self.contract.paths.profiles(), &parameters)).await?;
            let (rows, count) =
                records::list(&json, self.contract.lists.profiles(), self.contract.lists.count())?;
            let known = profiles.len();
            for profile in records::rows(rows, |row| records::profile(row, &self.contract))? {
                if !profiles.iter().any(|seen| seen.uuid == profile.uuid) {
                    profiles.push(profile);
                }
            }
            let full = rows.len() >= usize::try_from(PAGE_LIMIT).unwrap_or(usize::MAX);
            let complete = count.is_some_and(|count| count <= offset.saturating_add(PAGE_LIMIT));
            if !full || complete || profiles.len() == known {
                break;
            }
        }
        Ok(profiles)
    }

    /// Assigns one device.
    pub async fn assign(
        &self,
        serial: &SerialNumber,
        profile: &ProfileUuid,
    ) -> Result<Assignment, HostError> {
        self.change_profile(serial, Some(profile)).await
    }

    /// Removes the assignment of one device.
    pub async fn unassign(&self, serial: &SerialNumber) -> Result<Assignment, HostError> {
        self.change_profile(serial, None).await
    }

    /// Assigns many devices (`Some`) or removes their assignments (`None`), in requests of at most 100 serials, and answers
    /// for each serial in the given order. A host without the bulk endpoint gets single calls.
    ///
    /// Fails only while nothing has been changed. After that, every serial that is left is [`Outcome::Failed`] with the host's
    /// message (or the error's code), so that the caller learns which ones were assigned.
    pub async fn assign_many(
        &self,
        profile: Option<&ProfileUuid>,
        serials: &[SerialNumber],
    ) -> Result<Vec<Assignment>, HostError> {
        let names = &self.contract.assignment;
        let mut done: Vec<Assignment> = Vec::with_capacity(serials.len());
        for chunk in serials.chunks(PAGE_LIMIT as usize) {
            let uuid = profile.map_or(Json::Null, |uuid| Json::from(uuid.as_str()));
            let list = chunk.iter().map(|serial| Json::from(serial.as_str())).collect();
            let body = Json::Record(vec![
                (names.profile_uuid().to_owned(), uuid),
                (names.serials().to_owned(), Json::List(list)),
            ]);
            match self
                .once(Method::Post, self.contract.paths.bulk_profile().to_owned(), Some(body))
                .await
            {
                Ok(json) => done.extend(records::assignments(&json, chunk, &self.contract)),
                // A host that has the endpoint answers 404 for an unknown profile too, but then names the field.
                Err(error)
                    if error.kind == Kind::NotFound
                        && error.items.is_empty()
                        && done.is_empty() =>
                {
                    return self.assign_singly(profile, serials).await;
                }
                Err(error) if done.is_empty() => return Err(error),
                Err(error) => {
                    let rest = serials.get(done.len()..).unwrap_or_default();
                    done.extend(rest.iter().map(|serial| failed(serial, &error)));
                    break;
                }
            }
        }
        Ok(done)
    }

    /// One call per serial. A failure of one device goes on with the next; a failure of the connection ends the run.
    async fn assign_singly(
        &self,
        profile: Option<&ProfileUuid>,
        serials: &[SerialNumber],
    ) -> Result<Vec<Assignment>, HostError> {
        let mut done: Vec<Assignment> = Vec::with_capacity(serials.len());
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
                    done.push(failed(serial, &error));
                }
                Err(error) if !changed => return Err(error),
                Err(error) => {
                    done.extend(serials.iter().skip(at).map(|serial| failed(serial, &error)));
                    break;
                }
            }
        }
        Ok(done)
    }

    async fn change_profile(
        &self,
        serial: &SerialNumber,
        profile: Option<&ProfileUuid>,
    ) -> Result<Assignment, HostError> {
        let path = Contract::path_of(self.contract.paths.device_profile(), serial);
        let json = match profile {
            Some(uuid) => {
                let name = self.contract.assignment.profile_uuid().to_owned();
                let body = Json::Record(vec![(name, Json::from(uuid.as_str()))]);
                self.once(Method::Put, path, Some(body)).await?
            }
            None => self.once(Method::Delete, path, None).await?,
        };
        if !matches!(json, Json::Record(_) | Json::List(_)) {
            return Err(HostError::unreadable("no assignment"));
        }
        let mut assignment = records::assignment(&json, serial, &self.contract);
        // A host may leave Apple's answer out and report only the stored status. Then the status counts.
        if !records::has_result(&json, serial, &self.contract) {
            let reached = match profile {
                Some(_) => matches!(assignment.status, Status::Assigned | Status::Pushed),
                None => matches!(assignment.status, Status::Removed | Status::Empty),
            };
            if reached {
                assignment.outcome = Outcome::Success;
            }
        }
        Ok(assignment)
    }

    /// The stored enrollment fields of one device.
    pub async fn enrollment(&self, serial: &SerialNumber) -> Result<EnrollmentRecord, HostError> {
        let json = self.read(Contract::path_of(self.contract.paths.enrollment(), serial)).await?;
        records::enrollment(&json, &self.contract.enrollment)
    }

    /// Stores an enrollment in one request, then reads it back and returns what the host has. The caller compares: a host
    /// may store something other than was sent, and its answer to the write is no proof of what it stored.
    ///
    /// `expected` is the record that the admin saw before editing. The host answers 409 ([`Kind::Conflict`]) when it has
    /// changed meanwhile; `None` overwrites.
    pub async fn save_enrollment(
        &self,
        serial: &SerialNumber,
        enrollment: &Enrollment,
        expected: Option<&EnrollmentRecord>,
    ) -> Result<EnrollmentRecord, SaveError> {
        let names = &self.contract.enrollment;
        let mut body = records::enrollment_fields(&enrollment.to_draft().into(), names);
        if let Some(expected) = expected {
            let fields = records::enrollment_fields(expected, names);
            body.push((names.expected().to_owned(), Json::Record(fields)));
        }
        let path = Contract::path_of(self.contract.paths.enrollment(), serial);
        let request = Request { method: Method::Put, path, body: Some(Json::Record(body)) };
        let receipt = match self.transport.send(request).await {
            Ok(reply) => decode::receipt(&reply, self.contract.assignment.retry_after()),
            Err(failure) => Err(failure.into()),
        };
        let receipt = receipt.map_err(SaveError::NotAccepted)?;
        self.enrollment(serial).await.map_err(|error| match (receipt, error.kind) {
            // The empty answer was that of a lost session, not that of a host with nothing to say.
            (Receipt::Blank, Kind::Session) => SaveError::NotAccepted(error),
            _ => SaveError::NotReadBack(error),
        })
    }

    /// The host's readiness answer. Without such an endpoint every field is absent.
    pub async fn readiness(&self) -> Result<Readiness, HostError> {
        match self.read(self.contract.paths.readiness().to_owned()).await {
            Ok(json) => records::readiness(&json, &self.contract),
            Err(error) if error.kind == Kind::NotFound => Ok(Readiness::default()),
            Err(error) => Err(error),
        }
    }

    /// Whether a user exists.
    pub async fn user_exists(&self, username: &str) -> Result<bool, HostError> {
        let names = &self.contract.query;
        let path =
            url::with_query(self.contract.paths.check_user(), &[(names.check_user(), username)]);
        match self.read(path).await? {
            Json::Flag(exists) => Ok(exists),
            Json::Text(word) if word.trim().eq_ignore_ascii_case("true") => Ok(true),
            Json::Text(word) if word.trim().eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(HostError::unreadable("no true or false")),
        }
    }

    /// Users whose name starts with `prefix`, at most `limit`. Wildcards are stripped. A store prefix (`SALES/b`) searches
    /// that store. An empty prefix finds nobody and sends no request.
    pub async fn search_users(
        &self,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, HostError> {
        let names = &self.contract.query;
        let plain: String = prefix.chars().filter(|c| !matches!(c, '*' | '?' | '%')).collect();
        let (domain, filter) = match plain.trim().split_once('/') {
            Some((domain, filter)) => (domain.trim(), filter.trim()),
            None => ("", plain.trim()),
        };
        if filter.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let count = limit.min(PAGE_LIMIT).to_string();
        let parameters: [(&str, &str); 3] = [
            (names.search_filter(), filter),
            (names.search_domain(), domain),
            (names.limit(), &count),
        ];
        let json =
            self.read(url::with_query(self.contract.paths.search_users(), &parameters)).await?;
        let Json::List(rows) = &json else {
            return Err(HostError::unreadable("no list of users"));
        };
        let mut users = records::rows(rows, |row| records::user(row, &self.contract))?;
        users.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(users)
    }

    /// A GET, tried up to three times.
    #[inline(never)]
    fn read(&self, path: String) -> Pending<'_, Result<Json, HostError>> {
        Box::pin(async move {
            let mut pauses = BACK_OFF.iter();
            loop {
                let error = match self.once(Method::Get, path.clone(), None).await {
                    Ok(json) => return Ok(json),
                    Err(error) => error,
                };
                match pauses.next().and_then(|pause| worth_a_retry(&error, *pause)) {
                    Some(pause) => (self.pause)(pause).await,
                    None => return Err(error),
                }
            }
        })
    }

    /// One exchange. A write is sent only once, because a lost answer may belong to a write that was done. Boxed, so that each
    /// call above holds a pointer and not the whole exchange.
    #[inline(never)]
    fn once(
        &self,
        method: Method,
        path: String,
        body: Option<Json>,
    ) -> Pending<'_, Result<Json, HostError>> {
        Box::pin(async move {
            let reply = self.transport.send(Request { method, path, body }).await?;
            decode::value(&reply, self.contract.assignment.retry_after())
        })
    }
}

/// Milliseconds to wait before a GET is tried again; `None` if another try cannot help.
fn worth_a_retry(error: &HostError, pause: u32) -> Option<u32> {
    match (error.kind, error.status, error.retry_after) {
        // After a timeout the admin has waited long enough and decides about another try.
        (Kind::Unreachable, _, _) | (Kind::Server, Some(502..=504), _) => Some(pause),
        (Kind::Throttled, _, None) => Some(pause),
        (Kind::Throttled, _, Some(seconds)) if seconds <= SHORT_WAIT => {
            Some(pause.max(seconds * 1000))
        }
        _ => None,
    }
}

fn failed(serial: &SerialNumber, error: &HostError) -> Assignment {
    let message =
        if error.message.is_empty() { error.code().to_owned() } else { error.message.clone() };
    Assignment {
        serial: serial.as_str().to_owned(),
        outcome: Outcome::Failed,
        status: Status::Missing,
        message,
        retry_after: None,
    }
}
