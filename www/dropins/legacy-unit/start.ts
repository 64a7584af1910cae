// Starts the plugin in the legacy console: a classic script at the end of the page. It takes the console's context, the
// user's tenant and the user's permissions from the page, and must never request them from the server.

import type * as Plugin from "../../src/index";
import { offerLogIn, showNotice } from "../shared/notice";
import { mayEdit } from "../shared/permissions";
import { messageOf, readSite } from "../shared/site";

const place = document.getElementById("dep-enroll-unit");
// The script before this one sets the global, unless its download failed.
if (place) void start(place, globalThis.DepEnroll);

async function start(place: HTMLElement, plugin: typeof Plugin | undefined): Promise<void> {
  const { context: own = "", site = "", tenant = "", user = "", permissions = "" } = place.dataset;
  // The console's own scripts read the same element. It is not on every page.
  const console = document.getElementById("app-context")?.dataset["appContext"];
  const context = console || own;
  if (!plugin) {
    showNotice(place, "The device enrollment plugin could not be downloaded. Reload the page.");
    return;
  }
  // Load in parallel with the two files. If this fails, the element retries and shows the reason.
  plugin.ready().catch(() => undefined);
  try {
    const { settings, contract } = await readSite(site);
    const needed = settings.list("editPermissions");
    plugin.configure(
      settings.over({
        transport: "invoker",
        url: `${context}/api/invoker/execute/`,
        canEdit: mayEdit(needed, permissions.split(/\s+/)),
        account: `${user}@${tenant}`,
        ...(tenant ? { policy: { tenantDomain: tenant } } : {}),
        ...(contract === undefined ? {} : { contract }),
      }),
    );
  } catch (reason) {
    showNotice(place, `The device enrollment plugin is not set up correctly. ${messageOf(reason)}`);
    return;
  }
  offerLogIn(place, `${context}/login`, `${context}/logout`);
  place.append(document.createElement("dep-enroll"));
}
