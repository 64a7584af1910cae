// Where the plugin has what a benchmark of device dialogs looks for, by the benchmark's own names (`data-testid`). A scene of the
// embedding tests goes through them. Each is a selector inside a shadow root.

export const PLACES = {
  "devices-table": "table",
  "device-row": "tbody .serial",
  edit: "tbody .serial",
  dialog: "dialog[open]",
  username: "dialog[open] #enrollment-username",
  "login-required": "dialog[open] #enrollment-login",
  "agent-required": "dialog[open] #enrollment-agent",
  // The checklist's item: it is what changes last after a key.
  "err-username": 'dialog[open] [data-item="user"][data-verdict="fail"]',
  cancel: "dialog[open] .dialog-close",
  save: "dialog[open] .panel-foot .button-primary",
} as const;
