import type { Manifest, Reader } from "#warehouse";
import { fileLoadSchema, type Reconciliation, type SchoolLoad, schoolLoadSchema } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { readRows } from "../rows.ts";

type Asked = { generation?: string | undefined; school?: string | undefined };

/** One generation's rows, from what the source sent to what is published, and every line of them by school. */
export type Reconciled = { reconciliation: Reconciliation; all: SchoolLoad[] };

/**
 * Source, load and publication of one generation against each other, of the schools that the reader keeps records for. A
 * school's row can be one student: throws `forbidden` where no grant over operations reaches students, and
 * `unknown_generation`.
 */
export async function reconciliationOf(
  { warehouse }: Pick<Deps, "warehouse">,
  reader: Reader,
  { generation, school: asked }: Asked,
): Promise<Reconciled> {
  const manifest = warehouse.manifest(generation);
  const view = (name: string) => warehouse.view(name, {}, reader, manifest.generation);
  const is_counted = manifest.parts.some(({ table }) => table === "fct_school_load");
  const all = is_counted ? readRows(schoolLoadSchema, await view("school_loads")) : [];
  const files = is_counted ? await view("file_loads") : [];
  const schools = bySchool(all);
  const school = schools.length === 1 ? schools[0]?.organization_id : asked;
  return {
    all,
    reconciliation: {
      generation: manifest.generation,
      as_of: manifest.as_of,
      published_at: manifest.published_at,
      loads: loadsOf(warehouse.manifests()),
      is_counted,
      files: readRows(fileLoadSchema, files.map(withSent(manifest))),
      schools,
      school: school ?? null,
      lines: all.filter((line) => line.school !== null && line.organization_id === school),
      of_no_school: all.filter(isOfNoSchool),
    },
  };
}

const loadsOf = (manifests: Manifest[]): Reconciliation["loads"] =>
  manifests.map(({ generation, as_of, published_at }) => ({ generation, as_of, published_at })).reverse();

/** Databases say how many rows they sent. */
const withSent =
  ({ sources }: Manifest) =>
  (row: Record<string, unknown>) => {
    const sent = sources.find(
      ({ source, feed, file }) => source === row.source && feed === row.feed && file === row.file,
    );
    return { ...row, rows_sent: sent?.extracted ?? null };
  };

/** Files whose rows name no school, like a list of courses, are no question; a school that nobody knows is one. */
const isOfNoSchool = ({ school, organization_id, rows_rejected }: SchoolLoad): boolean =>
  school === null && (organization_id !== null || rows_rejected > 0);

const added = [
  ...(["rows_loaded", "rows_rejected", "rows_published"] as const),
  ...(["rows_replaced", "rows_later", "rows_elsewhere", "rows_left_out"] as const),
];

function bySchool(lines: SchoolLoad[]): Reconciliation["schools"] {
  const schools = new Map<string, Reconciliation["schools"][number]>();
  for (const { source: _, feed: __, file: ___, organization_id, school, ...line } of lines) {
    if (organization_id === null || school === null) continue;
    const known = schools.get(organization_id);
    if (known) for (const key of added) known[key] += line[key];
    else schools.set(organization_id, { organization_id, school, ...line });
  }
  return [...schools.values()].sort(
    (one, other) =>
      other.rows_left_out - one.rows_left_out ||
      other.rows_rejected - one.rows_rejected ||
      one.school.localeCompare(other.school),
  );
}
