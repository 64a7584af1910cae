//! A place in the page as text, for links and for the history of the browser: `devices?r=to-do&page=3`,
//! `devices/C02EMPTY0001`, `profiles`, `profiles/UUID/edit`, `history/RUN`. It must never fail on a text: what it cannot read, it leaves out.

use host::url;
use rules::checklist::{DeviceReadiness, Status};
use std::fmt;

/// The tabs of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// The devices.
    #[default]
    Devices,
    /// The profiles.
    Profiles,
    /// The import of a file.
    Import,
    /// The runs.
    History,
}

impl Tab {
    /// All tabs, in the order of the page.
    pub const ALL: [Tab; 4] = [Tab::Devices, Tab::Profiles, Tab::Import, Tab::History];

    /// The word of the `tab` attribute.
    pub fn word(self) -> &'static str {
        match self {
            Tab::Devices => "devices",
            Tab::Profiles => "profiles",
            Tab::Import => "import",
            Tab::History => "history",
        }
    }

    /// Reads the word of the `tab` attribute; an unknown one is the first tab.
    pub fn parse(word: &str) -> Tab {
        Tab::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }
}

/// Most rows of a page that a link can ask for: hosts answer no more at once.
const MOST_ROWS: u32 = 100;

/// A place in the page. All parts but the tab, the run and the editor belong to the list of devices; the text of another tab has
/// none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The tab.
    pub tab: Tab,
    /// Only devices of this readiness.
    pub readiness: Option<DeviceReadiness>,
    /// Only devices with this problem: a word of small letters and hyphens. The list knows the words, and ignores others.
    pub problem: Option<String>,
    /// The text in the search field; may be empty.
    pub search: String,
    /// Only devices of this status at Apple, by the host's word; empty for all.
    pub status: String,
    /// Only devices of the profile with this UUID.
    pub profile: Option<String>,
    /// The number of the page of the list, from 1.
    pub page: u32,
    /// Rows on a page, 1 to 100, where it is not the admin's usual number.
    pub page_size: Option<u32>,
    /// The order: the word of a column, with a `-` before it from the end. The list ignores words that it does not know.
    pub sort: Option<String>,
    /// The serial number of the device whose panel is open.
    pub device: Option<String>,
    /// The key of the run whose report is open, in the history.
    pub run: Option<String>,
    /// What the editor of the profiles is open for: `new`, or a UUID and what is done with it. Percent-encoded, as in the address.
    pub editor: Option<String>,
}

impl Default for Route {
    /// The first page of all devices.
    fn default() -> Route {
        Route {
            tab: Tab::Devices,
            readiness: None,
            problem: None,
            search: String::new(),
            status: String::new(),
            profile: None,
            page: 1,
            page_size: None,
            sort: None,
            device: None,
            run: None,
            editor: None,
        }
    }
}

/// A wish to go to another place, by something that a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigation {
    /// The place.
    pub route: Route,
    /// Whether "Back" leads to the place before this one and not to this one: nobody wants to go back letter by letter.
    pub replace: bool,
}

impl Navigation {
    /// To a tab.
    pub fn to_tab(tab: Tab) -> Navigation {
        Navigation { route: Route { tab, ..Route::default() }, replace: false }
    }
}

impl Route {
    /// Reads a text. Unknown parts, and parts without a usable value, are left out; of two parts with one name the last
    /// counts.
    ///
    /// ```
    /// use ui::route::Route;
    ///
    /// let route = Route::parse("devices/C02EMPTY0001?q=C02&page=3&colour=red");
    /// assert_eq!((route.device.as_deref(), route.page), (Some("C02EMPTY0001"), 3));
    /// assert_eq!(route.to_string(), "devices/C02EMPTY0001?q=C02&page=3");
    /// assert_eq!(Route::parse("?%%%"), Route::default());
    /// ```
    pub fn parse(text: &str) -> Route {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let (word, device) = path.split_once('/').unwrap_or((path, ""));
        let mut route = Route { tab: Tab::parse(word), ..Route::default() };
        if route.tab == Tab::History {
            route.run = decoded(device);
        }
        if route.tab == Tab::Profiles {
            let is_editor = device == "new" || device.contains('/');
            route.editor = is_editor.then(|| device.to_owned());
        }
        if route.tab != Tab::Devices {
            return route;
        }
        // A device without a tab before it is in the list of devices all the same.
        if word == Tab::Devices.word() {
            route.device = decoded(device);
        }
        for part in query.split('&') {
            if let Some((name, value)) = part.split_once('=')
                && let Some(value) = decoded(value)
            {
                route.take(name, value);
            }
        }
        route
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "r" => self.readiness = DeviceReadiness::parse(&value).or(self.readiness),
            "problem" if is_word(&value) => self.problem = Some(value),
            "q" => self.search = value,
            "status" => {
                let status = Status::parse(&value);
                if !matches!(status, Status::Other(_) | Status::Missing) {
                    self.status = status.word().to_owned();
                }
            }
            "profile" => self.profile = Some(value),
            "page" => self.page = number(&value, u32::MAX).unwrap_or(self.page),
            "size" => self.page_size = number(&value, MOST_ROWS).or(self.page_size),
            "sort" if is_word(value.strip_prefix('-').unwrap_or(&value)) => self.sort = Some(value),
            _ => {}
        }
    }
}

