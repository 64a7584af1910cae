import { fileURLToPath } from "node:url";

export default {
  mode: "production",
  entry: "./page.js",
  output: { path: fileURLToPath(new URL("public/build", import.meta.url)), clean: true },
  // The WebAssembly file of the page is larger than webpack likes any file to be.
  performance: { hints: false },
};
