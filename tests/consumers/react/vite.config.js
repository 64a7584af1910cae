import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // React's development build, because StrictMode mounts everything twice only there.
  define: { "process.env.NODE_ENV": '"development"' },
});
