//! What must hold for every place and every text of an address: no text is refused, and a place survives the round trip.

use super::pasted;
use proptest::option;
use proptest::prelude::*;
use rules::checklist::DeviceReadiness;
use ui::route::{Route, Tab};

fn routes() -> impl Strategy<Value = Route> {
    let some_text =
        || option::of(pasted().prop_filter("an absent part is None", |text| !text.is_empty()));
    let word = || option::of("[a-z][a-z-]{0,12}");
    let readiness = option::of(prop::sample::select(DeviceReadiness::ALL.to_vec()));
    let status = prop::sample::select(vec!["", "Empty", "Assigned", "Pushed", "Removed"]);
    let sort = option::of("-?[a-z][a-z-]{0,8}");
    let rows = option::of(1u32..=100);
    (readiness, word(), pasted(), status, some_text(), 1u32.., rows, sort, some_text()).prop_map(
        |(readiness, problem, search, status, profile, page, page_size, sort, device)| Route {
            tab: Tab::Devices,
            readiness,
            problem,
            search,
            status: status.to_owned(),
            profile,
            page,
            page_size,
            sort,
            device,
            run: None,
            editor: None,
        },
    )
}

/// Addresses as they come: pieces of good ones, in any order.
fn addresses() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "devices", "profiles", "/", "?", "&", "=", "r", "ready", "q", "page", "size", "status",
            "%", "%2", "%2F", "%FF", "%C3%A9", "#", "7", "-", "é",
        ])
        .prop_map(str::to_owned),
        pasted(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_place_survives_the_round_trip_through_an_address(route in routes()) {
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }

    #[test]
    fn an_address_has_only_characters_that_no_browser_rewrites(route in routes()) {
        let text = route.to_string();
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%/?&=".contains(&byte)), "{text}");
    }

    #[test]
    fn every_text_is_some_place(text in addresses()) {
        let route = Route::parse(&text);
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }
}
