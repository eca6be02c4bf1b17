import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("reports/", import.meta.url);

/** The reports that ship with Rollbook, as they are written: `id` is the file's name, `text` is JSON. */
export const certifiedReportFiles = (): { id: string; text: string }[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({
      id: name.slice(0, -".json".length),
      text: readFileSync(new URL(name, FOLDER), "utf8"),
    }));
