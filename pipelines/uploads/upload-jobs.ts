import { join } from "node:path";
import type { RunDocument } from "#warehouse";
import { spawnCommand } from "../spawn-command.ts";

/** A file of the inbox, named as its source declares it. */
type InboxFile = { path: string; source: string };

/** What became of loading a file: `busy` while another load has the right to publish. */
export type LoadOutcome =
  | { state: "published"; run: Pick<RunDocument, "run" | "generation" | "files"> }
  | { state: "failed"; message: string }
  | { state: "busy" };

/** What serving needs of the pipelines for uploads; each runs in a process of its own, so that serving goes on. */
export type UploadJobs = {
  /** The folder of uploaded files, apart from what scheduled loads look at. */
  inbox: string;
  /** The parsed answer of `check-upload`. */
  check: (file: InboxFile) => Promise<unknown>;
  load: (file: InboxFile) => Promise<LoadOutcome>;
};

/** The exit code of a command that may be tried again: another load is running. */
const TRY_AGAIN = 75;

/** Uploads checked and loaded by commands of `program`, into `dataDir`. */
export function uploadJobs(program: string, dataDir: string): UploadJobs {
  const ask = (command: string[], { path, source }: InboxFile) =>
    ranToEnd(program, [...command, path, "--source", source, "--data", dataDir, "--json"]);
  return {
    inbox: join(dataDir, "uploads"),
    async check(file) {
      const { stdout, stderr, code } = await ask(["check-upload"], file);
      if (code !== 0) throw new Error(`The check of an upload ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    async load(file) {
      const { stdout, stderr, code } = await ask(["load", "--by", "upload"], file);
      if (code === TRY_AGAIN) return { state: "busy" };
      if (code !== 0) return { state: "failed", message: lastLine(stderr) };
      const { run, generation, files }: RunDocument = JSON.parse(stdout);
      return { state: "published", run: { run, generation, files } };
    },
  };
}

/** Progress comes before the reason. */
const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";

type Ended = { stdout: string; stderr: string; code: number | null };

function ranToEnd(program: string, args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawnCommand(program, args, ["ignore", "pipe", "pipe"]);
    const told = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => {
        told[stream] += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...told, code }));
  });
}
