import { z } from "@hono/zod-openapi";
import type { Manifest, Reader, Warehouse } from "#warehouse";
import type { DataPage } from "../contract.ts";
import { readRows } from "../rows.ts";

type Grid = DataPage["grid"];
type State = Grid["schools"][number]["cells"][string][number];

const row = z.object({
  organization_id: z.string(),
  name: z.string(),
  feed: z.string(),
  school_day_on: z.string(),
  state: z.enum(["reported", "late", "missing"]),
});

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
  const days = [...new Set(rows.map(({ school_day_on }) => school_day_on))].sort();
  const feeds = [...new Set(rows.map(({ feed }) => feed))].sort();
  const schools = new Map<string, Grid["schools"][number]>();
  for (const { organization_id, name, feed, school_day_on, state } of rows) {
    const school = schools.get(organization_id) ?? {
      key: organization_id,
      label: name,
      missing_count: 0,
      cells: Object.fromEntries(feeds.map((one) => [one, days.map((): State => "not_expected")])),
    };
    school.cells[feed]?.splice(days.indexOf(school_day_on), 1, state);
    if (state === "missing") school.missing_count += 1;
    schools.set(organization_id, school);
  }
  const missingFirst = [...schools.values()].sort(
    (a, b) => b.missing_count - a.missing_count || a.label.localeCompare(b.label),
  );
  return { feeds, days, schools: missingFirst };
}
