//! The calls and their parameters: what is read here, the writes and the exchange in the modules below.
//!
//! The contract owns paths and field names, the transport carries a call, the decoder reads the answer. Serial numbers and
//! profile UUIDs go to the host as they came from it, to the letter. The client must never show, log or keep a username.

mod changes;
mod exchange;
mod people;
pub mod profiles;
mod writes;

use std::rc::Rc;

use crate::contract::{Contract, PAGE_LIMIT, Part};
use crate::error::{HostError, Kind};
use crate::json::Json;
use crate::model::*;
use crate::transport::{Pending, Transport};
use crate::{records, url};

/// Waits some milliseconds; the browser's timer in the plugin, tokio's in tests.
pub type Pause = Rc<dyn Fn(u32) -> Pending<'static, ()>>;

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
    /// What the writes belong to, for the host's history.
    run: Option<Rc<str>>,
}

impl Client {
    /// A client over a transport.
    pub fn new(transport: Rc<dyn Transport>, contract: Rc<Contract>, pause: Pause) -> Client {
        Client { transport, contract, pause, run: None }
    }

    /// Whether the host has a path, by its contract. A call on a path that it lacks sends nothing and fails with
    /// [`Kind::Absent`].
    pub fn offers(&self, part: Part) -> bool {
        self.contract.paths.get(part).is_some()
    }

    /// Whether the host can sort its list of devices, by its contract.
    pub fn can_sort(&self) -> bool {
        !self.contract.query.sort().is_empty()
    }

    /// One page of devices.
    pub async fn devices(&self, query: &DeviceQuery) -> Result<Page<Device>, HostError> {
        let names = &self.contract.query;
        let (offset, limit) = (query.offset.to_string(), query.limit.min(PAGE_LIMIT).to_string());
        let path = url::with_query(
            self.contract.path(Part::Devices)?,
            &[
                (names.offset(), &offset),
                (names.limit(), &limit),
                (names.serial(), query.serial.trim()),
                (names.user(), query.user.trim()),
                (names.status(), query.status.trim()),
                (names.profile(), query.profile.trim()),
                (names.sort(), if self.can_sort() { query.sort.trim() } else { "" }),
            ],
        );
        let json = self.read(path).await?;
        let names = &self.contract;
        let (rows, count) = records::list(&json, names.lists.devices(), names.lists.count())?;
        Ok(Page {
            rows: records::rows(rows, names.device.serial(), |row| {
                records::device(row, &names.device)
            })?,
            count: whole_count(count, query.offset, rows),
        })
    }

    /// One page of the notes that all admins share: at most [`PAGE_LIMIT`] rows from `offset` on, the oldest first. Fails with
    /// [`Kind::Absent`] on a host without notes.
    pub async fn notes(&self, offset: u32, limit: u32) -> Result<Page<Note>, HostError> {
        let names = &self.contract.query;
        let (first, limit) = (offset.to_string(), limit.min(PAGE_LIMIT).to_string());
        let parameters: [(&str, &str); 2] = [(names.offset(), &first), (names.limit(), &limit)];
        let json =
            self.read(url::with_query(self.contract.path(Part::Notes)?, &parameters)).await?;
        let lists = &self.contract.lists;
        let (rows, count) = records::list(&json, lists.notes(), lists.count())?;
        let key = self.contract.note.word();
        Ok(Page {
            rows: records::rows(rows, key, |row| records::note(row, &self.contract))?,
            count: whole_count(count, offset, rows),
        })
    }

    /// One device. Fails with [`Kind::Unreadable`] when the answer is the record of another one.
    ///
    /// A host without a path for one device is asked for the list of devices with this serial number.
    pub async fn device(&self, serial: &str) -> Result<Device, HostError> {
        if !self.offers(Part::Device) {
            let query = DeviceQuery {
                limit: PAGE_LIMIT,
                serial: serial.to_owned(),
                ..DeviceQuery::default()
            };
            let rows = self.devices(&query).await?.rows;
            let found = rows.into_iter().find(|row| same_device(&row.serial, serial).is_ok());
            return found.ok_or(HostError::of(Kind::NotFound));
        }
        let json = self.read(self.path(Part::Device, serial)?).await?;
        let device = records::device(&json, &self.contract.device)?;
        same_device(&device.serial, serial)?;
        Ok(device)
    }

    /// All profiles, page after page.
    pub async fn profiles(&self) -> Result<Vec<Profile>, HostError> {
        let names = &self.contract.query;
        let path = self.contract.path(Part::Profiles)?;
        let mut profiles: Vec<Profile> = Vec::new();
        // Places of the profiles, in the order of their UUIDs.
        let mut places: Vec<usize> = Vec::new();
        let limit = PAGE_LIMIT.to_string();
        for page in 0..MOST_PAGES {
            let offset = page * PAGE_LIMIT;
            let parameters: [(&str, &str); 2] =
                [(names.offset(), &offset.to_string()), (names.limit(), &limit)];
            let json = self.read(url::with_query(path, &parameters)).await?;
            let (rows, count) =
                records::list(&json, self.contract.lists.profiles(), self.contract.lists.count())?;
            let known = profiles.len();
            let key = self.contract.profile.uuid();
            for profile in records::rows(rows, key, |row| records::profile(row, &self.contract))? {
                let known = places.binary_search_by(|at| profiles[*at].uuid.cmp(&profile.uuid));
                if let Err(place) = known {
                    places.insert(place, profiles.len());
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

    /// The stored enrollment fields of one device. Fails with [`Kind::Unreadable`] when the answer names another one.
    pub async fn enrollment(&self, serial: &str) -> Result<EnrollmentRecord, HostError> {
        let json = self.read(self.path(Part::Enrollment, serial)?).await?;
        let named = records::text(&json, self.contract.device.serial());
        if !named.trim().is_empty() {
            same_device(&named, serial)?;
        }
        records::enrollment(&json, &self.contract.enrollment)
    }

    /// The host's readiness answer. Without such an endpoint every field is absent.
    pub async fn readiness(&self) -> Result<Readiness, HostError> {
        let Ok(path) = self.contract.path(Part::Readiness) else { return Ok(Readiness::default()) };
        match self.read(path.to_owned()).await {
            Ok(json) => records::readiness(&json, &self.contract),
            Err(error) if error.kind == Kind::NotFound => Ok(Readiness::default()),
            Err(error) => Err(error),
        }
    }

    /// The path of one device. A serial without a letter or digit is none: `..` would lead to another path.
    fn path(&self, part: Part, serial: &str) -> Result<String, HostError> {
        let template = self.contract.path(part)?;
        // The tables of letters beyond ASCII are 2 kB of WebAssembly, and what is not ASCII is no path.
        if !serial.bytes().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
            return Err(HostError::of(Kind::NotFound));
        }
        Ok(Contract::path_of(template, serial))
    }
}

/// The rows of the whole list. Without a count the list ends with its last row. A count below the rows seen is a mistake of the
/// host. Past the end of a list there are no rows, and the count is right.
fn whole_count(count: Option<u32>, offset: u32, rows: &[Json]) -> u32 {
    let seen = offset.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    match count {
        Some(count) if rows.is_empty() => count,
        count => count.unwrap_or(seen).max(if rows.is_empty() { 0 } else { seen }),
    }
}

/// Refuses the record of another device. The newer console's handler can mix up its callers.
fn same_device(named: &str, asked: &str) -> Result<(), HostError> {
    if records::same_serial(named, asked) {
        Ok(())
    } else {
        Err(HostError::unreadable("the record of another device"))
    }
}
