#!/usr/bin/env -S UV_THREADPOOL_SIZE=16 node --import=tsx
import { parseArgs } from "node:util";
import { answer } from "./commands/answer.ts";
import { needed, operator, placeOf, today, wholeNumber } from "./commands/given.ts";
import {
  measure,
  measureBurst,
  measureCluster,
  measureDelta,
  measureExcel,
  measureLoad,
  measureMutants,
  measurePeers,
  measureSuppression,
  measureUsers,
} from "./commands/measure.ts";
import { options, usage, type Values } from "./commands/options.ts";
import { loadFiles, publishing } from "./commands/publish.ts";
import { start } from "./commands/start.ts";
import { print, tell, tellError } from "./commands/tell.ts";
import { district } from "./district.config.ts";

async function run([command, ...given]: string[], values: Values): Promise<void> {
  if (values.help || command === "help") return print(values, usage, usage);
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
    case "publish": {
      const { publishTo } = await import("./commands/publish-to.ts");
      return publishTo(argument, values);
    }
    case "backup": {
      const { backUp } = await import("#pipelines");
      const out = needed(values.out, "Say where to: rollbook backup --out FILE.");
      return tell(values, await backUp(placeOf(values), out));
    }
    case "restore": {
      const { restore } = await import("#pipelines");
      const backup = needed(argument, "Say what from: rollbook restore FILE --data DIR --erasures LEDGER.");
      const ledger = needed(
        values.erasures,
        'Say who was erased since: --erasures FILE, which "rollbook erase --out FILE" wrote, or --erasures none where nobody ever was.',
      );
      const erasures = ledger === "none" ? null : ledger;
      return tell(values, await restore({ ...placeOf(values), backup, erasures }));
    }
    case "erase": {
      const { erasuresCommand, eraseStudent } = await import("#pipelines");
      const { student, out } = values;
      if (student === undefined) return tell(values, await erasuresCommand(placeOf(values), out));
      const reason = needed(
        values.reason,
        "Say by what right she is erased: --reason TEXT, without naming her.",
      );
      return publishing(values, "erase", (request) => eraseStudent({ ...request, student, reason }));
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
    case "reports": {
      const { runReports, sendReports } = await import("#api");
      const place = { dataDir: values.data, district, databaseUrl: process.env.DATABASE_URL };
      if (argument !== "send") {
        const { found, text } = await runReports(place, given, values);
        return print(values, found, text);
      }
      const asked = { environment: process.env, isAfterLoad: values["after-load"] };
      const { found, text, areSent } = await sendReports({ ...place, ...asked });
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
      if (argument === "delta") return measureDelta(values);
      if (argument === "excel") return measureExcel(values);
      if (argument === "users") return measureUsers(values);
      if (argument === "burst") return measureBurst(values);
      if (argument === "peers") return measurePeers(values);
      if (argument === "cluster") return measureCluster(values);
      return argument === "suppress" ? measureSuppression(values) : measure(values);
    default:
      throw new Error(command === undefined ? usage : `There is no command "${command}".\n\n${usage}`);
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

// Whoever reads our words may have read enough, as "head" does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  await run(positionals, values);
} catch (error) {
  tellError(error);
}
