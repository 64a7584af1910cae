//! The context that all surfaces of one element share: the client, the texts, the policy, the permission to edit, and the
//! facts read once. It must never hold anything that only one surface needs.

use crate::answers::Answers;
use crate::event::Event;
use crate::facts_cache::{Dated, FactsCache, Freshness};
use crate::format::Format;
use crate::known::KnownDevices;
use crate::listeners::{Listeners, Subscription};
use crate::news::News;
use crate::policy::PolicyOptions;
use crate::profile_index::ProfileIndex;
use crate::queue::Queue;
use crate::rest_source::RestSource;
use crate::runs::Runs;
use crate::sign_in::{ProfileEditorUrl, SignInUrl};
use crate::texts::Texts;
use crate::widgets::{Announcements, Toast, Urgency};
use host::{Client, HostError, Kind, Readiness};
use rules::UsernamePolicy;
use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::{Rc, Weak};
use yew::Callback;

/// The shared context. Cheap to clone; two are equal when they are the same one, so that it goes into properties.
#[derive(Clone)]
pub struct Shared(Rc<SharedContext>);

/// The content of [`Shared`].
pub struct SharedContext {
    /// The host.
    pub client: Client,
    /// Every sentence.
    pub texts: Texts,
    /// Ages and numbers.
    pub format: Format,
    /// Whether the signed-in admin may change anything.
    pub can_edit: bool,
    policy: PolicyOptions,
    page: HostPage,
    answers: Answers,
    lasting: Rc<Lasting>,
}

/// The ways to the host page.
pub struct HostPage {
    /// Tells it an event; answers `false` when it prevented the event's default.
    pub emit: Rc<dyn Fn(&Event) -> bool>,
    /// Where the admin signs in.
    pub sign_in: SignInUrl,
    /// Where the host edits profiles itself.
    pub profile_editor: ProfileEditorUrl,
    /// Where the code of the other surfaces is.
    pub rest: RestSource,
}

/// What outlives a change of the options, as long as they mean the same host.
#[derive(Default)]
struct Lasting {
    facts: FactsCache,
    profiles: Queue,
    readiness: Queue,
    announcements: Announcements,
    devices: RefCell<Option<Weak<dyn KnownDevices>>>,
    news: Rc<Listeners<(String, News)>>,
    session: Rc<Listeners<()>>,
    runs: Runs,
    /// Whether the newest word to the host page about the session was that it is lost.
    is_session_lost: Cell<bool>,
}

impl Shared {
    /// A context with the facts of an `earlier` one, otherwise with nothing read yet.
    pub fn new(
        client: Client,
        texts: Texts,
        format: Format,
        policy: PolicyOptions,
        can_edit: bool,
        page: HostPage,
        earlier: Option<&Shared>,
    ) -> Shared {
        let lasting = earlier.map(|earlier| earlier.lasting.clone()).unwrap_or_default();
        let answers = Answers::of_account();
        answers.share(&client);
        Shared(Rc::new(SharedContext {
            client,
            texts,
            format,
            can_edit,
            policy,
            page,
            answers,
            lasting,
        }))
    }

    /// Calls of the runs go to this host from now on. Only the second module reaches this function.
    pub(crate) fn serve_runs(&self) {
        self.lasting.runs.serve(self.0.clone());
    }

    /// The context as surfaces have it.
    pub(crate) fn of(context: Rc<SharedContext>) -> Shared {
        Shared(context)
    }
}

impl SharedContext {
    /// Tells the host page; `false` when it prevented the default.
    pub fn emit(&self, event: Event) -> bool {
        (self.page.emit)(&event)
    }

    /// The facts that are the same for every device, as far as they were read.
    pub fn facts(&self) -> &FactsCache {
        &self.lasting.facts
    }

    /// Whoever reads the list of devices lends it to the others.
    pub fn lend_devices(&self, devices: Weak<dyn KnownDevices>) {
        self.lasting.devices.replace(Some(devices));
    }

    /// The list of devices as far as it is known; `None` where nobody reads it.
    pub fn devices(&self) -> Option<Rc<dyn KnownDevices>> {
        self.lasting.devices.borrow().as_ref()?.upgrade()
    }

    /// The changes of many devices that are under way.
    pub fn runs(&self) -> &Runs {
        &self.lasting.runs
    }

    /// What the admin answers.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The language of the texts: the locale, or English where no text is replaced. `None` if only the host page knows.
    pub fn language(&self) -> Option<&str> {
        self.format.locale().or(self.texts.is_english().then_some("en"))
    }

    /// Tells every surface what was learnt about a device, by its serial number.
    pub fn tell(&self, serial: String, news: News) {
        self.lasting.news.tell(&(serial, news));
    }

    /// Hears what other surfaces have learnt about devices, until the subscription is dropped.
    pub fn hear(&self, callback: Callback<(String, News)>) -> Subscription {
        self.lasting.news.join(callback)
    }

