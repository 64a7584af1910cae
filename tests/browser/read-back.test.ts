// A save succeeds only if the host's record shows the values, whatever the answer to the save was.

import assert from "node:assert/strict";
import type { FaultAction } from "./harness/host";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
const PUT = { method: "PUT", path: `${SERIAL}/enrollment` };
const GET = { method: "GET", path: `${SERIAL}/enrollment` };

const MINE = { username: "bob", login: false, agent: true };
const OTHER = { username: "carol", loginRequired: false, agentRequired: false };
const FLAGS = ["loginRequired", "agentRequired"];

/** Opens the form and enters `MINE`. */
async function fillForm(page: Page) {
  const dialog = await page.editEnrollment(SERIAL);
  const user = dialog.field("Assigned user's username");
  const agent = dialog.checkbox("Agent install required");
  await user.fill("bob");
  const expectKept = async (): Promise<void> => {
    await user.expectValue("bob");
    assert.equal(await agent.checked(), true);
  };
  return { dialog, user, agent, save: dialog.button("Save"), expectKept };
}

/** The number of `dep-enrollment-saved` events. */
const savedEvents = (page: Page): Promise<number> =>
  page.browser.run<number>("return window.savedEvents");

const listen = (page: Page): Promise<void> =>
  page.browser.run(
    "window.savedEvents = 0; addEventListener('dep-enrollment-saved', () => { window.savedEvents += 1 })",
  );

scenes("read back", (scene) => {
  scene(
    "a record that differs from the input is shown and not reported as saved",
    {},
    async ({ page, host }) => {
      const { dialog, user, agent, save, expectKept } = await fillForm(page);
      await listen(page);
      await host.fault({ match: PUT, times: 1, do: { store: OTHER } });
      await save.click();
      const banner = dialog.css('[data-code="enrollment.differs"]');
      await banner.expectText("carol");
      await banner.expectText("does not show them");
      await expectKept();
      assert.equal(await savedEvents(page), 0);
      await dialog.button("Use the version on the server").click();
      await user.expectValue("carol");
      assert.equal(await agent.checked(), false);
      assert.equal(await savedEvents(page), 0);
      await page.leave(dialog);
      await page.row(SERIAL).expectText("carol");
    },
  );

  scene("the input can be saved again over a record that differs", {}, async ({ page, host }) => {
    const { dialog, save } = await fillForm(page);
    await host.fault({ match: PUT, times: 1, do: { store: OTHER } });
    await save.click();
    await dialog.button("Keep my version").click();
    await page.expectSaved(dialog);
    assert.deepEqual(await host.stored(SERIAL), MINE);
  });

  const answers: [string, FaultAction][] = [
    ["half a record", { without: FLAGS }],
    ["an empty record", { without: ["username", ...FLAGS] }],
    ["a 204", { status: 204, body: "", handled: true }],
  ];
  for (const [answer, action] of answers) {
    scene(`${answer} to a save is a success if the record matches`, {}, async ({ page, host }) => {
      const { dialog, save } = await fillForm(page);
      await listen(page);
      await host.fault({ match: PUT, times: 1, do: action });
      await save.click();
      await page.expectSaved(dialog);
      assert.deepEqual(await host.stored(SERIAL), MINE);
      assert.equal(await savedEvents(page), 1);
    });

    scene(`${answer} to a save does not hide a record that differs`, {}, async ({ page, host }) => {
      const { dialog, save, expectKept } = await fillForm(page);
      await host.fault({ match: PUT, times: 1, do: { ...action, store: OTHER } });
      await save.click();
      await dialog.css('[data-code="enrollment.differs"]').expectText("carol");
      await expectKept();
    });
  }

  scene("a record without the flags does not confirm them", {}, async ({ page, host }) => {
    const { dialog, save, expectKept } = await fillForm(page);
    await host.fault({ match: GET, times: 1, do: { without: FLAGS } });
    await save.click();
    await dialog.css('[data-code="enrollment.differs"]').expectText("Not known");
    await expectKept();
    assert.deepEqual(await host.stored(SERIAL), MINE);
  });

  scene("a save that cannot be read back is checked again", {}, async ({ page, host }) => {
    const { dialog, save, expectKept } = await fillForm(page);
    await listen(page);
    await host.fault({ match: GET, times: 1, do: { status: 500, body: "no" } });
    await save.click();
    const banner = page.banner("enrollment.not-read-back");
    await banner.expectText("accepted");
    await banner.expectText("The server could not do this");
    await expectKept();
    assert.equal(await savedEvents(page), 0);
    await dialog.button("Check what is saved").click();
    await page.expectSaved(dialog);
    assert.equal(await savedEvents(page), 1);
    assert.deepEqual(await host.stored(SERIAL), MINE);
  });
});
