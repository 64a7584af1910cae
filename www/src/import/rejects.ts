// The rows with an error, with their cells as the file has them. They stay in the lists in which they crossed.

import type { Batch } from "#import-glue";
import type { ImportProblem, ImportReject } from "../validate/types";
import { type Columns, Parts, type TextColumn, textAt } from "./parts";

/** The rejected rows of one batch. */
interface Part extends Columns {
  cells: TextColumn;
  /** For each row how many cells it and those before it have. */
  ends: Uint32Array;
}

export class RejectedRows extends Parts<Part, ImportReject> {
  /** `problems`: those of the whole file, in its order. */
  constructor(private readonly problems: readonly ImportProblem[]) {
    super();
  }

  /** Adds the rejected rows of a batch. */
  add(batch: Batch): void {
    const { rejectRows: rows, rejectEnds: ends, cells, cellEnds } = batch;
    this.addPart({ rows, ends, cells: { texts: cells, ends: cellEnds } });
  }

  protected item({ rows, ends, cells }: Part, place: number): ImportReject {
    const row = rows[place] ?? 0;
    const first = place === 0 ? 0 : (ends[place - 1] ?? 0);
    const length = (ends[place] ?? first) - first;
    return {
      row,
      cells: Array.from({ length }, (_, at) => textAt(cells, first + at) ?? ""),
      problems: this.#problemsOf(row),
    };
  }

  #problemsOf(row: number): ImportProblem[] {
    const { problems } = this;
    let [low, high] = [0, problems.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((problems[middle]?.row ?? 0) >= row) high = middle;
      else low = middle + 1;
    }
    let end = low;
    while (problems[end]?.row === row) end++;
    return problems.slice(low, end);
  }
}
