//! The settings of the checklist and of the list, and their form as text. They hold for all devices.

use rules::text;

/// How much room a row of the list takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Two lines and air.
    #[default]
    Cozy,
    /// As many rows as fit.
    Compact,
}

/// The settings, by the admin's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// A test round: mandatory profiles count as a problem.
    pub test_round: bool,
    /// Whether policies that need supervision will be applied; `None` when nobody said.
    pub policies_need_supervision: Option<bool>,
    /// Devices of iOS and iPadOS count as running 13 or later unless a device has an answer of its own.
    pub from_ios13: bool,
    /// Room of a row.
    pub density: Density,
    /// Rows on a page of the list.
    pub page_size: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            test_round: false,
            policies_need_supervision: None,
            from_ios13: false,
            density: Density::Cozy,
            page_size: Settings::PAGE_SIZES[1],
        }
    }
}

impl Settings {
    /// The page sizes that are offered. A host sends at most [`host::contract::PAGE_LIMIT`] rows.
    pub const PAGE_SIZES: [u32; 3] = [20, 50, 100];

    /// Reads the stored text. Unknown parts are left out, and a setting without a part has its default.
    pub fn read(text: &str) -> Settings {
        let mut settings = Settings::default();
        for part in text.split(';') {
            match part.split_once('=') {
                Some(("test-round", "1")) => settings.test_round = true,
                Some(("policies", "yes")) => settings.policies_need_supervision = Some(true),
                Some(("policies", "no")) => settings.policies_need_supervision = Some(false),
                Some(("ios13", "1")) => settings.from_ios13 = true,
                Some(("density", "compact")) => settings.density = Density::Compact,
                Some(("page-size", size)) => {
                    let is_size = |known: &u32| text::decimal(u64::from(*known)) == size;
                    let known = Settings::PAGE_SIZES.into_iter().find(is_size);
                    settings.page_size = known.unwrap_or(settings.page_size);
                }
                _ => {}
            }
        }
        settings
    }

    /// The text to store; empty for the defaults.
    pub fn to_text(&self) -> String {
        let default = Settings::default();
        let mut parts = Vec::new();
        let mut part = |is_written: bool, text: String| {
            if is_written {
                parts.push(text);
            }
        };
        part(self.test_round, "test-round=1".to_owned());
        let policies = self.policies_need_supervision;
        let word = if policies == Some(true) { "yes" } else { "no" };
        part(policies.is_some(), text::join(&["policies".to_owned(), word.to_owned()], "="));
        part(self.from_ios13, "ios13=1".to_owned());
        part(self.density == Density::Compact, "density=compact".to_owned());
        let size = text::decimal(u64::from(self.page_size));
        part(self.page_size != default.page_size, text::join(&["page-size".to_owned(), size], "="));
        text::join(&parts, ";")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_survives_its_text() {
        for policies in [None, Some(false), Some(true)] {
            for flags in 0..8 {
                for page_size in Settings::PAGE_SIZES {
                    let settings = Settings {
                        test_round: flags & 1 != 0,
                        policies_need_supervision: policies,
                        from_ios13: flags & 2 != 0,
                        density: if flags & 4 != 0 { Density::Compact } else { Density::Cozy },
                        page_size,
                    };
                    let text = settings.to_text();
                    assert_eq!(Settings::read(&text), settings, "{text}");
                }
            }
        }
    }

    #[test]
    fn the_defaults_take_no_room_and_strange_text_changes_nothing() {
        assert_eq!(Settings::default().to_text(), "");
        let strange =
            ";;page-size=0;page-size=5000;density=loud;policies=maybe;test-round=yes;ios13;x=1";
        assert_eq!(Settings::read(strange), Settings::default());
    }
}
