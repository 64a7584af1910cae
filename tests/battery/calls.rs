//! The named devices and profiles of the seed, and calls that several checks share.

use host::contract::Contract;
use host::{DeviceQuery, EnrollmentRecord, HostError, Part};
use rules::{Draft, Enrollment, UsernamePolicy};

use crate::{Harness, serial};

/// Neither user nor login; the agent is required.
pub const EMPTY: &str = "C02EMPTY0001";
/// Assigned to "Staff iPads", user alice.
pub const ASSIGNED: &str = "C02ASSIGN001";
/// Assigned, login required.
pub const LOGIN: &str = "C02LOGIN0001";
/// Has fetched its profile.
pub const PUSHED: &str = "C02PUSHED001";
/// A user and login required, as an old host stored it.
pub const BOTH: &str = "C02BOTH00001";
/// The current UUID of "Staff iPads".
pub const STAFF: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";
/// Superseded UUIDs of "Staff iPads".
pub const OLD_STAFF: [&str; 2] =
    ["0F1E2D3C4B5A69788796A5B4C3D2E1F0", "11111111222222223333333344444444"];
/// The current UUID of "Test bench".
pub const BENCH: &str = "243F6A8885A308D313198A2E03707344";
/// A UUID that no profile has.
pub const NO_PROFILE: &str = "00000000000000000000000000000000";

/// A query for one page.
pub fn query() -> DeviceQuery {
    DeviceQuery { limit: 50, ..DeviceQuery::default() }
}

/// An enrollment with a preassigned user. The name must pass the default policy, or the one for e-mail names.
pub fn for_user(name: &str, agent_required: bool) -> Result<Enrollment, String> {
    enrollment(Draft { username: name.to_owned(), login_required: false, agent_required })
}

/// An enrollment with login required.
pub fn with_login(agent_required: bool) -> Result<Enrollment, String> {
    enrollment(Draft { username: String::new(), login_required: true, agent_required })
}

fn enrollment(draft: Draft) -> Result<Enrollment, String> {
    let policy = UsernamePolicy {
        email_usernames: draft.username.contains('@'),
        ..UsernamePolicy::default()
    };
    rules::enrollment::check(&draft, &policy)
        .value
        .ok_or_else(|| format!("{draft:?} is no enrollment"))
}

/// Reads the enrollment of a device.
pub async fn read(harness: &Harness, device: &str) -> Result<EnrollmentRecord, String> {
    crate::good("reading the enrollment", harness.client.enrollment(&serial(device)?).await)
}

/// Saves an enrollment and returns the host's result.
pub async fn save(
    harness: &Harness,
    device: &str,
    enrollment: &Enrollment,
    expected: Option<&EnrollmentRecord>,
) -> Result<Result<EnrollmentRecord, HostError>, String> {
    let saved = harness.client.save_enrollment(&serial(device)?, enrollment, expected).await;
    Ok(saved.map_err(|error| error.cause().clone()))
}

/// A path of the contract, for faults.
pub fn path(harness: &Harness, part: Part) -> Result<&str, String> {
    harness.contract.path(part).map_err(|error| error.to_string())
}

/// The path of a device's enrollment, for faults.
pub fn enrollment_path(harness: &Harness, device: &str) -> Result<String, String> {
    Ok(Contract::path_of(path(harness, Part::Enrollment)?, &serial(device)?))
}

/// The path of a device, for faults.
pub fn device_path(harness: &Harness, device: &str) -> Result<String, String> {
    Ok(Contract::path_of(path(harness, Part::Device)?, &serial(device)?))
}
