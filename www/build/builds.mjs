// Everything that is built into the folder of served files: which sources each build reads, and which page shows it.

import { buildLegacyConsole, buildReactConsole, copyProbe } from "./demo.mjs";
import { CATALOGUES } from "./catalogue.mjs";
import { buildGallery } from "./gallery.mjs";
import { buildPlugin } from "./plugin.mjs";

/**
 * The builds. `inputs`: the files and folders that it reads, from the top of the checkout. `page`: where the reference host
 * shows it.
 */
export const BUILDS = [
  { name: "Plugin", inputs: ["www/src", "src/ui/css"], build: buildPlugin },
  {
    name: "Legacy console",
    inputs: ["www/demo/legacy"],
    build: buildLegacyConsole,
    page: "/devicemgt/dep/devices",
  },
  {
    name: "React console",
    inputs: ["www/demo/entgra"],
    build: buildReactConsole,
    page: "/entgra/",
  },
  {
    name: "Gallery",
    inputs: ["www/gallery", "tests/browser/harness/finder.ts", ...CATALOGUES],
    build: buildGallery,
    page: "/gallery/",
  },
  { name: "Probe", inputs: ["www/demo/probe.js"], build: copyProbe },
];
