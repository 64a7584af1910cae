//! What the admin wants for the selected devices. Pure. It must never mean a profile or a user that the admin has not named.

use super::action::Action;
use crate::assign::choice::{Choice, Meant};
use crate::checklist::directory::{Directory, named};
use crate::load::Load;
use crate::profile_index::ProfileIndex;
use rules::changes::Wish;
use rules::{Draft, UsernamePolicy};

/// The fields. What is `None` stays as it is on each device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The profile.
    pub choice: Choice,
    /// "Login required".
    pub login: Option<bool>,
    /// "Agent install required".
    pub agent: Option<bool>,
    /// One user for all of them; empty to leave each its own.
    pub username: String,
    /// Whether that user exists.
    pub directory: Directory,
    /// Whether the admin has pressed the button although something is missing.
    pub tried: bool,
}

impl Form {
    /// A user was typed, who takes the place of a login.
    pub fn name(&mut self, username: String) {
        self.username = username;
        if self.names_user() {
            self.login = Some(false);
        }
    }

    /// A login takes the place of a user. A device with a user has no login.
    pub fn set_login(&mut self, login: Option<bool>) {
        self.login = login;
        if login != Some(false) {
            self.username.clear();
        }
    }

    /// Whether a user is typed.
    pub fn names_user(&self) -> bool {
        !self.username.trim().is_empty()
    }

    /// The user as it would go to the host, to ask whether there is one.
    pub fn user(&self, policy: &UsernamePolicy) -> Option<String> {
        let draft = Draft { username: self.username.clone(), ..Draft::default() };
        named(&draft, policy)
    }

    /// The wish, as far as the fields have one.
    pub fn wish(&self, action: Action, profiles: &Load<ProfileIndex>) -> Option<Wish> {
        // Whoever signs in becomes the user, so a device has no other one then.
        let nobody = (self.login == Some(true)).then(String::new);
        match action {
            Action::Remove => Some(Wish { remove_profile: true, ..Wish::default() }),
            Action::Assign => {
                let profile = match self.choice.meant(profiles) {
                    Meant::Nothing => return None,
                    Meant::Listed(profile) | Meant::Successor(profile) => profile.uuid.clone(),
                    Meant::Unlisted(uuid) => uuid.as_str().to_owned(),
                };
                let login_required = self.login;
                let profile = Some(profile);
                Some(Wish { profile, username: nobody, login_required, ..Wish::default() })
            }
            Action::Enrollment => {
                let user = self.names_user().then(|| self.username.clone());
                let wish = Wish {
                    username: user.or(nobody),
                    login_required: self.login,
                    agent_required: self.agent,
                    ..Wish::default()
                };
                (wish != Wish::default()).then_some(wish)
            }
        }
    }
}
