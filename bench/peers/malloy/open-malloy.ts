import { type ChildProcess, fork } from "node:child_process";
import { join, resolve } from "node:path";
import { attachStatements, type Manifest, partsFolder, schemaOf } from "#warehouse";
import type { Given, Way } from "../way.ts";
import type { FromMalloy, MalloyVersions, ToMalloy } from "./answer-queries.ts";
import { installMalloy } from "./program.ts";

export type { MalloyVersions } from "./answer-queries.ts";

type Place = { dataDir: string; manifest: Manifest; given: Given };

/** Malloy over the parts of the generation, in a process of its own: it brings a DuckDB of its own. */
export async function openMalloy({ dataDir, manifest, given }: Place) {
  installMalloy();
  const child = fork(join(import.meta.dirname, "answer-queries.ts"), { execArgv: ["--import", "tsx"] });
  const parts = resolve(partsFolder(dataDir));
  const attach = [...attachStatements(manifest, parts), `use memory.${schemaOf(manifest)}`];
  const close = async () => {
    child.disconnect();
  };
  try {
    const versions = await openedIn(child, { open: { attach, parts, given } });
    const way: Way = {
      key: "malloy",
      ask: async ({ name }) => {
        const told = await tell(child, { query: name.replaceAll("-", "_") });
        if (!("rows" in told)) throw new Error("Malloy gave no rows.");
        return told;
      },
    };
    return { way, versions, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openedIn(child: ChildProcess, open: ToMalloy): Promise<MalloyVersions> {
  const told = await tell(child, open);
  if (!("versions" in told)) throw new Error("Malloy did not open.");
  return told.versions;
}

/** One message and its answer; the next is sent when it has come. */
function tell(child: ChildProcess, message: ToMalloy): Promise<FromMalloy> {
  return new Promise((take, refuse) => {
    const ended = (code: number | null) => refuse(new Error(`Malloy's process ended with ${code}.`));
    child.once("exit", ended);
    child.once("message", (told: FromMalloy) => {
      child.off("exit", ended);
      if ("error" in told) refuse(new Error(`Malloy refuses: ${told.error}`));
      else take(told);
    });
    child.send(message);
  });
}
