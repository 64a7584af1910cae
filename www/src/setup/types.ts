// What the functions about profiles take and give. Plain data only: an answer can be stored, sent and compared as JSON.

import type { Enrollment, Problem } from "../validate/types";
import type {
  KeyState,
  PaneId,
  PaneState,
  ProfileFlag,
  SetupAgent,
  SetupCode,
  SetupOwner,
  SetupSignIn,
  SetupSystem,
} from "./generated";

/**
 * A profile by Apple's names. What is left out has Apple's default; `undefined` and `null` count as left out. A profile may have
 * other fields: they are nobody's business here, and no problem.
 */
export interface DepProfile {
  profile_name?: string;
  /** Where a device fetches its enrollment. */
  url?: string;
  /** The page on which the user signs in. */
  configuration_web_url?: string;
  department?: string;
  org_magic?: string;
  support_email_address?: string;
  support_phone_number?: string;
  /** By ISO 639, such as `en`; empty for none. */
  language?: string;
  /** By ISO 3166, such as `US`; empty for none. */
  region?: string;
  /** `false` by default. */
  is_supervised?: boolean;
  /** `false` by default. */
  is_mandatory?: boolean;
  /** `true` by default. */
  is_mdm_removable?: boolean;
  /** `false` by default. */
  await_device_configured?: boolean;
  /** `false` by default. */
  auto_advance_setup?: boolean;
  /** Shared iPad; `false` by default. */
  is_multi_user?: boolean;
  /** `true` by default. */
  allow_pairing?: boolean;
  /** `false` by default. */
  do_not_use_profile_from_backup?: boolean;
  /** `false` by default. */
  is_return_to_service?: boolean;
  supervising_host_certs?: string[];
  /** The keys of the panes to skip. */
  skip_setup_items?: string[];
}

/** What Apple would say about a profile. */
export interface ProfileReport {
  /** Whether Apple takes it: no problem is an error. */
  ok: boolean;
  /** An error has Apple's own code in `params.apple`. A hint tells what is ignored on some devices. */
  problems: Problem[];
}

/** A profile and a device. */
export interface FlagsRequest {
  profile?: DepProfile;
  device?: {
    /** `iPhone`, `iPad`, `iPod`, `Mac`, `AppleTV`, `Vision`. */
    deviceFamily?: string;
    /** `iOS`, `iPadOS`, `OSX`, `tvOS`, `visionOS`; the family counts more. */
    os?: string;
    /** For example `17.4`; the newest when it is left out. */
    osVersion?: string;
  };
}

/** The same with the enrollment of the device; left out when it is not known. */
export interface PreviewRequest extends FlagsRequest {
  enrollment?: Partial<Enrollment>;
}

/** A reason: its code, and what it says. */
export interface SetupReason {
  code: SetupCode;
  message: string;
  params: Record<string, string>;
}

/** A setting as it takes effect on a device. */
export interface EffectiveFlag extends SetupReason {
  flag: ProfileFlag;
  /** Apple's name of the field. */
  field: keyof DepProfile;
  /** What the profile says; absent when it says nothing. */
  set?: boolean;
  /** What takes effect; absent when nobody can tell. */
  value?: boolean;
}

/** The settings of a profile as they take effect on a device. */
export interface EffectiveFlags {
  /** Every setting once. */
  flags: EffectiveFlag[];
  /** What could not be read. */
  problems: Problem[];
}

/** A pane of Setup Assistant, and what happens to it. */
export interface SetupPane extends SetupReason {
  pane: PaneId;
  /** Its title; `title.` and its name in `messages`. */
  title: string;
  /** Whether a key of `skip_setup_items` is about it. */
  hasKey: boolean;
  /** `always` when no key leaves it out for sure. */
  state: PaneState;
}

/** A key of `skip_setup_items` that does nothing on the device. */
export interface IdleKey extends SetupReason {
  key: string;
  state: KeyState;
}

/** What the person sees who sets a device up. */
export interface SetupPreview {
  system: SetupSystem;
  /** The panes that the version has, in the order in which a user may see them. Apple states no order. */
  panes: SetupPane[];
  keys: IdleKey[];
  /** Whether and how the user signs in. */
  signIn: SetupReason & { answer: SetupSignIn };
  /** Whose device it becomes. */
  owner: SetupReason & { answer: SetupOwner };
  /** Whether the agent app is installed. */
  agent: SetupReason & { answer: SetupAgent };
  /** What is not known about the device, and what could not be read. */
  problems: Problem[];
}
