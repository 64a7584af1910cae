// The console's start: configuration, user, scopes, in the host's order and formats.

/** The fields of the console's `config.json` that this page needs. */
export interface ConsoleConfig {
  theme: { primaryColor?: string };
  serverConfig: {
    invoker: { uri: string };
    loginUri: string;
    logoutUri: string;
    platform: string;
  };
  /** The paths and names that this server has beyond the plugin's defaults, as JSON text. */
  depEnroll?: { contract: string };
}

/** The signed-in user. */
export interface User {
  /** Without the tenant domain if it is the host's own tenant. */
  name: string;
  tenantDomain: string;
  scopes: string[];
}

/** The outcome of the start. */
export type Start =
  | { state: "signed-in"; config: ConsoleConfig; user: User }
  | { state: "signed-out"; config: ConsoleConfig }
  | { state: "failed"; reason: string };

const CONFIG_URL = "/entgra/public/conf/config.json";
const SCOPES_URL = "/entgra-ui-request-handler/login-user/scopes";
const USER_URL = "/entgra-ui-request-handler/user";

/** Reads the configuration and the signed-in user. Never throws. */
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

/** Signs in as the console's form does. Returns whether the host accepted it. */
export async function signIn(
  config: ConsoleConfig,
  username: string,
  password: string,
): Promise<boolean> {
  const { loginUri, platform } = config.serverConfig;
  const form = new URLSearchParams({ username, password, platform });
  const answer = await fetch(loginUri, { method: "POST", body: form, redirect: "manual" });
  // The host answers a successful log-in with a redirect to the console, which a script cannot read.
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
