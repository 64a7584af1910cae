// The profile editor: a new profile, the next version of one, and what happens to its devices.

import assert from "node:assert/strict";
import { type Scene, scenes } from "./harness/scenes";

const URL = "https://mdm.example.com/enroll";

/** Opens the editor for a new profile. */
async function openNew({ page }: Scene): Promise<void> {
  await page.get("tab", "Profiles").click();
  await page.button("New profile").click();
  await page.get("heading", "New profile").expectVisible();
}

scenes("editor", (scene) => {
  scene("a new profile appears in the list once it was read back", {}, async (it) => {
    const { page, host } = it;
    await openNew(it);
    await page.field("Name").fill("Meeting rooms");
    await page.field("Enrollment URL").fill(URL);
    await page.checkbox("is Supervised").check();
    await page.checkbox("MDM cannot be removed").check();
    await page.checkbox("Siri").check();
    await page.button("Save").click();
    await page.get("row", /^Meeting rooms/).expectVisible();
    const [row] = await host.sql(
      "SELECT PROFILE_CONTENT FROM IOS_DEP_PROFILE WHERE PROFILE_NAME = 'Meeting rooms'",
    );
    assert.deepEqual(JSON.parse(String(row?.["PROFILE_CONTENT"])), {
      profile_name: "Meeting rooms",
      url: URL,
      is_supervised: true,
      is_mdm_removable: false,
      skip_setup_items: ["Siri"],
    });
  });
});
