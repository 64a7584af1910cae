// The preview of the setup: every kind of device with the oldest and the newest version, and in the panel of a device.

import { PROFILES, SERIALS } from "../data";
import type { Hand } from "../hand";
import { type Scene, openChecklist } from "../scene";

const PATH = "/api/device-mgt/ios/v1.0/dep/profiles/{uuid}";

/** A host that can read one profile whole. */
const WHOLE = { contract: { paths: { profile: PATH } } };

const ONE = { method: "GET", path: "/dep/profiles/" } as const;

const onTab = { tab: "profiles" };

/** Opens the preview of a profile from the list. */
async function openPreview(hand: Hand, profile: string): Promise<Hand> {
  await hand.press("button", { code: "profiles.menu", params: { profile } });
  await hand.press("menuitem", { code: "preview.show.name", params: { profile } });
  const dialog = hand.within("dialog", { code: "preview.of", params: { profile } });
  await dialog.seeCss(".setup-stage");
  return dialog;
}

/** Chooses an option of a list to choose from: the first, the last, or that with this value. */
async function pick(hand: Hand, css: string, which: string): Promise<void> {
  const select = (await hand.seeCss(css)) as HTMLSelectElement;
  const values = [...select.options].map(({ value }) => value);
  const ends: Record<string, string | undefined> = { newest: values[0], oldest: values.at(-1) };
  select.value = ends[which] ?? which;
  select.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
}

/** A kind of device in the dialog, with its newest or its oldest version, at a step. */
function kind(id: string, title: string, family: string, age: string, pane: string): Scene {
  return {
    id: `setup/${id}-${age}`,
    title: `${title}, the ${age} version`,
    attributes: onTab,
    options: WHOLE,
    reach: async (hand) => {
      const dialog = await openPreview(hand, PROFILES.staff.profileName);
      await pick(dialog, "#profile-setup-kind", family);
      await dialog.seeCss(`.setup-stage[data-kind="${family}"]`);
      await pick(dialog, "#profile-setup-version", age);
      (await dialog.seeCss(`[data-pane="${pane}"] > button`)).click();
      await dialog.seeCss(`[data-pane="${pane}"] > [aria-current="step"]`);
    },
  };
}

/** Opens the preview in the panel of a device. */
async function unfold(hand: Hand, serial: string): Promise<Hand> {
  const panel = await openChecklist(hand, serial);
  const fold = await panel.seeCss(".setup-toggle");
  fold.focus();
  fold.click();
  return panel;
}

export const SETUP: readonly Scene[] = [
  kind("iphone", "An iPhone", "iPhone", "newest", "Language"),
  kind("iphone", "An iPhone", "iPhone", "oldest", "Passcode"),
  kind("ipad", "An iPad", "iPad", "newest", "RemoteManagement"),
  kind("ipad", "An iPad", "iPad", "oldest", "Network"),
  kind("mac", "A Mac", "Mac", "newest", "FileVault"),
  kind("mac", "A Mac", "Mac", "oldest", "Account"),
  kind("apple-tv", "An Apple TV", "AppleTV", "newest", "TVRoom"),
  kind("apple-tv", "An Apple TV", "AppleTV", "oldest", "TapToSetup"),
  kind("vision", "An Apple Vision Pro", "Vision", "newest", "Biometric"),
  {
    id: "setup/by-itself",
    title: "An Apple TV that goes through its steps by itself",
    attributes: onTab,
    options: WHOLE,
    reach: async (hand) => {
      const dialog = await openPreview(hand, PROFILES.shop.profileName);
      await pick(dialog, "#profile-setup-kind", "AppleTV");
      await dialog.seeCss(`.setup-list:not(:has(button))`);
    },
  },
  {
    id: "setup/panel",
    title: "What the user of a device will see",
    options: WHOLE,
    reach: async (hand) => {
      const panel = await unfold(hand, SERIALS.login);
      (await panel.seeCss(`[data-pane="RemoteManagement"] > button`)).click();
      await panel.seeCss(`[data-pane="RemoteManagement"] > [aria-current="step"]`);
    },
  },
  {
    id: "setup/panel-reading",
    title: "The profile is read",
    options: WHOLE,
    host: (host) => host.replace(ONE, "never"),
    reach: async (hand) => (await unfold(hand, SERIALS.assigned)).seeCss(".setup-fold .skeleton"),
  },
  {
    id: "setup/panel-failed",
    title: "The profile cannot be read",
    options: WHOLE,
    host: (host) => host.replace(ONE, { status: 500 }),
    reach: async (hand) => (await unfold(hand, SERIALS.assigned)).seeCode("host.server"),
  },
];
