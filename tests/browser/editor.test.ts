// The profile editor: a new profile, the next version of one, and what happens to its devices.

import assert from "node:assert/strict";
import type { Host } from "./harness/host";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, type Scene, scenes } from "./harness/scenes";
import { PROFILES } from "./harness/seeded";

const URL = "https://mdm.example.com/enroll";
const STAFF = PROFILES.staff;
const PROFILE_PATH = "/dep/profiles";

/** A root that expired in 2020. */
const EXPIRED =
  "MIIBDTCBtAIBATAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhPbGQgUm9vdDAeFw0xOTAzMDExMjAwMDBaFw0yMDAzMDExMjAwMDBaMBMxETAPBgNVBAMMCE9sZCBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElwXv8MslyzzlyjJ4f2KpsrX9Q3ih5WupildfAuUq0RrYNn7MU/B0eOTkvKqT3IEQ6xcSzTuEBQa3ncGqpYu/izAKBggqhkjOPQQDAgNIADBFAiBwHKp9XMr6OHRo1IsMpfrlu1vuoN9jxOM3RFkvPxElFQIhAKz8rP+F3afQpc0HeTEK3xbcu2gD+gkzreQJlwsryBgB";
/** A root, and a certificate that it has issued. */
const ROOT =
  "MIIBqDCCAU+gAwIBAgIUDFsgp4mJhp462ZFaDncOckmREBMwCgYIKoZIzj0EAwIwKTEQMA4GA1UECgwHRXhhbXBsZTEVMBMGA1UEAwwMRXhhbXBsZSBSb290MCAXDTI2MTEyOTE5NDgzNloYDzIwODEwOTAxMTk0ODM2WjApMRAwDgYDVQQKDAdFeGFtcGxlMRUwEwYDVQQDDAxFeGFtcGxlIFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR7/mRmDz4FYEEv7ugse0m51/+382QgjlrGc+VF3ogUhUoVzXm4/tey+W3fLlrhnr8p6qGWvvn/K2yBESM6242Yo1MwUTAdBgNVHQ4EFgQU3QbkRridTYKidoO7z9ziQQIRWmUwHwYDVR0jBBgwFoAU3QbkRridTYKidoO7z9ziQQIRWmUwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBQ7IxzOd8KbWlhYwWXQ47L3odmgG+IUzDglhBuL0f+1gIgczPpRaAcqp1VRa67HTjwO+lC46aZdeUMfVCGy13xXc8=";
const ISSUED =
  "MIIBqzCCAVKgAwIBAgIUFd0VDpa7ACOjRjmmkQGynnmF3jcwCgYIKoZIzj0EAwIwKTEQMA4GA1UECgwHRXhhbXBsZTEVMBMGA1UEAwwMRXhhbXBsZSBSb290MCAXDTI2MTEyOTE5NDgzNloYDzIwNTQwNDE2MTk0ODM2WjAvMRAwDgYDVQQKDAdFeGFtcGxlMRswGQYDVQQDDBJFeGFtcGxlIElzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATsqb26Hq4lrvn6Fpqo60OaG1YhUeM2t4djVB/u4NEKmAEbIXTY9VwveOvF7IgadER4mh4p0q90K7BcMX9DgXI7o1AwTjAMBgNVHRMEBTADAQH/MB0GA1UdDgQWBBTsU2U2bFyYKnKyVFoZkcX057lbEDAfBgNVHSMEGDAWgBTdBuRGuJ1NgqJ2g7vP3OJBAhFaZTAKBggqhkjOPQQDAgNHADBEAiBbYaDzvDua0GGFbl75AR8pzl1fRnSZIZXnQAOkAxw81gIgGL4i13SSVFSoz4W8Y3nMNhOpTtq1oWc4qH1Y278gReg=";

/** Opens the editor for a new profile. */
async function openNew({ page }: Scene): Promise<void> {
  await page.get("tab", "Profiles").click();
  await page.button("New profile").click();
  await page.get("heading", "New profile").expectVisible();
}

