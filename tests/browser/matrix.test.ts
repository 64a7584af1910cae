// Every call of the plugin, ended in every way that a console knows, while the admin stays or goes away. A run takes a few
// cells, other ones each day. `DEP_DAY` repeats another day's run; `DEP_MATRIX=all` runs every cell.
//
// At the end of each cell the screen shows what the host has, or says that it does not know. Nothing typed is lost, no write
// was sent twice, and the events are true.

import assert from "node:assert/strict";
import { type Answer, answers } from "./harness/answers";
import { type Call, CALLS } from "./harness/calls";
import { DAY } from "./harness/choice";
import { CONSOLES, type ConsoleName, type Host, type LogEntry } from "./harness/host";
import { type Locator, until } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { falsehood, isOpen, SILENT, success } from "./harness/truth";

/** A short time limit, for the calls that never are answered. */
const QUERY = "?timeout=1500";

/** The cells of a console in a usual run. */
const SAMPLE = 22;

const DIALOG_EXITS = ["cancel", "Escape", "close"] as const;
const OTHER_EXITS = ["stay", "remove the element", "go away and come back"] as const;
type Exit = (typeof DIALOG_EXITS)[number] | (typeof OTHER_EXITS)[number];

interface Cell {
  call: Call;
  answer: Answer;
  exit: Exit;
  /** Whether the admin goes while the call is under way, or after its end. */
  early: boolean;
}

const nameOf = ({ call, answer, exit, early }: Cell): string =>
  [
    call.name,
    answer.name,
    exit === "stay" ? exit : `${exit} ${early ? "at once" : "afterwards"}`,
  ].join(" / ");

function cells(consoleName: ConsoleName): Cell[] {
  return CALLS.flatMap((call) =>
    answers(call.path.replace(/[?$]$/, ""))
      .filter((answer) => (answer.console ?? consoleName) === consoleName)
      .flatMap((answer) =>
        [...OTHER_EXITS, ...(call.dialog ? DIALOG_EXITS : [])].flatMap((exit) =>
          (exit === "stay" ? [false] : [true, false]).map((early) => ({
            call,
            answer,
            exit,
            early,
          })),
        ),
      ),
  );
}

/** Numbers from 0 to below 1; the same ones for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A sample in which every call, answer and exit is as frequent as every other one. */
function sample(all: Cell[], seed: number): Cell[] {
  const next = dice(seed);
  const uses = new Map<unknown, number>();
  const used = ({ call, answer, exit }: Cell): unknown[] => [call.name, answer.name, exit];
  const frequency = (cell: Cell): number =>
    used(cell).reduce<number>((sum, part) => sum + (uses.get(part) ?? 0), 0);
  const chosen: Cell[] = [];
  while (chosen.length < SAMPLE) {
    // The least used one of some random cells.
    const some = Array.from({ length: 40 }, () => all[Math.floor(next() * all.length)] as Cell);
    const best = some.reduce((one, other) => (frequency(other) < frequency(one) ? other : one));
    for (const part of used(best)) uses.set(part, (uses.get(part) ?? 0) + 1);
    chosen.push(best);
  }
  return [...new Map(chosen.map((cell) => [nameOf(cell), cell])).values()];
}

async function play(page: Page, host: Host, cell: Cell): Promise<void> {
  const { call, answer, exit, early } = cell;
  await page.browser.run("sessionStorage.clear()");
  await watch(page);
  await call.prepare?.(page);
  await settled(page);
  await host.clearLog();
  const match = { method: call.method, path: call.path };
  // A read is tried again, and a write is not.
  const times = call.method === "GET" ? 0 : 1;
  const pause = early ? { delayMs: 300 } : {};
  await host.fault({ match, times, do: { ...answer.effect, ...pause } });
  await call.send(page);
  await watch(page);
  await until("the call to arrive", async () =>
    (await host.log()).some((entry) => meets(entry, call)),
  );
  await call.finish?.(page);
  if (!early) await settled(page);
  await leave(page, host, cell);
  await judge(page, host, cell);
  const sent = await host.log();
  expectSingleWrites(sent);
  const events = await expectTrueEvents(page, host, call, sent);
  const isDone = (await success(page, call)) !== "";
  // With the element goes what was typed: one that comes back may show the panel again, but a new one.
  const isSame = exit !== "remove the element" && exit !== "go away and come back";
  if (isSame && (await isOpen(page, call)) && !isDone) await call.kept?.(page);
  else if (exit === "stay" && call.prepare && isDone)
    assert.ok(events > 0, "a change that is done has an event");
}

const meets = ({ method, path }: LogEntry, call: Call): boolean =>
  method === call.method &&
  (call.path.endsWith("$")
    ? path.endsWith(call.path.slice(0, -1))
    : path.includes(call.path.replace("?", "")));

/** Counts the requests that are under way, and keeps the plugin's events over all pages of the tab. */
async function watch(page: Page): Promise<void> {
  await page.browser.run(`
    if (window.__underWay !== undefined) return;
    window.__underWay = 0;
    const real = window.fetch;
    window.fetch = (...given) => {
      window.__underWay += 1;
      return real(...given).finally(() => { window.__underWay -= 1 });
    };
    for (const name of ["dep-enrollment-saved", "dep-profile-assigned", "dep-profile-removed"])
      addEventListener(name, ({ detail }) => {
        const kept = JSON.parse(sessionStorage.matrix ?? "[]");
        sessionStorage.matrix = JSON.stringify([...kept, { name, detail }]);
      });`);
}

