//! Runs the battery over every transport, against a reference host in this process. The direct, invoker, request-handler and
//! callback transports use HTTP; the memory transport needs no socket. The battery runs with the default contract, with every
//! path and field renamed, and with the wire format of the 2020 build.

mod client;
mod consoles;
mod definitions;
pub(crate) mod native;
mod optional;
mod script;
mod writes;

use battery::{Harness, SessionKind};
use native::Server;
use refhost::{Options, Quirks};

const RENAMED: &str = include_str!("../vectors/contracts/renamed.json");

fn options(contract: Option<&str>) -> Options {
    Options {
        devices: 20,
        faults: true,
        contract: contract.map(str::to_owned),
        ..Options::default()
    }
}

async fn check(what: &str, harness: &Harness) {
    let outcomes = battery::run(harness).await;
    assert_eq!(outcomes.len(), battery::size());
    let failed: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| {
            outcome.result.as_ref().err().map(|error| format!("{}: {error}", outcome.name))
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{what}: {} of {} failed\n{}",
        failed.len(),
        outcomes.len(),
        failed.join("\n")
    );
}

/// Runs the battery over every transport. Each has its own server, so that faults and sessions stay separate.
async fn over_every_transport(contract: Option<&str>) {
    for session in [SessionKind::Direct, SessionKind::Invoker, SessionKind::RequestHandler] {
        let server = Server::start(options(contract)).await;
        check(&format!("{session:?}"), &server.harness(session)).await;
    }
    let server = Server::start(options(contract)).await;
    check("callback", &server.callback_harness()).await;
    check("memory", &native::memory_harness(options(contract))).await;
}

#[tokio::test]
async fn the_battery_passes_over_every_transport() {
    over_every_transport(None).await;
}

#[tokio::test]
async fn the_battery_passes_when_every_path_and_field_is_renamed() {
    over_every_transport(Some(RENAMED)).await;
}

#[tokio::test]
async fn the_battery_passes_with_the_wire_format_of_2020() {
    let server = Server::start(Options { quirks: Quirks::Of2020, ..options(None) }).await;
    check("request handler of 2020", &server.harness(SessionKind::RequestHandler)).await;
}

#[tokio::test]
async fn a_bearer_token_needs_no_cookies() {
    let server = Server::start(options(None)).await;
    let token = server.token("admin").await;
    let good = server.bearer(Some(token));
    assert_eq!(good.devices(&host::DeviceQuery::default()).await.map(|page| page.count), Ok(20));
    for token in [None, Some("0000".to_owned())] {
        let bad = server.bearer(token);
        let kind = bad.devices(&host::DeviceQuery::default()).await.map_err(|error| error.kind);
        assert_eq!(kind.err(), Some(host::Kind::Session));
    }
}

#[tokio::test]
async fn a_host_that_does_not_listen_is_unreachable() {
    // The dropped server's port is free, so nobody answers there.
    let server = Server::start(options(None)).await;
    let client = server.bearer(None);
    drop(server);
    let kind = client.profiles().await.map_err(|error| error.kind);
    assert_eq!(kind.err(), Some(host::Kind::Unreachable));
}

#[test]
fn the_renamed_contract_renames_everything() {
    let renamed: serde_json::Value = serde_json::from_str(RENAMED).expect("the vector is JSON");
    let default: serde_json::Value =
        serde_json::from_str(host::contract::DEFAULT_JSON).expect("the default is JSON");
    let sections = default.as_object().expect("an object of sections");
    for (section, names) in sections {
        for (key, name) in names.as_object().expect("an object of names") {
            let other = &renamed[section][key];
            // One parameter for names and addresses replaces the three, so both contracts leave it out.
            if key == "searchText" {
                continue;
            }
            assert!(other.is_string() && other != name, "{section}.{key} is not renamed");
        }
    }
}
