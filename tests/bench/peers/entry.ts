// Puts the plugin into a benchmark that opens, types into and closes the device dialogs of many libraries and finds their parts by
// `data-testid`. The benchmark's host answers from memory. Nothing here may work between a click and what the benchmark waits for.

import { configure } from "./dep-enroll.js";
import type { HostReply, HostRequest } from "../../../www/src/options";
import { PLACES } from "./places";

/** A device as the benchmark has it. */
interface Device {
  serial: string;
  model: string;
  profile: string;
  profileUuid: string;
  state: string;
  username: string;
  loginRequired: boolean;
  agentInstallRequired: boolean;
}

interface MountOptions {
  devices: Device[];
  context: { profile: { uuid: string; name: string } };
  /** The device whose dialog is open at first. */
  open: number | null;
  onSave(serial: string, config: unknown): Promise<unknown>;
}

const roots = new Set<ShadowRoot>();

/** Lets the benchmark's own selectors find their way into the shadow roots, and its observers hear of changes there. */
function openShadows(): void {
  const { attachShadow } = Element.prototype;
  let changes = 0;
  const tell = (): void => document.documentElement.setAttribute("data-changes", String(++changes));
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    roots.add(root);
    const all = { childList: true, subtree: true, attributes: true, characterData: true };
    new MutationObserver(tell).observe(root, all);
    return root;
  };
  const find = document.querySelectorAll.bind(document);
  const findAll = (selector: string): Element[] => {
    const [, name] = /^\[data-testid="([\w-]+)"\]$/.exec(selector) ?? [];
    const place = PLACES[name as keyof typeof PLACES] as string | undefined;
    if (place === undefined) return [...find(selector)];
    return [...roots].flatMap((root) => [...root.querySelectorAll(place)]);
  };
  document.querySelectorAll = findAll as unknown as typeof document.querySelectorAll;
  document.querySelector = ((selector: string) =>
    findAll(selector)[0] ?? null) as typeof document.querySelector;
  const shown = Object.getOwnPropertyDescriptor(Document.prototype, "activeElement");
  Object.defineProperty(document, "activeElement", {
    get() {
      let active = shown?.get?.call(document) as Element | null;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active;
    },
  });
}

/** The host: it answers from memory what the plugin asks for. */
function hostOf({ devices, context, onSave }: MountOptions) {
  const records = devices.map((device) => ({
    serial: device.serial,
    deviceModel: device.model,
    deviceFamily: "iPad",
    os: "iOS",
    profileName: device.profile,
    profileUuid: device.profileUuid,
    status: device.state.charAt(0).toUpperCase() + device.state.slice(1),
    username: device.username,
    loginRequired: device.loginRequired,
    agentRequired: device.agentInstallRequired,
  }));
  const { uuid, name } = context.profile;
  const profile = { uuid, profileName: name, isSupervised: true, isMandatory: false };
  const readiness = { agentPackageName: "agent", agentConfigured: true, agentPublished: true };
  const ok = (body: unknown): HostReply => ({ status: 200, body });
  return async ({ method, path, body }: HostRequest): Promise<HostReply> => {
    const { pathname, searchParams } = new URL(path, location.origin);
    if (pathname.endsWith("/dep/devices")) {
      const from = Number(searchParams.get("offset") ?? 0);
      const to = from + Number(searchParams.get("limit") ?? 50);
      return ok({ devices: records.slice(from, to), count: records.length });
    }
    if (pathname.endsWith("/dep/profiles")) return ok({ profiles: [profile], count: 1 });
    if (pathname.endsWith("/dep/readiness")) return ok({ ...readiness, agentCompatible: true });
    if (pathname.endsWith("/users/checkUser")) return ok(true);
    if (pathname.endsWith("/users/search/usernames")) return ok([]);
    const [, serial] = /\/dep\/devices\/([^/]+)(?:\/enrollment)?$/.exec(pathname) ?? [];
    const record = records.find((one) => one.serial === serial);
    if (!record) return { status: 404, body: {} };
    if (method === "PUT") {
      await onSave(record.serial, body);
      Object.assign(record, body);
    }
    return ok(record);
  };
}

/** Shows the page, and the dialog of a device if one is to be open at first. */
export function mount(to: HTMLElement, options: MountOptions) {
  configure({
    transport: "callback",
    policy: { tenantDomain: "carbon.super" },
    request: hostOf(options),
  });
  const elements: HTMLElement[] = [document.createElement("dep-enroll")];
  const first = options.open === null ? undefined : options.devices[options.open];
  if (first) {
    const dialog = document.createElement("dep-enroll-dialog");
    dialog.setAttribute("serial", first.serial);
    dialog.setAttribute("open", "");
    elements.push(dialog);
  }
  to.append(...elements);
  return {
    unmount() {
      for (const element of elements) element.remove();
      roots.clear();
    },
  };
}

openShadows();
