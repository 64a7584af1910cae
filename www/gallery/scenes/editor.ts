// The profile editor, on a host that has whole profiles.

import { PROFILES } from "../data";
import type { Hand } from "../hand";
import type { CannedHost } from "../host";
import type { Scene } from "../scene";

const BASE = "/api/device-mgt/ios/v1.0/dep/profiles";

const options = {
  contract: {
    paths: { profile: `${BASE}/{uuid}`, profileCreate: BASE, profileRetire: `${BASE}/{uuid}` },
  },
};

const STAFF = {
  profile_uuid: PROFILES.staff.uuid,
  profile_name: PROFILES.staff.profileName,
  url: "https://mdm.example.com/enroll",
  department: "IT",
  support_phone_number: "+49 30 1234",
  is_supervised: true,
  is_mdm_removable: false,
  await_device_configured: true,
  skip_setup_items: ["Siri", "TOS", "Diagnostics", "Registration"],
};

/** The record of an older version, or of one that somebody else has made. */
const other = (uuid: string, changes: object) => ({
  status: 200,
  body: { ...STAFF, profile_uuid: uuid, ...changes },
});

const NEWER = "CCCC0000CCCC0000CCCC0000CCCC0000";

const withStaff = (host: CannedHost) =>
  host.replace(
    { method: "GET", path: `/dep/profiles/${PROFILES.staff.uuid}` },
    { status: 200, body: STAFF },
  );

/** The host of the scene with two admins, which changes while the scene is played. */
let shared: CannedHost | undefined;

const scene = { attributes: { tab: "profiles" }, options, host: withStaff };

async function openNew(hand: Hand): Promise<void> {
  await hand.press("button", { code: "profiles.new" });
  await hand.see(["heading"], { code: "editor.title.new" });
}

async function openStaff(hand: Hand): Promise<void> {
  await hand.press("button", { code: "profiles.edit", after: PROFILES.staff.profileName });
  await hand.see(["textbox"], { code: "editor.field.profile_name" });
  await hand.seeCss("#editor-reassign");
}

export const EDITOR: readonly Scene[] = [
  {
    ...scene,
    id: "editor/list",
    title: "Profiles that can be edited",
    reach: (hand) => hand.see(["button"], { code: "profiles.new" }),
  },
  { ...scene, id: "editor/new", title: "A new profile", reach: openNew },
  { ...scene, id: "editor/edit", title: "A profile is edited", reach: openStaff },
  {
    ...scene,
    id: "editor/errors",
    title: "What Apple would refuse",
    reach: async (hand) => {
      await openNew(hand);
      await hand.type({ code: "editor.field.profile_name" }, "x".repeat(126));
      await hand.press("checkbox", { code: "editor.field.is_mdm_removable" });
      await hand.press("button", { code: "enrollment.save" });
      await hand.seeCode("profile.url.missing");
    },
  },
  {
    ...scene,
    id: "editor/compare",
    title: "The changes against the saved version",
    reach: async (hand) => {
      await openStaff(hand);
      await hand.type({ code: "editor.field.department" }, "Sales");
      await hand.press("checkbox", { code: "editor.field.is_mandatory" });
      (await hand.seeCss(".editor-changes > button")).click();
      await hand.seeCss(".editor-compare table");
    },
  },
  {
    ...scene,
    id: "editor/conflict",
    title: "Somebody else has saved a newer version",
    host: (host) => {
      shared = withStaff(host);
      host.replace(
        { method: "GET", path: `/dep/profiles/${NEWER}` },
        other(NEWER, { department: "Support", is_mandatory: true }),
      );
    },
    reach: async (hand) => {
      await openStaff(hand);
      await hand.type({ code: "editor.field.department" }, "Sales");
      const { uuid, supersededUuids } = PROFILES.staff;
      const newer = { ...PROFILES.staff, uuid: NEWER, supersededUuids: [uuid, ...supersededUuids] };
      if (shared) shared.profiles = [newer, PROFILES.shop];
      await hand.press("button", { code: "enrollment.save" });
      await hand.seeCode("editor.replaced");
    },
  },
];
