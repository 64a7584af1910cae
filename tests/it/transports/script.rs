//! A client whose host is a list of prepared answers in memory.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use host::client::Pause;
use host::transport::memory::Memory;
use host::{Client, Contract, Failure, Method, Reply, Request};
use serde_json::Value;

/// A device of the tests.
pub const DEVICE: &str = "C02EMPTY0001";
/// A profile of the tests.
pub const UUID: &str = "A1F0C3D2E4B5968778695A4B3C2D1E0F";

pub type Answer = Result<Reply, Failure>;

/// A client whose host gives prepared answers in turn, with the requests and the pauses of the client.
pub struct Script {
    pub client: Client,
    pub requests: Rc<RefCell<Vec<Request>>>,
    pub pauses: Rc<RefCell<Vec<u32>>>,
}

pub fn script(answers: Vec<Answer>) -> Script {
    script_by("{}", answers)
}

/// The same with a contract of its own.
pub fn script_by(contract: &str, answers: Vec<Answer>) -> Script {
    let contract = Contract::from_json(contract).expect("the tests use valid contracts");
    let requests: Rc<RefCell<Vec<Request>>> = Rc::default();
    let pauses: Rc<RefCell<Vec<u32>>> = Rc::default();
    let answers = RefCell::new(VecDeque::from(answers));
    let log = requests.clone();
    let transport = Memory::new(move |request| {
        log.borrow_mut().push(request);
        let answer = answers.borrow_mut().pop_front().unwrap_or(Err(Failure::Unreachable));
        async move { answer }
    });
    let clock = pauses.clone();
    let pause: Pause = Rc::new(move |millis| {
        clock.borrow_mut().push(millis);
        Box::pin(async {})
    });
    let client = Client::new(Rc::new(transport), Rc::new(contract), pause);
    Script { client, requests, pauses }
}

impl Script {
    pub fn paths(&self) -> Vec<String> {
        self.requests.borrow().iter().map(|request| request.path.clone()).collect()
    }

    pub fn methods(&self) -> Vec<Method> {
        self.requests.borrow().iter().map(|request| request.method).collect()
    }
}

pub fn ok(body: Value) -> Answer {
    status(200, &body.to_string())
}

pub fn status(status: u16, body: &str) -> Answer {
    Ok(Reply { status, body: body.to_owned() })
}
