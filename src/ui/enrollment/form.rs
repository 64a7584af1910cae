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
    /// The device has a user and no login.
    KeepUser,
    /// The device has a login and no user.
    KeepLogin,
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
    /// Whether typing a name unticked "Login required". Then the way back is offered.
    pub switched: bool,
    /// Whether the host stored a user and a login. Only the admin can say which one stays.
    was_both: bool,
    /// Codes of our texts for the fields that the host refused.
    pub refused: Vec<&'static str>,
}

impl Form {
    /// The form for stored fields.
    pub fn new(draft: Draft, policy: UsernamePolicy) -> Form {
        Form {
            checked: enrollment::check(&draft, &policy),
            was_both: draft.login_required && !draft.username.trim().is_empty(),
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

    /// Whether the form names a user and requires a login, as the host stored it.
    pub fn is_both(&self) -> bool {
        self.was_both && self.draft.login_required && self.names_user()
    }

    /// The text to show in the username field: that of the draft, or the one that gave way to "Login required".
    pub fn shown_username(&self) -> &str {
        self.aside.as_deref().filter(|_| self.gave_way()).unwrap_or(&self.draft.username)
    }

    /// Whether a username gave way to "Login required".
    pub fn gave_way(&self) -> bool {
        self.aside.is_some() && self.draft.login_required && !self.names_user()
    }

    /// The admin typed. A name and a login exclude each other, so a name unticks "Login required".
    pub fn set_username(&mut self, text: String) {
        self.draft.username = text;
        self.left = false;
        let named = self.names_user();
        if named && self.draft.login_required && !self.was_both {
            self.draft.login_required = false;
            self.switched = true;
        }
        self.switched = self.switched && named;
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

    /// The answer to the question whether the user or the login stays.
    pub fn keep_user(&mut self) {
        self.set_login(false);
        self.aside = None;
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

    /// The remarks about the username and the login, without those of the directory. Mistakes are told when the field was
    /// left, or Save was tried: a name that is being typed is no mistake yet.
    pub fn remarks(&self) -> Vec<Remark> {
        let refused = self.refused.iter().map(|code| Remark::of(NoteKind::Error, *code));
        let mut remarks: Vec<Remark> = refused.collect();
        for problem in &self.checked.problems {
            let said_by_host = remarks.iter().any(|remark| remark.code == problem.code);
            match problem.code {
                "enrollment.username-with-login" if self.tried && !said_by_host => {
                    remarks.push(Remark::of(NoteKind::Error, problem.code));
                }
                "enrollment.neither" if !said_by_host => remarks.push(self.neither()),
                "enrollment.username-with-login" | "enrollment.neither" => {}
                _ if self.left || self.tried => remarks.push(about_name(problem)),
                _ => {}
            }
        }
        if self.switched {
            let switched = Remark::of(NoteKind::Hint, "enrollment.switched");
            remarks.push(switched.repaired_by(Repair::KeepLogin));
        }
        remarks
    }

    /// Neither is how every device begins, so it is no mistake before Save is tried.
    fn neither(&self) -> Remark {
        if self.tried {
            Remark::of(NoteKind::Error, "enrollment.neither")
        } else {
            Remark::of(NoteKind::Hint, "enrollment.undecided")
        }
    }
}

fn about_name(problem: &Problem) -> Remark {
    let kind = match problem.severity {
        Severity::Error => NoteKind::Error,
        Severity::Warning => NoteKind::Warning,
        Severity::Hint => NoteKind::Hint,
    };
    let repair = problem.param("repaired").map(|name| Repair::Use(name.to_owned()));
    Remark { kind, code: problem.code.to_owned(), params: problem.params.clone(), repair }
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
    fn a_name_that_is_being_typed_is_no_mistake_yet() {
        for name in ["bo", "bob@carbon.super", "a b", "x/", "é"] {
            let mut form = form(draft("", false));
            form.set_username(name.to_owned());
            assert_eq!(said(&form), vec![], "{name:?} is being typed");
            form.left = true;
            let raised = said(&form);
            assert_eq!(form.checked().value.is_none(), !raised.is_empty(), "{name:?} was left");
            form.set_username(format!("{name}b"));
            assert_eq!(said(&form), vec![], "{name:?}: the next key withdraws it");
        }
    }

    #[test]
    fn typing_a_name_unticks_the_login_and_can_be_undone() {
        for name in ["alice", "b", "SALES/frank"] {
            let mut form = form(draft("", true));
            form.set_username(name.to_owned());
            assert_eq!(form.draft, draft(name, false));
            let undo: Vec<_> = form.remarks().into_iter().filter_map(|it| it.repair).collect();
            assert_eq!(undo, [Repair::KeepLogin]);
            form.set_login(true);
            assert_eq!(form.draft, draft("", true), "nothing is sent beside a login");
            assert_eq!((form.shown_username(), form.gave_way()), (name, true));
        }
    }

    #[test]
    fn a_stored_user_with_a_login_is_asked_about_and_never_decided_by_a_key() {
        let mut form = form(draft("bob", true));
        assert!(form.is_both());
        assert_eq!(said(&form), vec![]);
        form.set_username("bobby".to_owned());
        assert!(form.is_both() && form.draft.login_required);
        form.keep_user();
        assert_eq!((form.draft().clone(), form.is_both()), (draft("bobby", false), false));
        let mut other = self::form(draft("bob", true));
        other.set_login(true);
        assert_eq!((other.draft().clone(), other.is_both()), (draft("", true), false));
        assert_eq!(other.shown_username(), "bob");
    }

    #[test]
    fn both_is_an_error_once_save_was_tried() {
        let mut form = form(draft("bob", true));
        form.tried = true;
        assert_eq!(said(&form), one("enrollment.username-with-login", NoteKind::Error));
    }

    #[test]
    fn a_username_that_gives_way_to_login_comes_back() {
        let mut form = form(draft("alice", false));
        form.set_login(true);
        assert_eq!((form.shown_username(), form.gave_way()), ("alice", true));
        assert_eq!(form.draft, draft("", true), "it is not sent");
        form.set_login(false);
        assert_eq!((form.draft().clone(), form.aside.clone()), (draft("alice", false), None));
    }

    #[test]
    fn a_username_put_aside_does_not_overwrite_one_that_is_typed_later() {
        let mut form = form(draft("alice", false));
        form.set_login(true);
        form.set_username("bob".to_owned());
        form.set_login(false);
        assert_eq!(form.draft, draft("bob", false));
    }

    #[test]
    fn a_repairable_name_carries_its_repair() {
        let mut form = form(draft("", false));
        form.set_username("bob@carbon.super".to_owned());
        form.left = true;
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
        assert_eq!(said(&form), one("enrollment.username-with-login", NoteKind::Error));
    }
}