impl fmt::Display for Route {
    /// The text that [`Route::parse`] reads. Parts that say nothing are left out.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut path = self.tab.word().to_owned();
        if let (Tab::History, Some(run)) = (self.tab, &self.run) {
            path.push('/');
            path.push_str(&url::encode(run));
        }
        if let (Tab::Profiles, Some(editor)) = (self.tab, &self.editor) {
            path.push('/');
            path.push_str(editor);
        }
        if self.tab != Tab::Devices {
            return out.write_str(&path);
        }
        if let Some(device) = &self.device {
            path.push('/');
            path.push_str(&url::encode(device));
        }
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let page_size = self.page_size.map(|size| size.to_string()).unwrap_or_default();
        let text = |part: &'_ Option<String>| part.clone().unwrap_or_default();
        out.write_str(&url::with_query(
            &path,
            &[
                ("r", self.readiness.map_or("", DeviceReadiness::word)),
                ("problem", &text(&self.problem)),
                ("q", &self.search),
                ("status", &self.status),
                ("profile", &text(&self.profile)),
                ("sort", &text(&self.sort)),
                ("size", &page_size),
                ("page", &page),
            ],
        ))
    }
}

/// Whether a text can be a word of the list: small letters and hyphens, a letter first.
fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn number(text: &str, most: u32) -> Option<u32> {
    text.parse().ok().filter(|number| (1..=most).contains(number))
}

/// A percent-encoded text. A `%` without two hexadecimal digits stays as it is. `None` for an empty text and for one that is no
/// UTF-8.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digits = match behind {
            [high, low, ..] if byte == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        match digits {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &behind[2..];
            }
            None => {
                bytes.push(byte);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.is_empty())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(text: &str) -> Route {
        Route::parse(text)
    }

    #[test]
    fn every_part_survives_the_round_trip() {
        let full = Route {
            tab: Tab::Devices,
            readiness: Some(DeviceReadiness::CannotTell),
            problem: Some("no-user".into()),
            search: "zoë, C02+1\n&page=7 100% “?#/”".into(),
            status: "Removed".into(),
            profile: Some("A1F0 C3D2".into()),
            page: 57,
            page_size: Some(25),
            sort: Some("-serial".into()),
            device: Some("C02/+ %41?".into()),
            run: None,
            editor: None,
        };
        assert_eq!(route(&full.to_string()), full);
        assert_eq!(
            full.to_string(),
            "devices/C02%2F%2B%20%2541%3F?r=cannot-tell&problem=no-user&q=zo%C3%AB%2C%20C02%2B1%0A%26page%3D7%20100%25%20\
             %E2%80%9C%3F%23%2F%E2%80%9D&status=Removed&profile=A1F0%20C3D2&sort=-serial&size=25&page=57"
        );
    }

    #[test]
    fn a_place_without_filters_is_one_word() {
        assert_eq!(Route::default().to_string(), "devices");
        let profiles = Route { tab: Tab::Profiles, search: "C02".into(), ..Route::default() };
        assert_eq!(profiles.to_string(), "profiles", "the filters belong to the devices");
        assert_eq!(route("profiles?q=C02/C02"), Route { tab: Tab::Profiles, ..Route::default() });
        let report = Route { tab: Tab::History, run: Some("17a/b".into()), ..Route::default() };
        assert_eq!(report.to_string(), "history/17a%2Fb");
        assert_eq!(route("history/17a%2Fb?q=C02"), report);
    }

    #[test]
    fn the_editor_of_a_profile_has_a_place_of_its_own() {
        for (text, editor) in [
            ("profiles/new", Some("new")),
            ("profiles/A1F0/edit", Some("A1F0/edit")),
            ("profiles/A%2FF/copy", Some("A%2FF/copy")),
            ("profiles", None),
            ("profiles/", None),
        ] {
            assert_eq!(route(text).editor.as_deref(), editor, "{text}");
            assert_eq!(route(text).to_string(), text.trim_end_matches('/'));
        }
        assert_eq!(route("profiles/A1F0").editor, None);
        assert_eq!(route("history/new").editor, None);
    }

    #[test]
    fn a_part_that_cannot_be_read_is_left_out_and_the_others_stay() {
        for text in [
            "",
            "?",
            "/",
            "//",
            "#",
            "nowhere",
            "nowhere/C02",
            "devices",
            "devices/",
            "devices?",
            "devices?&&==&=",
            "devices?r=",
            "devices?r=done",
            "devices?r",
            "devices?page=0",
            "devices?page=-1",
            "devices?page=two",
            "devices?page=4294967296",
            "devices?size=0",
            "devices?size=101",
            "devices?status=Lost",
            "devices?status=",
            "devices?problem=No%20user",
            "devices?problem=-",
            "devices?problem=<b>",
            "devices?sort=--serial",
            "devices?sort=-",
            "devices?q=%FF",
            "devices/%C3?q=",
            "devices?tab=profiles",
            "devices?device=C02",
        ] {
            assert_eq!(route(text), Route::default(), "{text}");
            let with_page = format!("{text}{}page=4", if text.contains('?') { "&" } else { "?" });
            assert_eq!(route(&with_page), Route { page: 4, ..Route::default() }, "{with_page}");
        }
    }

    #[test]
    fn what_a_person_writes_by_hand_is_read_as_it_is_meant() {
        assert_eq!(route("devices?q=a b&status=assigned").search, "a b");
        assert_eq!(route("devices?q=a b&status=assigned").status, "Assigned");
        assert_eq!(route("devices?q=100%&page=2").search, "100%");
        assert_eq!(route("devices?q=%4").search, "%4");
        assert_eq!(route("devices?q=%4zoë%é").search, "%4zoë%é");
        assert_eq!(route("devices?q=1=2").search, "1=2");
        assert_eq!(route("devices?q=first&q=last").search, "last");
        assert_eq!(route("devices?r=ready&r=?").readiness, Some(DeviceReadiness::Ready));
        assert_eq!(route("devices/C02/1").device.as_deref(), Some("C02/1"));
    }
}
