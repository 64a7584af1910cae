import type { Host } from "./host";
export function chromiumHost(_bundles: string, _dist: string): Promise<Host> {
  return Promise.reject(new Error("not yet"));
}
