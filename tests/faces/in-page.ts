// Runs inside the page: replays a file of the corpus through one of its faces.

import { type Functions, type Outcome, replay } from "./node/replay.mjs";

declare global {
  interface Window {
    faces: Record<string, Functions>;
    replayFile?: (face: string, url: string) => Promise<Outcome>;
  }
}

window.replayFile = async (face, url) => {
  const functions = window.faces[face];
  if (!functions) throw new Error(`the page has no face ${face}`);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return replay(functions, await answer.text());
};