/** Opens the editor for “Staff iPads”. */
async function openStaff({ page }: Scene): Promise<void> {
  await page.get("tab", "Profiles").click();
  await page.button(`Edit ${STAFF.name}`).click();
  await page.field("Name").expectValue(STAFF.name);
}

/** The devices of “Staff iPads” on any of its versions: not fetched, fetched. */
async function ofStaff(host: Host): Promise<{ assigned: number; pushed: number }> {
  const rows = await host.sql(
    `SELECT STATUS, count(*) AS N FROM IOS_PRE_ENROLLED_DEVICE WHERE DEP_PROFILE_ID IN
       (SELECT ID FROM IOS_DEP_PROFILE WHERE PROFILE_NAME = '${STAFF.name}'
        UNION SELECT OLD_ID FROM PROFILE_LINEAGE) GROUP BY STATUS`,
  );
  const of = (status: string) => Number(rows.find((row) => row["STATUS"] === status)?.["N"] ?? 0);
  return { assigned: of("Assigned"), pushed: of("Pushed") };
}

/** How many devices are on the newest version of a profile, by its name. */
async function onNewest(host: Host, name: string): Promise<number> {
  const [row] = await host.sql(
    `SELECT count(*) AS N FROM IOS_PRE_ENROLLED_DEVICE WHERE STATUS IN ('Assigned', 'Pushed') AND DEP_PROFILE_ID =
       (SELECT max(ID) FROM IOS_DEP_PROFILE WHERE PROFILE_NAME = '${name}')`,
  );
  return Number(row?.["N"]);
}

/** The record of the newest profile with a name. */
async function stored(host: Host, name: string): Promise<Record<string, unknown>> {
  const [row] = await host.sql(
    `SELECT PROFILE_CONTENT FROM IOS_DEP_PROFILE WHERE PROFILE_NAME = '${name}' ORDER BY ID DESC LIMIT 1`,
  );
  return JSON.parse(String(row?.["PROFILE_CONTENT"])) as Record<string, unknown>;
}

/** How many profiles have this name, older versions too. */
async function count(host: Host, name: string): Promise<number> {
  const rows = await host.sql(`SELECT ID FROM IOS_DEP_PROFILE WHERE PROFILE_NAME = '${name}'`);
  return rows.length;
}

const saves = (page: Page) => page.button("Save").click();

