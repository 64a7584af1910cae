// The list of all scenes. The gallery shows it, the tests audit it, the pictures are taken of it.

import type { Scene } from "./scene";
import { ASSIGN } from "./scenes/assign";
import { CHECKLIST } from "./scenes/checklist";
import { DEVICES } from "./scenes/devices";
import { EMBEDDED } from "./scenes/embedded";
import { ENROLLMENT } from "./scenes/enrollment";
import { HAND_OVERS } from "./scenes/handover";
import { IMPORTS } from "./scenes/imports";
import { PROFILES } from "./scenes/profiles";
import { RUNS } from "./scenes/runs";
import { SELECTION } from "./scenes/selection";
import { SETUP } from "./scenes/setup";

export const SCENES: readonly Scene[] = [
  ...DEVICES,
  ...SELECTION,
  ...HAND_OVERS,
  ...PROFILES,
  ...SETUP,
  ...IMPORTS,
  ...RUNS,
  ...ASSIGN,
  ...ENROLLMENT,
  ...CHECKLIST,
  ...EMBEDDED,
];
