import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const isElement = (tag) => tag.startsWith("dep-enroll");

export default defineConfig({
  base: "./",
  // Otherwise Vue treats the elements as unregistered components.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: isElement } } })],
});
