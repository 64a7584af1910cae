// The functions for the host page's own scripts. They check nothing themselves: the rules are the module's.

import { type DepEnrollDialogElement, setPageOptions } from "./elements";
import { load, module, type Module, setWasm } from "./load";
import type {
  ChecklistCode,
  Fix,
  ItemId,
  ProblemCode,
  Severity,
  Source,
  Verdict,
} from "./generated";
import { checkNames, type Options, type UsernamePolicy } from "./options";

/** One thing that is wrong or odd about a value. */
export interface Problem {
  /** The field, for example `username`; empty for the whole input. */
  path: string;
  /** Stable code, for example `username.tenant-domain`. */
  code: ProblemCode;
  severity: Severity;
  /** An English sentence, or the page's own from `messages`. */
  message: string;
  /** What the sentence was made of; a repaired value is under `repaired`. */
  params: Record<string, string>;
}

/** The answer of a check: `value` is there exactly when `ok`. */
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

/** What a check can be told. */
export interface CheckOptions {
  /** Sentences by code, over the English ones. */
  messages?: Record<string, string>;
}

/** One item of the checklist. */
export interface ChecklistItem {
  id: ItemId;
  verdict: Verdict;
  code: ChecklistCode;
  params: Record<string, string>;
  reason: string;
  todo?: string;
  source: Source;
  ageSeconds?: number;
  fix?: Fix;
  confirmable: boolean;
  fingerprint: string;
}

/** The judged checklist. `problems` tells which facts could not be read. */
export interface Checklist {
  ready: boolean;
  open: number;
  items: ChecklistItem[];
  problems: Problem[];
}

/** Sets options for the whole page. Throws a `TypeError` that names an option that does not exist. */
export function configure(options: Options): void {
  checkNames(options);
  const { wasm, ...rest } = options;
  if (wasm !== undefined) setWasm(wasm);
  setPageOptions(rest);
}

/** Loads the module; the functions below work once it has resolved. Rejects with a `LoadError`. */
export async function ready(): Promise<void> {
  await load();
}

/** Checks a username as typed or pasted. */
export function validateUsername(
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<string> {
  return started().validateUsername(raw, policy, messagesOf(options)) as Checked<string>;
}

/** Checks a serial number as typed, pasted or scanned. */
export function validateSerial(raw: unknown, options?: CheckOptions): Checked<string> {
  return started().validateSerial(raw, messagesOf(options)) as Checked<string>;
}

/** Checks the UUID of a profile as pasted. */
export function validateProfileUuid(raw: unknown, options?: CheckOptions): Checked<string> {
  return started().validateProfileUuid(raw, messagesOf(options)) as Checked<string>;
}

/** Checks the three enrollment fields. */
export function validateEnrollment(
  fields: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<Enrollment> {
  return started().validateEnrollment(fields, policy, messagesOf(options)) as Checked<Enrollment>;
}

/** Judges the checklist on facts that the page has; what it leaves out is not known. */
export function evaluateChecklist(facts: unknown, options?: CheckOptions): Checklist {
  return started().evaluateChecklist(facts, messagesOf(options)) as Checklist;
}

/** The version of the plugin. */
export function version(): string {
  return started().version();
}

/**
 * Opens the enrollment dialog of a device, for consoles that keep their own button. Rejects when the module cannot be loaded
 * or the options cannot be used.
 */
export async function openEnrollment(
  request: { serial: string } & Options,
): Promise<"saved" | "cancelled"> {
  const { serial, ...config } = request;
  if (!serial) throw new TypeError("dep-enroll: openEnrollment needs a serial number.");
  // Before the dialog, so that a failure reaches the caller and does not wait in the page.
  await load();
  const dialog: DepEnrollDialogElement = document.createElement("dep-enroll-dialog");
  let outcome: "saved" | "cancelled" = "cancelled";
  dialog.config = config;
  dialog.serial = serial;
  dialog.addEventListener("dep-dialog-close", (event) => {
    outcome = event.detail.reason;
  });
  dialog.open = true;
  return new Promise((resolve, reject) => {
    // The dialog takes its `open` away when it has really closed: a page may have prevented an earlier attempt.
    const observer = new MutationObserver(() => {
      if (!dialog.open) done(() => resolve(outcome));
    });
    const done = (settle: () => void): void => {
      observer.disconnect();
      dialog.remove();
      settle();
    };
    dialog.onfailure = (reason) => done(() => reject(reason));
    observer.observe(dialog, { attributeFilter: ["open"] });
    document.body.append(dialog);
  });
}

/** The page's own sentences; options that cannot be read are as good as none, because a check never throws. */
function messagesOf(options: CheckOptions | undefined): unknown {
  try {
    return options?.messages;
  } catch {
    return undefined;
  }
}

function started(): Module {
  const loaded = module();
  if (!loaded) throw new Error("dep-enroll: wait for `await ready()` before calling this.");
  return loaded;
}
