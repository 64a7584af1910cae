// The style sheets of the surfaces in the second module. The build ships their text as a section of that module's file.

import bar from "../../src/ui/css/bar.css";
import bulk from "../../src/ui/css/bulk.css";
import checklist from "../../src/ui/css/checklist.css";
import editor from "../../src/ui/css/editor.css";
import enrollment from "../../src/ui/css/enrollment.css";
import forms from "../../src/ui/css/forms.css";
import handover from "../../src/ui/css/handover.css";
import imports from "../../src/ui/css/imports.css";
import menus from "../../src/ui/css/menus.css";
import panel from "../../src/ui/css/panel.css";
import profiles from "../../src/ui/css/profiles.css";
import runs from "../../src/ui/css/runs.css";
import settings from "../../src/ui/css/settings.css";
import setupDevice from "../../src/ui/css/setup-device.css";
import setup from "../../src/ui/css/setup.css";

/** Their text. It comes after that of the first screen. */
export const restStyles =
  forms +
  menus +
  settings +
  bar +
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
