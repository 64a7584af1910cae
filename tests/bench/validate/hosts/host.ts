// Where implementations are measured. A host starts processes, each with one implementation in it;
// at most one of them works at any time, so that they never compete with each other.

export interface Process {
  /** Milliseconds for loading the implementation until its first call is possible. */
  readonly loadMs: number;
  prepare(workload: string): Promise<void>;
  measure(workload: string): Promise<number>;
  conform(): Promise<string>;
  stop(): Promise<void>;
}

export interface Host {
  /** For the report: engine and version. */
  readonly engine: string;
  start(implementation: string): Promise<Process>;
  stop(): Promise<void>;
}

/** What is asked of a measured process, and answered by it. */
export type Order = { prepare: string } | { measure: string } | { conform: true };
export type Result = { value: number | string | null } | { error: string };
