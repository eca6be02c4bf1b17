import type { Cutting } from "./cuts.ts";
import { readSqlFolder, type SqlFile } from "./sql-file.ts";

/** Where a table is published: once, by school year, or not at all (`work`: only later tables of the same build read it). */
type Part = "core" | "school_year" | "work";

/** Tables that are whole once all are built, and those that are filled when it is known what of the release is hidden. */
export type Filled = "before the release" | "by the release";

export type TableFile = {
  name: string;
  part: Part;
  /** A sentence: "one row per …". */
  grain: string;
  grainKey: string[];
  /** The column whose versions must not overlap, for a dimension with history. */
  historyKey: string | null;
  remarks: string[];
  /** Names of the tables and staging tables that the SQL reads. */
  needs: string[];
  /**
   * Built school year by school year, and the running one by month or week ("-- cut: week", "-- cut: week of TABLE.COLUMN"): the
   * variables are `school_year`, `first_on` and `last_on`. Null where it is built whole.
   */
  cutBy: Cutting | null;
  /**
   * How a cut is built in its turn: some schools after the others, with the variables `first_organization_key` and
   * `last_organization_key`, or day by day on which the table's rows stand (month ends), each with the rows of the one
   * before in NAME_before.
   */
  repeat: "schools" | "through_on" | null;
  /**
   * What alone decides a cut, or a table that is built whole: common table expressions of the SQL, and tables. What follows
   * them reads nothing else.
   */
  madeFrom: string[];
  /** Those of whose rows another one of them tells whether they are the same ("-- made from: A by B"). */
  toldByOthers: ReadonlySet<string>;
  /** Filled or corrected after all tables are built. */
  isFilledLater: boolean;
  /** Filled when it is known what of the release is hidden, which is last. */
  isReleased: boolean;
  /** The columns by which its rows are sorted. */
  orderBy: string | null;
  sql: string;
};

/** A table that a generation keeps: whole, or cut by school year; `grain` is a sentence. */
export type PublishedTable = { name: string; part: "core" | "school_year"; grain: string };

/** The tables that a generation publishes, in the order in which they are built. */
export function tableList(): PublishedTable[] {
  return tableFiles().flatMap(({ name, part, grain }) => (part === "work" ? [] : [{ name, part, grain }]));
}

/** Every table file, each after those it needs; ties in order of name. */
export function tableFiles(): TableFile[] {
  return inDependencyOrder(readSqlFolder("tables").map(parseTableFile));
}

function parseTableFile({ name, header, remarks, sql }: SqlFile): TableFile {
  const { grain, part } = header;
  const madeFrom = header["made from"]?.split(/,\s*/).map((one) => one.split(" by ")) ?? [];
  if (!grain || !isPart(part)) {
    throw new Error(
      `warehouse/tables/${name}.sql: its header must say "-- grain: …" and "-- part: core", "school_year" or "work".`,
    );
  }
  return {
    name,
    part,
    grain,
    grainKey: header["grain-key"]?.split(/,\s*/) ?? [],
    historyKey: header["history-key"] ?? null,
    remarks,
    needs: tableNamesIn(sql).filter((needed) => ![name, `${name}_before`].includes(needed)),
    cutBy: parseCutting(header.cut),
    repeat: header.repeat === "schools" || header.repeat === "through_on" ? header.repeat : null,
    madeFrom: madeFrom.flat(),
    toldByOthers: new Set(madeFrom.flatMap(([name = "", by]) => (by === undefined ? [] : [name]))),
    isFilledLater: header.filled !== undefined,
    isReleased: header.filled === "by the release",
    orderBy: header["order by"] ?? null,
    sql,
  };
}

function parseCutting(cut = ""): Cutting | null {
  const [, finest, table, column] = cut.match(/^(month|week)(?: of (\w+)\.(\w+))?$/) ?? [];
  if (finest !== "month" && finest !== "week") return null;
  return { finest, daysOf: table && column ? { table, column } : null };
}

function isPart(part: string | undefined): part is Part {
  return part === "core" || part === "school_year" || part === "work";
}

/** The staging and built tables that statements name. */
export function tableNamesIn(sql: string): string[] {
  const statements = sql.replaceAll(/--.*$/gm, "");
  return [...new Set(statements.match(/\b(?:stg|dim|fct|brg|agg|cfg)_\w+/g) ?? [])].sort();
}

function inDependencyOrder(files: TableFile[]): TableFile[] {
  const ordered: TableFile[] = [];
  const names = new Set(files.map((file) => file.name));
  let waiting = files;
  while (waiting.length > 0) {
    const built = new Set(ordered.map((file) => file.name));
    const ready = waiting.filter((file) =>
      file.needs.every((needed) => built.has(needed) || !names.has(needed)),
    );
    if (ready.length === 0) {
      throw new Error(
        `These tables need each other in a circle: ${waiting.map((file) => file.name).join(", ")}.`,
      );
    }
    ordered.push(...ready);
    waiting = waiting.filter((file) => !ready.includes(file));
  }
  return ordered;
}
