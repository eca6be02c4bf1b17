import { z } from "@hono/zod-openapi";
import type { Manifest, Reader, Warehouse } from "#warehouse";
import type { DataPage } from "../contract.ts";
import { readRows } from "../rows.ts";

type Grid = DataPage["grid"];
type State = Grid["schools"][number]["cells"][string][number];

const row = z.object({
  organization_id: z.string(),
  name: z.string(),
  region: z.string().nullable(),
  level: z.string().nullable(),
  operator: z.string().nullable(),
  feed: z.string(),
  /** "2026-11-19 reported,2026-11-20 missing" */
  days: z.string().transform((text) => text.split(",").map(dayOf)),
});

const states: readonly State[] = ["reported", "late", "missing"];

function dayOf(text: string): { day: string; state: State } {
  const [day = "", word] = text.split(" ");
  return { day, state: states.find((state) => state === word) ?? "not_expected" };
}

/** Schools × feeds × the last school days, schools that miss most first. A day on which a school was closed is not expected. */
export async function gridOf({
  warehouse,
  reader,
  manifest,
}: {
  warehouse: Pick<Warehouse, "view">;
  reader: Reader;
  manifest: Manifest;
}): Promise<Grid> {
  const rows = readRows(row, await warehouse.view("submissions", {}, reader, manifest.generation));
  const days = [...new Set(rows.flatMap((one) => one.days.map(({ day }) => day)))].sort();
  const feeds = [...new Set(rows.map(({ feed }) => feed))].sort();
  const placeOf = new Map(days.map((day, place) => [day, place]));
  const schools = new Map<string, Grid["schools"][number]>();
  for (const { organization_id, name, feed, days: due, ...place } of rows) {
    const school = schools.get(organization_id) ?? {
      ...{ key: organization_id, label: name, ...place },
      missing_count: 0,
      cells: Object.fromEntries(feeds.map((one) => [one, days.map((): State => "not_expected")])),
    };
    const cells = days.map((): State => "not_expected");
    for (const { day, state } of due) cells[placeOf.get(day) ?? 0] = state;
    school.cells[feed] = cells;
    school.missing_count += cells.filter((state) => state === "missing").length;
    schools.set(organization_id, school);
  }
  const missingFirst = [...schools.values()].sort(
    (a, b) => b.missing_count - a.missing_count || a.label.localeCompare(b.label),
  );
  return { feeds, days, schools: missingFirst };
}
