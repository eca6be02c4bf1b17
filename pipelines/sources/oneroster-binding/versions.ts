import { packageFiles } from "./binding.ts";
import type { PackageFile } from "./field.ts";
import { filesOf11 } from "./version-1-1.ts";

/** A version of the binding. */
export type Version = {
  /** As the manifest writes it. */
  name: "1.1" | "1.2";
  files: PackageFile[];
  /** How it calls a field that 1.2 gave another name: by file and 1.2's name. */
  earlierNames: Record<string, Record<string, string>>;
};

/** The latest one; everything is staged in its columns. */
export const version12: Version = { name: "1.2", files: packageFiles, earlierNames: {} };

/** The one before, which most systems still write. */
export const version11: Version = {
  name: "1.1",
  files: filesOf11,
  earlierNames: { lineItems: { academicSessionSourcedId: "gradingPeriodSourcedId" } },
};
