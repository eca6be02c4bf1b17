import {
  definitionsVersion,
  listGenerations,
  type Manifest,
  type RunDocument,
  readCurrentGeneration,
  readGeneration,
  verifyParts,
} from "#warehouse";
import { isBefore } from "../erasure/retire-erased.ts";
import { type RunPlace, recordRun } from "../ledger/record-run.ts";
import { Refusal } from "../refusal.ts";

/**
 * Publishes an earlier generation again, as the newest: readers see its figures at once, and the next load goes on from
 * its files. Throws a Refusal for one that is unknown, current, incomplete or of other definitions; nothing is published.
 */
export async function rollback(request: RunPlace & { generation: string }): Promise<RunDocument> {
  const { dataDir, generation } = request;
  const earlier = findGeneration(dataDir, generation);
  const { as_of, definitions_version, fingerprint, parts, sources, checks } = earlier;
  const named = { as_of, definitions_version, fingerprint };
  const about = { command: `rollback ${generation}`, source: null, as_of };
  return recordRun(request, about, async ({ control, keep, step, publish }) => {
    await step(
      "check",
      () => refuseUnfit(dataDir, earlier),
      () => parts.length,
    );
    if (isBefore(await control.erasures(), earlier)) throw beforeErasure(earlier);
    const [published] = await control.runs({ generation, limit: 1 });
    await keep({ files: sources, findings: published?.findings ?? [] });
    await step("publish", () => publish({ ...named, parts, sources, checks, at_once: true }));
  });
}

function findGeneration(dataDir: string, generation: string): Manifest {
  const generations = listGenerations(dataDir);
  if (generations.includes(generation)) return readGeneration(dataDir, generation);
  const known = generations.slice(-5).join(", ") || "none";
  throw new Refusal(
    "generation.unknown",
    `There is no generation ${generation}. The latest are: ${known}; the data page lists all.`,
  );
}

async function refuseUnfit(dataDir: string, earlier: Manifest): Promise<void> {
  const { generation, definitions_version, run } = earlier;
  const current = readCurrentGeneration(dataDir);
  if (current?.generation === generation)
    throw new Refusal("generation.current", `${generation} is the current generation. Name an earlier one.`);
  if (![definitionsVersion(), current?.definitions_version].includes(definitions_version))
    throw new Refusal(
      "generation.other_definitions",
      `${generation} was built by other definitions than today's, which its tables may not fit. Load its files again: rollbook replay ${run ?? "RUN"}.`,
    );
  const [fault] = await verifyParts(dataDir, earlier);
  if (fault)
    throw new Refusal(
      "generation.incomplete",
      `${generation} is not whole: its part ${fault.file} is ${fault.fault}. Put it back from a backup, or load its files again: rollbook replay ${run ?? "RUN"}.`,
    );
}

const beforeErasure = ({ generation, run }: Manifest): Refusal =>
  new Refusal(
    "generation.before_erasure",
    `${generation} was published before records were erased by law, which it would bring back. Load its files again without them: rollbook replay ${run ?? "RUN"}.`,
  );
