//! The calls. GETs retry with back-off; writes never repeat by themselves.

use crate::contract::Contract;
use crate::error::HostError;
use crate::model::*;
use crate::transport::{Pending, Transport};
use rules::{Draft, Enrollment, ProfileUuid, SerialNumber};
use std::rc::Rc;

/// Waits some milliseconds; the browser's timer in the plugin, tokio's in tests.
pub type Pause = Rc<dyn Fn(u32) -> Pending<'static, ()>>;

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
        todo!("{query:?}")
    }
    /// One device.
    pub async fn device(&self, serial: &SerialNumber) -> Result<Device, HostError> {
        todo!("{serial:?}")
    }
    /// Asks the host to fetch the list from Apple; answers how many devices it now knows.
    pub async fn sync(&self) -> Result<u32, HostError> {
        todo!()
    }
    /// All profiles, page after page.
    pub async fn profiles(&self) -> Result<Vec<Profile>, HostError> {
        todo!()
    }
    /// Assigns one device.
    pub async fn assign(&self, serial: &SerialNumber, profile: &ProfileUuid) -> Result<Assignment, HostError> {
        todo!("{serial:?} {profile:?}")
    }
    /// Removes the assignment of one device.
    pub async fn unassign(&self, serial: &SerialNumber) -> Result<Assignment, HostError> {
        todo!("{serial:?}")
    }
    /// The stored enrollment fields of one device.
    pub async fn enrollment(&self, serial: &SerialNumber) -> Result<Draft, HostError> {
        todo!("{serial:?}")
    }
    /// Stores an enrollment in one request. `expected` is what the admin saw before editing: the host answers 409
    /// ([`crate::Kind::Conflict`]) when it has changed meanwhile; `None` overwrites.
    pub async fn save_enrollment(
        &self,
        serial: &SerialNumber,
        enrollment: &Enrollment,
        expected: Option<&Draft>,
    ) -> Result<Draft, HostError> {
        todo!("{serial:?} {enrollment:?} {expected:?}")
    }
    /// What the host says about its readiness.
    pub async fn readiness(&self) -> Result<Readiness, HostError> {
        todo!()
    }
    /// Whether a user exists.
    pub async fn user_exists(&self, username: &str) -> Result<bool, HostError> {
        todo!("{username}")
    }
    /// Users whose name starts with `prefix`, at most `limit`. Wildcards are stripped. A store prefix (`SALES/b`) searches that store.
    pub async fn search_users(&self, prefix: &str, limit: u32) -> Result<Vec<DirectoryUser>, HostError> {
        todo!("{prefix} {limit}")
    }
}
