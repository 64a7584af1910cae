// What the validation functions take and give. Plain data only: an answer can be stored, sent and compared as JSON.

import type {
  ChangeKind,
  ChecklistCode,
  DeviceReadiness,
  Fix,
  ItemId,
  ProblemCode,
  Scope,
  Severity,
  Source,
  Verdict,
} from "../generated";

/** One thing that is wrong or odd about a value. No check stops at the first. */
export interface Problem {
  /** Where it stands, for example `username` or `profiles[2].uuid`; empty for the whole input. */
  path: string;
  /** Stable code, for example `username.tenant-domain`. */
  code: ProblemCode;
  /** `error` blocks; a `warning` is probably a mistake; a `hint` tells what was tidied or may be meant. */
  severity: Severity;
  /** An English sentence, or the page's own from `messages`. For people: it may change with every version. */
  message: string;
  /** What the sentence was made of, as texts; `repaired` is a value without errors and warnings of its own. */
  params: Record<string, string>;
}

/** The answer of a check: `value` is there exactly when `ok`, in its normal form. */
export interface Checked<T> {
  ok: boolean;
  value?: T;
  problems: Problem[];
}

/** The three fields of the enrollment dialog: exactly one of a username and `loginRequired`. */
export interface Enrollment {
  /** Assigned user's username; empty when somebody has to log in. */
  username: string;
  /** Whether whoever sets the device up logs in and becomes its user. */
  loginRequired: boolean;
  /** Whether the agent is installed after the device has started. */
  agentRequired: boolean;
}

/** What the host's usernames look like; the defaults are those of the hosts' own user store. */
export interface UsernamePolicy {
  /** Tenant of the signed-in admin, for example `carbon.super`. */
  tenantDomain?: string;
  /** Whether usernames are e-mail addresses; `false` unless the host says otherwise. */
  emailUsernames?: boolean;
  /** Shortest username in characters, without its user store; 3 by default. */
  minLength?: number;
  /** Longest username in characters, without its user store; 30 by default, 255 (the host's column) at most. */
  maxLength?: number;
}

/** What a check can be told. */
export interface CheckOptions {
  /** Sentences by code, over those of the page and the English ones; `{name}` places are filled from `params`. */
  messages?: Record<string, string>;
}

/**
 * What `evaluateChecklist` is judged on. Everything may be left out and is then not known; `undefined` and `null` count as
 * left out.
 */
export interface ChecklistFacts {
  /** The host's record of the device. */
  device?: {
    /** `Empty`, `Assigned`, `Pushed`, `Removed`, in any case; another word is not understood, and said. */
    status?: string;
    profileUuid?: string;
    profileName?: string;
    /**
     * `iPhone`, `iPad`, `iPod`, `Mac`, `AppleTV`, … in Apple's words; it counts more than `os`. Apple supervises a Mac from
     * macOS 10.14.4 on, an Apple TV from tvOS 13 on and the others from iOS and iPadOS 13 on.
     */
    deviceFamily?: string;
    /** `iOS`, `iPadOS`, `OSX`, `tvOS`, … */
    os?: string;
    /** What a person knows, such as `17.4`; no record has it. */
    osVersion?: string;
    /** The UDID, which a device has once it was enrolled. */
    deviceIdentifier?: string;
    /** When the device has fetched its profile. Only that it is there counts: zero dates, `0` and `""` mean never. */
    profilePushTime?: unknown;
  };
  /** The current profiles; left out when they could not be read. */
  profiles?: {
    uuid?: string;
    name?: string;
    supervised?: boolean;
    mandatory?: boolean;
    /** Older UUIDs of the profile: Apple gives every edit a new one. */
    superseded?: string[];
  }[];
  /** The three fields; left out when they could not be read. */
  enrollment?: Partial<Enrollment>;
  policy?: UsernamePolicy;
  /** What the user directory says about the username. */
  userExists?: boolean;
  /** What the host says about the agent app. */
  agent?: {
    configured?: boolean;
    published?: boolean;
    compatible?: boolean;
    /** Version of the IoT Server that the agent was released with; 3.3.1 or later is needed. */
    serverVersion?: string;
  };
  /** A person's word: this is a first test round. */
  testRound?: boolean;
  /** A person's word: the device was used before. */
  reused?: boolean;
  /** A person's word: whether policies that need supervision will be applied. */
  depPolicies?: boolean;
  /** Seconds since each source was read; they come back as `ageSeconds`. */
  ages?: { device?: number; profiles?: number; users?: number; readiness?: number };
  /** What a person has settled by hand; void when the item's `fingerprint` is another one by now. */
  confirmations?: { item: ItemId; fingerprint: string }[];
}

