import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "./manifest.ts";
import { partsFolder } from "./store.ts";
import { sha256Of } from "./write-parts.ts";

/** A part file that is not what was published. */
export type PartFault = { file: string; fault: "missing" | "changed" };

/** The part files of a generation that are not what was published; empty when all is well. */
export async function verifyParts(dataDir: string, manifest: Manifest): Promise<PartFault[]> {
  const faults: PartFault[] = [];
  const files = new Map(manifest.parts.map((part) => [part.file, part.sha256]));
  for (const [file, sha256] of files) {
    const path = join(partsFolder(dataDir), file);
    if (!existsSync(path)) faults.push({ file, fault: "missing" });
    else if ((await sha256Of(path)) !== sha256) faults.push({ file, fault: "changed" });
  }
  return faults;
}
