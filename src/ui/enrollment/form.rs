//! The three fields while the admin fills them in, and the remarks about them. It must never drop a username that the admin
//! typed: a name that gives way to "Login required" is put aside.

use crate::widgets::NoteKind;
use rules::{Checked, Draft, Enrollment, Problem, Severity, UsernamePolicy, enrollment};

/// The codes by which a host refuses a field, each with the code of our text for it.
const REFUSALS: [(&str, &str); 4] = [
    ("USERNAME_WITH_LOGIN", "enrollment.username-with-login"),
    ("NEITHER", "enrollment.neither"),
    ("TENANT_DOMAIN", "enrollment.refused.tenant-domain"),
    ("USERNAME_UNKNOWN", "enrollment.refused.username-unknown"),
];

/// The text for a code of the host's `errorItems`; `None` for one that this version does not know.
pub fn refusal(code: &str) -> Option<&'static str> {
    REFUSALS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

/// A remark about a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// How much it weighs.
    pub kind: NoteKind,
    /// Code of the sentence.
    pub code: String,
    /// Parameters of the sentence.
    pub params: Vec<(&'static str, String)>,
    /// The repair that a click makes.
    pub repair: Option<Repair>,
}

/// A repair by one click.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// Put this username into the field.
    Use(String),
    /// The device gets a user instead of a login.
    AssignUser,
    /// The device gets a login instead of a user.
    RequireLogin,
}

impl Remark {
    /// A remark without parameters or repair.
    pub fn of(kind: NoteKind, code: impl Into<String>) -> Remark {
        Remark { kind, code: code.into(), params: Vec::new(), repair: None }
    }

    /// The same with a parameter.
    pub fn param(mut self, name: &'static str, value: impl Into<String>) -> Remark {
        self.params.push((name, value.into()));
        self
    }

    /// The same with a repair.
    pub fn repaired_by(mut self, repair: Repair) -> Remark {
        self.repair = Some(repair);
        self
    }
}

/// The form. Its fields change through its methods only, so that the verdict always belongs to the present values.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    draft: Draft,
    policy: UsernamePolicy,
    checked: Checked<Enrollment>,
    /// The username that gave way to "Login required".
    pub aside: Option<String>,
    /// Whether the username field was left since the last key. Only then may an unfinished name be called too short.
    pub left: bool,
    /// Whether Save was tried. From then on every obstacle is an error.
    pub tried: bool,
    /// Whether the offer unticked "Login required". Then the way back is offered.
    pub switched: bool,
    /// Codes of our texts for the fields that the host refused.
    pub refused: Vec<&'static str>,
}

impl Form {
    /// The form for stored fields.
    pub fn new(draft: Draft, policy: UsernamePolicy) -> Form {
        Form {
            checked: enrollment::check(&draft, &policy),
            draft,
            policy,
            aside: None,
            left: true,
            tried: false,
            switched: false,
            refused: Vec::new(),
        }
    }

    /// The fields as they stand.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The rules for usernames.
    pub fn policy(&self) -> &UsernamePolicy {
        &self.policy
    }

    /// The verdict of the rules on the fields as they stand.
    pub fn checked(&self) -> &Checked<Enrollment> {
        &self.checked
    }

    /// The user that the form names, as it would go to the host; `None` when it names none or cannot be sent.
    pub fn user(&self) -> Option<&str> {
        self.checked.value.as_ref().map(Enrollment::username).filter(|name| !name.is_empty())
    }

    /// The rules for usernames may come after the form.
    pub fn set_policy(&mut self, policy: UsernamePolicy) {
        if policy != self.policy {
            self.policy = policy;
            self.check();
        }
    }

    fn check(&mut self) {
        self.checked = enrollment::check(&self.draft, &self.policy);
    }

    /// Whether the username field holds a name.
    pub fn names_user(&self) -> bool {
        !self.draft.username.trim().is_empty()
    }

    /// The admin typed.
    pub fn set_username(&mut self, text: String) {
        self.draft.username = text;
        self.left = false;
        self.switched = self.switched && self.names_user();
        self.refused.clear();
        self.check();
    }

