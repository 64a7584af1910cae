// What this console knows of the plugin that it loads at run time. Its tags are the package's own: www/src/jsx.ts.

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
