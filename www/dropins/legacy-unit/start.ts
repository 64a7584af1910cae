// The start of the plugin in the legacy console: a classic script at the end of the page, which finds the console's context,
// the user's tenant and the user's permissions in the page and never asks the server for them.

import type * as Plugin from "../../src/index";
import { offerLogIn, say } from "../shared/notice";
import { readSite, words } from "../shared/site";

const place = document.getElementById("dep-enroll-unit");
// The script before this one sets the global, unless it could not be downloaded.
if (place) void start(place, globalThis.DepEnroll);

async function start(place: HTMLElement, plugin: typeof Plugin | undefined): Promise<void> {
  const { context: own = "", site = "", tenant = "", permissions = "" } = place.dataset;
  // The console's own scripts read the same element; it is not on every page.
  const console = document.getElementById("app-context")?.dataset["appContext"];
  const context = console || own;
  if (!plugin) {
    return say(place, "The device enrollment plugin could not be downloaded. Reload the page.");
  }
  // Fetched while the two files are read. The element loads it again if this fails, and then says why.
  plugin.ready().catch(() => undefined);
  try {
    const { settings, contract } = await readSite(site);
    const needed = settings.list("editPermissions");
    const held = permissions.split(/\s+/);
    plugin.configure(
      settings.over({
        transport: "invoker",
        url: `${context}/api/invoker/execute/`,
        // No list means that only the server knows; it decides in any case.
        canEdit: needed.length === 0 || needed.some((name) => held.includes(name)),
        ...(tenant ? { policy: { tenantDomain: tenant } } : {}),
        ...(contract === undefined ? {} : { contract }),
      }),
    );
  } catch (reason) {
    return say(place, `The device enrollment plugin is not set up correctly. ${words(reason)}`);
  }
  offerLogIn(place, `${context}/login`);
  place.append(document.createElement("dep-enroll"));
}
