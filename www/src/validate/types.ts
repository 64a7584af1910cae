// What the validation functions take and give. Plain data only: an answer can be stored, sent and compared as JSON.

import type {
  ChecklistCode,
  Fix,
  ItemId,
  ProblemCode,
  Severity,
  Source,
  Verdict,
} from "../generated";

/** One thing that is wrong or odd about a value. */
export interface Problem {
  /** Where it stands, for example `username` or `profiles[2].uuid`; empty for the whole input. */
  path: string;
  /** Stable code, for example `username.tenant-domain`. */
  code: ProblemCode;
  /** `error` blocks; a `warning` is probably a mistake; a `hint` tells what was tidied or may be meant. */
  severity: Severity;
  /** An English sentence, or the page's own from `messages`. */
  message: string;
  /** What the sentence was made of; a repaired value is under `repaired`. */
  params: Record<string, string>;
}

/** The answer of a check: `value` is there exactly when `ok`, in its normal form. */
export interface Checked<T> {
  ok: boolean;
  value?: T;
  problems: Problem[];
}

/** The three fields of the enrollment dialog. */
export interface Enrollment {
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

/** What the host's usernames look like. */
export interface UsernamePolicy {
  /** Tenant of the signed-in admin, for example `carbon.super`. */
  tenantDomain?: string;
  /** Whether usernames are e-mail addresses; `false` unless the host says otherwise. */
  emailUsernames?: boolean;
  /** Shortest username in characters; 3 by default. */
  minLength?: number;
  /** Longest username in characters; 30 by default, 255 at most. */
  maxLength?: number;
}

/** What a check can be told. */
export interface CheckOptions {
  /** Sentences by code, over those of the page and the English ones; `{name}` places are filled from `params`. */
  messages?: Record<string, string>;
}

/** One item of the checklist. */
export interface ChecklistItem {
  id: ItemId;
  verdict: Verdict;
  /** Stable code of the fact it was judged on, for example `checklist.current.superseded`. */
  code: ChecklistCode;
  params: Record<string, string>;
  /** Why, in a sentence. */
  reason: string;
  /** Where the fact came from. */
  source: Source;
  /** Whether a person may settle it by hand. */
  confirmable: boolean;
  /** A digest of the facts; a confirmation given on another one is void. */
  fingerprint: string;
  /** What to do, in a sentence. */
  todo?: string;
  /** Seconds since the source was read, where `ages` told. */
  ageSeconds?: number;
  /** The way to the repair. */
  fix?: Fix;
}

/** The judged checklist. `problems` tells which facts could not be read. */
export interface Checklist {
  ready: boolean;
  /** How many items keep the device from being handed out. */
  open: number;
  items: ChecklistItem[];
  problems: Problem[];
}

/** What an import can be told. */
export interface ImportOptions extends CheckOptions {
  policy?: UsernamePolicy;
  /** What stands between two cells; found out from the header by default. */
  delimiter?: "," | ";" | "\t";
  /** Ends the import: the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Hears how far the import is, several times a second. */
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
  /** UUID or name. */
  profile?: string;
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

/** What a file came to. `ok` when no problem is an error, so that every row can be used. */
export interface ImportReport {
  ok: boolean;
  /** Rows that were judged, good and bad, without the header and blank lines. */
  total: number;
  delimiter?: "," | ";" | "\t";
  rows: ImportRows;
  problems: ImportProblem[];
}

/** The good rows. Each is made when it is asked for, so a file of a hundred thousand costs little. */
export interface ImportRows extends Iterable<ImportRow> {
  readonly length: number;
  /** The row at a place from 0; from the end with a negative one. */
  at(index: number): ImportRow | undefined;
  toArray(): ImportRow[];
  toJSON(): ImportRow[];
}
