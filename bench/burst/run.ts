import { fork } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "#api";
import type { District } from "#warehouse";
import { startMailServer } from "../../tests/mail/mail-server.ts";
import { districtOfSize } from "../district-of-size.ts";
import { unprotected } from "../unprotected.ts";
import { principalsOf } from "./principals.ts";
import { wrongMails } from "./read-back.ts";
import type { Sending, Sent } from "./send.ts";

export type BurstRequest = {
  principals: number;
  district: District;
  asOf: string;
  cache: string;
  pagesDir: string;
};

/** Of one report by mail to every principal; `wrong_files` are sentences, and there must be none. */
export type BurstBench = {
  principals: number;
  students: number;
  mails: number;
  seconds: number;
  mails_per_second: number;
  cpu_seconds: number;
  cpu_seconds_a_mail: number;
  peak_mb: number;
  megabytes: number;
  states: Record<string, number>;
  wrong_files: string[];
};

const SMTP = "ROLLBOOK_SMTP";
/** A school of the bench is small: what a mail costs is in the number of schools. */
const STUDENTS_OF_A_SCHOOL = 50;
/** Schools are made in proportion by kind, so a few more than are asked for. */
const SPARE = 3;

/** What each gets of her own school: a row a grade, beside the year before. */
const report = {
  title: "My school by grade",
  note: null,
  chart: "table",
  slice: {
    measures: ["enrollment", "attendance_rate", "chronic_absence_rate", "suspension_rate"],
    by: ["school", "grade"],
    totals: "visible",
  },
};

/** Mails one report to so many principals as the scheduler does, and reads every workbook back afterwards. */
export async function benchBurst({ principals: count, ...request }: BurstRequest): Promise<BurstBench> {
  const { asOf, pagesDir, cache } = request;
  const students = Math.max(1000, count * STUDENTS_OF_A_SCHOOL);
  const schools = Math.ceil(1.01 * count) + SPARE;
  const size = { students, schools, years: 1, district: unprotected(request.district), asOf };
  const built = (await districtOfSize(size, cache)).dataDir;
  const principals = principalsOf(built, count);
  const district = districtOf(
    request.district,
    principals.map(({ account }) => account),
  );
  const dataDir = withoutStore(built);
  const mail = await startMailServer();
  try {
    await scheduleAsCoordinator({ dataDir, district, pagesDir });
    const sent = await sending({ dataDir, district, environment: { [SMTP]: mail.address } });
    const seconds = Math.round(100 * sent.seconds) / 100;
    const bytes = mail.received.reduce((sum, { text }) => sum + text.length, 0);
    return {
      ...{ principals: count, students, mails: mail.received.length, seconds },
      mails_per_second: Math.round((100 * mail.received.length) / sent.seconds) / 100,
      cpu_seconds: Math.round(100 * sent.cpu_seconds) / 100,
      cpu_seconds_a_mail: Math.round((1000 * sent.cpu_seconds) / count) / 1000,
      ...{ peak_mb: sent.peak_mb, megabytes: Math.round(bytes / 1e6), states: sent.states },
      wrong_files: await wrongMails(mail.received, principals),
    };
  } finally {
    await mail.stop();
    rmSync(dataDir, { recursive: true });
  }
}

/** The result in words. */
export function tellBurstBench(found: BurstBench): string {
  const { principals, mails, seconds, mails_per_second, cpu_seconds, cpu_seconds_a_mail, peak_mb } = found;
  const wrong = found.wrong_files;
  return [
    `${mails} mails to ${principals} principals in ${seconds} s (goal 600 s for 1,300): ${mails_per_second} a second, ${cpu_seconds} s of the processor (${cpu_seconds_a_mail} s a mail), at most ${peak_mb} MB.`,
    `${wrong.length} wrong files of ${mails}, each read back from its mail.`,
    ...wrong.slice(0, 20),
  ].join("\n");
}

/** The bench's district with a data office and these principals alone. */
const districtOf = (base: District, principals: District["accounts"]): District => ({
  ...base,
  mail: { smtpEnv: SMTP, from: "data office <data@camino.example>" },
  accounts: [...base.accounts.filter(({ account }) => account === "coordinator"), ...principals],
});

/** A folder with the generation of another, and a control store of its own: what was sent before is not known there. */
function withoutStore(built: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-burst-"));
  for (const folder of ["generations", "parts"]) symlinkSync(resolve(built, folder), join(dataDir, folder));
  return dataDir;
}

type Place = { dataDir: string; district: District; pagesDir: string };

/** Saves the report and schedules it for every principal, as the data office does on the page. */
async function scheduleAsCoordinator(place: Place): Promise<void> {
  const server = await serve({
    ...{ ...place, host: "127.0.0.1", port: 0, logLevel: "error", schedule: async () => [] },
  });
  const headers = { "content-type": "application/json", origin: server.url, cookie: "" };
  const post = async (path: string, asked: object) => {
    const answer = await fetch(`${server.url}/api${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(asked),
    });
    if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`);
    return answer;
  };
  try {
    const session = await post("/session", { account: "coordinator" });
    headers.cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
    const saved = await post("/reports", { content: report, sharing: { with: "district" } });
    const to = { with: "role", role: "principal" };
    await post("/schedules", { report: (await saved.json()).report, every: "day", to });
  } finally {
    await server.close();
  }
}

function sending(asked: Sending): Promise<Sent> {
  const child = fork(join(import.meta.dirname, "send.ts"), { execArgv: ["--import", "tsx"] });
  return new Promise((resolveSent, reject) => {
    child.once("message", (sent: Sent) => resolveSent(sent));
    child.once("error", reject);
    child.once("exit", (code) => code !== 0 && reject(new Error(`The sending ended with ${code}.`)));
    child.send(asked);
  });
}
