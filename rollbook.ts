#!/usr/bin/env -S UV_THREADPOOL_SIZE=16 node --import=tsx
import { parseArgs } from "node:util";
import { district } from "./district.config.ts";

const usage = `rollbook <command>

  start       [--port 4400] [--host 127.0.0.1]     build the demo if there is nothing yet, and serve it
  load PATH   [--source KEY] [--as-of DATE]        load a folder of source files, or one source's file
  runs                                             what was loaded, when, and what became of every row
  rejections                                       the rows that were refused, why, and how to mend them
  answer JSON --as ACCOUNT                         the answer to a slice
  synth       [--students N] [--years N] [--seed N] [--as-of DATE] --out DIR    write a made-up district
  doctor                                           whether this installation is sound
  bench       [--students N]                       how fast questions are answered

Every command takes --data DIR (default .rollbook) and --json.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: ".rollbook" },
    json: { type: "boolean", default: false },
    source: { type: "string" },
    "as-of": { type: "string" },
    as: { type: "string" },
    students: { type: "string" },
    years: { type: "string" },
    seed: { type: "string" },
    out: { type: "string" },
    port: { type: "string", default: "4400" },
    host: { type: "string", default: "127.0.0.1" },
    help: { type: "boolean", default: false },
  },
});

const [command, argument] = positionals;
const asOf = values["as-of"] ?? district.today ?? localToday();

async function run(): Promise<void> {
  switch (command) {
    case "load": {
      const { load, showProgress, endProgress } = await import("#pipelines");
      const path = needed(argument, "load needs the file or folder to load: rollbook load PATH");
      const outcome = await load({
        district,
        dataDir: values.data,
        path,
        source: values.source,
        asOf,
        onProgress: showProgress(process.stderr, "load"),
      });
      endProgress(process.stderr);
      return print(outcome, `${outcome.generation} published`);
    }
    default:
      throw new Error(usage);
  }
}

function print(found: unknown, sentence: string): void {
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : `${sentence}\n`);
}

function needed(value: string | undefined, sentence: string): string {
  if (value === undefined || value === "") throw new Error(sentence);
  return value;
}

function localToday(): string {
  return new Date().toISOString().slice(0, 10);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof Error && error.cause) process.stderr.write(`${error.cause}\n`);
  process.exitCode = 1;
}
