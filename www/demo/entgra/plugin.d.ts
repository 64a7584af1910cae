// The types of the plugin that this console loads at run time. The JSX tags come from the package: www/src/jsx.ts.

export interface DepEnrollOptions {
  transport: "request-handler";
  url: string;
  canEdit: boolean;
  policy: { tenantDomain: string };
  contract?: string;
  timeoutMs?: number;
}

/** The plugin's module, as far as this console uses it. */
export interface Plugin {
  configure(options: DepEnrollOptions): void;
}