    /// What the surfaces have to say, for the announcer of the element.
    pub fn announcements(&self) -> &Announcements {
        &self.lasting.announcements
    }

    /// Says a sentence to screen readers when they are idle. Of sentences within 300 ms only the last is said.
    pub fn say(&self, text: String) {
        self.lasting.announcements.say(Urgency::Polite, text);
    }

    /// Says a sentence to screen readers at once. For failures only.
    pub fn alert(&self, text: String) {
        self.lasting.announcements.say(Urgency::Assertive, text);
    }

    /// Shows a message, and says it. It goes by itself after 6 seconds; with a button it stays until it is closed, because nobody
    /// is to hurry to the button. A failure never goes by itself.
    pub fn toast(&self, text: String, action: Option<(String, Callback<()>)>) {
        self.toast_about(None, text, action);
    }

    /// Shows a message like [`SharedContext::toast`] about the newest change of a device, in place of one about an earlier change
    /// of it.
    pub fn toast_about(
        &self,
        serial: Option<String>,
        text: String,
        action: Option<(String, Callback<()>)>,
    ) {
        let lasts = action.is_some();
        let toast = Toast { about: serial, ..self.made_toast(text, action, lasts) };
        self.lasting.announcements.toast(toast);
    }

    /// Shows a message that stays until it is closed, and says it.
    pub fn lasting_toast(&self, text: String) {
        self.lasting.announcements.toast(self.made_toast(text, None, true));
    }

    fn made_toast(
        &self,
        text: String,
        action: Option<(String, Callback<()>)>,
        lasts: bool,
    ) -> Toast {
        let close = lasts.then(|| self.texts.get("common.close-notice"));
        Toast { text, action, close, about: None }
    }

    /// Where an admin whose session is lost can sign in, in another tab.
    pub fn sign_in_url(&self) -> Option<String> {
        (self.page.sign_in)()
    }

    /// Where the host edits the profile with this UUID, or makes a new one.
    pub fn profile_editor_url(&self, uuid: Option<&str>) -> Option<String> {
        (self.page.profile_editor)(uuid)
    }

    /// Where the code is that the first screen does not need.
    pub fn rest(&self) -> &RestSource {
        &self.page.rest
    }

    /// Hands an answer on, and tells the host page when it found the session lost, or working again.
    pub fn seen<T>(&self, answer: Result<T, HostError>) -> Result<T, HostError> {
        match &answer {
            Ok(_) => self.tell_session_works(),
            Err(error) => self.tell_lost_session(error),
        }
        answer
    }

    /// Tells the host page when a failure means that the session is lost.
    pub fn tell_lost_session(&self, error: &HostError) {
        if error.kind == Kind::Session {
            self.lasting.is_session_lost.set(true);
            self.emit(Event::SessionLost);
        }
    }

    /// Hears that a lost session works again, until the subscription is dropped.
    pub fn hear_session(&self, callback: Callback<()>) -> Subscription {
        self.lasting.session.join(callback)
    }

    /// Tells the host page and all listeners, once after a lost session, that a call has succeeded again.
    pub fn tell_session_works(&self) {
        if self.lasting.is_session_lost.take() {
            self.emit(Event::SessionRestored);
            self.lasting.session.tell(&());
        }
    }

    /// All profiles of the host.
    pub async fn profiles(&self, freshness: Freshness) -> Result<Dated<ProfileIndex>, HostError> {
        let ask = async {
            let profiles = self.seen(self.client.profiles().await)?;
            Ok(self.lasting.facts.store_profiles(profiles))
        };
        match freshness {
            Freshness::Cached => {
                self.lasting.profiles.answer(|| self.profiles_read(freshness), ask).await
            }
            Freshness::Fresh => ask.await,
        }
    }

    /// The host's readiness answer.
    pub async fn readiness(&self, freshness: Freshness) -> Result<Dated<Rc<Readiness>>, HostError> {
        let ask = async {
            let readiness = self.seen(self.client.readiness().await)?;
            Ok(self.lasting.facts.store_readiness(readiness))
        };
        match freshness {
            Freshness::Cached => {
                self.lasting.readiness.answer(|| self.readiness_read(freshness), ask).await
            }
            Freshness::Fresh => ask.await,
        }
    }

    /// The profiles, if they were read before and that is fresh enough.
    pub fn profiles_read(&self, freshness: Freshness) -> Option<Dated<ProfileIndex>> {
        self.lasting.facts.profiles(freshness)
    }

    /// The readiness answer, if it was read before and that is fresh enough.
    pub fn readiness_read(&self, freshness: Freshness) -> Option<Dated<Rc<Readiness>>> {
        self.lasting.facts.readiness(freshness)
    }

    /// The username policy in force, as far as it is known by now.
    pub fn policy(&self) -> UsernamePolicy {
        let readiness = self.lasting.facts.readiness(Freshness::Cached);
        self.policy.resolve(readiness.as_ref().map(|read| read.value.as_ref()))
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = SharedContext;

    fn deref(&self) -> &SharedContext {
        &self.0
    }
}
