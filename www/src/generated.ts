// The words of the rules as types. Made from the Rust code; a test fails when they differ.
//
//   DEP_GENERATE=1 cargo test --package it declared

/** The severity of a problem. */
export type Severity =
  | "hint"
  | "warning"
  | "error";

/** The stable code of a problem. */
export type ProblemCode =
  | "changes.device.contradiction"
  | "changes.device.near"
  | "changes.device.repeated"
  | "changes.device.unknown"
  | "changes.enrollment.unread"
  | "changes.profile.both"
  | "changes.profile.near"
  | "changes.profile.older"
  | "changes.profile.several"
  | "changes.profile.unknown"
  | "changes.username.all"
  | "enrollment.neither"
  | "enrollment.username-with-login"
  | "import.chosen-column"
  | "import.column-read"
  | "import.columns"
  | "import.duplicate"
  | "import.duplicate-column"
  | "import.empty"
  | "import.encoding"
  | "import.flag"
  | "import.header-row"
  | "import.kind"
  | "import.long-row"
  | "import.many-rows"
  | "import.more-problems"
  | "import.no-serial-column"
  | "import.other-header"
  | "import.quoted-row"
  | "import.repeated-header"
  | "import.stray-quote"
  | "import.unclear-column"
  | "import.unclosed-quote"
  | "import.unknown-column"
  | "input.object"
  | "input.too-large"
  | "input.type"
  | "input.unknown-field"
  | "profile.characters"
  | "profile.empty"
  | "profile.not-hex32"
  | "profile.repaired"
  | "profile.too-long"
  | "serial.characters"
  | "serial.empty"
  | "serial.filler"
  | "serial.length"
  | "serial.letter-i"
  | "serial.letter-o"
  | "serial.scanner-s"
  | "serial.too-long"
  | "username.around"
  | "username.backslash"
  | "username.control"
  | "username.decomposed"
  | "username.email"
  | "username.empty"
  | "username.empty-name"
  | "username.empty-store"
  | "username.invisible"
  | "username.not-a-store"
  | "username.other-tenant"
  | "username.primary-prefix"
  | "username.reserved"
  | "username.slashes"
  | "username.tenant-domain"
  | "username.too-long"
  | "username.too-short"
  | "username.trimmed"
  | "username.whitespace"
  | "value.rounded"
  | "value.sheet-error"
  | "workbook.damaged"
  | "workbook.hidden-rows"
  | "workbook.no-sheet"
  | "workbook.other-sheets"
  | "workbook.password"
  | "workbook.too-large";

/** An item of the checklist. */
export type ItemId =
  | "supervised"
  | "mandatory"
  | "current"
  | "assigned"
  | "user"
  | "agent"
  | "reset";

/** The verdict on an item. */
export type Verdict =
  | "pass"
  | "fail"
  | "warning"
  | "unknown"
  | "not-applicable"
  | "confirmed";

/** The reason for a verdict. */
export type ChecklistCode =
  | "checklist.agent.compatibility-unknown"
  | "checklist.agent.not-compatible"
  | "checklist.agent.not-configured"
  | "checklist.agent.not-published"
  | "checklist.agent.not-required"
  | "checklist.agent.ready"
  | "checklist.agent.too-old"
  | "checklist.agent.unread"
  | "checklist.agent.unverified"
  | "checklist.assigned.assigned"
  | "checklist.assigned.empty"
  | "checklist.assigned.no-status"
  | "checklist.assigned.no-uuid"
  | "checklist.assigned.pushed"
  | "checklist.assigned.pushed-superseded"
  | "checklist.assigned.pushed-unread"
  | "checklist.assigned.removed"
  | "checklist.assigned.strange-status"
  | "checklist.current.current"
  | "checklist.current.no-profile"
  | "checklist.current.removed"
  | "checklist.current.superseded"
  | "checklist.current.superseded-pushed"
  | "checklist.current.unlisted"
  | "checklist.current.unlisted-pushed"
  | "checklist.current.unread"
  | "checklist.mandatory.forced"
  | "checklist.mandatory.no-profile"
  | "checklist.mandatory.not-said"
  | "checklist.mandatory.not-test-round"
  | "checklist.mandatory.off"
  | "checklist.mandatory.on"
  | "checklist.mandatory.superseded"
  | "checklist.mandatory.unread"
  | "checklist.mandatory.version-unknown"
  | "checklist.reset.new"
  | "checklist.reset.reused"
  | "checklist.reset.unknown"
  | "checklist.reset.used"
  | "checklist.supervised.forced"
  | "checklist.supervised.no-profile"
  | "checklist.supervised.not-needed"
  | "checklist.supervised.not-said"
  | "checklist.supervised.off"
  | "checklist.supervised.on"
  | "checklist.supervised.platform-unknown"
  | "checklist.supervised.superseded"
  | "checklist.supervised.unread"
  | "checklist.supervised.version-unknown"
  | "checklist.user.both"
  | "checklist.user.exists"
  | "checklist.user.invalid"
  | "checklist.user.login"
  | "checklist.user.missing"
  | "checklist.user.neither"
  | "checklist.user.tenant-domain"
  | "checklist.user.unread"
  | "checklist.user.unverified";

/** The source of a fact. */
export type Source =
  | "device"
  | "profiles"
  | "enrollment"
  | "users"
  | "readiness"
  | "person";

/** How far a confirmation counts. */
export type Scope =
  | "device"
  | "profile"
  | "server";

/** Whether a device can be handed out. */
export type DeviceReadiness =
  | "ready"
  | "to-do"
  | "cannot-tell";

/** The action that leads to the repair. */
export type Fix =
  | "assign-profile"
  | "reassign"
  | "edit-user"
  | "edit-agent"
  | "confirm"
  | "refresh";

/** What a plan comes to for one row. */
export type ChangeKind =
  | "assign"
  | "replace"
  | "reassign"
  | "fetched"
  | "remove"
  | "enrollment"
  | "unchanged"
  | "repeated"
  | "impossible";
