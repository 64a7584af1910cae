// A page of classic scripts that is written in TypeScript: the entry declares the global and exports nothing.

import "dep-enroll/classic";

const answer = DepEnroll.validateSerial("c02empty0001");
const words: string[] = answer.problems.map(({ message }) => message);
DepEnroll.configure({ transport: "invoker" });
// @ts-expect-error -- the global has the functions of the package and no other.
DepEnroll.validateEverything();

export const closed: Promise<"saved" | "cancelled"> = DepEnroll.openEnrollment({
  serial: words[0] ?? "",
});
