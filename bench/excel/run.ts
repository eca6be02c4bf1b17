import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Written } from "./write.ts";

/** Rows a second and the most memory held, of 100,000 rows × 12 columns; then the same of a million. */
export type ExcelBench = {
  rows_per_second: number;
  plain_rows_per_second: number;
  /** exceljs with the same plain rows in the same run, without the guard: the measure of the machine. */
  exceljs_plain_rows_per_second: number;
  peak_mb: number;
  longest_block_ms: number;
  /** The processor's seconds for 100,000 rows, packing included: they tell more than time where others compute, too. */
  cpu_seconds: number;
  million_rows_per_second: number;
  million_peak_mb: number;
  million_longest_block_ms: number;
};

/** Writes each workbook in a process of its own, three times where it is short, and takes the median by time. */
export async function benchExcel(): Promise<ExcelBench> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
  try {
    const thrice = async (kind: Kind) => {
      const tries = [];
      for (let time = 0; time < 3; time++) tries.push(await writing(kind, 100_000, folder));
      return tries.sort((a, b) => a.seconds - b.seconds)[1] ?? (await writing(kind, 100_000, folder));
    };
    const typed = await thrice("typed");
    const plain = await thrice("plain");
    const exceljs = await thrice("exceljs");
    const million = await writing("typed", 1_000_000, folder);
    const perSecond = ({ rows, seconds }: { rows: number; seconds: number }) => Math.round(rows / seconds);
    return {
      rows_per_second: perSecond(typed),
      plain_rows_per_second: perSecond(plain),
      exceljs_plain_rows_per_second: perSecond(exceljs),
      peak_mb: Math.max(typed.peak_mb, plain.peak_mb),
      longest_block_ms: Math.max(typed.longest_block_ms, plain.longest_block_ms),
      cpu_seconds: typed.cpu_seconds,
      million_rows_per_second: perSecond(million),
      million_peak_mb: million.peak_mb,
      million_longest_block_ms: million.longest_block_ms,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The result in words. */
export function tellExcelBench(found: ExcelBench): string {
  return [
    `100,000 rows of 12 columns: ${found.rows_per_second} rows/s with types and formats (goal 30,000), ${found.plain_rows_per_second} as a plain data sheet (goal 80,000; exceljs in the same run ${found.exceljs_plain_rows_per_second}), at most ${found.peak_mb} MB (goal 250); the event loop waited ${found.longest_block_ms} ms at most (goal 50); ${found.cpu_seconds} s of the processor.`,
    `1,000,000 rows: ${found.million_rows_per_second} rows/s, at most ${found.million_peak_mb} MB (goal 400), ${found.million_longest_block_ms} ms.`,
  ].join("\n");
}

type Kind = "typed" | "plain" | "exceljs";

function writing(kind: Kind, rows: number, folder: string): Promise<Written> {
  const program = join(import.meta.dirname, "write.ts");
  return new Promise((resolve, reject) => {
    const child = fork(program, [kind, String(rows), join(folder, `${kind}-${rows}.xlsx`)], {
      execArgv: ["--import", "tsx"],
    });
    child.once("message", (told: Written) => resolve(told));
    child.once("error", reject);
    child.once("exit", (code) => code !== 0 && reject(new Error(`Writing ${rows} rows ended with ${code}.`)));
  });
}
