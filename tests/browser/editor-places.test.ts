// The editor of a profile in the address: links, Back, and what was typed.

import assert from "node:assert/strict";
import { expectAddress, sent, step } from "./harness/address";
import { scenes } from "./harness/scenes";
import { PROFILES, STAFF_BEFORE } from "./harness/seeded";
import { visit } from "./harness/visit";

/** The paths that Apple's part of the host has beyond the usual ones. */
const OPTIONS = `contract: { paths: {
  profile: "/api/device-mgt/ios/v1.0/dep/profiles/{uuid}",
  profileCreate: "/api/device-mgt/ios/v1.0/dep/profiles",
} }`;

const LEGACY = { consoles: ["legacy"], open: false } as const;

scenes("places of the editor", (scene) => {
  scene("a link opens the editor of a profile", LEGACY, async (it) => {
    const { page } = it;
    const { uuid, name } = PROFILES.staff;
    await visit(it, { options: OPTIONS, hash: `#dep:profiles/${uuid}/edit` }, async () => {
      await page.field("Name").expectValue(name);
      await page.get("heading", `Edit “${name}”`).expectVisible();
      assert.deepEqual(await sent(page), [], "nobody has gone anywhere");
      await page.button("Cancel").click();
      await page.get("row", new RegExp(`^${name}`)).expectVisible();
      await expectAddress(page, "/annex/page.html#dep:profiles");
    });
    // The UUID that the profile had before it was edited.
    await visit(it, { options: OPTIONS, hash: `#dep:profiles/${STAFF_BEFORE}/edit` }, async () => {
      await page.field("Name").expectValue(name);
    });
  });

  scene("the address of another profile shows that one", LEGACY, async (it) => {
    const { page } = it;
    const { staff, loaner } = PROFILES;
    const go = (place: string) => page.browser.run(`location.hash = "#dep:profiles/${place}"`);
    await visit(it, { options: OPTIONS, hash: `#dep:profiles/${staff.uuid}/edit` }, async () => {
      await page.field("Name").expectValue(staff.name);
      await go(`${loaner.uuid}/edit`);
      await page.field("Name").expectValue(loaner.name);
      await go(`${loaner.uuid}/copy`);
      await page.field("Name").expectValue(`Copy of ${loaner.name}`);
    });
  });

  scene("a link to the editor of a profile that is gone says so", LEGACY, async (it) => {
    const { page } = it;
    const uuid = "00000000000000000000000000000000";
    await visit(it, { options: OPTIONS, hash: `#dep:profiles/${uuid}/edit` }, async () => {
      await page.banner("profiles.link.unknown").expectText(`No profile has the UUID ${uuid}.`);
      await page.button("New profile").click();
      await expectAddress(page, "/annex/page.html#dep:profiles/new");
      await step(page, "back");
      await page.banner("profiles.link.unknown").expectVisible();
    });
  });

  scene("Back closes the editor, and asks when something was typed", LEGACY, async (it) => {
    const { page } = it;
    const editor = page.get("heading", "New profile");
    await visit(it, { options: OPTIONS, hash: "#dep:profiles" }, async () => {
      await page.button("New profile").click();
      await expectAddress(page, "/annex/page.html#dep:profiles/new");
      assert.deepEqual(await sent(page), ["profiles/new"]);
      await step(page, "back");
      await editor.expectGone();
      await page.button("New profile").expectVisible();
      await step(page, "forward");
      await editor.expectVisible();
      await page.field("Name").fill("Meeting rooms");
      await step(page, "back");
      await page.button("Stay").click();
      await expectAddress(page, "/annex/page.html#dep:profiles/new");
      await page.field("Name").expectValue("Meeting rooms");
      await step(page, "back");
      await page.button("Discard and go on").click();
      await editor.expectGone();
      await page.button("New profile").expectVisible();
      await expectAddress(page, "/annex/page.html#dep:profiles");
    });
  });
});
