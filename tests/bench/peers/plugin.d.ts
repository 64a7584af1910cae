// The built plugin beside the bundle.

declare module "*/dep-enroll.js" {
  export function configure(options: import("../../../www/src/options").Options): void;
}
