import { Alert, notification, Spin, theme } from "antd";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import type { Plugin } from "./plugin";
import type { ConsoleConfig, User } from "./session";
import { pluginTheme } from "./theme";

// By URL and not from the bundle: the plugin is deployed beside the console and updated by itself.
const PLUGIN_URL: string = "/entgra/public/dep-enroll/dep-enroll.js";

interface Props {
  config: ConsoleConfig;
  user: User;
  isDark: boolean;
}

type Loading = "loading" | "loaded" | "failed";

/** The route of the DEP page: fetches the plugin once, then is a thin frame around its element. */
export function DepPage({ config, user, isDark }: Props) {
  const [loading, setLoading] = useState<Loading>("loading");
  const [notices, noticesPlace] = notification.useNotification();
  const frame = useRef<HTMLDivElement>(null);
  const { token } = theme.useToken();

  useEffect(() => {
    let current = true;
    loadPlugin(config, user).then(
      () => current && setLoading("loaded"),
      () => current && setLoading("failed"),
    );
    return () => {
      current = false;
    };
  }, [config, user]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const lost = () =>
      notices.error({
        // One notice, however many calls found the session lost.
        key: "session-lost",
        message: "You are not logged in",
        description: (
          <a href="/entgra/login" target="_blank" rel="noreferrer">
            Log in in a new tab
          </a>
        ),
        duration: 10,
      });
    element.addEventListener("dep-session-lost", lost);
    return () => element.removeEventListener("dep-session-lost", lost);
  }, [notices]);

  return (
    <div ref={frame} style={pluginTheme(token, isDark) as CSSProperties}>
      {noticesPlace}
      <h1 className="console-title">Apple DEP</h1>
      {loading === "loading" && <Spin className="centred" />}
      {loading === "failed" && (
        <Alert
          type="error"
          message="The device enrollment plugin could not be downloaded."
          description="Reload the page. If it stays so, tell whoever runs the server."
        />
      )}
      {loading === "loaded" && <dep-enroll />}
    </div>
  );
}

async function loadPlugin(config: ConsoleConfig, user: User): Promise<void> {
  const plugin = (await import(PLUGIN_URL)) as Plugin;
  const timeout = new URLSearchParams(window.location.search).get("timeout");
  plugin.configure({
    transport: "request-handler",
    url: config.serverConfig.invoker.uri,
    canEdit: user.scopes.includes("ios:dep:add"),
    policy: { tenantDomain: user.tenantDomain },
    // `?timeout=1500` makes the plugin give up sooner; operators try slow gateways with it.
    ...(timeout ? { timeoutMs: Number(timeout) } : {}),
  });
}
