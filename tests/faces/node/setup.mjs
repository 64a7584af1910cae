// Profiles and previews between the shapes of the package and those of the transpiled component. It must never decide anything.

/** What JSON says by `null`, the component says by leaving out. */
const given = (value) => value ?? undefined;

/** A field's name in the component. */
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

const LISTS = ["supervising_host_certs", "skip_setup_items"];

const FIELDS = [
  ...["profile_name", "url", "configuration_web_url", "department", "org_magic"],
  ...["support_email_address", "support_phone_number", "language", "region", "is_supervised"],
  ...["is_mandatory", "is_mdm_removable", "await_device_configured", "auto_advance_setup"],
  ...["is_multi_user", "allow_pairing", "do_not_use_profile_from_backup", "is_return_to_service"],
];

export function toDepProfile(profile) {
  return Object.fromEntries([
    ...FIELDS.map((name) => [camel(name), given(profile?.[name])]),
    ...LISTS.map((name) => [camel(name), profile?.[name] ?? []]),
  ]);
}

export function toSetupDevice(device) {
  return {
    deviceFamily: device?.deviceFamily ?? "",
    os: device?.os ?? "",
    osVersion: given(device?.osVersion),
  };
}

const said = ({ code, message, params }) => ({ code, message, params: Object.fromEntries(params) });

export function fromFlags(flags) {
  return {
    flags: flags.map(({ setting, field, set, value, ...reason }) => ({
      ...{ flag: setting, field, set, value },
      ...said(reason),
    })),
    problems: [],
  };
}

const fromNote = ({ answer, ...reason }) => ({ answer, ...said(reason) });

export function fromPreview(preview, fromProblem) {
  return {
    system: preview.system,
    panes: preview.panes.map(({ pane, title, hasKey, state, ...reason }) => ({
      ...{ pane, title, hasKey, state },
      ...said(reason),
    })),
    keys: preview.keys.map(({ key, state, ...reason }) => ({ key, state, ...said(reason) })),
    signIn: fromNote(preview.signIn),
    owner: fromNote(preview.owner),
    agent: fromNote(preview.agent),
    problems: preview.problems.map(fromProblem),
  };
}
