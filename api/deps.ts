import type { Control, District, Reader } from "#warehouse";
import type { Answer, Catalog, Decree, Slice } from "./contract.ts";

/** The line-by-line log; pino's shape. */
export type Log = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** One document of DIR/runs, as the pipelines write it. */
export type Run = {
  run: string;
  state: "running" | "published" | "failed" | "did_not_start";
  started_at: string;
  ended_at: string | null;
  command: string;
  generation: string | null;
  message: string;
};

/** Everything the app touches; the clock and the readers of the outside world are passed in. */
export type Deps = {
  warehouse: Warehouse;
  control: Control;
  district: District;
  clock: () => Date;
  /** Load runs, newest first. */
  runs: () => Promise<Run[]>;
  log: Log;
  /** The folder of the built pages. */
  pagesDir: string;
  /** Whether the server listens on a loopback address only: without that there is no demo sign-in. */
  isLoopback: boolean;
};

/** What a request knows after the gate: who asks. */
export type AppEnv = { Variables: { reader: Reader | null; sessionId: string | null } };

export type Manifest = {
  generation: string;
  published_at: string;
  as_of: string;
  parts: { table: string; part: string; rows: number }[];
  sources: {
    source: string;
    feed: string;
    file: string;
    sha256: string;
    landed_at: string;
    read: number;
    loaded: number;
    rejected: number;
    quarantined: number;
    repaired: number;
  }[];
  checks: { check: string; kind: "stop" | "report"; passed: boolean; rows: number; promise?: string }[];
};
export type Warehouse = {
  manifest(generation?: string): Manifest;
  manifests(): Manifest[];
  answer(slices: Slice[], reader: Reader): Promise<{ generation: string; answers: Answer[] }>;
  arrow(slice: Slice, reader: Reader): Promise<Uint8Array<ArrayBuffer>>;
  view(
    name: string,
    parameters: Record<string, string | number | null>,
    reader: Reader,
    generation?: string,
  ): Promise<Record<string, unknown>[]>;
  catalog(reader: Reader): Catalog;
  scorecard(reader: Reader, options: { generation?: string; schoolYear?: string }): Promise<Decree[]>;
  close(): Promise<void>;
};
