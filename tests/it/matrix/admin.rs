//! An admin at the device list: runs the effects of the list and of its dialogs against a console, as the components do. It
//! notes the events for the host page. It must never decide anything that a state decides.

use super::console::{Console, Gateway, SERIAL, Wires};
use host::transport::direct::Direct;
use host::transport::invoker::Invoker;
use host::transport::request_handler::RequestHandler;
use host::{Client, Contract, Device, EnrollmentRecord, SaveError, Transport};
use rules::{Enrollment, UsernamePolicy};
use std::rc::Rc;
use ui::News;
use ui::assign::job::{self, Change};
use ui::assign::state as assign;
use ui::checklist::admin_answers::AdminAnswers;
use ui::checklist::host_reads::{HostAnswer, HostQuestion};
use ui::devices::state as devices;
use ui::enrollment::state as enrollment;
use ui::facts_cache::Dated;
use ui::profile_index::ProfileIndex;

/// An event for the host page.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    Assigned(String),
    Removed,
    Saved(String),
}

/// A client of the console.
pub fn client(console: &Rc<Console>) -> Client {
    let wires = Wires(console.clone());
    let transport: Rc<dyn Transport> = match console.gateway {
        Gateway::Direct => Rc::new(Direct::new(wires, "", None, Vec::new())),
        Gateway::Invoker => Rc::new(Invoker::new(wires, "", Vec::new())),
        Gateway::RequestHandler => Rc::new(RequestHandler::new(wires, "", Vec::new())),
    };
    Client::new(transport, Rc::new(Contract::default()), Rc::new(|_| Box::pin(async {})))
}

/// The admin, with the list on the screen.
pub struct Admin {
    pub console: Rc<Console>,
    pub client: Client,
    pub list: devices::State,
    pub events: Vec<Sent>,
}

impl Admin {
    /// An admin who has read the list of a healthy host.
    pub async fn new(console: Rc<Console>) -> Admin {
        let (list, effects) = devices::State::new(None);
        let client = client(&console);
        let mut admin = Admin { console, client, list, events: Vec::new() };
        admin.run_list(effects).await;
        admin
    }

    /// Sends the list a message and runs everything that follows from it.
    pub async fn tell_list(&mut self, msg: devices::Msg) {
        let effects = self.list.update(msg);
        self.run_list(effects).await;
    }

    async fn run_list(&mut self, mut effects: Vec<devices::Effect>) {
        while let Some(effect) = effects.pop() {
            let msg = match effect {
                devices::Effect::Load(generation, query) => {
                    devices::Msg::Loaded(generation, self.client.devices(&query).await)
                }
                devices::Effect::Sync => devices::Msg::Synced(self.client.sync().await),
                devices::Effect::LoadProfiles(_)
                | devices::Effect::Pause(_)
                | devices::Effect::AllProfiles => continue,
            };
            effects.extend(self.list.update(msg));
        }
    }

    pub async fn news(&mut self, news: News) {
        self.tell_list(devices::Msg::News(SERIAL.to_owned(), news)).await;
    }

    /// The row of the device.
    pub fn row(&self) -> Option<&Device> {
        self.list.rows()?.rows.iter().find(|row| row.serial == SERIAL)
    }

    /// An assign dialog with its profiles.
    pub async fn assign_dialog(&self) -> assign::State {
        let mut dialog = assign::State::new(self.row().unwrap().clone());
        let profiles = self.client.profiles().await.map(ProfileIndex::new);
        dialog.update(assign::Msg::Profiles(profiles));
        dialog
    }

    /// Makes the change that the dialog asks for. `stays` is false when the dialog is gone before the end.
    pub async fn change(&mut self, dialog: &mut assign::State, job: assign::Job, stays: bool) {
        let mut effects = dialog.update(assign::Msg::Start(job));
        while let Some(effect) = effects.pop() {
            let (report, told) = match effect {
                assign::Effect::Run(change) => {
                    (job::run(&self.client, SERIAL, change).await, false)
                }
                assign::Effect::Look(before) => {
                    (job::look(&self.client, SERIAL, &before).await, before.is_half())
                }
                assign::Effect::LoadProfiles | assign::Effect::Close => continue,
            };
            let report = Rc::new(report);
            self.news(News::Profile(report.clone())).await;
            if report.is_done() || (report.is_half() && !told) {
                self.events.push(match (&report.change, &report.record) {
                    (Change::Assign(_) | Change::Reassign(_), Ok(device)) if report.is_done() => {
                        Sent::Assigned(device.profile_uuid.clone())
                    }
                    _ => Sent::Removed,
                });
            }
            if stays {
                effects.extend(dialog.update(assign::Msg::Ended(report)));
            }
        }
    }

    /// An enrollment dialog that has read everything.
    pub async fn enrollment_dialog(&mut self) -> enrollment::State {
        let row = self.row().cloned();
        let (answers, policy) = (AdminAnswers::default(), UsernamePolicy::default());
        let (mut dialog, effects) = enrollment::State::new(row, answers, policy, true);
        self.run_enrollment(&mut dialog, effects, true).await;
        dialog
    }

    /// Sends the dialog a message and runs everything that follows. `stays` is false when it is gone before the end.
    pub async fn tell_enrollment(
        &mut self,
        dialog: &mut enrollment::State,
        msg: enrollment::Msg,
        stays: bool,
    ) {
        let effects = dialog.update(msg);
        self.run_enrollment(dialog, effects, stays).await;
    }

    async fn run_enrollment(
        &mut self,
        dialog: &mut enrollment::State,
        mut effects: Vec<enrollment::Effect>,
        stays: bool,
    ) {
        use enrollment::{Effect, Msg};
        effects.reverse();
        while let Some(effect) = effects.pop() {
            let msg = match effect {
                Effect::ReadEnrollment(generation) => {
                    Msg::Enrollment(generation, self.client.enrollment(SERIAL).await)
                }
                Effect::Read(generation, question) => {
                    let answer = read(&self.client, question).await;
                    Msg::HostAnswer(generation, answer, UsernamePolicy::default())
                }
                Effect::Check(generation, name) => {
                    Msg::Checked(generation, self.client.user_exists(&name).await, 1.0)
                }
                Effect::Save(generation, sent, expected) => {
                    let answer = self.client.save_enrollment(SERIAL, &sent, Some(&expected)).await;
                    if !stays {
                        self.settle(answer, &sent).await;
                        return;
                    }
                    Msg::Stored(generation, answer)
                }
                Effect::Reread(generation, reason, _) => {
                    Msg::Reread(generation, reason, self.client.enrollment(SERIAL).await)
                }
                Effect::TellSaved(draft) => {
                    self.events.push(Sent::Saved(draft.username.clone()));
                    self.news(News::Saved(draft)).await;
                    continue;
                }
                Effect::Tell(news) => {
                    self.news(news).await;
                    continue;
                }
                _ => continue,
            };
            let next = dialog.update(msg);
            effects.extend(next.into_iter().rev());
        }
    }

    async fn settle(&mut self, answer: Result<EnrollmentRecord, SaveError>, sent: &Enrollment) {
        for news in enrollment::news_of(answer, sent, &UsernamePolicy::default()) {
            if let News::Saved(draft) = &news {
                self.events.push(Sent::Saved(draft.username.clone()));
            }
            self.news(news).await;
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
