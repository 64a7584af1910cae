import { fileURLToPath } from "node:url";

export default {
  mode: "production",
  entry: "./page.js",
  output: { path: fileURLToPath(new URL("public/build", import.meta.url)), clean: true },
  // The WebAssembly file exceeds webpack's default size limit.
  performance: { hints: false },
};
