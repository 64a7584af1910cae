// The lints of all scripts: rules that need types and find real bugs. Style is prettier's business.
//
//   node www/node_modules/eslint/bin/eslint.js --config www/eslint.config.mjs www tests

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parser, plugin } from "typescript-eslint";

const www = dirname(fileURLToPath(import.meta.url));

const nodeTest = { from: "package", package: "node:test", name: ["test", "describe", "it"] };

/** A name that begins with an underscore says that nothing reads it. */
const unusedByName = {
  argsIgnorePattern: "^_",
  caughtErrorsIgnorePattern: "^_",
  varsIgnorePattern: "^_",
};

export default [
  { ignores: ["**/node_modules/", "www/dist/", "target/"] },
  {
    files: ["**/*.{ts,tsx,js,mjs}"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { parser, parserOptions: { project: join(www, "tsconfig.lint.json") } },
    plugins: { "@typescript-eslint": plugin },
    rules: {
      // node:test waits for its tests itself.
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [nodeTest] }],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingUnknown: true }],
      "@typescript-eslint/no-array-delete": "error",
      "@typescript-eslint/no-for-in-array": "error",
      "@typescript-eslint/no-base-to-string": "error",
      "@typescript-eslint/restrict-plus-operands": "error",
      "@typescript-eslint/no-unused-vars": ["error", unusedByName],
      "no-async-promise-executor": "error",
      "no-self-compare": "error",
      "no-template-curly-in-string": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unsafe-finally": "error",
      "no-unsafe-optional-chaining": "error",
    },
  },
  {
    // Tests throw anything on purpose.
    files: ["www/src/**"],
    rules: { "@typescript-eslint/only-throw-error": "error" },
  },
];
