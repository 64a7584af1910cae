import { defineConfig } from "vite";

export default defineConfig({
  // Wherever the console serves the page from.
  base: "./",
  // The development server must not bundle the package, or the WebAssembly files would not be beside it.
  optimizeDeps: { exclude: ["dep-enroll"] },
  // The page waits for the modules at its top level.
  build: { target: "es2022" },
});
