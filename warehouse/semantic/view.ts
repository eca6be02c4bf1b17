import { readdirSync, readFileSync } from "node:fs";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { Reader, Subject } from "../district.ts";
import type { Memory } from "../generations/memory.ts";
import { WarehouseError } from "./errors.ts";
import { mayReadStudents, type Reached, scopeOf } from "./scope.ts";
import { run } from "./sql/run.ts";

export type ViewParameters = Record<string, string | number | null>;

/** A view that shows what rows say of single students is read by the grants that reach them, and by no others. */
type View = { sql: string; subject: Subject; showsStudents: boolean };

type Reading = {
  parameters: ViewParameters;
  reader: Reader;
  connection: DuckDBConnection;
  memory: Memory;
};

/**
 * Rows of a view: what is told and not measured, such as board actions or refused rows. Its header names the subject
 * that a grant must reach; rows of a school come only to readers of that school. Throws `forbidden`, `not_found`.
 */
export async function readView(
  name: string,
  { parameters, reader, connection, memory }: Reading,
): Promise<Record<string, unknown>[]> {
  const { sql, subject, showsStudents } = viewNamed(name);
  const ofSchools = scopeOf(reader, { subject, hasOrganization: true, hasStudent: showsStudents });
  if (ofSchools.kind === "nothing" || (showsStudents && !mayReadStudents(reader, subject)))
    throw new WarehouseError("forbidden", `Your grants do not reach ${subject.replace("_", " ")}.`);
  const bound: Record<string, DuckDBValue> = parameters;
  const rows = await memory(JSON.stringify(["view", name, parameters]), async () =>
    (await connection.runAndReadAll(sql, bound)).getRowObjectsJson(),
  );
  if (ofSchools.kind === "everything") return rows;
  const { schools, operators, regions } = ofSchools;
  const mine = await memory(JSON.stringify(["schools of", schools, operators, regions]), () =>
    schoolsOf(ofSchools, connection),
  );
  return rows.filter((row) => typeof row.organization_id === "string" && mine.has(row.organization_id));
}

/** The schools that a scope reaches today. */
async function schoolsOf(
  { schools, operators, regions }: Reached,
  connection: DuckDBConnection,
): Promise<Set<string>> {
  const sql = `select organization_id from dim_organization where is_current and (
    organization_id in (select unnest($schools::varchar[]))
    or operator_id in (select unnest($operators::varchar[]))
    or region in (select unnest($regions::varchar[])))`;
  const rows = await run({ sql, parameters: { schools, operators, regions } }, connection);
  return new Set(rows.map(({ organization_id }) => String(organization_id)));
}

const folder = new URL("../views/", import.meta.url);
const views = new Map<string, View>();

function viewNamed(name: string): View {
  const known = views.get(name);
  if (known) return known;
  if (!readdirSync(folder).includes(`${name}.sql`))
    throw new WarehouseError("not_found", `There is no view "${name}".`);
  const sql = readFileSync(new URL(`${name}.sql`, folder), "utf8");
  const subject = subjectOf(sql.match(/^-- subject: (\w+)$/m)?.[1]);
  if (!subject) throw new Error(`warehouse/views/${name}.sql names no subject in its header.`);
  const view = { sql, subject, showsStudents: /^-- shows: students$/m.test(sql) };
  views.set(name, view);
  return view;
}

const subjects: readonly Subject[] = ["students", "special_education", "finance", "operations"];
const subjectOf = (text: string | undefined) => subjects.find((subject) => subject === text);
