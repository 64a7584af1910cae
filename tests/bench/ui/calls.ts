// Runs inside the measured page: counts the page's calls to the host as they end. It must never keep the browser's records of
// them: thousands of those make each collection of garbage longer, and no page of ours keeps any.

/** What the calls were until now. Times in milliseconds. */
export interface Calls {
  calls: number;
  bytes: number;
  /** Between the requests and the ends of the answers, added up. */
  waitedMs: number;
  /** How long at least one of them was under way. */
  busyMs: number;
}

/** Counts from now on. It is one function that takes nothing of this file, so that its text can be run in a page. */
export function watchCalls(): () => Calls {
  const spans: [from: number, to: number][] = [];
  const seen: Calls = { calls: 0, bytes: 0, waitedMs: 0, busyMs: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const { initiatorType, startTime, requestStart, responseEnd, transferSize } = entry;
      if (!["fetch", "xmlhttprequest"].includes(initiatorType)) continue;
      seen.calls += 1;
      seen.bytes += transferSize;
      seen.waitedMs += responseEnd - requestStart;
      spans.push([startTime, responseEnd]);
    }
  }).observe({ type: "resource" });
  return () => {
    let [busyMs, end] = [0, 0];
    for (const [from, to] of spans.sort(([one], [other]) => one - other)) {
      busyMs += Math.max(0, to - Math.max(from, end));
      end = Math.max(end, to);
    }
    return { ...seen, busyMs };
  };
}
