// The elements in JSX, with the types of React 19 and of React 18.

import type { DepEnrollDialogElement, Options } from "dep-enroll";
import { useRef } from "react";

const config: Options = { transport: "invoker" };

export function Page({ serial }: { serial: string }) {
  const dialog = useRef<DepEnrollDialogElement>(null);
  return (
    <>
      <dep-enroll tab="profiles" className="wide" config={config} key="page" />
      <dep-enroll-dialog
        ref={dialog}
        serial={serial}
        open
        data-hook="dialog"
        ondep-dialog-close={(event) => {
          const reason: "saved" | "cancelled" = event.detail.reason;
          if (reason === "cancelled") dialog.current?.focus();
        }}
      />
      <dep-enroll-checklist serial={serial} aria-label="Checklist" />
      {/* @ts-expect-error -- an unknown tab. */}
      <dep-enroll tab="users" />
      {/* @ts-expect-error -- a dialog without a serial number. */}
      <dep-enroll-dialog open />
    </>
  );
}
