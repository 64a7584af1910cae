import { Alert, Button, Card, Form, Input } from "antd";
import { useState } from "react";
import { type ConsoleConfig, signIn } from "./session";

interface Credentials {
  username: string;
  password: string;
}

/** The console's log-in page. Returns to the previous page after the log-in. */
export function Login({ config }: { config: ConsoleConfig }) {
  const [refused, setRefused] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit({ username, password }: Credentials): Promise<void> {
    setBusy(true);
    try {
      if (await signIn(config, username, password)) window.location.assign(destination());
      else setRefused(true);
    } catch {
      setRefused(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="login">
      <Card className="login-card" title={<h1 className="console-title">Log in</h1>}>
        <Form<Credentials>
          layout="vertical"
          requiredMark={false}
          onFinish={(typed) => void submit(typed)}
        >
          {refused && (
            <Form.Item>
              <Alert type="error" message="The username or the password is wrong." role="alert" />
            </Form.Item>
          )}
          <Form.Item label="Username" name="username" rules={[{ required: true }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item label="Password" name="password" rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" visibilityToggle={false} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            Log in
          </Button>
        </Form>
      </Card>
    </main>
  );
}

/** The page after the log-in. Only ever a page of this server. */
function destination(): string {
  const wanted = new URLSearchParams(window.location.search).get("redirect");
  const home = "/entgra/";
  if (!wanted) return home;
  try {
    const url = new URL(wanted, window.location.origin);
    return url.origin === window.location.origin ? url.href : home;
  } catch {
    return home;
  }
}
