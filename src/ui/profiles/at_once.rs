//! The reassignment of all devices on older versions of a profile without a look at them first: whoever asks for it was told how
//! many there are. It must never start a run: its caller does.

use super::preview::{Effect, Msg, PAGE, Phase, Preview};
use super::state::Part;
use crate::shared::Shared;
use host::{Device, HostError, Page, Profile};
use run::Change;

/// The changes that put every device on an older version of a profile on the current one.
pub async fn changes(shared: &Shared, profile: Profile) -> Result<Vec<Change>, HostError> {
    let mut preview = Preview::new(profile);
    let mut effects = preview.update(Msg::Read);
    loop {
        match effects.pop() {
            Some(Effect::Read(part, offset)) => {
                let page = page(shared, &part, offset).await;
                effects.extend(preview.update(Msg::Page(part, offset, page)));
            }
            Some(Effect::Start(changes)) => return Ok(changes),
            None => match preview.phase {
                Phase::Failed(error) => return Err(error),
                Phase::Ready => effects = preview.update(Msg::Start),
                // Nothing is asked for any more, so there is nothing to wait for.
                Phase::Reading => return Ok(Vec::new()),
            },
        }
    }
}

/// Reads a page of the devices of a part.
pub async fn page(shared: &Shared, part: &Part, offset: u32) -> Result<Page<Device>, HostError> {
    let query = part.query(offset, PAGE);
    shared.seen(shared.client.devices(&query).await)
}
