import { createWriteStream } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import ExcelJS from "exceljs";
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

/** The plain rows as exceljs streams them, without the guard: what a workbook costs on this machine. */
async function withExceljs(answer: ReturnType<typeof madeAnswer>, filename: string): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename });
  const sheet = workbook.addWorksheet("Rows");
  const columns = madeColumns();
  let at = 0;
  for (const row of answer.rows) {
    sheet.addRow(columns.map(({ of }) => of(row, at))).commit();
    at += 1;
    if (at % 500 === 0) await setImmediate();
  }
  await workbook.commit();
}

/** Writes a workbook of made-up rows and sends what it took: `write.ts typed|plain|exceljs ROWS FILE`. */
async function write([kind, count, file = ""]: string[]): Promise<Written> {
  const rows = Number(count);
  const answer = madeAnswer(rows);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  if (kind === "exceljs") await withExceljs(answer, file);
  else {
    const sheet = kind === "typed" ? tableSheet(answer, () => "lower") : dataSheet(answer, madeColumns());
    const draft = { ...sheet, name: "Rows", print: { title: "Bench", note: "" } };
    await pipeline(writeXlsx({ title: "Bench", sheets: [draft] }), createWriteStream(file));
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...{ rows, seconds: (performance.now() - startedAt) / 1000, cpu_seconds: (user + system) / 1e6 },
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    longest_block_ms: Math.round(delay.max / 1e6),
  };
}

process.send?.(await write(process.argv.slice(2)));
