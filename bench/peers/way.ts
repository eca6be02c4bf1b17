import type { PeerQuestion } from "./peer-question.ts";

/** A row as a peer gives it: keys and numbers by the names of Rollbook's columns, totals as `<measure>__total`. */
export type Row = Record<string, unknown>;

/** How long an answer took; rows where the way gives any, and what was compiled apart from the engine's time. */
export type Asked = { ms: number; compileMs?: number; rows?: Row[] };

/** One way to an answer; null where it cannot be asked this question. */
export type Way = {
  key: "rollbook" | "rollbook_engine" | "postgres_facts" | "postgres_aggregates" | "malloy";
  ask: (question: PeerQuestion) => Promise<Asked> | null;
};

/** The year and the school that the questions are about. Rollbook finds both out by itself; peers are told. */
export type Given = { year: string; school: string };
