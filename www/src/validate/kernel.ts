// The WebAssembly side as the validation functions see it: the plugin's module or the small one, which export the same
// functions of `src/boundary`.

/** What a value is checked as; the numbers are those of `Subject` in `src/boundary`. */
export const enum Subject {
  Username,
  Serial,
  ProfileUuid,
  Enrollment,
  Checklist,
  /** The username of an enrollment with "login required", at first sight only. */
  Login,
}

export interface Kernel {
  version(): string;
  template(code: string): string | undefined;
  glance(subject: number, raw: string, min: number, max: number): number;
  glanced(kind: number): string;
  ask(request: Uint8Array): string;
}

let kernel: Kernel | undefined;

/** Says which module answers, once it is loaded. */
export function useKernel(loaded: Kernel): void {
  kernel = loaded;
}

/** The module; throws while nobody has waited for it. */
export function started(): Kernel {
  if (!kernel) throw new Error("dep-enroll: wait for `await ready()` before calling this.");
  return kernel;
}
