//! The client behind both consoles of the reference host: expired access tokens, gateways that are away, calls that a console
//! repeats. What each console does was seen in runs of its own code.

use battery::{Harness, SessionKind};
use host::{Kind, Method};
use refhost::Options;
use rules::{Draft, Enrollment, UsernamePolicy};
use serde_json::{Value, json};

use super::native::Server;

const DEVICE: &str = "C02EMPTY0001";
const CONSOLES: [SessionKind; 2] = [SessionKind::Invoker, SessionKind::RequestHandler];

/// A client with a session of one console.
struct Console {
    harness: Harness,
    _server: Server,
}

impl Console {
    async fn start(kind: SessionKind) -> Console {
        let options = Options { devices: 20, faults: true, ..Options::default() };
        let server = Server::start(options).await;
        let harness = server.harness(kind);
        harness.control.sign_in("admin").await.expect("admin is known");
        Console { harness, _server: server }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, text) =
            self.harness.control.call(method, path, body).await.expect("the host answers");
        assert!(status < 300, "{path}: {status} {text}");
        serde_json::from_str(&text).expect("the controls answer JSON")
    }

    async fn expire_token(&self, expiry: Value) {
        self.ask(Method::Post, "/__expire-token", Some(expiry)).await;
    }

    /// Spoils the next `times` calls of this verb; 0 for all of them.
    async fn fault(&self, method: &str, times: u32, effect: Value) {
        let fault =
            json!({"match": {"method": method, "path": "/dep/"}, "times": times, "do": effect});
        self.ask(Method::Post, "/__faults", Some(fault)).await;
    }

    /// Saves "bob" and returns the kind of the failure.
    async fn save(&self) -> Option<Kind> {
        let saved = self.harness.client.save_enrollment(DEVICE, &bob(), None).await;
        saved.err().map(|error| error.cause().kind)
    }

    async fn read(&self) -> Option<Kind> {
        self.harness.client.device(DEVICE).await.err().map(|error| error.kind)
    }

    async fn stored(&self) -> Value {
        let sql = format!("SELECT USERNAME FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = '{DEVICE}'");
        self.ask(Method::Post, "/__sql", Some(json!({"sql": sql}))).await[0]["USERNAME"].clone()
    }

    /// The statuses of the writes that reached the gateway.
    async fn writes(&self) -> Vec<Value> {
        let log = self.ask(Method::Get, "/__log", None).await;
        let writes = log.as_array().into_iter().flatten().filter(|entry| entry["method"] == "PUT");
        writes.map(|entry| entry["status"].clone()).collect()
    }
}

fn bob() -> Enrollment {
    let draft = Draft { username: "bob".to_owned(), ..Draft::default() };
    rules::enrollment::check(&draft, &UsernamePolicy::default()).value.expect("a user is named")
}

#[tokio::test]
async fn a_save_after_an_hour_is_saved_at_once() {
    for (kind, form) in [
        (SessionKind::RequestHandler, "fault"),
        (SessionKind::RequestHandler, "xml"),
        (SessionKind::RequestHandler, "text"),
        (SessionKind::Invoker, "text"),
    ] {
        let console = Console::start(kind).await;
        console.expire_token(json!({"form": form})).await;
        assert_eq!(console.save().await, None, "{kind:?} {form}");
        assert_eq!(console.stored().await, "bob");
        assert_eq!(console.writes().await, [401, 200], "{kind:?} {form}");
    }
}

#[tokio::test]
async fn a_token_that_is_not_given_again_is_a_lost_session() {
    for (kind, expiry) in [
        (SessionKind::RequestHandler, json!({"refresh": false})),
        (SessionKind::RequestHandler, json!({"form": "text", "refresh": false})),
        (SessionKind::Invoker, json!({"form": "text", "refresh": false})),
        // The console logs out at this answer, and drops the next one.
        (SessionKind::Invoker, json!({"form": "fault"})),
        (SessionKind::Invoker, json!({"form": "xml"})),
    ] {
        for write_first in [true, false] {
            let console = Console::start(kind).await;
            console.expire_token(expiry.clone()).await;
            if write_first {
                assert_eq!(console.save().await, Some(Kind::Session), "{kind:?} {expiry}");
            }
            assert_eq!(console.read().await, Some(Kind::Session), "{kind:?} {expiry}");
            assert_eq!(console.stored().await, Value::Null);
        }
    }
}

#[tokio::test]
async fn a_gateway_that_is_away_is_no_lost_session() {
    for kind in CONSOLES {
        let console = Console::start(kind).await;
        for method in ["GET", "PUT"] {
            console.fault(method, 0, json!({"gateway": "unreachable"})).await;
        }
        for failure in [console.read().await, console.save().await] {
            let known = matches!(failure, Some(Kind::Unreachable | Kind::Server));
            assert!(known, "{kind:?} {failure:?}");
        }
        assert_eq!(console.stored().await, Value::Null);
    }
}

#[tokio::test]
async fn a_call_that_the_console_repeats_ends_as_if_nothing_had_happened() {
    for kind in CONSOLES {
        for failure in ["drop", "drop-after"] {
            let console = Console::start(kind).await;
            for method in ["GET", "PUT"] {
                console.fault(method, 1, json!({"gateway": failure})).await;
            }
            assert_eq!(console.read().await, None, "{kind:?} {failure}");
            assert_eq!(console.save().await, None, "{kind:?} {failure}");
            assert_eq!(console.stored().await, "bob");
            assert_eq!(console.writes().await, [0, 200], "{kind:?} {failure}");
        }
    }
}

#[tokio::test]
async fn apples_new_terms_are_no_lost_session() {
    let terms = json!({"code": 403, "message": "T_C_NOT_SIGNED", "errorItems": []}).to_string();
    for kind in CONSOLES {
        let console = Console::start(kind).await;
        console.fault("PUT", 1, json!({"status": 403, "body": terms})).await;
        assert_eq!(console.save().await, Some(Kind::AppleTerms), "{kind:?}");
        assert_eq!(console.save().await, None, "{kind:?}");
    }
}
