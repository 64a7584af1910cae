import { Alert, notification, Spin, theme } from "antd";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import type { Plugin } from "./plugin";
import type { ConsoleConfig, User } from "./session";
import { pluginTheme } from "./theme";

// Loaded by URL instead of bundled, because the plugin is deployed and updated separately.
const PLUGIN_URL: string = "/entgra/public/dep-enroll/dep-enroll.js";

interface Props {
  config: ConsoleConfig;
  user: User;
  isDark: boolean;
}

type Loading = "loading" | "loaded" | "failed";

/** The route of the DEP page. Loads the plugin once, then shows its element. */
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
        // The key keeps it to one notice, even if several calls find the session lost.
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
    ...(config.depEnroll?.contract ? { contract: config.depEnroll.contract } : {}),
    // `?timeout=1500` shortens the timeout. Operators use it to test slow gateways.
    ...(timeout ? { timeoutMs: Number(timeout) } : {}),
  });
}
