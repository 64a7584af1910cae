//! The drawings on the screen of the drawn device: a sign for each pane, and what the pane looks like from afar. All of it is our
//! own: it says which step is meant, and is no picture of Apple's. It must never carry a meaning that no text has.

/// What a pane looks like from afar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sketch {
    /// A list to choose from.
    List,
    /// Fields to fill in.
    Form,
    /// Dots for the digits of a code.
    Dots,
    /// A text to read.
    Text,
}

const GLOBE: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18";
const PERSON: &str = "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c.4-4.4 3.6-6.5 8-6.5s7.6 2.1 8 6.5";
const LOCK: &str = "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v2";
const SHIELD: &str = "m12 3 8 3v6c0 4.5-3.3 7.7-8 9-4.7-1.3-8-4.5-8-9V6zM8.5 12l2.5 2.5 4.5-5";
const ARROWS: &str = "M4 9h15l-4-4M20 15H5l4 4";
const CLOUD: &str = "M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.2 3.9 3.9 0 0 1-.5 7.8z";
const PAGE: &str = "M6 3h8l4 4v14H6zM9.5 11h5M9.5 14h5M9.5 17h3";
const BUBBLE: &str = "M4 5h16v11h-8l-5 4v-4H4z";
const STAR: &str = "M11 4c.6 4.4 2.6 6.4 7 7-4.4.6-6.4 2.6-7 7-.6-4.4-2.6-6.4-7-7 4.4-.6 6.4-2.6 7-7M18.5 15v5M16 17.5h5";
const CHART: &str = "M4 20h16M7 16v-4M12 16V6M17 16V9";
const SUN: &str = "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4";
const PICTURE: &str = "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 5M16 8.5h.01";
const SCREEN: &str = "M3 5h18v11H3zM8 20h8";
const WATCH: &str = "M7 8h10v8H7zM9 8l.7-5h4.6l.7 5M9 16l.7 5h4.6l.7-5";
const DONE: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m-4 9 3 3 5-6";
const BUTTON: &str = "M8 3h9v18H8zM8 8H5.5v4H8M12.5 17.5h.01";

/// The sign of a pane, on a field of 24 by 24, and its look.
pub fn glyph(pane: &str) -> (&'static str, Sketch) {
    use Sketch::{Dots, Form, List, Text};
    match pane {
        "Language" | "Region" => (GLOBE, List),
        "Keyboard" => ("M3 7h18v10H3zM7 10.5h.01M11 10.5h.01M15 10.5h.01M8 14h8", List),
        "SpokenLanguage" => (
            "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
            List,
        ),
        "Accessibility" => ("M12 4h.01M5 8.5l7 1.5 7-1.5M12 10v4.5L9 21M12 14.5 15 21", List),
        "Network" => (
            "M2.5 9.5a14 14 0 0 1 19 0M6 13.2a9 9 0 0 1 12 0M9.3 16.6a4 4 0 0 1 5.4 0M12 20h.01",
            List,
        ),
        "RemoteManagement" => (SHIELD, Text),
        "Biometric" => {
            ("M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9.5V11M15 9.5V11M8.5 14.5c2 2 5 2 7 0", Text)
        }
        "Passcode" => (LOCK, Dots),
        "FileVault" | "EnableLockdownMode" => (LOCK, Text),
        "Restore" | "Android" => (ARROWS, List),
        "DeviceToDeviceMigration" | "RestoreCompleted" => (ARROWS, Text),
        "AppleID" | "Account" => (PERSON, Form),
        "TermsOfAddress" | "TVRoom" => (PERSON, List),
        "TOS" | "OnBoarding" | "OSShowcase" | "Tips" => (PAGE, Text),
        "iCloudStorage" => (CLOUD, Text),
        "SIMSetup" => ("M7 3h7l4 4v14H7zM10 12h5v5h-5z", List),
        "iMessageAndFaceTime" | "MessagingActivationUsingPhoneNumber" => (BUBBLE, List),
        "Payment" => ("M3 6h18v12H3zM3 10h18M6.5 14.5h4", Form),
        "WatchMigration" | "UnlockWithWatch" => (WATCH, Text),
        "Privacy" | "Safety" | "SafetyAndHandling" | "WebContentFiltering" => (SHIELD, Text),
        "Location" => ("M21 3 3 10.5l7.5 3L13.5 21z", Text),
        "Siri" | "Intelligence" => (STAR, Text),
        "Diagnostics" | "iCloudDiagnostics" => (CHART, Text),
        "ScreenTime" => ("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2", Text),
        "SoftwareUpdate" | "UpdateCompleted" => ("M20 12a8 8 0 1 1-2.5-5.8M18 2.5v4h-4", Text),
        "AppStore" => ("M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0", Text),
        "Appearance" | "AccessibilityAppearance" | "LiquidGlass" | "DisplayTone" => (SUN, List),
        "Wallpaper" | "ScreenSaver" => (PICTURE, List),
        "Zoom" => ("M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21", List),
        "HomeButtonSensitivity" | "ActionButton" => (BUTTON, List),
        "CameraButton" => {
            ("M3 8h4l1.5-2.5h7L17 8h4v11H3zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6", Text)
        }
        "Multitasking" => ("M3 5h13v10H3zM8 15v4h13V9h-5", List),
        "TVHomeScreenSync" | "TapToSetup" => (SCREEN, Text),
        "TVProviderSignIn" => (SCREEN, Form),
        _ => (DONE, Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::setup::panes;

    #[test]
    fn every_pane_of_the_table_but_the_last_has_a_sign_of_its_own_meaning() {
        for pane in panes().filter(|pane| pane.id != "Welcome") {
            assert_ne!(glyph(pane.id).0, DONE, "{}", pane.id);
        }
    }
}
