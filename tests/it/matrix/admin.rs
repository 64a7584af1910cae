//! An admin at the device list: runs the effects of the list, of the panel and of a run against a console, as the
//! components do. It notes the events for the host page. It must never decide anything that a state decides.

use super::console::{Console, Gateway, SERIAL, Wires};
use host::transport::direct::Direct;
use host::transport::invoker::Invoker;
use host::transport::request_handler::RequestHandler;
use host::{Client, Contract, EnrollmentRecord, SaveError, Transport};
use rules::{Enrollment, UsernamePolicy};
use run::{Effect, Event, Run, Time};
use std::collections::VecDeque;
use std::rc::Rc;
use ui::News;
use ui::answers::AdminAnswers;
use ui::assign::job::{self, Change, Report};
use ui::assign::state as profile;
use ui::checklist::host_reads::{HostAnswer, HostQuestion};
use ui::devices::state::{self as devices, Ask, HostAbilities, RowState};
use ui::enrollment::state as enrollment;
use ui::facts_cache::Dated;
use ui::panel::state::{self as panel, Msg, State};
use ui::profile_index::ProfileIndex;
use ui::route::Route;
use ui::runs::{failure, plan};

/// An event for the host page.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    Assigned(String),
    Removed,
    Saved(String),
}

/// A client of the console.
pub fn client(console: &Rc<Console>) -> Client {
    client_by(console, Contract::default())
}

/// The same with a contract of its own.
pub fn client_by(console: &Rc<Console>, contract: Contract) -> Client {
    let wires = Wires(console.clone());
    let transport: Rc<dyn Transport> = match console.gateway {
        Gateway::Direct => Rc::new(Direct::new(wires, "", None, Vec::new())),
        Gateway::Invoker => Rc::new(Invoker::new(wires, "", Vec::new())),
        Gateway::RequestHandler => Rc::new(RequestHandler::new(wires, "", Vec::new())),
    };
    Client::new(transport, Rc::new(contract), Rc::new(|_| Box::pin(async {})))
}

/// The admin, with the list on the screen.
pub struct Admin {
    pub console: Rc<Console>,
    pub client: Client,
    pub list: devices::State,
    pub events: Vec<Sent>,
    /// Whether the panel has asked to be taken away.
    pub has_left: bool,
}

impl Admin {
    /// An admin who has read the list of a healthy host.
    pub async fn new(console: Rc<Console>) -> Admin {
        let abilities = HostAbilities { has_users: true, can_sort: false };
        let (list, effects) = devices::State::new(&Route::default(), 50, abilities);
        let client = client(&console);
        let mut admin = Admin { console, client, list, events: Vec::new(), has_left: false };
        admin.run_list(effects).await;
        admin
    }

    /// Sends the list a message and runs everything that follows from it.
    pub async fn tell_list(&mut self, msg: devices::Msg) {
        let effects = self.list.update(msg);
        self.run_list(effects).await;
    }

