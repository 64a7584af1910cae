// The style sheets of the surfaces in the second module. The build ships their text as a section of that module's file.

import bulk from "../../src/ui/css/bulk.css";
import checklist from "../../src/ui/css/checklist.css";
import editor from "../../src/ui/css/editor.css";
import enrollment from "../../src/ui/css/enrollment.css";
import handover from "../../src/ui/css/handover.css";
import imports from "../../src/ui/css/imports.css";
import panel from "../../src/ui/css/panel.css";
import profiles from "../../src/ui/css/profiles.css";
import runs from "../../src/ui/css/runs.css";
import setupDevice from "../../src/ui/css/setup-device.css";
import setup from "../../src/ui/css/setup.css";

/** Their text. It comes after that of the first screen. */
export const restStyles =
  bulk +
  handover +
  enrollment +
  panel +
  checklist +
  profiles +
  imports +
  runs +
  editor +
  setupDevice +
  setup;
