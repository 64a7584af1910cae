import { Button, Layout, Menu, Switch, theme } from "antd";
import type { PropsWithChildren } from "react";
import { type ConsoleConfig, signOut, type User } from "./session";

interface Props {
  config: ConsoleConfig;
  user: User;
  isDark: boolean;
  onDark: (isDark: boolean) => void;
}

const ENTRIES = [
  { key: "devices", label: "Devices" },
  { key: "policies", label: "Policies" },
  { key: "dep", label: "Apple DEP" },
  { key: "users", label: "Users" },
];

/** The console around a page: a menu at the side, the user at the top. */
export function Shell({ config, user, isDark, onDark, children }: PropsWithChildren<Props>) {
  const { token } = theme.useToken();

  async function leave(): Promise<void> {
    await signOut(config);
    window.location.assign("/entgra/login");
  }

  return (
    <Layout className="console">
      <Layout.Sider breakpoint="lg" collapsedWidth={0} trigger={null}>
        <div className="console-brand">Endpoint Management</div>
        <Menu theme="dark" mode="inline" selectedKeys={["dep"]} items={ENTRIES} />
      </Layout.Sider>
      <Layout>
        <Layout.Header className="console-bar" style={{ background: token.colorBgContainer }}>
          <span className="console-bar-space" />
          <Switch
            aria-label="Dark colours"
            checked={isDark}
            onChange={onDark}
            checkedChildren="Dark"
            unCheckedChildren="Light"
          />
          <span style={{ color: token.colorText }}>{user.name}</span>
          <Button onClick={() => void leave()}>Log out</Button>
        </Layout.Header>
        <Layout.Content
          className="console-content"
          style={{ background: token.colorBgContainer, color: token.colorText }}
        >
          {children}
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
