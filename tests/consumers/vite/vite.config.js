import { defineConfig } from "vite";

export default defineConfig({
  // Relative addresses, so that the console can serve the page from any path.
  base: "./",
  // The development server must not bundle the package, because the WebAssembly files have to stay beside it.
  optimizeDeps: { exclude: ["dep-enroll"] },
  // The page uses top-level await.
  build: { target: "es2022" },
});
