import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // React's development build, because only there StrictMode mounts everything twice.
  define: { "process.env.NODE_ENV": '"development"' },
});
