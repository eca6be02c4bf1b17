import { createHash, randomUUID } from "node:crypto";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  type District,
  type Erasure,
  type Manifest,
  partsFolder,
  type RunDocument,
  readCurrentGeneration,
  viewStatements,
} from "#warehouse";
import { type RunContext, type RunPlace, recordRun } from "../ledger/record-run.ts";
import { Refusal } from "../refusal.ts";
import { publishFiles } from "../run.ts";
import { landedFile } from "../runs/stage-files.ts";
import type { Progress } from "../show-progress.ts";
import { type ErasureKey, erasureKeyIn } from "./erasure-key.ts";
import { retireErased } from "./retire-erased.ts";

type EraseRequest = RunPlace & {
  district: District;
  /** The state's id of the student, or SOURCE:ID for one that the state does not know. */
  student: string;
  reason: string;
  onProgress?: ((progress: Progress) => void) | undefined;
};

/**
 * Erases a student's records by law: her ids go into the deletion ledger as keyed hashes, what is published is built again
 * without her, and earlier generations are retired, unless they are held. Throws a Refusal for somebody unknown; where the build
 * fails the ledger stays, and the next load that publishes leaves her out.
 */
export async function eraseStudent(request: EraseRequest): Promise<RunDocument> {
  const { district, dataDir, student, reason, onProgress } = request;
  const current = readCurrentGeneration(dataDir);
  if (!current)
    throw new Refusal(
      "generation.unknown",
      "Nothing is published, so nobody can be found to erase. Load the sources first.",
    );
  const about = { command: "erase", source: null, as_of: current.as_of };
  return recordRun(request, about, async (context) => {
    const { control, clock, run } = context;
    const known = await idsOf(dataDir, current, student);
    const key = erasureKeyIn(dataDir);
    const erased_at = clock().toISOString();
    const named = { erasure_id: randomUUID(), key_id: key.id, reason, erased_by: run.started_by, erased_at };
    await control.addErasures([{ ...named, hashes: hashesOf(known, key) }]);
    const files = current.sources.map(landedFile);
    await publishFiles({ district, asOf: current.as_of, onProgress }, { ...context, current }, files);
    await tellRetired(context);
  });
}

async function tellRetired({ control, dataDir, clock, lease, run }: RunContext): Promise<void> {
  const { retired, held } = await retireErased({ control, dataDir, clock, lease });
  const kept = held.map(({ generation, reason }) => `${generation} (${reason})`).join(", ");
  run.message = [
    run.message,
    `${retired.length} earlier generations were retired; their parts go in a day.`,
    held.length > 0 && `Held, and so still with her records: ${kept}.`,
    "Received files are as they came: ask the sources to send them without her.",
  ]
    .filter(Boolean)
    .join(" ");
}

type Known = { own: { source: string; id: string }[]; state: string[] };

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** As `leave-out.ts` computes them. */
function hashesOf({ own, state }: Known, { secret }: ErasureKey): Erasure["hashes"] {
  return [
    ...own.map(({ source, id }) => sha256(`${secret} own ${source} ${id}`)),
    ...state.map((id) => sha256(`${secret} state ${id}`)),
  ];
}

/** Every id under which the current generation knows a student. Throws a Refusal where it knows none. */
async function idsOf(dataDir: string, manifest: Manifest, student: string): Promise<Known> {
  const isThere = manifest.parts.some(({ table }) => table === "brg_student_identity");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const statement of viewStatements(manifest, partsFolder(dataDir), "main"))
      await connection.run(statement);
    const rows = isThere ? (await connection.runAndReadAll(identities, { student })).getRowObjectsJson() : [];
    if (rows.length === 0)
      throw new Refusal(
        "student.unknown",
        `No student of ${manifest.generation} has the id that was given. Give the state's id, or SOURCE:ID as the source writes it; whoever is erased already is not there any more.`,
      );
    const states = rows.flatMap(({ state_student_id: id }) => (typeof id === "string" ? [id] : []));
    return {
      own: rows.map(({ source, id }) => ({ source: String(source), id: String(id) })),
      state: [...new Set(states)],
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A record that met nobody (key -1) is only itself. */
const identities = `
  with person as (
    select durable_student_key from dim_student where state_student_id = $student
    union
    select durable_student_key from brg_student_identity where source || ':' || source_student_id = $student
  )
  select distinct identity.source, identity.source_student_id as id, student.state_student_id
  from brg_student_identity as identity
  left join dim_student as student
    on student.durable_student_key = identity.durable_student_key and identity.durable_student_key <> -1
  where source || ':' || source_student_id = $student
    or identity.durable_student_key in (select durable_student_key from person where durable_student_key <> -1)`;