    async fn run_list(&mut self, effects: Vec<devices::Effect>) {
        use devices::{Effect, Msg};
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let msg = match effect {
                Effect::Load(generation, Ask::Host(query)) => {
                    Msg::Loaded(generation, self.client.devices(&query).await)
                }
                Effect::Sync => Msg::Synced(self.client.sync().await),
                Effect::Run(serial, change) => {
                    let report = Rc::new(job::run(&self.client, &serial, change).await);
                    self.emit(&report, false);
                    Msg::Changed(serial, report)
                }
                // Profiles, verdicts, toasts and the focus say nothing about the record.
                _ => continue,
            };
            effects.extend(self.list.update(msg));
        }
    }

    pub async fn news(&mut self, news: News) {
        self.tell_list(devices::Msg::News(SERIAL.to_owned(), news)).await;
    }

    /// The row of the device.
    pub fn row(&self) -> Option<RowState> {
        self.list.rows()?.into_iter().find(|row| row.device.serial == SERIAL)
    }

    /// A panel that has read everything. `stays`: as at the side of the list, where a save does not close it.
    pub async fn panel(&mut self, stays: bool) -> State {
        let device = self.row().map(|row| row.device.as_ref().clone());
        let (answers, policy) = (AdminAnswers::default(), UsernamePolicy::default());
        let (mut panel, effects) = State::new(SERIAL, device, answers, policy, true);
        panel.enrollment.stays = stays;
        self.run_panel(&mut panel, effects, None).await;
        panel
    }

    /// Sends the panel a message and runs everything that follows. `exit`: the admin leaves that way while the host is asked.
    pub async fn tell(&mut self, panel: &mut State, msg: Msg, exit: Option<enrollment::Exit>) {
        let effects = panel.update(msg);
        self.run_panel(panel, effects, exit).await;
    }

    async fn run_panel(
        &mut self,
        panel: &mut State,
        effects: Vec<panel::Effect>,
        exit: Option<enrollment::Exit>,
    ) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let msgs = match effect {
                panel::Effect::Profile(effect) if exit.is_some() => {
                    self.leave(panel, exit);
                    self.profile(effect).await;
                    return;
                }
                panel::Effect::Profile(effect) => self.profile(effect).await,
                panel::Effect::Enrollment(enrollment::Effect::Save(_, sent, expected))
                    if exit.is_some() =>
                {
                    self.leave(panel, exit);
                    let answer = self.client.save_enrollment(SERIAL, &sent, Some(&expected)).await;
                    return self.settle(answer, &sent).await;
                }
                panel::Effect::Enrollment(effect) => self.enrollment(effect).await,
                panel::Effect::Copy(_) => continue,
            };
            for msg in msgs {
                effects.extend(panel.update(msg));
            }
        }
    }

    /// Leaves the panel, whatever it asks.
    pub fn leave(&mut self, panel: &mut State, exit: Option<enrollment::Exit>) {
        use enrollment::{Effect, Msg as About};
        let exit = exit.unwrap_or(enrollment::Exit::Close);
        let mut effects = panel.update(Msg::Enrollment(About::Exit(exit)));
        if panel.enrollment.leaving.is_some() {
            effects.extend(panel.update(Msg::Enrollment(About::Discard)));
        }
        self.has_left = effects.iter().any(|effect| {
            matches!(effect, panel::Effect::Enrollment(Effect::Close(_) | Effect::Turn(_)))
        });
    }

    /// What the panel hears of an effect of the profile. The list and the host page hear of it in any case.
    async fn profile(&mut self, effect: profile::Effect) -> Vec<Msg> {
        let (report, told) = match effect {
            profile::Effect::Run(change) => (job::run(&self.client, SERIAL, change).await, false),
            profile::Effect::Look(before) => {
                (job::look(&self.client, SERIAL, &before).await, before.is_half())
            }
            _ => return Vec::new(),
        };
        let report = Rc::new(report);
        let news = News::Profile(report.clone());
        self.news(news.clone()).await;
        self.emit(&report, told);
        vec![Msg::Profile(profile::Msg::Ended(report)), Msg::News(news, 1.0)]
    }

    /// What the panel hears of an effect of the enrollment.
    async fn enrollment(&mut self, effect: enrollment::Effect) -> Vec<Msg> {
        use enrollment::{Effect, Msg as About};
        let client = &self.client;
        let msg = match effect {
            Effect::ReadEnrollment(generation) => {
                About::Enrollment(generation, client.enrollment(SERIAL).await)
            }
            Effect::Read(generation, question) => {
                let answer = read(client, question).await;
                About::HostAnswer(generation, answer, UsernamePolicy::default())
            }
            Effect::Check(generation, name) => {
                About::Checked(generation, client.user_exists(&name).await, 1.0)
            }
            Effect::Save(generation, sent, expected) => {
                let answer = client.save_enrollment(SERIAL, &sent, Some(&expected)).await;
                About::Stored(generation, answer)
            }
            Effect::Reread(generation, reason, _) => {
                About::Reread(generation, reason, client.enrollment(SERIAL).await)
            }
            Effect::TellSaved(_, draft) => {
                self.events.push(Sent::Saved(draft.username.clone()));
                self.news(News::Saved(draft)).await;
                return Vec::new();
            }
            Effect::Tell(news) => {
                self.news(news).await;
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        vec![Msg::Enrollment(msg)]
    }

    /// The end of a save whose panel is gone.
    async fn settle(&mut self, answer: Result<EnrollmentRecord, SaveError>, sent: &Enrollment) {
        for news in enrollment::news_of(answer, sent, &UsernamePolicy::default()) {
            if let News::Saved(draft) = &news {
                self.events.push(Sent::Saved(draft.username.clone()));
            }
            self.news(news).await;
        }
    }

    /// Tells the host page the end of a change. `told`: it knows of the first half of a reassignment.
    fn emit(&mut self, report: &Report, told: bool) {
        if report.is_done() || (report.is_half() && !told) {
            self.events.push(match (&report.change, &report.record) {
                (Change::Assign(_) | Change::Reassign(_), Ok(device)) if report.is_done() => {
                    Sent::Assigned(device.profile_uuid.clone())
                }
                _ => Sent::Removed,
            });
        }
    }

    /// Tells a run an event, and does everything that follows, in virtual time: it passes when nothing else is left to do.
    pub async fn carry_on(&mut self, run: &mut Run, event: Event, now: &mut Time) {
        let mut events = VecDeque::from([event]);
        let mut wake = None;
        while let Some(event) = events.pop_front() {
            for effect in run.update(event, *now) {
                match effect {
                    Effect::Wake(at) => wake = Some(at),
                    effect => events.extend(self.call(effect).await),
                }
            }
            if events.is_empty()
                && let Some(at) = wake.take()
            {
                *now = at;
                events.push_back(Event::Tick);
            }
        }
    }

    /// Makes one call of a run.
    async fn call(&self, effect: Effect) -> Vec<Event> {
        let change = async |profile: Option<&str>, ticket| {
            let answer = match profile {
                Some(uuid) => self.client.assign(SERIAL, uuid).await,
                None => self.client.unassign(SERIAL).await,
            };
            let answer = match answer {
                Ok(answer) => failure::of_assignment(answer),
                Err(error) => Err(failure::of_error(&error)),
            };
            vec![Event::Written(ticket, SERIAL.to_owned(), answer)]
        };
        match effect {
            Effect::Record(number, _) => vec![Event::Recorded(number, true)],
            Effect::Read(ticket, _) => {
                let device = self.client.device(SERIAL).await;
                let answer = device.map(|device| plan::state(&device, None));
                let answer = answer.map_err(|error| failure::of_error(&error));
                vec![Event::Read(ticket, SERIAL.to_owned(), answer)]
            }
            Effect::Remove(ticket, _) => change(None, ticket).await,
            Effect::Assign(ticket, uuid, _) => change(Some(&uuid), ticket).await,
            Effect::Save { .. } | Effect::Wake(_) => Vec::new(),
        }
    }
}

/// Asks the host one question about the device.
pub async fn read(client: &Client, question: HostQuestion) -> HostAnswer {
    let at = 1.0;
    match question {
        HostQuestion::Device => {
            let answer = client.device(SERIAL).await;
            HostAnswer::Device(Box::new(answer.map(|value| Dated { value, at })))
        }
        HostQuestion::Profiles(_) => {
            let answer = client.profiles().await.map(ProfileIndex::new);
            HostAnswer::Profiles(answer.map(|value| Dated { value, at }))
        }
        HostQuestion::Readiness(_) => {
            let answer = client.readiness().await.map(Rc::new);
            HostAnswer::Readiness(answer.map(|value| Dated { value, at }))
        }
    }
}
