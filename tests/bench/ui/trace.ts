// Reads from Chromium's trace how long the tasks of a page's main thread took. The observer of long tasks that pages have
// tells of none below 50 ms, so it cannot tell whether a key costs 16 ms or 2.

import type { Driver } from "../../browser/harness/driver";
import { MARKS } from "./marks";

/** The categories of the events that are read here: the tasks of every thread, and the page's own marks. */
export const CATEGORIES = "toplevel,blink.user_timing";

/** What the main thread runs one of at a time. */
const TASK = "ThreadControllerImpl::RunTask";

/** An event of the trace; times in microseconds. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** What the processor spent on it, without the time in which other programs had the processor. */
  tdur?: number;
}

/** An entry of the driver's log, and the text in it. */
interface Entry {
  message: string;
}

interface Message {
  message: { method: string; params: TraceEvent };
}

/** How long a task took, in milliseconds. */
export interface Task {
  wall: number;
  processor: number;
}

/** The longest tasks that a key caused. */
export interface KeyTasks {
  /** Until the text with the key in it was drawn. */
  key: Task;
  /** From then until the host's answer was drawn. */
  answer: Task;
}

/**
 * Takes the events since the last call out of the driver. It hands over all of them only every second time that it is asked,
 * and none the other times.
 */
export async function takeTrace(driver: Driver): Promise<TraceEvent[]> {
  let events: TraceEvent[] = [];
  while (events.length === 0) {
    const log = (await driver.command("POST", "se/log", { type: "performance" })) as Entry[];
    events = log
      .map(({ message }) => (JSON.parse(message) as Message).message)
      .filter(({ method }) => method === "Tracing.dataCollected")
      .map(({ params }) => params);
  }
  return events;
}

/** The tasks of the thread that set a mark. */
export function tasksOf({ pid, tid }: TraceEvent, events: readonly TraceEvent[]): TraceEvent[] {
  return events.filter(
    (event) => event.name === TASK && event.ph === "X" && event.pid === pid && event.tid === tid,
  );
}

/** Finds the longest tasks of the one key in a trace. Throws when the trace does not hold the whole way of one key. */
export function keyTasks(events: readonly TraceEvent[]): KeyTasks {
  const mark = (name: string): TraceEvent => {
    const [only, ...more] = events.filter((event) => event.name === name);
    if (only === undefined || more.length > 0) {
      throw new Error(`the trace has the mark ${name} ${more.length + (only ? 1 : 0)} times`);
    }
    return only;
  };
  const [key, drawn, settled] = [mark(MARKS.key), mark(MARKS.drawn), mark(MARKS.settled)];
  const tasks = tasksOf(key, events);
  /** A task belongs to the stretch in which it ended: the key's own task begins before its mark. */
  const longest = (from: number, to: number): Task => {
    const inside = tasks.filter(({ ts, dur = 0 }) => ts + dur > from && ts + dur <= to);
    if (inside.length === 0) throw new Error("the trace holds no task of the main thread");
    const most = (time: (task: TraceEvent) => number): number =>
      Math.max(...inside.map(time)) / 1000;
    return { wall: most(({ dur = 0 }) => dur), processor: most(({ tdur = 0 }) => tdur) };
  };
  return { key: longest(key.ts, drawn.ts), answer: longest(drawn.ts, settled.ts) };
}
