// Single calls by hand.

import type { Problem } from "../../types";
import { MESSAGES } from "../messages";
import { readUsername } from "./fields";

interface Checked<T> {
  ok: boolean;
  value?: T;
  problems: Problem[];
}

interface Enrollment {
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

export function validateUsername(raw: unknown): Checked<string> {
  const problems: Problem[] = [];
  if (typeof raw !== "string") return { ok: false, problems: [misfit("username")] };
  const trimmed = raw.trim();
  if (trimmed === "") {
    const message = MESSAGES["username.empty"]();
    return { ok: false, problems: [{ path: "username", code: "username.empty", message }] };
  }
  const value = readUsername(trimmed, problems);
  return value === undefined ? { ok: false, problems } : { ok: true, value, problems };
}

export function validateEnrollment(fields: unknown): Checked<Enrollment> {
  if (typeof fields !== "object" || fields === null) return { ok: false, problems: [misfit("")] };
  const { username, loginRequired, agentRequired } = fields as Record<string, unknown>;
  if (
    typeof username !== "string" ||
    typeof loginRequired !== "boolean" ||
    typeof agentRequired !== "boolean"
  ) {
    const problems: Problem[] = [];
    if (typeof username !== "string") problems.push(misfit("username"));
    if (typeof loginRequired !== "boolean") problems.push(misfit("loginRequired"));
    if (typeof agentRequired !== "boolean") problems.push(misfit("agentRequired"));
    return { ok: false, problems };
  }
  const problems: Problem[] = [];
  const name = readUser(username.trim(), loginRequired, problems);
  return name === undefined
    ? { ok: false, problems }
    : { ok: true, value: { username: name, loginRequired, agentRequired }, problems };
}

/** The rule about the name and the login; undefined, with problems added, when it is broken. */
export function readUser(
  trimmed: string,
  loginRequired: boolean,
  problems: Problem[],
): string | undefined {
  if (trimmed === "") {
    if (loginRequired) return "";
    const message = MESSAGES["enrollment.neither"]();
    problems.push({ path: "", code: "enrollment.neither", message });
    return undefined;
  }
  const name = readUsername(trimmed, problems);
  if (!loginRequired) return name;
  const code = "enrollment.username-with-login";
  problems.push({ path: "", code, message: MESSAGES[code]() });
  return undefined;
}

function misfit(path: string): Problem {
  return { path, code: "input.type", message: MESSAGES["input.type"]() };
}
