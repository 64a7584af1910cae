// The words of the rules as types. Made from the Rust code; a test fails when they differ.
//
//   DEP_GENERATE=1 cargo test --package it declared

/** A setting of a profile. */
export type ProfileFlag =
  | "supervised"
  | "mandatory"
  | "mdm-removable"
  | "await-configured"
  | "auto-advance"
  | "shared-ipad"
  | "pairing"
  | "ignore-backup"
  | "return-to-service";

/** The system of a device. */
export type SetupSystem =
  | "ios"
  | "macos"
  | "tvos"
  | "visionos"
  | "other"
  | "missing";

/** A pane of Setup Assistant: its key, or a name of our own. */
export type PaneId =
  | "Accessibility"
  | "AccessibilityAppearance"
  | "Account"
  | "ActionButton"
  | "Android"
  | "AppStore"
  | "Appearance"
  | "AppleID"
  | "Biometric"
  | "CameraButton"
  | "DeviceToDeviceMigration"
  | "Diagnostics"
  | "DisplayTone"
  | "EnableLockdownMode"
  | "FileVault"
  | "HomeButtonSensitivity"
  | "Intelligence"
  | "Keyboard"
  | "Language"
  | "LiquidGlass"
  | "Location"
  | "MessagingActivationUsingPhoneNumber"
  | "Multitasking"
  | "Network"
  | "OSShowcase"
  | "OnBoarding"
  | "Passcode"
  | "Payment"
  | "Privacy"
  | "Region"
  | "RemoteManagement"
  | "Restore"
  | "RestoreCompleted"
  | "SIMSetup"
  | "Safety"
  | "SafetyAndHandling"
  | "ScreenSaver"
  | "ScreenTime"
  | "Siri"
  | "SoftwareUpdate"
  | "SpokenLanguage"
  | "TOS"
  | "TVHomeScreenSync"
  | "TVProviderSignIn"
  | "TVRoom"
  | "TapToSetup"
  | "TermsOfAddress"
  | "Tips"
  | "UnlockWithWatch"
  | "UpdateCompleted"
  | "Wallpaper"
  | "WatchMigration"
  | "WebContentFiltering"
  | "Welcome"
  | "Zoom"
  | "iCloudDiagnostics"
  | "iCloudStorage"
  | "iMessageAndFaceTime";

/** What happens to a pane. */
export type PaneState =
  | "shown"
  | "skipped"
  | "always";

/** Why a key does nothing. */
export type KeyState =
  | "elsewhere"
  | "early"
  | "dead"
  | "unknown";

/** How the user signs in. */
export type SetupSignIn =
  | "none"
  | "credentials"
  | "web"
  | "unknown";

/** Whose device it becomes. */
export type SetupOwner =
  | "assigned"
  | "signed-in"
  | "shared"
  | "unknown";

/** Whether the agent app is installed. */
export type SetupAgent =
  | "installed"
  | "none"
  | "unknown";

/** The reason for what happens in the setup. */
export type SetupCode =
  | "flag.auto-advance.off"
  | "flag.auto-advance.on"
  | "flag.await-configured.off"
  | "flag.await-configured.on"
  | "flag.await-configured.perhaps"
  | "flag.await-configured.unsupervised"
  | "flag.elsewhere"
  | "flag.ignore-backup.off"
  | "flag.ignore-backup.on"
  | "flag.mandatory.forced"
  | "flag.mandatory.off"
  | "flag.mandatory.on"
  | "flag.mandatory.version-unknown"
  | "flag.mdm-removable.off"
  | "flag.mdm-removable.on"
  | "flag.mdm-removable.refused"
  | "flag.pairing.deprecated"
  | "flag.pairing.off"
  | "flag.pairing.on"
  | "flag.platform-unknown"
  | "flag.return-to-service.off"
  | "flag.return-to-service.on"
  | "flag.shared-ipad.off"
  | "flag.shared-ipad.on"
  | "flag.supervised.forced"
  | "flag.supervised.off"
  | "flag.supervised.on"
  | "flag.supervised.platform-unknown"
  | "flag.supervised.version-unknown"
  | "flag.too-early"
  | "flag.too-late"
  | "flag.version-range"
  | "flag.version-unknown"
  | "key.deprecated"
  | "key.early"
  | "key.elsewhere"
  | "key.legacy"
  | "key.near"
  | "key.removed"
  | "key.unknown"
  | "pane.advanced"
  | "pane.always"
  | "pane.early"
  | "pane.needs"
  | "pane.shown"
  | "pane.skipped"
  | "setup.agent.installed"
  | "setup.agent.none"
  | "setup.agent.unknown"
  | "setup.owner.assigned"
  | "setup.owner.shared"
  | "setup.owner.signed-in"
  | "setup.owner.unknown"
  | "setup.sign-in.credentials"
  | "setup.sign-in.none"
  | "setup.sign-in.unknown"
  | "setup.sign-in.web";
