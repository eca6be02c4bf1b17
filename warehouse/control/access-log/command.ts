import { existsSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Reader } from "../../district.ts";
import type { Warehouse } from "../../open-warehouse.ts";
import type { Answer, Slice } from "../../semantic/slice.ts";
import { needsPurpose, studentsShown } from "../../semantic/students-shown.ts";
import { openControl } from "../control-store.ts";
import type { LoggedAccess } from "./read.ts";
import type { LogCheck } from "./verify.ts";

type AuditOrder = {
  dataDir: string;
  databaseUrl?: string | undefined;
  now: Date;
  /** `list` takes the student, `checkpoint` the file to write, `verify` what was kept elsewhere. */
  student?: string | undefined;
  out?: string | undefined;
  checkpoint?: string | undefined;
  key?: string | undefined;
};

/** What a command found, in words for people, and whether all is well. */
export type AuditOutcome = { found: unknown; words: string; isSound: boolean };

/** `rollbook audit list | checkpoint | verify`: for the local operator, whose reading is itself in the log. */
export async function runAudit(command: string | undefined, order: AuditOrder): Promise<AuditOutcome> {
  const { dataDir, databaseUrl, student, out } = order;
  const at = order.now.toISOString();
  const subject = `command line of ${userInfo().username}`;
  if (!databaseUrl && !existsSync(join(dataDir, "control.sqlite")))
    throw new Error(`There is no access log in ${dataDir}: name the data folder with --data.`);
  const control = await openControl({ dataDir, databaseUrl, now: at });
  try {
    switch (command) {
      case "list": {
        const asked = student === undefined ? "all entries" : `student ${student}`;
        const students = student === undefined ? [] : [student];
        await control.record({
          at,
          account: null,
          action: "audit_read",
          subject: `${subject}: ${asked}`,
          students,
        });
        const found = await control.auditEntries({ student });
        return { found, words: tellEntries(found), isSound: true };
      }
      case "checkpoint": {
        const found = await control.checkpoint({ at, account: null, subject });
        const text = `${JSON.stringify(found)}\n`;
        if (out !== undefined) writeFileSync(out, text);
        const where = out === undefined ? `Keep this elsewhere:\n${text}` : `Keep ${out} elsewhere.`;
        return { found, words: `Signed up to entry ${found.sequence}. ${where}`, isSound: true };
      }
      case "verify": {
        const found = await control.verifyLog(order);
        return { found, words: tellCheck(found), isSound: found.sound };
      }
      default:
        throw new Error("Say what: rollbook audit list, audit checkpoint or audit verify.");
    }
  } finally {
    await control.close();
  }
}

function tellEntries(entries: LoggedAccess[]): string {
  const lines = entries.map(({ sequence, at, account, viewed_as, action, subject, purpose, students }) => {
    const who = `${account ?? "-"}${viewed_as === null ? "" : ` as ${viewed_as}`}`;
    const why = purpose === null ? "" : `, for ${purpose}`;
    return `${sequence}  ${at}  ${who}  ${action}  ${subject}${why}  (${students.length} students)`;
  });
  return lines.join("\n");
}

function tellCheck({ sound, entries, checkpoints, faults }: LogCheck): string {
  if (sound) return `The access log is sound: ${entries} entries, ${checkpoints} checkpoints.`;
  const lines = faults.map(({ sequence, code, words }) => `  ${sequence ?? "-"}  ${code}  ${words}`);
  return `The access log was changed (${faults.length} faults):\n${lines.join("\n")}`;
}

type Asking = AuditOrder & { warehouse: Warehouse; reader: Reader; purpose: string | null };

/**
 * The answer to one slice for the local operator, in the log where it shows students. Throws `purpose_needed` in words
 * where special-education records of single students are asked for without one.
 */
export async function answerOnRecord(slice: Slice, asking: Asking): Promise<Answer> {
  const { warehouse, reader, purpose, dataDir, databaseUrl } = asking;
  const [answer] = (await warehouse.answer([slice], reader)).answers;
  if (!answer) throw new Error("The warehouse gave no answer to a slice.");
  const shown = await studentsShown(slice, answer, warehouse.studentIds);
  if (!shown) return answer;
  if (needsPurpose(slice) && !purpose)
    throw new Error(
      "These are special-education records of single students: say what for, with --purpose WORDS.",
    );
  const at = asking.now.toISOString();
  const control = await openControl({ dataDir, databaseUrl, now: at });
  const subject = `command line of ${userInfo().username}: ${shown.subject}`;
  try {
    await control.record({ ...shown, at, account: reader.account, action: "drill_down", subject, purpose });
  } finally {
    await control.close();
  }
  return answer;
}
