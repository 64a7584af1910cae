// The React console. Like the real one, it reads `config.json`, then the user, then the scopes.

import { Alert, ConfigProvider, Spin, theme } from "antd";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { DepPage } from "./dep-page";
import { Login } from "./login";
import { type Start, start } from "./session";
import { Shell } from "./shell";
import { useSystemDark } from "./theme";

const LOGIN = "/entgra/login";

function App() {
  const [started, setStarted] = useState<Start>();
  // Follows the system until the admin chooses a theme.
  const system = useSystemDark();
  const [chosen, setChosen] = useState<boolean>();
  const isDark = chosen ?? system;

  useEffect(() => {
    void start().then(setStarted);
  }, []);

  const primary = started && started.state !== "failed" && started.config.theme.primaryColor;
  return (
    <ConfigProvider
      theme={{
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { colorPrimary: primary || "#0958d9" },
      }}
    >
      <Page started={started} isDark={isDark} onDark={setChosen} />
    </ConfigProvider>
  );
}

interface PageProps {
  started: Start | undefined;
  isDark: boolean;
  onDark: (isDark: boolean) => void;
}

function Page({ started, isDark, onDark }: PageProps) {
  if (!started) return <Spin className="centred" />;
  if (started.state === "failed") {
    return <Alert type="error" message="The console cannot start." description={started.reason} />;
  }
  if (window.location.pathname === LOGIN) return <Login config={started.config} />;
  if (started.state === "signed-out") {
    const back = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.replace(`${LOGIN}?redirect=${back}`);
    return null;
  }
  const { config, user } = started;
  return (
    <Shell config={config} user={user} isDark={isDark} onDark={onDark}>
      <DepPage config={config} user={user} isDark={isDark} />
    </Shell>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for the console.");
createRoot(root).render(<App />);
