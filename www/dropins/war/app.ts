// The page of the web application beside the React console: asks the console's own server who is signed in, then hands over to
// the plugin. It must never keep a session or a secret of its own.

import { offerLogIn, say } from "../shared/notice";
import { readSite, words } from "../shared/site";

const place = document.getElementById("place");
if (place) void start(place);

/** Where the console is, as `options.json` says. */
interface Console {
  home: string;
  login: string;
  handler: string;
  platform: string;
}

async function start(place: HTMLElement): Promise<void> {
  // By its address, so that the file is the plugin's own and nothing of it is copied in here.
  const loading = import("../../src/index").then(async (plugin) => {
    // The element loads it again if this fails, and then says why.
    plugin.ready().catch(() => undefined);
    return plugin;
  });
  // Heard further down; until then a failure is nobody's.
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
    const name = await signedIn(console);
    if (name === undefined) {
      const here = encodeURIComponent(window.location.href);
      window.location.replace(`${console.login}?redirect=${here}`);
      return;
    }
    show(console, name);
    const [plugin, held] = await Promise.all([loading, scopes(console)]);
    plugin.configure(
      settings.over({
        transport: "request-handler",
        url: `${console.handler}/invoke`,
        // No list, or a console that does not tell, means that only the server knows; it decides in any case.
        canEdit: !held || needed.length === 0 || needed.some((scope) => held.includes(scope)),
        policy: { tenantDomain: tenantOf(name) },
        ...(contract === undefined ? {} : { contract }),
      }),
    );
    offerLogIn(place, console.login);
    place.replaceChildren(document.createElement("dep-enroll"));
  } catch (reason) {
    place.replaceChildren();
    say(place, `The device enrollment page cannot start. ${words(reason)} Reload the page.`);
  }
}

/** Who is signed in; nobody when there is none. */
async function signedIn({ handler, platform }: Console): Promise<string | undefined> {
  const url = `${handler}/user`;
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ platform }) });
  if (answer.status === 401) return undefined;
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  const { data } = (await answer.json()) as { data?: unknown };
  if (typeof data !== "string") throw new Error(`${url} did not say who is signed in.`);
  return data;
}

/** What the user may do; nothing known when the console does not tell, as the oldest do not. */
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

function show({ home }: Console, name: string): void {
  const user = document.getElementById("user");
  if (user) user.textContent = name;
  document.getElementById("console")?.setAttribute("href", home);
}
