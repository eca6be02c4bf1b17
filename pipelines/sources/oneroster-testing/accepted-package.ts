import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDistrict, removeDistricts } from "../../synthetic/testing/make-district.ts";
import { completed } from "./derived-packages.ts";
import { type PackageCopy, readCopy } from "./package-copy.ts";

/** A folder to write packages into, and a package to change. */
export type Bench = {
  folder: string;
  /** A new copy of a small package of our own writer, with a record of every file that it leaves out. */
  accepted: () => Promise<PackageCopy>;
  remove: () => void;
};

export async function makeBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-package-"));
  const district = await makeDistrict({ students: 50, years: 1, seed: 3, asOf: "2026-11-20" });
  return {
    folder,
    accepted: async () => completed(await readCopy(join(district, "harbor-oneroster.zip"))),
    remove: () => {
      rmSync(folder, { recursive: true });
      removeDistricts();
    },
  };
}
