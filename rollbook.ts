#!/usr/bin/env -S UV_THREADPOOL_SIZE=16 node --import=tsx
import { existsSync, readdirSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { LoadRequest } from "#pipelines";
import type { RunDocument, Slice } from "#warehouse";
import { district } from "./district.config.ts";

const usage = `rollbook COMMAND

  start                                         build the demo if nothing is published yet, and serve the pages
    [--port 4400] [--host 127.0.0.1]
  load PATH [--source KEY] [--as-of DATE]       load a folder of source files, or one source's file or folder
  load --source KEY [--as-of DATE]              load a source that is a database or an SFTP drop
  replay RUN                                    load again what a run was made from, as of its day
  rollback GENERATION                           publish an earlier generation again
  hold [GENERATION --reason TEXT]               keep a generation whatever the retention says, or list those kept so
  backup --out FILE                             everything of DIR and the control store in one file
  restore FILE                                  fill an empty DIR from a backup; figures are the same afterwards
  runs [RUN]                                    what was loaded when, and what became of it; one run step by step
  rejections [RUN]                              the refused rows of a run: where, why, and how to mend them
  check-oneroster PATH [--tolerant]             whether a OneRoster ZIP or folder is as the format says; loads nothing
  check-upload FILE --source KEY                what a load of one file would take and refuse, by school; loads nothing
  schedule                                      when each source is loaded next from DIR/inbox; 1 while a load is missing
  people list | disable ACCOUNT | enable ACCOUNT  who has signed in; nobody disabled gets in
  answer JSON --as ACCOUNT [--purpose WORDS]    the answer to a slice
  audit list [--student ID]                     who saw which student, newest first
  audit checkpoint [--out FILE]                 signs the access log up to now, to be kept elsewhere
  audit verify [--checkpoint FILE] [--key FILE] whether anybody has changed the access log
  grants list | give | revoke ID --as ADMIN     who may see what, and why
    [--person ACCOUNT | --group NAME] --role ROLE [--over district | school:ID,… | operator:ID | region:NAME]
    [--subjects …] [--counts-only] [--history] --reason TEXT [--purpose TEXT] [--from DATE] --until DATE
  data-reports                                  mails everybody in "dataReports" what her schools have to mend
  synth --out DIR [--students 12000]            write a made-up district as source files
    [--years 3] [--seed 1] [--as-of DATE]
  doctor                                        whether this installation is sound
  suppress                                      what to hide of a table of counts, given as JSON on standard input
  bench [--students 12000] [--years 3]          how fast the pages' questions are answered
  bench suppress                                how fast tables are protected, and how much is hidden
  bench load                                    how fast a database is read, and what readers notice of a load
  bench mutants [--only GLOB] [--sample N]      whether a test fails when a line of a policy goes (minutes to hours)
    [--seed 1]

Every command takes --data DIR (default .rollbook) and --json.`;

const root = import.meta.dirname;
const pagesDir = join(root, "dashboards", "dist");

const text = { type: "string" } as const;
const options = {
  data: { type: "string", default: ".rollbook" },
  json: { type: "boolean", default: false },
  source: { type: "string" },
  "as-of": { type: "string" },
  as: { type: "string" },
  students: { type: "string", default: "12000" },
  years: { type: "string", default: "3" },
  seed: { type: "string", default: "1" },
  out: { type: "string" },
  ...{ student: text, checkpoint: text, key: text },
  ...{ person: text, group: text, role: text, over: text, subjects: text, reason: text, purpose: text },
  ...{ from: text, until: text, by: text },
  "counts-only": { type: "boolean" },
  history: { type: "boolean" },
  tolerant: { type: "boolean", default: false },
  ...{ only: text, sample: text },
  port: { type: "string", default: "4400" },
  host: { type: "string", default: "127.0.0.1" },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

async function run([command, ...given]: string[], values: Values): Promise<void> {
  const [argument] = given;
  switch (command) {
    case "start":
      return start(values);
    case "load":
      return loadFiles(argument, values);
    case "replay": {
      const { replay } = await import("#pipelines");
      const run = needed(argument, 'Say which run: rollbook replay RUN; "rollbook runs" lists them.');
      return publishing(values, "replay", (request) => replay({ ...request, run }));
    }
    case "rollback": {
      const { rollback } = await import("#pipelines");
      const generation = needed(argument, "Say to which generation: rollbook rollback g-000001.");
      return publishing(values, "rollback", (request) => rollback({ ...request, generation }));
    }
    case "backup": {
      const { backUp } = await import("#pipelines");
      const out = needed(values.out, "Say where to: rollbook backup --out FILE.");
      return tell(values, await backUp(placeOf(values), out));
    }
    case "restore": {
      const { restore } = await import("#pipelines");
      const file = needed(argument, "Say what from: rollbook restore FILE --data DIR.");
      return tell(values, await restore(placeOf(values), file));
    }
    case "hold": {
      const { holdCommand } = await import("#pipelines");
      const hold = { generation: argument, reason: values.reason, by: operator(values) };
      return tell(values, await holdCommand(placeOf(values), hold));
    }
    case "runs": {
      const { runsCommand } = await import("#pipelines");
      return tell(values, await runsCommand(placeOf(values), argument));
    }
    case "rejections": {
      const { rejectionsCommand } = await import("#pipelines");
      return tell(values, await rejectionsCommand(placeOf(values), argument));
    }
    case "check-oneroster": {
      process.exitCode = 2;
      const { checkPackage, tellCheck } = await import("#pipelines");
      const path = needed(argument, "Say what to check: rollbook check-oneroster PATH.");
      const found = await checkPackage(path, values.tolerant);
      process.exitCode = found.accepted ? 0 : 1;
      return print(values, found, tellCheck(found));
    }
    case "check-upload": {
      const { checkUpload, tellUploadCheck } = await import("#pipelines");
      const path = needed(argument, "Say what to check: rollbook check-upload FILE --source KEY.");
      const source = needed(values.source, "Say whose file it is: --source KEY.");
      const found = await checkUpload({ district, dataDir: values.data, path, source });
      return print(values, found, tellUploadCheck(found));
    }
    case "schedule": {
      const { scheduleCommand } = await import("#pipelines");
      return tell(values, await scheduleCommand(placeOf(values)));
    }
    case "people": {
      const { peopleCommand } = await import("#api");
      const place = { dataDir: values.data, district, databaseUrl: process.env.DATABASE_URL };
      const { people, text } = await peopleCommand(place, given);
      return print(values, people, text);
    }
    case "answer":
      return answer(argument, values);
    case "audit": {
      const { runAudit } = await import("#warehouse");
      const { data: dataDir, student, out, checkpoint, key } = values;
      const place = { dataDir, databaseUrl: process.env.DATABASE_URL, now: new Date() };
      const [action] = given;
      const { found, words, isSound } = await runAudit(action, { ...place, student, out, checkpoint, key });
      if (!isSound) process.exitCode = 1;
      return print(values, found, words);
    }
    case "grants": {
      const { runGrants } = await import("#api");
      const place = { dataDir: values.data, district, databaseUrl: process.env.DATABASE_URL };
      const { found, text } = await runGrants(place, given, values);
      return print(values, found, text);
    }
    case "data-reports": {
      const { runDataReports } = await import("#api");
      const place = { dataDir: values.data, district, databaseUrl: process.env.DATABASE_URL };
      const { found, text, areSent } = await runDataReports({ ...place, environment: process.env });
      if (!areSent) process.exitCode = 1;
      return print(values, found, text);
    }
    case "synth":
      return synth(values);
    case "doctor": {
      const { diagnose } = await import("#pipelines");
      const found = await diagnose(placeOf(values));
      if (found.some(({ isSound }) => !isSound)) process.exitCode = 1;
      const lines = found.map(({ what, isSound, words }) => `${isSound ? "ok " : "BAD"} ${what}: ${words}`);
      return print(values, found, lines.join("\n"));
    }
    case "suppress":
      return suppress(values);
    case "bench":
      if (argument === "mutants") return measureMutants(values);
      if (argument === "load") return measureLoad(values);
      return argument === "suppress" ? measureSuppression(values) : measure(values);
    default:
      if (values.help || command === "help") return print(values, usage, usage);
      throw new Error(command === undefined ? usage : `There is no command "${command}".\n\n${usage}`);
  }
}

async function start(values: Values): Promise<void> {
  const port = wholeNumber("port", values.port, 65_535);
  const { buildDemo, needsDemo, readSchedule, runInChild, startSchedule, uploadJobs } = await import(
    "#pipelines"
  );
  const command = (args: string[]) => runInChild(join(root, "rollbook.ts"), args);
  const demo = { dataDir: values.data, district, today: today(values), command };
  await Promise.all([needsDemo(demo) ? buildDemo(demo) : undefined, buildPages()]);
  const { serve } = await import("#api");
  const { openControl } = await import("#warehouse");
  const place = placeOf(values);
  const control = await openControl(place);
  const { url } = await serve({
    dataDir: values.data,
    district,
    host: values.host,
    port,
    pagesDir,
    uploads: uploadJobs(join(root, "rollbook.ts"), values.data),
    schedule: () => readSchedule(control, values.data, { district, now: new Date() }),
    databaseUrl: process.env.DATABASE_URL,
    clientSecret: process.env[district.identityProvider?.clientSecretEnv ?? ""],
    logLevel: process.env.LOG_LEVEL ?? "warn",
  });
  startSchedule({ ...place, control, command });
  const accounts = district.identityProvider ? [] : district.accounts;
  const links = accounts.map(({ account, name }) => ({
    account,
    name,
    link: `${url}/sign-in?account=${account}`,
  }));
  const lines = links.map(({ account, name, link }) => `  ${account.padEnd(12)} ${link}  ${name}`);
  const ways = lines.length > 0 ? `\n\nSign in as\n${lines.join("\n")}` : "";
  print(values, { url, links }, `${district.name} is at ${url}${ways}`);
}

/** Builds the pages when they are missing or older than what they are made from. */
async function buildPages(): Promise<void> {
  const built = join(pagesDir, "index.html");
  const sources = [join(root, "dashboards"), join(root, "vite.config.ts")];
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(newestIn))) return;
  const { build } = await import("vite");
  await build({
    configFile: join(root, "vite.config.ts"),
    root: join(root, "dashboards"),
    logLevel: "error",
  });
}

