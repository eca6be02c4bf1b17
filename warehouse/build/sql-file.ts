import { readdirSync, readFileSync } from "node:fs";

/** A .sql file: its header lines (`-- key: value`), its remarks and its text. */
export type SqlFile = { name: string; header: Record<string, string>; remarks: string[]; sql: string };

const headerKeys = [
  ...["grain", "grain-key", "history-key", "part", "order by", "cut", "repeat", "made from", "filled"],
  ...["kind", "promise", "cut as"],
];

/** All .sql files of a folder of the warehouse, by name. */
export function readSqlFolder(folder: "tables" | "checks" | "alerts"): SqlFile[] {
  const url = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => parseSqlFile(file.slice(0, -".sql".length), readFileSync(new URL(file, url), "utf8")));
}

function parseSqlFile(name: string, sql: string): SqlFile {
  const header: Record<string, string> = {};
  const remarks: string[] = [];
  for (const line of sql.split("\n")) {
    if (!line.startsWith("--")) break;
    const text = line.slice(2).trim();
    const key = headerKeys.find((known) => text.startsWith(`${known}: `));
    if (key) header[key] = text.slice(key.length + 2);
    else remarks.push(text);
  }
  return { name, header, remarks, sql };
}
