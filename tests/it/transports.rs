//! The battery of checks over every transport, against the reference host started in this process: by HTTP for the direct,
//! invoker, request-handler and callback transports, without a socket for the memory transport; with the host's usual names,
//! with every path and field renamed, and with the wire format of the 2020 build.

mod client;
mod ways;

use battery::{Harness, Way};
use refhost::{Options, Quirks};
use ways::Server;

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

/// Every way, on a server of its own each, so that one way's faults and sessions cannot help another's.
async fn every_way(contract: Option<&str>) {
    for way in [Way::Direct, Way::Invoker, Way::RequestHandler] {
        let server = Server::start(options(contract)).await;
        check(&format!("{way:?}"), &server.harness(way)).await;
    }
    let server = Server::start(options(contract)).await;
    check("callback", &server.callback_harness()).await;
    check("memory", &ways::memory_harness(options(contract))).await;
}

#[tokio::test]
async fn the_battery_passes_over_every_transport() {
    every_way(None).await;
}

#[tokio::test]
async fn the_battery_passes_when_every_path_and_field_is_renamed() {
    every_way(Some(RENAMED)).await;
}

#[tokio::test]
async fn the_battery_passes_with_the_wire_format_of_2020() {
    let server = Server::start(Options { quirks: Quirks::Of2020, ..options(None) }).await;
    check("request handler of 2020", &server.harness(Way::RequestHandler)).await;
}

#[tokio::test]
async fn a_bearer_token_does_without_cookies() {
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
async fn a_host_that_is_not_there_is_unreachable() {
    // The port was ours a moment ago, so nobody answers there now.
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
            assert!(other.is_string() && other != name, "{section}.{key} is not renamed");
        }
    }
}
