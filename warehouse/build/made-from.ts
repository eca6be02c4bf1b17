import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type TableFile, tableNamesIn } from "./table-list.ts";

/** What something was made from, and what rows it has, in short: equal texts mean equal inputs and equal rows. */
export type Made = { from: string; content: string };

/** By the name of a table, of its cut (`cutName`) or of a check. */
export type MadeByName = Readonly<Record<string, Made>>;

export const digest = (...parts: unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** A hash over all that builds and checks besides the tables' own SQL, and the engine: under another one nothing is kept. */
export function builderVersion(): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(createRequire(import.meta.url)("@duckdb/node-api/package.json").version));
  const folder = new URL("./", import.meta.url);
  for (const name of readdirSync(folder).sort())
    if (name.endsWith(".ts") && !name.endsWith(".test.ts"))
      hash.update(`${name}\n`).update(readFileSync(new URL(name, folder)));
  return hash.digest("hex");
}

/** How many rows a relation has and what they are, in whatever order. */
export async function contentOf(connection: DuckDBConnection, relation: string): Promise<string> {
  return textOf(connection, `select ${summed(relation)}`);
}

const summed = (relation: string) =>
  `(select count(*)::varchar || ' ' || coalesce(sum(hash(summed_row)), 0)::varchar from ${relation} as summed_row)`;

/** The values of the variables that statements read, those of cuts left out. */
export async function variablesIn(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const named = [...sql.matchAll(/getvariable\('(\w+)'\)/g)].map(([, name = ""]) => name);
  const names = [...new Set(named)].filter((name) => !ofCuts.has(name)).sort();
  const values = names.map((name) => `getvariable('${name}')::varchar`);
  if (values.length === 0) return [];
  const reader = await connection.runAndReadAll(`select ${values.join(", ")}`);
  const [row = []] = reader.getRowsJson();
  return names.map((name, index) => `${name} ${row[index]}`);
}

const ofCuts = new Set([
  ...["school_year", "first_on", "last_on", "through_on", "is_whole_year"],
  ...["first_organization_key", "last_organization_key"],
]);

/** What decides a cut, besides tables: the contents of the expressions that its header names, under the variables set. */
export async function inputContent(connection: DuckDBConnection, file: TableFile): Promise<string> {
  const { inputs, names } = inputsOf(file);
  const told = names.filter((name) => !file.toldByOthers.has(name));
  if (told.length === 0) return "";
  return textOf(connection, `${inputs}\nselect concat_ws(', ', ${told.map(summed).join(", ")})`);
}

/** The statements behind the inputs of a cut: what variables they read decides it, too. */
export const afterInputs = (file: TableFile): string => inputsOf(file).rest;

/**
 * The expressions of a cut's SQL up to the last that its header names, and what comes behind. Throws where what comes behind
 * reads anything that is not named, since a change there would be overlooked.
 */
function inputsOf({ name, sql, madeFrom }: TableFile): { inputs: string; names: string[]; rest: string } {
  const names = madeFrom.filter((one) => tableNamesIn(one).length === 0);
  const lines = sql.split("\n");
  const begins = lines.findIndex((line) => line.startsWith("with "));
  const last = lines.findLastIndex((line) => names.includes(expressionIn(line)));
  const ends = last < 0 ? -1 : lines.findIndex((line, at) => at > last && line.startsWith(")"));
  const inputs = ends < 0 ? "" : `${lines.slice(begins, ends).join("\n")}\n)`;
  const rest = ends < 0 ? sql : lines.slice(ends + 1).join("\n");
  const hidden = lines
    .slice(0, ends + 1)
    .map(expressionIn)
    .filter((one) => one !== "" && !names.includes(one));
  const read = [
    ...tableNamesIn(rest),
    ...hidden.filter((one) => new RegExp(`\\b(from|join) ${one}\\b`).test(rest)),
  ];
  const unnamed = read.find((one) => ![...madeFrom, name, `${name}_before`].includes(one));
  if (unnamed !== undefined)
    throw new Error(
      `warehouse/tables/${name}.sql reads ${unnamed} behind its inputs: name it in "-- made from: …" or read it before.`,
    );
  return { inputs, names, rest };
}

const expressionIn = (line: string) => line.match(/^(?:with )?(\w+) as \($/)?.[1] ?? "";

async function textOf(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll(sql);
  return String(reader.getRowsJson()[0]?.[0]);
}
