// Makes the calls of a corpus file again and says which answers differ. It runs in Node and in pages, over any object that
// has the functions, and must never accept an answer that only means the same: the texts must be equal byte for byte.

/** Differences that are described; the others are counted. */
const DESCRIBED = 20;

/** Replays a file of `{"f","a","e"}` lines: how many calls it holds, and where an answer is another one. */
export async function replay(functions, corpus) {
  const outcome = { calls: 0, differences: 0, described: [] };
  for (const line of corpus.split("\n")) {
    if (line === "") continue;
    const { f: name, a: parameters, e: expected } = JSON.parse(line);
    const answer = await call(functions, name, parameters);
    outcome.calls += 1;
    if (answer === expected) continue;
    outcome.differences += 1;
    if (outcome.described.length < DESCRIBED) {
      outcome.described.push(`${line.slice(0, 400)}\n  got ${answer.slice(0, 400)}`);
    }
  }
  return outcome;
}

async function call(functions, name, parameters) {
  try {
    const [first, ...rest] = parameters;
    const input = name === "validateImport" ? file(first) : first;
    return JSON.stringify(await functions[name](input, ...rest.map((value) => value ?? undefined)));
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

/** A file of an import: its text, or its bytes in base64. */
function file(input) {
  if (typeof input === "string") return input;
  return Uint8Array.from(atob(input.base64), (character) => character.charCodeAt(0));
}
