import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeApi } from "#api";
import { describeControl, describeMeasures, describeTables, goldenStatements } from "#warehouse";
import { district } from "../district.config.ts";

/** Writes what is generated (`npm run docs`), or with --check says what is stale. Paths are below the repository. */
const generated: Record<string, string> = {
  "docs/measures.md": describeMeasures(),
  "docs/tables.md": await describeTables(),
  "docs/api.md": await describeApi(district),
  "warehouse/control/schema.sql": await describeControl(),
  ...Object.fromEntries(
    goldenStatements().map(({ measure, sql }) => [`warehouse/semantic/golden/${measure}.sql`, sql]),
  ),
};

const isCheck = process.argv.includes("--check");
const stale = Object.entries(generated).filter(([path, text]) => written(path) !== text);
for (const [path, text] of isCheck ? [] : stale) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (isCheck && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.map(([path]) => path).join(", ")}. Run npm run docs and commit.\n`);
  process.exitCode = 1;
}

function written(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
