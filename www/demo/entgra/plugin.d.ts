// What this console knows of the plugin that it loads at run time.

import type { DetailedHTMLProps, HTMLAttributes } from "react";

export interface DepEnrollOptions {
  transport: "request-handler";
  url: string;
  canEdit: boolean;
  policy: { tenantDomain: string };
  timeoutMs?: number;
}

/** The plugin's module, as far as this console uses it. */
export interface Plugin {
  configure(options: DepEnrollOptions): void;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "dep-enroll": DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & {
        tab?: "devices" | "profiles";
      };
    }
  }
}
