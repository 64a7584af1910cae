// The console's own start: configuration, user, scopes, in the order and shapes of the host.

/** What the console's `config.json` says, as far as this page needs it. */
export interface ConsoleConfig {
  theme: { primaryColor?: string };
  serverConfig: {
    invoker: { uri: string };
    loginUri: string;
    logoutUri: string;
    platform: string;
  };
}

/** Who is signed in. */
export interface User {
  /** Without the tenant domain where that is the host's own tenant. */
  name: string;
  tenantDomain: string;
  scopes: string[];
}

/** How the console starts: with a user, without one, or not at all. */
export type Start =
  | { state: "signed-in"; config: ConsoleConfig; user: User }
  | { state: "signed-out"; config: ConsoleConfig }
  | { state: "failed"; reason: string };

const CONFIG_URL = "/entgra/public/conf/config.json";
const SCOPES_URL = "/entgra-ui-request-handler/login-user/scopes";
const USER_URL = "/entgra-ui-request-handler/user";

/** Reads who is signed in. Never throws. */
export async function start(): Promise<Start> {
  try {
    const config = await json<ConsoleConfig>(await fetch(CONFIG_URL));
    const platform = new URLSearchParams({ platform: config.serverConfig.platform });
    const answer = await fetch(USER_URL, { method: "POST", body: platform });
    if (answer.status === 401) return { state: "signed-out", config };
    const name = (await json<{ data?: unknown }>(answer)).data;
    if (typeof name !== "string") throw new Error("The server did not say who is signed in.");
    const scopes = await json<{ data: { userScopes: string } }>(await fetch(SCOPES_URL));
    return { state: "signed-in", config, user: user(name, scopes.data.userScopes.split(" ")) };
  } catch (error) {
    return { state: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Signs in with the console's form; answers whether the host accepted it. */
export async function signIn(
  config: ConsoleConfig,
  username: string,
  password: string,
): Promise<boolean> {
  const { loginUri, platform } = config.serverConfig;
  const form = new URLSearchParams({ username, password, platform });
  const answer = await fetch(loginUri, { method: "POST", body: form, redirect: "manual" });
  // The host answers a good log-in with a redirect to the console, which a script cannot read.
  return answer.ok || answer.type === "opaqueredirect";
}

/** Signs out. */
export async function signOut(config: ConsoleConfig): Promise<void> {
  await fetch(config.serverConfig.logoutUri, { method: "POST", redirect: "manual" });
}

function user(name: string, scopes: string[]): User {
  const at = name.lastIndexOf("@");
  return { name, tenantDomain: at < 0 ? "carbon.super" : name.slice(at + 1), scopes };
}

async function json<Shape>(answer: Response): Promise<Shape> {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}.`);
  return (await answer.json()) as Shape;
}
