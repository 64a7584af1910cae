//! Checks of lost sessions: every form of the loss, and the recovery.

use host::Kind;
use serde_json::json;

use crate::calls::{
    ASSIGNED, EMPTY, device_path, enrollment_path, for_user, query, save, with_login,
};
use crate::control::{expire, fault, stored};
use crate::{Check, Harness, bad, good, same, serial};

pub async fn redirect(h: &Harness) -> Check {
    lost_to(h, "expire-redirect").await
}

pub async fn empty(h: &Harness) -> Check {
    lost_to(h, "expire-empty").await
}

pub async fn unauthorized(h: &Harness) -> Check {
    lost_to(h, "expire-401").await
}

/// A read and a write that lose the session, and the same calls after signing in again.
async fn lost_to(h: &Harness, shape: &str) -> Check {
    fault(h, "GET", &device_path(h, ASSIGNED)?, 1, json!({ "session": shape })).await?;
    bad("the device", h.client.device(&serial(ASSIGNED)?).await, Kind::Session)?;
    h.control.sign_in("admin").await?;
    good("the device", h.client.device(&serial(ASSIGNED)?).await)?;
    fault(h, "PUT", &enrollment_path(h, EMPTY)?, 1, json!({ "session": shape })).await?;
    match save(h, EMPTY, &for_user("bob", false)?, None).await? {
        // The newer console's handler also swallows a broken connection like this, so only a read knows.
        Err(error) if shape == "expire-empty" && error.kind == Kind::Unreachable => {
            bad("read", h.client.enrollment(&serial(EMPTY)?).await, Kind::Session)?;
        }
        answer => {
            bad("save", answer, Kind::Session)?;
        }
    }
    same("nothing was stored", stored(h, EMPTY).await?, (String::new(), false, true))?;
    h.control.sign_in("admin").await?;
    good("save", save(h, EMPTY, &for_user("bob", false)?, None).await?).map(|_| ())
}

pub async fn expired(h: &Harness) -> Check {
    let device = serial(ASSIGNED)?;
    expire(h).await?;
    bad("devices", h.client.devices(&query()).await, Kind::Session)?;
    bad("device", h.client.device(&device).await, Kind::Session)?;
    bad("profiles", h.client.profiles().await, Kind::Session)?;
    bad("enrollment", h.client.enrollment(&device).await, Kind::Session)?;
    bad("readiness", h.client.readiness().await, Kind::Session)?;
    bad("exists", h.client.user_exists("alice").await, Kind::Session)?;
    bad("search", h.client.search_users("ali", 5).await, Kind::Session)?;
    bad("save", save(h, ASSIGNED, &with_login(false)?, None).await?, Kind::Session)?;
    bad("unassign", h.client.unassign(&device).await, Kind::Session)?;
    bad("sync", h.client.sync().await, Kind::Session)?;
    bad("bulk", h.client.assign_many(None, &[device]).await, Kind::Session).map(|_| ())
}

pub async fn save_again(h: &Harness) -> Check {
    let mine = for_user("carol", true)?;
    expire(h).await?;
    bad("save", save(h, EMPTY, &mine, None).await?, Kind::Session)?;
    h.control.sign_in("admin").await?;
    good("save", save(h, EMPTY, &mine, None).await?)?;
    same("table", stored(h, EMPTY).await?, ("carol".to_owned(), false, true))
}