/** Waits until no request is under way and nothing is shown as busy. */
async function settled(page: Page): Promise<void> {
  let [underWay, busy] = [0, 0];
  await until(
    () => `the page to be at rest: ${underWay} requests are under way, ${busy} elements are busy`,
    async () => {
      underWay = await page.browser.run<number>("return window.__underWay ?? 0");
      busy = await page.css('[aria-busy="true"]').count();
      return underWay === 0 && busy === 0;
    },
  );
}

async function leave(page: Page, host: Host, { call, exit }: Cell): Promise<void> {
  switch (exit) {
    case "stay":
      return;
    case "remove the element":
      await page.browser.run(`
        const element = document.querySelector("dep-enroll");
        window.__place = [element.parentNode, element.nextSibling, element];
        element.remove();`);
      await settled(page);
      await signInAgain(page, host);
      await page.browser.run(
        "const [parent, next, element] = window.__place; parent.insertBefore(element, next)",
      );
      // The page is where it was: the panel of a device lies over the list again.
      await until(
        "the list or the panel to be back",
        async () => (await isOpen(page, call)) || (await page.devices().count()) === 1,
      );
      return;
    case "go away and come back":
      await page.visit("/__probe.js");
      await signInAgain(page, host);
      await page.open(QUERY);
      await watch(page);
      return;
    case "cancel":
    case "Escape":
    case "close":
      await close(page, call, exit);
  }
}

/** Some answers end the session. The list is then read with a new one. */
async function signInAgain(page: Page, host: Host): Promise<void> {
  await host.clearFaults();
  await page.signIn("admin");
}

/** Closes the dialog of a call, if it has not closed itself, and discards what was typed. */
async function close(page: Page, { dialog }: Call, exit: Exit): Promise<void> {
  assert.ok(dialog, "only a call with a dialog has this exit");
  const open = dialog(page);
  const discard = page.button(/^(Discard and go on|Leave)$/);
  const button = open.css(".dialog-close");
  const isClosed = async (): Promise<boolean> => (await open.count()) === 0;
  // A dialog may end by itself just before the click.
  const click = (target: Locator): Promise<void> =>
    target.click().catch(async (error: unknown) => {
      if (!(await isClosed())) throw error;
    });
  await until("the dialog to close", async () => {
    if ((await discard.count()) === 1) await click(discard);
    else if (exit === "Escape") await page.press("Escape");
    else if ((await button.count()) === 1) await click(button);
    return isClosed();
  });
}

/** Waits until the screen shows what the host has, or says that it does not know. */
async function judge(page: Page, host: Host, { call, answer, exit }: Cell): Promise<void> {
  await settled(page);
  let problem = "";
  await until(
    () => `a true screen: ${problem}`,
    async () => {
      problem = await falsehood(page, host, call);
      // A panel that was drawn anew shows the record, and was told of no change.
      return problem === "" || (exit === "remove the element" && problem === SILENT);
    },
  );
  if (exit !== "stay") return;
  if (answer.accepted && call.method !== "GET")
    assert.ok(await isSaid(page, call), "a write that was stored and accepted is said to be done");
  if (call.name === "read device" && answer.name !== "the old values") {
    const text = await call.dialog?.(page).text();
    assert.doesNotMatch(text ?? "", /Ready to hand out/, "the device could not be read");
  }
}

/** Whether the panel says that the change is done. A reassignment has two halves, and only both are one change. */
const isSaid = async (page: Page, call: Call): Promise<boolean> =>
  call.dialog === undefined ||
  call.name === "reassign, removal" ||
  (await success(page, call)) !== "";

/** No write is sent twice, unless the first one was answered with a 401 and so was not carried out. */
function expectSingleWrites(sent: LogEntry[]): void {
  const writes = sent.filter(({ method, tries }) => method !== "GET" && tries === 0);
  for (const { method, path } of writes) {
    const same = writes.filter((other) => other.method === method && other.path === path);
    const refused = same[0]?.status === 401;
    assert.ok(same.length <= (refused ? 2 : 1), `${method} ${path} was sent ${same.length} times`);
  }
}

interface SentEvent {
  name: string;
  detail: Record<string, unknown>;
}

/** Each event is sent once, and only for what the database has. */
async function expectTrueEvents(
  page: Page,
  host: Host,
  call: Call,
  sent: LogEntry[],
): Promise<number> {
  const events = await page.browser.run<SentEvent[]>(
    "return JSON.parse(sessionStorage.matrix ?? '[]')",
  );
  const words = JSON.stringify(events);
  assert.equal(new Set(events.map(({ name }) => name)).size, events.length, words);
  const [stored, { status, uuid }] = [
    await host.stored(call.serial),
    await host.assignment(call.serial),
  ];
  const removed = sent.some(({ method }) => method === "DELETE");
  for (const { name, detail } of events) {
    assert.equal(detail["serial"], call.serial, words);
    if (name === "dep-enrollment-saved") {
      const { username, loginRequired, agentRequired } = detail;
      assert.deepEqual(
        { username, login: loginRequired, agent: agentRequired },
        stored,
        "the event says what is stored",
      );
    } else if (name === "dep-profile-assigned") {
      assert.deepEqual([status, detail["profileUuid"]], ["Assigned", uuid]);
    } else {
      assert.ok(status === "Removed" || removed, `${words} but ${status}`);
    }
  }
  return events.length;
}

scenes(
  `matrix of seed ${DAY}`,
  (scene) => {
    CONSOLES.forEach((consoleName, at) => {
      const all = cells(consoleName);
      const some = process.env["DEP_MATRIX"] === "all" ? all : sample(all, DAY * 2 + at);
      for (const cell of some) {
        const options = { consoles: [consoleName], query: QUERY };
        scene(nameOf(cell), options, ({ page, host }) => play(page, host, cell));
      }
    });
  },
  ["chromium"],
);
