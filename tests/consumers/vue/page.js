// The plugin in a Vue project.

import { configure } from "dep-enroll";
import { createApp } from "vue";
import Page from "./Page.vue";

configure({ transport: "invoker" });
createApp(Page).mount("#app");
