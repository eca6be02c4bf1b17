import { createWriteStream } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pipeline } from "node:stream/promises";
import { dataSheet, tableSheet, writeXlsx } from "#api/workbook";
import { madeAnswer, madeColumns } from "./made-answer.ts";

/** What one workbook took, in a process of its own; memory is the most that the process ever held. */
export type Written = {
  rows: number;
  seconds: number;
  cpu_seconds: number;
  peak_mb: number;
  longest_block_ms: number;
};

/** Writes a workbook of made-up rows and sends what it took: `write.ts typed|plain ROWS FILE`. */
async function write([kind, count, file = ""]: string[]): Promise<Written> {
  const rows = Number(count);
  const answer = madeAnswer(rows);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const sheet = kind === "typed" ? tableSheet(answer, () => "lower") : dataSheet(answer, madeColumns());
  const draft = { ...sheet, name: "Rows", print: { title: "Bench", note: "" } };
  await pipeline(writeXlsx({ title: "Bench", sheets: [draft] }), createWriteStream(file));
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...{ rows, seconds: (performance.now() - startedAt) / 1000, cpu_seconds: (user + system) / 1e6 },
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    longest_block_ms: Math.round(delay.max / 1e6),
  };
}

process.send?.(await write(process.argv.slice(2)));