    /// The admin ticked or unticked "Login required".
    pub fn set_login(&mut self, on: bool) {
        if on {
            self.put_aside()
        } else {
            self.take_back()
        }
        self.draft.login_required = on;
        self.switched = false;
        self.refused.clear();
        self.check();
    }

    /// The offer to have a user instead of a login.
    pub fn assign_user(&mut self) {
        self.set_login(false);
        self.aside = None;
        self.switched = true;
        self.left = true;
    }

    /// The admin ticked or unticked "Agent install required".
    pub fn set_agent(&mut self, on: bool) {
        self.draft.agent_required = on;
        self.check();
    }

    fn put_aside(&mut self) {
        if self.names_user() {
            self.aside = Some(std::mem::take(&mut self.draft.username));
        }
    }

    fn take_back(&mut self) {
        if !self.names_user()
            && let Some(username) = self.aside.take()
        {
            self.draft.username = username;
            self.left = true;
        }
    }

    /// The remarks about the username and the login, without those of the directory.
    pub fn remarks(&self) -> Vec<Remark> {
        let refused = self.refused.iter().map(|code| Remark::of(NoteKind::Error, *code));
        let mut remarks: Vec<Remark> = refused.collect();
        for problem in &self.checked.problems {
            let said_by_host = remarks.iter().any(|remark| remark.code == problem.code);
            match problem.code {
                "enrollment.username-with-login" => remarks.extend(self.both(said_by_host)),
                "enrollment.neither" if !said_by_host => remarks.push(self.neither()),
                "enrollment.neither" => {}
                _ => remarks.push(self.about_name(problem)),
            }
        }
        if let (Some(username), true, false) =
            (&self.aside, self.draft.login_required, self.names_user())
        {
            let aside = Remark::of(NoteKind::Hint, "enrollment.aside");
            remarks.push(aside.param("username", username.trim()).repaired_by(Repair::AssignUser));
        }
        if self.switched && self.names_user() && !self.draft.login_required {
            let switched = Remark::of(NoteKind::Hint, "enrollment.switched");
            remarks.push(switched.repaired_by(Repair::RequireLogin));
        }
        remarks
    }

    /// Both a user and a login: an offer while it is being decided, an error once Save was tried.
    fn both(&self, said_by_host: bool) -> [Remark; 2] {
        let first = if self.tried && !said_by_host {
            Remark::of(NoteKind::Error, "enrollment.username-with-login")
        } else {
            Remark::of(NoteKind::Hint, "enrollment.offer-user")
        };
        [
            first.repaired_by(Repair::AssignUser),
            Remark::of(NoteKind::Hint, "enrollment.offer-login").repaired_by(Repair::RequireLogin),
        ]
    }

    /// Neither is how every device begins, so it is no mistake before Save is tried.
    fn neither(&self) -> Remark {
        if self.tried {
            Remark::of(NoteKind::Error, "enrollment.neither")
        } else {
            Remark::of(NoteKind::Hint, "enrollment.undecided")
        }
    }

