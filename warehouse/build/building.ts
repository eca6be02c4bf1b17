import type { DuckDBConnection } from "@duckdb/node-api";
import type { Manifest, ManifestPart } from "../generations/manifest.ts";
import type { Cut } from "./cuts.ts";
import { contentOf, digest, type Made, variablesIn } from "./made-from.ts";

/** What a build has made, and what it took from the generation before. */
export type Built = {
  made: Map<string, Made>;
  /** Parts of the generation before that are listed again. */
  kept: ManifestPart[];
  /** The cuts of all cut tables, each in a relation of its own. */
  cuts: BuiltCut[];
  version: string;
};

/** `name` is the cut's own. */
export type BuiltCut = Cut & { name: string; table: string; relation: string; isKept: boolean };

/** A build under way. */
export type Building = Built & {
  connection: DuckDBConnection;
  previous: Manifest | null;
  /** Those of the district's configuration. */
  schoolYears: ReadonlySet<string>;
  enrollmentsAtOnce: number;
};

/** What rows tables have, for `madeFrom`. */
export async function contentsOf(
  names: readonly string[],
  { connection, made }: Pick<Building, "connection" | "made">,
): Promise<string[]> {
  const contents: string[] = [];
  for (const name of names) {
    const known = made.get(name) ?? { from: "", content: await contentOf(connection, name) };
    made.set(name, known);
    contents.push(`${name} ${known.content}`);
  }
  return contents;
}

/** What decides that rows made by some statements are the same: the statements, the tables that they read, the variables. */
export async function madeFrom(
  sql: string,
  needs: readonly string[],
  building: Pick<Building, "connection" | "made" | "version">,
): Promise<string> {
  const variables = await variablesIn(building.connection, sql);
  return digest(building.version, sql, await contentsOf(needs, building), variables);
}

/** What the generation before has of a table, or of one of its cuts, if it was made from the same, or if it is the same. */
export function keptAs(
  name: string,
  is: Partial<Made>,
  { previous, schoolYears }: Building,
  isOf: (part: ManifestPart) => boolean = ({ table }) => table === name,
): { content: string; parts: ManifestPart[] } | null {
  const before = previous?.made?.[name];
  // A year that is configured no longer had a part without rows.
  const isWanted = ({ part, rows }: ManifestPart) => part === "core" || rows > 0 || schoolYears.has(part);
  const parts = previous?.parts.filter((part) => isOf(part) && isWanted(part)) ?? [];
  const isSame = before?.from === is.from || before?.content === is.content;
  return before && isSame && parts.length > 0 ? { content: before.content, parts } : null;
}

/** What rows a table has that was just built, and by which statements: under other ones the same rows may have other columns. */
export const builtContent = async (relation: string, sql: string, { connection, version }: Building) =>
  `${await contentOf(connection, relation)} ${digest(version, sql)}`;

/** Which statements those were. */
export const statementsOf = (content: string | undefined) => content?.split(" ").at(-1);

/** One table of all its relations. */
export const createView = (connection: DuckDBConnection, name: string, relations: readonly string[]) =>
  connection.run(
    `create view ${name} as ${relations.map((relation) => `from ${relation}`).join(" union all by name ")}`,
  );
