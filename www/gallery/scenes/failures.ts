// Every failure of a call, as the host's answer and the code that the plugin shows for it.

import type { Options } from "../../src/options";
import type { Answer } from "../host";

export interface Failure {
  name: string;
  title: string;
  answer: Answer;
  code: string;
  options?: Options;
}

const message = (text: string) => ({ message: text });

export const FAILURES: readonly Failure[] = [
  {
    name: "session-lost",
    title: "The session is lost",
    answer: { status: 401 },
    code: "host.session",
  },
  {
    name: "forbidden",
    title: "The permission is missing",
    answer: { status: 403, body: message("ios:dep:view is needed") },
    code: "host.permission",
  },
  {
    name: "not-found",
    title: "The host lacks the endpoint",
    answer: { status: 404 },
    code: "host.not-found",
  },
  {
    name: "throttled",
    title: "Too many requests",
    answer: { status: 429, body: { retryAfterSeconds: 90 } },
    code: "host.throttled",
  },
  {
    name: "unreachable",
    title: "There is no connection",
    answer: { status: 0 },
    code: "host.unreachable",
  },
  {
    name: "timeout",
    title: "The host does not answer in time",
    answer: "never",
    code: "host.timeout",
    options: { timeoutMs: 50 },
  },
  {
    name: "server-error",
    title: "The server fails and says why",
    answer: { status: 500, body: message("Connection pool exhausted") },
    code: "host.server",
  },
  {
    name: "unreadable",
    title: "The answer is cut off",
    answer: { status: 200, body: '{"devices": [' },
    code: "host.unreadable",
  },
];
