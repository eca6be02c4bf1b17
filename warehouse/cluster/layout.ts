import { allFacts, type Fact, factOf } from "../semantic/model/facts.ts";

/** A table of the publishing copy: facts of students are cut over the shards, all else lies whole on every server. */
export type ClusterTable = {
  name: string;
  isSharded: boolean;
  /** The DATE column whose month a large fact is cut by; others are cut by school year, whole tables not at all. */
  monthOf: string | null;
  /** What rows are sorted by. */
  key: readonly string[];
};

/** What every block of a plan may be joined to. */
const dimensions: ClusterTable[] = [
  whole("dim_organization", ["organization_key"]),
  whole("dim_student", ["student_key"]),
  whole("brg_student_group", ["student_key", "student_group"]),
];

/** How complete a load was is asked where it was loaded. */
const completeness = factOf("feed_submission").table;

/** Whether a fact is published to a cluster: what schools and students did, and no money or runs. */
export const isOnCluster = ({ table, hasOrganization }: Pick<Fact, "table" | "hasOrganization">): boolean =>
  hasOrganization && table !== completeness;

/** Every table that is published to a cluster. */
export function clusterTables(): ClusterTable[] {
  const facts = allFacts().filter(isOnCluster);
  return [...dimensions, ...facts.map(tableOf), ...facts.flatMap(addedUpOf)];
}

function tableOf({ table, hasStudent, happenedOn, runsDayByDay, isSnapshot }: Fact): ClusterTable {
  if (!hasStudent) return whole(table, ["organization_key"]);
  const monthOf = isSnapshot ? "through_on" : runsDayByDay ? (happenedOn ?? null) : null;
  const key = ["organization_key", ...(monthOf ? [monthOf] : []), "durable_student_key"];
  return { name: table, isSharded: true, monthOf, key };
}

/** A fact added up over students is small: it lies whole on every server. */
const addedUpOf = ({ withoutStudents }: Fact): ClusterTable[] =>
  withoutStudents ? [whole(withoutStudents.table, ["organization_key"])] : [];

function whole(name: string, key: string[]): ClusterTable {
  return { name, isSharded: false, monthOf: null, key };
}

/** A column as DuckDB has it. */
export type Column = { name: string; type: string };

/** Columns that are never null, so that they sort and join without a mask; the totals of a publish would show a lost null. */
const certain = new Set(["student_key", "durable_student_key", "organization_key"]);

/** A column's type on the cluster. `Date` ends in 2149 and begins in 1970; `Date32` holds 1900 to 2299. */
export function clusterType({ name, type }: Column): string {
  if (name === "school_year" || name === "portion") return "LowCardinality(String)";
  const plain =
    types[type] ?? (/^DECIMAL\(\d+,\d+\)$/.test(type) ? type.replace("DECIMAL", "Decimal") : null);
  if (plain === null)
    throw new Error(`No type of the cluster holds ${type} of column ${name}: add it to layout.ts.`);
  return certain.has(name) ? plain : `Nullable(${plain})`;
}

const types: Record<string, string> = {
  VARCHAR: "String",
  BOOLEAN: "Bool",
  DATE: "Date32",
  TINYINT: "Int8",
  SMALLINT: "Int16",
  INTEGER: "Int32",
  BIGINT: "Int64",
  DOUBLE: "Float64",
};