function newestIn(path: string): number {
  if (path === pagesDir) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

async function loadFiles(path: string | undefined, values: Values): Promise<void> {
  const { load } = await import("#pipelines");
  const title = `load ${values["as-of"] ?? ""}`.trim();
  return publishing(values, title, (request) =>
    load({
      ...request,
      path: values.source ? path : needed(path, "Say what to load: rollbook load PATH."),
      source: values.source,
      environment: process.env,
      asOf: today(values),
    }),
  );
}

/** Does what publishes, showing how far it is, and tells what became of it. */
async function publishing(
  values: Values,
  title: string,
  run: (
    request: ReturnType<typeof placeOf> & Pick<LoadRequest, "startedBy" | "onProgress">,
  ) => Promise<RunDocument>,
): Promise<void> {
  const { progressOn, tellRun, wordsOf } = await import("#pipelines");
  const { show, end } = progressOn(process.stderr, title);
  try {
    const outcome = await run({
      ...placeOf(values),
      startedBy: operator(values),
      onProgress: (progress) => show(wordsOf(progress), progress.done, progress.total),
    });
    end();
    print(values, outcome, tellRun(outcome));
  } finally {
    end();
  }
}

async function answer(slice: string | undefined, values: Values): Promise<void> {
  const { answerOnRecord, openControl, openWarehouse, readerFor } = await import("#warehouse");
  const text = needed(
    slice,
    `Give the slice as JSON: rollbook answer '{"measures":["enrollment"]}' --as admin.`,
  );
  const account = needed(values.as, "Say for whom: --as ACCOUNT, for example --as admin.");
  const asked = await parseSlice(text);
  const warehouse = await openWarehouse({ dataDir: values.data, district });
  const databaseUrl = process.env.DATABASE_URL;
  const control = await openControl({ dataDir: values.data, databaseUrl });
  try {
    const reader = await readerFor({ district, warehouse, control }, account, today(values));
    const place = { dataDir: values.data, databaseUrl, now: new Date() };
    const { purpose = null } = values;
    const found = await answerOnRecord(asked, { ...place, warehouse, reader, purpose });
    print(values, found, JSON.stringify(found, null, 2));
  } finally {
    warehouse.close();
    await control.close();
  }
}

async function parseSlice(text: string): Promise<Slice> {
  const { sliceSchema } = await import("#api/contract");
  const { data: slice, error } = sliceSchema.safeParse(parseJson(text));
  if (slice) return slice;
  const [issue] = error.issues;
  const where = issue?.path.join(".") || "the whole";
  throw new Error(
    `The slice cannot be read at ${where} (${issue?.message}). It looks like {"measures":["enrollment"]}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Error(
      `The slice is not JSON (${why}). Put it between single quotes, and names between double ones.`,
    );
  }
}

async function synth(values: Values): Promise<void> {
  const { progressOn, writeDistrict } = await import("#pipelines");
  const { show, end } = progressOn(process.stderr, `write ${values["as-of"] ?? ""}`.trim());
  const out = needed(values.out, "Say where to write: rollbook synth --out DIR.");
  await writeDistrict({
    students: wholeNumber("students", values.students, 640_000),
    years: wholeNumber("years", values.years, 10),
    seed: wholeNumber("seed", values.seed, 2 ** 31),
    out,
    asOf: today(values),
    onProgress: ({ step, done, total }) => show(step, done, total),
  });
  end();
  print(values, { out }, `Written to ${out}.`);
}

async function suppress(values: Values): Promise<void> {
  const { readTable, suppressTable, tellTable } = await import("#warehouse");
  const table = readTable(await standardInput());
  const found = suppressTable(table);
  print(values, found, tellTable(table, found));
}

/** Standard input as text, up to 2 MB: more is no table that a person would read. */
async function standardInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw new Error("Give the table on standard input: rollbook suppress < table.json.");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += chunk.length;
    if (size > 2_000_000) throw new Error("Standard input holds more than 2 MB: give one table at a time.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function measureSuppression(values: Values): Promise<void> {
  const { benchSuppress, tellSuppressBench } = await import("./bench/suppress.ts");
  const result = benchSuppress();
  print(values, result, tellSuppressBench(result));
}

async function measureMutants(values: Values): Promise<void> {
  const { benchMutants, tellMutants } = await import("./bench/mutants/run.ts");
  const { progressOn } = await import("#pipelines");
  const { show, end } = progressOn(process.stderr, "bench mutants");
  const { only, sample, seed } = values;
  const result = await benchMutants({
    ...{ root, only, seed: wholeNumber("seed", seed, 2 ** 31) },
    sample: sample === undefined ? undefined : wholeNumber("sample", sample, 100_000),
    onProgress: (done, all) => show("judging", done, all),
  });
  end();
  print(values, result, tellMutants(result));
}

async function measureLoad(values: Values): Promise<void> {
  const { benchLoad, tellLoadBench } = await import("./bench/load/run.ts");
  const place = { cache: join(root, ".cache", "bench"), pagesDir, program: join(root, "rollbook.ts") };
  const result = await benchLoad({ ...place, district });
  print(values, result, tellLoadBench(result));
}

async function measure(values: Values): Promise<void> {
  const { bench, tellBench } = await import("./bench/run.ts");
  const result = await bench({
    students: wholeNumber("students", values.students, 640_000),
    years: wholeNumber("years", values.years, 10),
    district,
    asOf: values["as-of"] ?? district.schoolYears.at(-1)?.endsOn ?? today(values),
    cache: join(root, ".cache", "bench"),
    pagesDir,
  });
  print(values, result, tellBench(result));
}

function today(values: Values): string {
  const given = values["as-of"];
  if (given !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(given)) {
    throw new Error(`--as-of ${given} is not a date; write it as YYYY-MM-DD.`);
  }
  return given ?? district.today ?? new Date().toLocaleDateString("sv-SE", { timeZone: district.timeZone });
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new Error(`--${name} ${text} is not a whole number from 0 to ${most}.`);
  }
  return value;
}

function needed(value: string | undefined, sentence: string): string {
  if (value === undefined || value === "") throw new Error(sentence);
  return value;
}

const operator = (values: Values) => values.by ?? `${userInfo().username} on the command line`;

/** Where a command works, as the command line and the environment say. */
const placeOf = (values: Values) => ({
  dataDir: values.data,
  district,
  databaseUrl: process.env.DATABASE_URL,
  clock: () => new Date(),
});

function tell(values: Values, { found, text, isSound }: { found: unknown; text: string; isSound: boolean }) {
  if (!isSound) process.exitCode = 1;
  print(values, found, text);
}

function print(values: Values, found: unknown, text: string): void {
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : `${text}\n`);
}

/** A refusal of ours says all in its message; of anything else the cause helps whoever must find it. */
function tellError(error: unknown): void {
  const isOurs = error instanceof Error && (error.name !== "Error" || error.cause === undefined);
  const message = error instanceof Error ? inWords(error) : String(error);
  const cause = isOurs || !(error instanceof Error) ? "" : `\n${error.cause}`;
  process.stderr.write(`${message}${cause}\n`);
  // 75 asks whoever started this to try again: another load has the right to publish.
  const isBusy = error instanceof Error && "code" in error && error.code === "run.locked";
  process.exitCode ??= isBusy ? 75 : 1;
}

/** What the machine refuses, as a sentence with what to do about it. */
function inWords(error: Error): string {
  const { code, path = "the place to write to" }: NodeJS.ErrnoException = error;
  if (code === "ENOSPC") return "The disk is full: free some space and start this again.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return `This user may not read or write ${path} (${code}): change its permissions, or name another place.`;
  if (code === "ENOTDIR" || code === "EEXIST")
    return `A file stands where a folder is needed, at ${path}: name another place.`;
  return error.message;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  await run(positionals, values);
} catch (error) {
  tellError(error);
}