    fn about_name(&self, problem: &Problem) -> Remark {
        let unfinished = matches!(problem.code, "username.too-short" | "username.empty-name");
        let kind = match problem.severity {
            Severity::Error if unfinished && !self.left && !self.tried => NoteKind::Hint,
            Severity::Error => NoteKind::Error,
            Severity::Warning => NoteKind::Warning,
            Severity::Hint => NoteKind::Hint,
        };
        let repair = problem.param("repaired").map(|name| Repair::Use(name.to_owned()));
        Remark { kind, code: problem.code.to_owned(), params: problem.params.clone(), repair }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(username: &str, login_required: bool) -> Draft {
        Draft { username: username.to_owned(), login_required, agent_required: false }
    }

    fn form(draft: Draft) -> Form {
        Form::new(draft, UsernamePolicy::default())
    }

    fn said(form: &Form) -> Vec<(String, NoteKind)> {
        let remarks = form.remarks();
        remarks.into_iter().map(|remark| (remark.code, remark.kind)).collect()
    }

    fn one(code: &str, kind: NoteKind) -> Vec<(String, NoteKind)> {
        vec![(code.to_owned(), kind)]
    }

    #[test]
    fn a_fresh_device_is_no_mistake_before_save_is_tried() {
        let mut form = form(draft("", false));
        assert_eq!(said(&form), one("enrollment.undecided", NoteKind::Hint));
        form.tried = true;
        assert_eq!(said(&form), one("enrollment.neither", NoteKind::Error));
    }

    #[test]
    fn a_name_that_is_being_typed_is_not_called_too_short_yet() {
        let mut form = form(draft("", false));
        form.set_username("bo".to_owned());
        assert_eq!(said(&form), one("username.too-short", NoteKind::Hint));
        form.left = true;
        assert_eq!(said(&form), one("username.too-short", NoteKind::Error));
    }

    #[test]
    fn typing_a_user_with_login_on_offers_both_ways_out() {
        let mut form = form(draft("", true));
        form.set_username("alice".to_owned());
        let repairs: Vec<_> =
            form.remarks().into_iter().map(|remark| (remark.kind, remark.repair)).collect();
        assert_eq!(
            repairs,
            vec![
                (NoteKind::Hint, Some(Repair::AssignUser)),
                (NoteKind::Hint, Some(Repair::RequireLogin)),
            ]
        );
        form.assign_user();
        assert_eq!(form.draft, draft("alice", false));
        assert_eq!(said(&form), one("enrollment.switched", NoteKind::Hint));
        form.set_login(true);
        assert_eq!((form.draft().clone(), form.aside.as_deref()), (draft("", true), Some("alice")));
    }

    #[test]
    fn both_is_an_error_once_save_was_tried() {
        let mut form = form(draft("bob", true));
        form.tried = true;
        assert_eq!(
            said(&form).first(),
            Some(&("enrollment.username-with-login".to_owned(), NoteKind::Error))
        );
    }

    #[test]
    fn a_username_that_gives_way_to_login_comes_back() {
        let mut form = form(draft("alice", false));
        form.set_login(true);
        assert_eq!(said(&form), one("enrollment.aside", NoteKind::Hint));
        form.set_login(false);
        assert_eq!((form.draft().clone(), form.aside.clone()), (draft("alice", false), None));
        form.set_login(true);
        form.assign_user();
        assert_eq!(form.draft, draft("alice", false));
    }

    #[test]
    fn a_username_put_aside_does_not_overwrite_one_that_is_typed_later() {
        let mut form = form(draft("alice", false));
        form.set_login(true);
        form.set_username("bob".to_owned());
        form.assign_user();
        assert_eq!(form.draft, draft("bob", false));
    }

    #[test]
    fn a_repairable_name_carries_its_repair() {
        let mut form = form(draft("", false));
        form.set_username("bob@carbon.super".to_owned());
        let remarks = form.remarks();
        let tenant = remarks.iter().find(|remark| remark.code == "username.tenant-domain");
        let repair = tenant.and_then(|remark| remark.repair.clone());
        assert_eq!(repair, Some(Repair::Use("bob".to_owned())));
    }

    #[test]
    fn a_refusal_of_the_host_stays_until_the_field_changes() {
        let mut form = form(draft("nobody", false));
        form.refused = vec!["enrollment.refused.username-unknown"];
        assert_eq!(said(&form), one("enrollment.refused.username-unknown", NoteKind::Error));
        form.set_username("alice".to_owned());
        assert_eq!(said(&form), vec![]);
    }

    #[test]
    fn a_refusal_of_both_by_the_host_is_shown_once() {
        let mut form = form(draft("bob", true));
        form.tried = true;
        form.refused = vec!["enrollment.username-with-login"];
        let codes: Vec<_> = said(&form).into_iter().map(|(code, _)| code).collect();
        assert_eq!(
            codes,
            ["enrollment.username-with-login", "enrollment.offer-user", "enrollment.offer-login"]
        );
    }
}
