import type { PeersBench } from "./run.ts";
import type { TimedQuestion } from "./time-ways.ts";
import type { Way } from "./way.ts";

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

/** The result as Markdown: what each was filled with, then a line a question. */
export function tellPeersBench({ students, rollbook, postgres, malloy, ...found }: PeersBench): string {
  return [
    `${students} students, one year, ${rollbook.attendance_days} attendance days; load average ${found.load_average.join(" before and ")} after. All numbers of all ways were alike before any was timed.`,
    `Rollbook: ${rollbook.load_seconds} s from source files to published, ${gigabytes(rollbook.part_bytes)} for all its tables.`,
    `PostgreSQL ${postgres.version}: ${postgres.rows} rows of the ten tables that are asked copied in ${postgres.copy_seconds} s, keys and indexes in ${postgres.index_seconds} s; ${gigabytes(postgres.table_bytes)} of tables and ${gigabytes(postgres.index_bytes)} of indexes.`,
    `Malloy ${malloy.malloy} on DuckDB ${malloy.duckdb}, over Rollbook's parts.`,
    "",
    "| question | Rollbook over HTTP p50 ms | p95 | its engine p50 | p95 | PostgreSQL on the facts p50 | p95 | times HTTP | with the same aggregates p50 | p95 | times HTTP | Malloy compiles p50 | engine p50 | p95 | times Rollbook's engine |",
    `|---${"|--:".repeat(14)}|`,
    ...found.questions.map((question) => `| ${line(question).join(" | ")} |`),
  ].join("\n");
}

function line({ key, ways }: TimedQuestion): (string | number)[] {
  const two = (way: Way["key"]) => [ways[way]?.p50_ms ?? "", ways[way]?.p95_ms ?? ""];
  const times = (way: Way["key"], of: Way["key"]) => {
    const [its, ours] = [ways[way]?.p50_ms, ways[of]?.p50_ms];
    return its === undefined || !ours ? "" : (its / ours).toPrecision(2);
  };
  return [
    ...[key, ...two("rollbook"), ...two("rollbook_engine")],
    ...[...two("postgres_facts"), times("postgres_facts", "rollbook")],
    ...[...two("postgres_aggregates"), times("postgres_aggregates", "rollbook")],
    ...[ways.malloy?.compile_p50_ms ?? "", ...two("malloy"), times("malloy", "rollbook_engine")],
  ];
}
