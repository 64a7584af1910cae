import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const isElement = (tag) => tag.startsWith("dep-enroll");

export default defineConfig({
  base: "./",
  // Vue would take the elements for components that somebody forgot to register.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: isElement } } })],
});