/** One item of the checklist. */
export interface ChecklistItem {
  /** Which of the seven. */
  id: ItemId;
  /** What it came to; `fail` and `unknown` keep the device from being handed out. */
  verdict: Verdict;
  /** Stable code of the fact it was judged on, for example `checklist.current.superseded`. */
  code: ChecklistCode;
  /** What the sentences were made of. */
  params: Record<string, string>;
  /** Why, in a sentence. */
  reason: string;
  /** Where the fact came from. */
  source: Source;
  /** Whether a person may settle it by hand. */
  confirmable: boolean;
  /** How far that counts: pass the confirmation for all devices in the scope, and nobody is asked twice. */
  scope: Scope;
  /** A digest of the facts; a confirmation given on another one is void. */
  fingerprint: string;
  /** What to do, in a sentence. */
  todo?: string;
  /** Seconds since the source was read, where `ages` told. */
  ageSeconds?: number;
  /** The way to the repair. */
  fix?: Fix;
  /** The item that keeps this one open. Absent when it is not open, or open for a cause of its own. */
  because?: ItemId;
}

/** The judged checklist. `problems` tells which facts could not be read. */
export interface Checklist {
  /** Whether the device can be handed out, or what keeps it back: something `to-do`, or facts that do not tell. */
  readiness: DeviceReadiness;
  /** Whether the device can be handed out: no item is open, and every fact could be read. */
  ready: boolean;
  /** How many causes keep the device from being handed out: open items without `because`. */
  open: number;
  /** All seven, in the product's order; none when the facts are more than can be read at once. */
  items: ChecklistItem[];
  problems: Problem[];
}

/** What a device is to become. What is left out stays as it is. */
export interface ChangeWish {
  /** The profile to assign: its UUID as pasted, or its name when no other profile has the same. */
  profile?: string;
  /** Whether the assignment is to be removed. A field of its own, so that an empty `profile` never removes one. */
  removeProfile?: boolean;
  /** The assigned user's username; empty for none. */
  username?: string;
  loginRequired?: boolean;
  agentRequired?: boolean;
}

/** A device and what it is to become. The rows of a `validateImport` report are such rows. */
export interface ChangeRow extends ChangeWish {
  /** The number by which problems name the row; its place from 1 when left out. */
  row?: number;
  serial?: string;
}

/** What a plan is made of. Everything may be left out; `undefined` and `null` count as left out. */
export interface ChangesRequest {
  /** The wish for every row. A part that a row has itself counts more. */
  wish?: ChangeWish;
  /** The host's records of all devices that it knows. A serial number that is not among them is a problem. */
  devices?: {
    serial?: string;
    /** `Empty`, `Assigned`, `Pushed`, `Removed`, in any case. */
    status?: string;
    profileUuid?: string;
    /** The UDID, which a device has once it was enrolled. */
    deviceIdentifier?: string;
    /** When the device has fetched its profile. Only that it is there counts: zero dates, `0` and `""` mean never. */
    profilePushTime?: unknown;
    /** The enrollment as the host has stored it; left out when it could not be read. */
    enrollment?: Partial<Enrollment>;
  }[];
  /** The current profiles, as for `evaluateChecklist`; left out when they could not be read, and then any UUID may be meant. */
  profiles?: ChecklistFacts["profiles"];
  /** The rows; left out, every device is one, with the shared wish. */
  rows?: ChangeRow[];
  /** What the host's usernames look like. */
  policy?: UsernamePolicy;
}

/** What happens to the profile of a device. `reassign` removes the assignment and assigns again, in one step. */
export type ProfileStep = { step: "assign" | "reassign"; uuid: string } | { step: "remove" };

/** What a plan comes to for one row: first the step for the profile, then that for the enrollment. */
export interface Change {
  row: number;
  /** In its normal form; as it came when it has none. */
  serial: string;
  kind: ChangeKind;
  profile?: ProfileStep;
  /** The whole enrollment to send. */
  enrollment?: Enrollment;
  /** An error is among them exactly when `kind` is `impossible`; then nothing happens to the device. */
  problems: Problem[];
}

