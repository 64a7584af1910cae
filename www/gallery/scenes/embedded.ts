// The elements that a console places itself, and the loading of the module.

import { SERIALS } from "../data";
import { JUDGED, type Scene, USERNAME } from "../scene";

export const EMBEDDED: readonly Scene[] = [
  {
    id: "embedded/dialog",
    title: "The enrollment dialog alone",
    tag: "dep-enroll-dialog",
    attributes: { serial: SERIALS.assigned, open: "" },
    reach: async (hand) => {
      await hand.see(["textbox", "combobox"], USERNAME);
      await hand.seeCss(JUDGED);
      await hand.seeCode("enrollment.user.exists");
    },
  },
  {
    id: "embedded/checklist",
    title: "The checklist alone",
    tag: "dep-enroll-checklist",
    attributes: { serial: SERIALS.assigned },
    reach: (hand) => hand.seeCss(JUDGED),
  },
  {
    id: "embedded/loading-failed",
    title: "The module was not found",
    module: "/gallery/nowhere.wasm",
    reach: (hand) => hand.see(["alert"]),
  },
  {
    id: "embedded/not-a-module",
    title: "There is an HTML page in place of the module",
    module: "/gallery/stage.html",
    reach: (hand) => hand.see(["alert"]),
  },
];
