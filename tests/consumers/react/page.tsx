// The plugin in a React project: the element with event props, and the dialog by `openEnrollment`.

import * as plugin from "dep-enroll";
import * as validate from "dep-enroll/validate";
import { StrictMode, Suspense, use, useState } from "react";
import { createRoot } from "react-dom/client";

const policy = { tenantDomain: "carbon.super" };
// Outside of every component, because a new object would restart the surface on every render.
const config: plugin.Options = { transport: "request-handler", policy };
plugin.configure(config);
const loaded = Promise.all([plugin.ready(), validate.ready()]);
const imported = loaded.then(() =>
  validate.validateImport("serial;username\nC02EMPTY0001;alice\n"),
);

function Username() {
  use(loaded);
  const [typed, setTyped] = useState("");
  return (
    <p>
      <label>
        Username to check <input value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <output id="with-elements">{JSON.stringify(plugin.validateUsername(typed, policy))}</output>
      <output id="alone">{JSON.stringify(validate.validateUsername(typed, policy))}</output>
      <output id="imported">{JSON.stringify(use(imported))}</output>
    </p>
  );
}

function Page() {
  const [closed, setClosed] = useState("");
  const [answer, setAnswer] = useState("");
  const edit = () =>
    void plugin
      .openEnrollment({ serial: "C02EMPTY0001" })
      .then(setAnswer, (reason: Error) => setAnswer(reason.message));
  return (
    <>
      <h1>Devices</h1>
      <Suspense>
        <Username />
      </Suspense>
      <button onClick={edit}>Edit by a call</button> <output id="answer">{answer}</output>
      <dep-enroll
        config={config}
        ondep-dialog-close={(event) => setClosed(`${event.detail.serial} ${event.detail.reason}`)}
      />
      <output id="closed">{closed}</output>
    </>
  );
}

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