/** A kind of changes, and how many there are. */
export interface ChangeCount {
  kind: ChangeKind;
  count: number;
  /** A sentence that goes after the number: “Will be assigned.” Its code is `kind.` and the kind. */
  message: string;
}

/** A plan. It is only that: nothing has been sent. */
export interface ChangePlan {
  /** One for each row, in their order; none when the request could not be read. */
  changes: Change[];
  /** The kinds that were met, each once. Together they count every row once. */
  kinds: ChangeCount[];
  /** What is odd about all changes together, and what could not be read. */
  problems: Problem[];
}

/** What a column of an import can hold. */
export type ImportField =
  "serial" | "profile" | "profileUuid" | "username" | "loginRequired" | "agentRequired";

/** What an import can be told. */
export interface ImportOptions extends CheckOptions {
  /** What the host's usernames look like. */
  policy?: UsernamePolicy;
  /** What stands between two cells; found out from the header by default. */
  delimiter?: "," | ";" | "\t";
  /**
   * Columns that a person has chosen, in place of what their names tell: the number of the column from 1, its name in any
   * case, or 0 for a field that is not read. With the number of the serial numbers' column a file needs no header.
   */
  columns?: { [Name in ImportField]?: number | string };
  /** The sheet of a workbook; by default the first one with a column of serial numbers. */
  sheet?: string;
  /** Ends the import: the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Hears how far the import is, between slices and at the end. What it throws ends the import. */
  onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is. */
export interface ImportProgress {
  /** Characters (of a text) or bytes read so far. */
  done: number;
  /** Characters or bytes in all. */
  total: number;
  /** Good rows so far. */
  rows: number;
  /** Problems so far. */
  problems: number;
}

/** A row without an error, in its normal form. What the file has no column for is not there. */
export interface ImportRow {
  /** The row's number as a spreadsheet shows it; the header is row 1. */
  row: number;
  serial: string;
  /** The UUID in its normal form, or a name; not there when the cell is empty. */
  profile?: string;
  /** Empty when somebody has to log in. */
  username?: string;
  loginRequired?: boolean;
  agentRequired?: boolean;
}

/** A problem of an import. */
export interface ImportProblem extends Problem {
  /** The row's number as a spreadsheet shows it; 0 for the whole file. */
  row: number;
  /** The column's number from 1; 0 for the whole row. */
  column: number;
}

/** A column of a file. Its number is its place in the list, from 1. */
export interface ImportColumn {
  /** Its name in the header; empty when it has none. */
  name: string;
  /** What it is read as; not there when it is not read. */
  field?: ImportField;
  /** Its first values, three at most, without empty ones. */
  samples: string[];
}

/** A row with an error. */
export interface ImportReject {
  /** The row's number as a spreadsheet shows it. */
  row: number;
  /** Its cells, as the file has them. */
  cells: string[];
  /** Its problems. */
  problems: ImportProblem[];
}

/** What a file came to. `ok` when no problem is an error, so that every row can be used. */
export interface ImportReport {
  ok: boolean;
  /** Rows that were judged, good and bad, without the header and blank lines. */
  total: number;
  /** What separates the cells; not there when nothing told, and for a workbook. */
  delimiter?: "," | ";" | "\t";
  /** The sheet that was read, for a workbook. */
  sheet?: string;
  /** All sheets that can be read, for a workbook. */
  sheets?: string[];
  /** The columns, and what each is read as: the first 256. */
  columns: ImportColumn[];
  /** The good rows. */
  rows: ImportRows;
  /** The rows with a listed error. */
  rejects: ImportList<ImportReject>;
  /** Every problem, in the order of the file. */
  problems: ImportProblem[];
}

/** A list whose items are made when they are asked for, so a file of a hundred thousand rows costs little. */
export interface ImportList<Item> extends Iterable<Item> {
  readonly length: number;
  /** The item at a place from 0; from the end with a negative one. */
  at(index: number): Item | undefined;
  /** All of them. */
  toArray(): Item[];
  /** The same, so that the report becomes JSON. */
  toJSON(): Item[];
}

/** The good rows. */
export interface ImportRows extends ImportList<ImportRow> {
  /** The row with a serial number in its normal form. */
  find(serial: string): ImportRow | undefined;
}