scenes(
  "editor",
  (scene) => {
    scene("a new profile appears in the list once it was read back", {}, async (it) => {
      const { page, host } = it;
      await openNew(it);
      await page.field("Name").fill("Meeting rooms");
      await page.field("Enrollment URL").fill(URL);
      await page.checkbox("is Supervised").check();
      await page.checkbox("MDM cannot be removed").check();
      await page.checkbox("Siri").check();
      await saves(page);
      await page.get("row", /^Meeting rooms/).expectVisible();
      assert.deepEqual(await stored(host, "Meeting rooms"), {
        profile_name: "Meeting rooms",
        url: URL,
        is_supervised: true,
        is_mdm_removable: false,
        skip_setup_items: ["Siri"],
      });
    });

    scene(
      "what Apple would refuse is said at its field and never sent",
      { spread: true },
      async (it) => {
        const { page, host } = it;
        await openNew(it);
        await page.field("Name").fill("ä".repeat(63));
        await page.css("[data-code='profile.name.too-long']").expectVisible();
        await page.field("Name").expectAttribute("aria-invalid", "true");
        await page.field("Name").fill("Short");
        await page.css("[data-code='profile.name.too-long']").expectGone();
        await page.checkbox("MDM cannot be removed").check();
        await page.css("[data-code='profile.removable.unsupervised']").expectVisible();
        await host.clearLog();
        await saves(page);
        await page.css("[data-code='profile.url.missing']").expectVisible();
        await page.css(".editor-foot").expectText("2 fields need a change.");
        assert.deepEqual(await host.log(), [], "the host was not asked");
      },
    );

    scene(
      "an edit says what becomes of the devices, and puts them on the new version",
      { devices: 200, spread: true },
      async (it) => {
        const { page, host } = it;
        const { assigned, pushed } = await ofStaff(host);
        const all = assigned + pushed;
        await openStaff(it);
        const foot = page.css(".editor-foot");
        await foot.expectText(`${all} devices are on the old one.`);
        await foot.expectText(`${assigned} take effect at once, ${pushed} only after a reset`);
        await page.field("Department").fill("Sales");
        await saves(page);
        await page.css(".run-strip").expectText(`${all} Done`);
        assert.equal(await onNewest(host, STAFF.name), all);
        assert.equal((await stored(host, STAFF.name))["department"], "Sales");
      },
    );

    scene(
      "devices that cannot be reassigned right away stay on the list as outdated",
      { devices: 200, spread: true },
      async (it) => {
        const { page, host, provoke } = it;
        await openStaff(it);
        await page.css(".editor-foot").expectText("devices are on the old one.");
        await host.fault({
          match: { method: "POST", path: "/dep/devices/profile/bulk" },
          do: { status: 400, body: "{}" },
        });
        provoke("console", /400/);
        await page.field("Department").fill("Sales");
        await saves(page);
        await page.css(".run-strip").expectText(/Failed|Not changed|Not started/);
        assert.equal((await stored(host, STAFF.name))["department"], "Sales", "the edit is stored");
        const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
        await staff.button(/^Reassign/).expectVisible();
      },
    );

    scene("a version that another admin has made is shown and not overwritten", {}, async (it) => {
      const { page, host } = it;
      await openStaff(it);
      await page.field("Department").fill("Sales");
      await host.editProfile(STAFF.uuid);
      const before = await count(host, STAFF.name);
      await saves(page);
      await page.css("[data-code='editor.replaced']").expectText("Sales");
      assert.equal(await count(host, STAFF.name), before, "nothing was defined");
      await page.button("Put my changes on top of it").click();
      await page.field("Department").expectValue("Sales");
      await page.checkbox("Reassign them right away").check(false);
      await saves(page);
      await page.get("table", "Profiles").expectVisible();
      assert.equal(await count(host, STAFF.name), before + 1);
      assert.equal((await stored(host, STAFF.name))["department"], "Sales");
    });

    scene(
      "a lost answer is cleared up, and nothing is defined twice",
      { spread: true },
      async (it) => {
        const { page, host, provoke } = it;
        await openNew(it);
        await page.field("Name").fill("Lost answer");
        await page.field("Enrollment URL").fill(URL);
        await host.fault({
          match: { method: "POST", path: PROFILE_PATH },
          times: 1,
          do: { dropAfter: true },
        });
        provoke("console", /./);
        await saves(page);
        await page.get("row", /^Lost answer/).expectVisible();
        assert.equal(await count(host, "Lost answer"), 1);
      },
    );

    scene(
      "a refused save leaves the profile and the form as they are",
      { spread: true },
      async (it) => {
        const { page, host, provoke } = it;
        await openStaff(it);
        await page.field("Department").fill("Sales");
        const before = await count(host, STAFF.name);
        await host.fault({
          match: { method: "POST", path: PROFILE_PATH },
          times: 1,
          do: { status: 400, body: "{}" },
        });
        provoke("console", /400/);
        await saves(page);
        await page.css(".editor-foot").expectText("Nothing was saved.");
        await page.field("Department").expectValue("Sales");
        assert.equal(await count(host, STAFF.name), before);
        await page.button("Cancel").click();
        await page.button("Stay").click();
        await page.field("Department").expectValue("Sales");
      },
    );

    scene(
      "an expired certificate and a chain out of order are said",
      { spread: true },
      async (it) => {
        const { page } = it;
        await openNew(it);
        const area = page.field("Or paste certificates (PEM, or DER in base64)");
        for (const one of [EXPIRED, ROOT, ISSUED]) {
          await area.fill(one);
          await page.button("Add").click();
          await area.expectValue("");
        }
        await page.css("[data-code='editor.anchors.expired']").expectText("Expired on");
        await page.css("[data-code='editor.anchors.order']").expectVisible();
        await page.button("Put it in order").click();
        await page.css("[data-code='editor.anchors.order']").expectGone();
        await page.css(".editor-anchor:last-child").expectText("Example Root");
        await area.fill("-----BEGIN PRIVATE KEY-----");
        await page.button("Add").click();
        await page.css("[data-code='editor.anchors.key']").expectVisible();
        await page.button("Remove: Old Root").click();
        await page.css("[data-code='editor.anchors.expired']").expectGone();
      },
    );

    scene(
      "a copy has everything but the name, and a profile without devices can be retired",
      {},
      async (it) => {
        const { page, host } = it;
        await page.get("tab", "Profiles").click();
        await page.button(`More for ${STAFF.name}`).click();
        await page.get("menuitem", `Duplicate ${STAFF.name}`).click();
        await page.field("Name").expectValue(`Copy of ${STAFF.name}`);
        await saves(page);
        await page.get("row", /^Copy of Staff iPads/).expectVisible();
        const copy = await stored(host, `Copy of ${STAFF.name}`);
        assert.deepEqual({ ...copy, profile_name: STAFF.name }, await stored(host, STAFF.name));
        await page.button(`More for Copy of ${STAFF.name}`).click();
        await page.get("menuitem", `Retire Copy of ${STAFF.name}`).click();
        await page.button("Retire").click();
        await page.get("row", /^Copy of Staff iPads/).expectGone();
        assert.equal(await count(host, `Copy of ${STAFF.name}`), 0);
      },
    );

    const BESIDE = "a note under a checkbox leaves its label beside it";
    scene(BESIDE, { spread: true }, async ({ page }) => {
      await page.get("tab", "Profiles").click();
      await page.button(`Edit ${STAFF.name}`).click();
      await page.css('[data-code="profile.mandatory.forced"]').expectVisible();
      const gap = await page.browser.run<number>(`
        const root = document.querySelector("dep-enroll").shadowRoot;
        const [box, label] = ["#is_mandatory", "[for=is_mandatory]"].map((one) =>
          root.querySelector(one).getBoundingClientRect());
        return label.left - box.right;`);
      assert.ok(gap > 0 && gap < 24, `the label is ${gap} pixels away`);
    });

    scene("the keyboard alone makes a profile", { spread: true }, async (it) => {
      const { page, host } = it;
      await page.get("tab", "Profiles").click();
      await page.tabTo("button", "New profile");
      await page.press("Enter");
      await page.expectFocus("heading", "New profile");
      await page.tabTo("textbox", "Name");
      await page.field("Name").type("By keys");
      await page.tabTo("textbox", "Enrollment URL");
      await page.field("Enrollment URL").type(URL);
      await page.press("Enter");
      await page.get("row", /^By keys/).expectVisible();
      assert.equal(await count(host, "By keys"), 1);
    });

    scene("a viewer can only preview", { as: "viewer", spread: true }, async ({ page }) => {
      await page.get("tab", "Profiles").click();
      await page.get("row", /^Staff iPads/).expectVisible();
      await page.button(`More for ${STAFF.name}`).click();
      await page.get("menuitem", `Preview setup with ${STAFF.name}`).expectVisible();
      await page.get("menuitem", /^(Duplicate|Retire)/).expectGone();
      await page.press("Escape");
      await page.button("New profile").expectGone();
      await page
        .get("table", "Profiles")
        .button(/^Edit /)
        .expectGone();
    });
  },
  EVERY_ENGINE,
);

scenes(
  "editor of a host without the paths",
  (scene) => {
    scene("there are no buttons", { spread: true }, async ({ page }) => {
      await page.get("tab", "Profiles").click();
      await page.get("row", /^Staff iPads/).expectVisible();
      await page.button("New profile").expectGone();
      await page
        .get("table", "Profiles")
        .button(/^Edit /)
        .expectGone();
      await page.button(/^More for/).expectGone();
    });
  },
  EVERY_ENGINE,
  () => Promise.resolve({ plain: true }),
);
