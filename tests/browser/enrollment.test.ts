// The enrollment in the panel: the user, the required log-in, and the agent.

import assert from "node:assert/strict";
import type { Locator } from "./harness/locator";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const SERIAL = DEVICES.empty;

function parts(dialog: Locator) {
  return {
    user: dialog.field("Assigned user's username"),
    login: dialog.checkbox("Login required"),
    agent: dialog.checkbox("Agent install required"),
    save: dialog.button("Save"),
    problem: (code: string) => dialog.css(`[data-code="${code}"]`),
  };
}

const SPREAD = { spread: true };

scenes("enrollment", (scene) => {
  scene("a user without login is saved and shown after a reload", {}, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    const { user, save } = parts(dialog);
    await user.fill("bob");
    await save.click();
    await page.expectSaved(dialog);
    assert.deepEqual(await host.stored(SERIAL), { username: "bob", login: false, agent: true });
    await page.reload();
    const again = parts(await page.editEnrollment(SERIAL));
    await again.user.expectValue("bob");
    assert.equal(await again.login.checked(), false);
    assert.equal(await again.agent.checked(), true);
  });

  scene("login without a user is saved and shown after a reload", {}, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    const { login, save } = parts(dialog);
    await login.check();
    await save.click();
    await page.expectSaved(dialog);
    assert.deepEqual(await host.stored(SERIAL), { username: "", login: true, agent: true });
    await page.reload();
    const again = parts(await page.editEnrollment(SERIAL));
    await again.user.expectValue("");
    assert.equal(await again.login.checked(), true);
  });

  scene("neither user nor login is rejected and not sent", {}, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    const { user, problem } = parts(dialog);
    await user.click();
    await page.press("Enter");
    await problem("enrollment.neither").expectVisible();
    await dialog.expectVisible();
    assert.ok((await host.log()).every(({ method }) => method !== "PUT"));
  });

  scene("typing a user while login is required unticks it", {}, async ({ page, host }) => {
    const dialog = await page.editEnrollment(DEVICES.login);
    const { user, login, save, problem } = parts(dialog);
    assert.equal(await login.checked(), true);
    await user.fill("carol");
    await problem("enrollment.switched").expectText("unticked");
    assert.equal(await login.checked(), false);
    await save.click();
    await page.expectSaved(dialog);
    const stored = await host.stored(DEVICES.login);
    assert.deepEqual([stored.username, stored.login], ["carol", false]);
  });

  scene("requiring login sets the user aside and restores it", {}, async ({ page, host }) => {
    const dialog = await page.editEnrollment(DEVICES.assigned);
    const { user, login, save } = parts(dialog);
    await user.expectValue("alice");
    await login.check();
    await user.expectValue("alice");
    await user.expectAttribute("readonly", "");
    await dialog.expectText("It is not sent while “Login required” is ticked.");
    await login.check(false);
    await user.expectState("editable", async () => (await user.attribute("readonly")) === null);
    await login.check();
    await save.click();
    await page.expectSaved(dialog);
    const stored = await host.stored(DEVICES.assigned);
    assert.deepEqual([stored.username, stored.login], ["", true]);
  });

  scene("a typed user can be discarded in favour of login", SPREAD, async ({ page, host }) => {
    const dialog = await page.editEnrollment(DEVICES.login);
    const { user, login, save } = parts(dialog);
    await user.fill("carol");
    await page.press("Tab");
    await dialog.button("Undo").click();
    assert.equal(await login.checked(), true);
    await user.expectAttribute("readonly", "");
    await parts(dialog).agent.click();
    await save.click();
    await page.expectSaved(dialog);
    const stored = await host.stored(DEVICES.login);
    assert.deepEqual([stored.username, stored.login], ["", true]);
  });

  scene("a stored user with login is shown but cannot be saved", SPREAD, async (it) => {
    const { page, host } = it;
    await (await page.search(DEVICES.both)).expectText("choose one");
    const dialog = await page.editEnrollment(DEVICES.both);
    const { user, login, agent, save, problem } = parts(dialog);
    await user.expectValue("bob");
    assert.equal(await login.checked(), true);
    await agent.click();
    await save.click();
    await problem("enrollment.username-with-login").expectVisible();
    assert.ok((await host.log()).every(({ method }) => method !== "PUT"));
    await dialog.button("Keep “bob”").click();
    assert.equal(await login.checked(), false);
    await save.click();
    await page.expectSaved(dialog);
    const stored = await host.stored(DEVICES.both);
    assert.deepEqual([stored.username, stored.login], ["bob", false]);
  });

  scene("a change of only the agent flag is saved", {}, async ({ page, host }) => {
    const before = await host.stored(DEVICES.assigned);
    const dialog = await page.editEnrollment(DEVICES.assigned);
    const { agent, save } = parts(dialog);
    await agent.check(!before.agent);
    await save.click();
    await page.expectSaved(dialog);
    const after = await host.stored(DEVICES.assigned);
    assert.deepEqual(after, { ...before, agent: !before.agent });
    await page.reload();
    const again = parts(await page.editEnrollment(DEVICES.assigned));
    assert.equal(await again.agent.checked(), !before.agent);
  });

  scene("saving sends one request", SPREAD, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    const { user, save } = parts(dialog);
    await user.fill("dave");
    await save.click();
    await page.expectSaved(dialog);
    const writes = (await host.log()).filter(({ method }) => method === "PUT");
    assert.equal(writes.length, 1);
  });

  scene(
    "a tenant domain is rejected and repaired with one click",
    SPREAD,
    async ({ page, host }) => {
      const dialog = await page.editEnrollment(SERIAL);
      const { user, save, problem } = parts(dialog);
      await user.fill("alice@carbon.super");
      await page.press("Tab");
      await problem("username.tenant-domain").expectText("carbon.super");
      const { description } = await user.describe();
      assert.match(description, /Leave out “@carbon\.super”/, "tied to the field");
      await user.expectAttribute("aria-invalid", "true");
      await dialog.button("Use “alice”").click();
      await user.expectValue("alice");
      await save.click();
      await page.expectSaved(dialog);
      assert.equal((await host.stored(SERIAL)).username, "alice");
    },
  );

  scene("names with accents, dots, hyphens and stores are stored unchanged", {}, async (it) => {
    const { page, host } = it;
    for (const name of ["zoë", "jürgen.müller", "erin.o-brien", "SALES/frank"]) {
      const dialog = await page.editEnrollment(SERIAL);
      const { user, save } = parts(dialog);
      await user.fill(name);
      await save.click();
      await page.expectSaved(dialog);
      assert.equal((await host.stored(SERIAL)).username, name);
    }
  });

  scene("users are suggested while typing and can be chosen by keyboard", SPREAD, async (it) => {
    const { page, host } = it;
    const dialog = await page.editEnrollment(SERIAL);
    const { user, save } = parts(dialog);
    await user.fill("ali");
    await page.get("option", /alice/).expectVisible();
    await page.press("ArrowDown");
    await page.press("Enter");
    await user.expectValue("alice");
    await save.click();
    await page.expectSaved(dialog);
    assert.equal((await host.stored(SERIAL)).username, "alice");
  });

  scene("an unknown user is reported and not saved", SPREAD, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    const { user, save } = parts(dialog);
    await user.fill("nobody.here");
    await page.press("Tab");
    await user.expectState("described as missing", async () =>
      /no user/i.test((await user.describe()).description),
    );
    await save.click();
    await dialog.css('[data-code="enrollment.refused.username-unknown"]').expectVisible();
    await user.expectValue("nobody.here");
    assert.equal((await host.stored(SERIAL)).username, "");
  });

  scene(
    "without access to the user directory the name is saved with a warning",
    { as: "helpdesk" },
    async (it) => {
      const { page, host } = it;
      const dialog = await page.editEnrollment(SERIAL);
      const { user, save } = parts(dialog);
      await user.fill("alice");
      await user.expectState("described as unverified", async () =>
        /cannot|could not/i.test((await user.describe()).description),
      );
      await save.click();
      await page.expectSaved(dialog);
      assert.equal((await host.stored(SERIAL)).username, "alice");
    },
  );

  scene("closing with unsaved changes asks in the foot", SPREAD, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    const { user } = parts(dialog);
    await user.fill("erin");
    await dialog.button("Close").click();
    await page.expectFocus("button", "Stay");
    await dialog.expectText("Your changes are not saved.");
    await page.get("alertdialog").expectGone();
    await page.press("Enter");
    await dialog.button("Stay").expectGone();
    await user.expectValue("erin");
    await page.press("Escape");
    await dialog.button("Discard and go on").click();
    await dialog.expectGone();
    assert.equal((await host.stored(SERIAL)).username, "");
  });

  scene("leaving can save first", SPREAD, async ({ page, host }) => {
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.checkbox("Login required").check();
    await page.press("Escape");
    await dialog.button("Save and go on").click();
    await dialog.expectGone();
    assert.equal((await host.stored(SERIAL)).login, true);
  });

  scene("nothing unsaved is called ready to hand out", SPREAD, async ({ page }) => {
    const dialog = await page.editEnrollment(DEVICES.assigned);
    const summary = dialog.css(".checklist-summary");
    await summary.expectText(/Ready to hand out|to do|question/);
    const before = await summary.text();
    const { login, save } = parts(dialog);
    await login.check();
    await summary.expectText(before === "Ready to hand out" ? "Ready once you save" : before);
    await dialog.css(".checklist-ready").expectGone();
    await save.click();
    await dialog.css(".panel-said").expectText("Saved.");
  });

  scene("closing without changes does not ask", SPREAD, async ({ page }) => {
    const dialog = await page.editEnrollment(SERIAL);
    await page.press("Escape");
    await dialog.expectGone();
    await page.get("alertdialog").expectGone();
  });
});
