// @ts-check
// The page: the plugin for one DEP name. It runs before the plugin's own script, which then finds the options.

import { nanodep } from "./adapter.js";

const plugin = document.querySelector("dep-enroll");
if (plugin) plugin.config = nanodep({ base: "/nanodep" });
