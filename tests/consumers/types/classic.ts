// A page of classic scripts in TypeScript. The entry declares the global and exports nothing.

import "dep-enroll/classic";

const answer = DepEnroll.validateSerial("c02empty0001");
const words: string[] = answer.problems.map(({ message }) => message);
DepEnroll.configure({ transport: "invoker" });
// @ts-expect-error -- an unknown function.
DepEnroll.validateEverything();

export const closed: Promise<"saved" | "cancelled" | "removed"> = DepEnroll.openEnrollment({
  serial: words[0] ?? "",
});
