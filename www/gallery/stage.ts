// Shows one scene at a time. The page is quiet and the same each time: the clock stands still, and the browser's storage is
// not touched. The list of scenes and the tests drive it by `window.gallery`.

import { configure, ready } from "../src/index";
import { ariaTree } from "./aria";
import { NOW } from "./data";
import { frame, Hand, touched, until } from "./hand";
import { CannedHost } from "./host";
import type { Scene } from "./scene";
import { SCENES } from "./scenes";
import type { Length, Settings } from "./settings";
import { messages, sentence } from "./texts";

const main = document.querySelector("main") ?? document.body;
const legacy = document.querySelector<HTMLLinkElement>("#legacy");
const memory = new Map<string, string>();
let element: HTMLElement | undefined;

async function show(id: string, settings: Settings = {}): Promise<void> {
  const scene = SCENES.find((scene) => scene.id === id);
  if (!scene) throw new Error(`there is no scene ${id}`);
  element?.remove();
  memory.clear();
  touched.yes = false;
  await forgetRuns();
  // An element that was removed gives its place back a moment later.
  await frame();
  const direction = settings.direction ?? "ltr";
  document.documentElement.dir = direction;
  if (legacy) legacy.disabled = !settings.legacy;
  paint(settings.colors ?? "light");
  const host = new CannedHost();
  scene.host?.(host);
  element = create(scene, host, settings.texts ?? "normal");
  // The locale stays English, so the element is told by its own attribute.
  element.dir = direction;
  main.append(element);
  // Until the module is there the element shows that it is loading, as some scenes do.
  if (scene.module === undefined) await ready().then(frame);
  const say = (code: string, params: Record<string, string>): string =>
    sentence(settings.texts ?? "normal", code, params);
  await scene.reach?.(new Hand(say));
  await until(
    () => `answers to ${host.open} calls, and the verdicts`,
    () => (host.open === 0 && !isChecking()) || undefined,
  );
  await frame();
  await frame();
}

/** Whether verdicts of the devices that are shown are still on their way: a tree would have them as far as they are. */
function isChecking(): boolean {
  const root = element?.shadowRoot;
  const list = root?.querySelector(".devices .serial, .devices .empty");
  if (!root || !list?.checkVisibility()) return false;
  const progress = root.querySelector<HTMLElement>(".progress")?.dataset["progress"];
  // A list that is checked can be sorted, and no row of it is still being checked.
  const isDrawn =
    root.querySelector(".devices .sort, .devices .empty") !== null &&
    root.querySelector(".cell-readiness .mark-quiet") === null;
  return progress === "idle" || progress === "checking" || (progress === "done" && !isDrawn);
}

function create(scene: Scene, host: CannedHost, texts: Length): HTMLElement {
  if (scene.module !== undefined) configure({ wasm: scene.module });
  const made = document.createElement(scene.tag ?? "dep-enroll");
  for (const [name, value] of Object.entries(scene.attributes ?? {}))
    made.setAttribute(name, value);
  made.config = {
    transport: "callback",
    request: host.request,
    policy: { tenantDomain: "carbon.super" },
    locale: "en",
    messages: messages(texts),
    ...scene.options,
  };
  return made;
}

function paint(colors: "light" | "dark"): void {
  document.documentElement.dataset["colors"] = colors;
  // A background that fades out has kept the colours of before.
  for (const animation of element?.shadowRoot?.getAnimations() ?? []) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}

/** Keeps what the plugin stores away from the consoles on the same server, and from the next scene. */
function replaceStorage(): void {
  const storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: (key) => void memory.delete(key),
  };
  Object.defineProperty(window, "localStorage", { value: storage });
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (name, version) => open(OWN + name, version);
  const databases = indexedDB.databases.bind(indexedDB);
  indexedDB.databases = async () =>
    (await databases()).map(({ name, ...rest }) => ({ ...rest, name: name?.replace(OWN, "") }));
}

/** Before the names of databases. */
const OWN = "gallery:";

/** Deletes the journals of the scene before. */
function forgetRuns(): Promise<void> {
  return new Promise((resolve) => {
    const deletion = indexedDB.deleteDatabase(`${OWN}dep-enroll`);
    deletion.onsuccess = () => resolve();
    deletion.onerror = () => resolve();
  });
}

replaceStorage();
// Ages of facts would differ from run to run.
Date.now = () => NOW;

window.gallery = {
  show,
  touched,
  paint,
  // The address of the module is told when it cannot be loaded.
  tree: () => (element ? ariaTree(element).replaceAll(location.origin, "") : ""),
};

// The list of scenes asks by the address: `#devices/list?texts=long&direction=rtl`.
const [asked, query] = decodeURIComponent(location.hash.slice(1)).split("?");
if (asked) {
  const settings = Object.fromEntries(new URLSearchParams(query)) as Settings;
  await show(asked, settings).finally(() => parent.postMessage("shown", location.origin));
}
