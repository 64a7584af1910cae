// The page of the web application beside the React console. It asks the console's server for the signed-in user, then starts
// the plugin. It must never keep a session or a secret of its own.

import { offerLogIn, showNotice } from "../shared/notice";
import { messageOf, readSite } from "../shared/site";

const place = document.getElementById("place");
if (place) void start(place);

/** The addresses of the console, from `options.json`. */
interface Console {
  home: string;
  login: string;
  handler: string;
  platform: string;
}

async function start(place: HTMLElement): Promise<void> {
  // The build replaces this with the plugin's own file, so that no copy of the plugin is bundled here.
  const loading = import("../../src/index").then(async (plugin) => {
    // If this fails, the element retries and shows the reason.
    plugin.ready().catch(() => undefined);
    return plugin;
  });
  // Awaited below. Without this handler, an early failure would be an unhandled rejection.
  loading.catch(() => undefined);
  try {
    const { settings, contract } = await readSite("site");
    const home = settings.text("console", "/entgra");
    const console = {
      home: `${home}/`,
      login: `${home}/login`,
      handler: settings.text("handler", "/entgra-ui-request-handler"),
      platform: settings.text("platform", "entgra"),
    };
    const needed = settings.list("editPermissions");
    const name = await userName(console);
    if (name === undefined) {
      const here = encodeURIComponent(window.location.href);
      window.location.replace(`${console.login}?redirect=${here}`);
      return;
    }
    showHeader(console, name);
    const [plugin, held] = await Promise.all([loading, scopes(console)]);
    plugin.configure(
      settings.over({
        transport: "request-handler",
        url: `${console.handler}/invoke`,
        // Without a list or without scopes only the server knows; it decides in any case.
        canEdit: !held || needed.length === 0 || needed.some((scope) => held.includes(scope)),
        policy: { tenantDomain: tenantOf(name) },
        account: name,
        ...(contract === undefined ? {} : { contract }),
      }),
    );
    offerLogIn(place, console.login);
    watchUser(place, console, name);
    place.replaceChildren(document.createElement("dep-enroll"));
  } catch (reason) {
    place.replaceChildren();
    showNotice(
      place,
      `The device enrollment page cannot start. ${messageOf(reason)} Reload the page.`,
    );
  }
}

/** The name of the signed-in user; `undefined` if nobody is signed in. */
async function userName({ handler, platform }: Console): Promise<string | undefined> {
  const url = `${handler}/user`;
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ platform }) });
  if (answer.status === 401) return undefined;
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  const { data } = (await answer.json()) as { data?: unknown };
  if (typeof data !== "string") throw new Error(`${url} did not say who is signed in.`);
  return data;
}

/** Tells the admin, when they return to this tab, that another user has logged in in another one. */
function watchUser(place: HTMLElement, console: Console, name: string): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    userName(console).then(
      (now) => {
        if (now === undefined || now === name) return;
        showNotice(
          place,
          `${now} is logged in in this browser now. This page was opened by ${name}. Reload it before you change anything.`,
        );
      },
      // The next call of the plugin tells what is wrong.
      () => undefined,
    );
  });
}

/** The user's scopes; `undefined` if the console does not report them, like the oldest versions. */
async function scopes({ handler }: Console): Promise<string[] | undefined> {
  try {
    const answer = await fetch(`${handler}/login-user/scopes`);
    const { data } = (await answer.json()) as { data?: { userScopes?: string } };
    return answer.ok ? data?.userScopes?.split(" ") : undefined;
  } catch {
    return undefined;
  }
}

/** The console strips its own tenant from the name and leaves every other. */
function tenantOf(name: string): string {
  const at = name.lastIndexOf("@");
  return at < 0 ? "carbon.super" : name.slice(at + 1);
}

function showHeader({ home }: Console, name: string): void {
  const user = document.getElementById("user");
  if (user) user.textContent = name;
  document.getElementById("console")?.setAttribute("href", home);
}
