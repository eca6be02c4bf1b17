import { z } from "@hono/zod-openapi";
import type { Reader } from "#warehouse";
import type { Deps } from "../deps.ts";
import { readRows } from "../rows.ts";

type Place = { key: string; label: string };

/** The places that grants can be over, as far as a reader's own grants reach. */
export type Places = { schools: Place[]; operators: Place[]; regions: Place[] };

const row = z.object({
  organization_id: z.string(),
  name: z.string(),
  operator_id: z.string().nullable(),
  operator_name: z.string().nullable(),
  region: z.string().nullable(),
});

/** Nothing before the first generation, nor for a reader whose grants are over no school. */
export async function placesOf({ warehouse }: Pick<Deps, "warehouse">, reader: Reader): Promise<Places> {
  const isReachable = reader.grants.some(
    ({ subjects, scope }) => subjects.includes("students") && scope.kind !== "student",
  );
  if (!isReachable || warehouse.manifests().length === 0) return { schools: [], operators: [], regions: [] };
  const rows = readRows(row, await warehouse.view("schools", {}, reader));
  return {
    schools: rows.map(({ organization_id, name }) => ({ key: organization_id, label: name })),
    operators: distinct(
      rows.map(({ operator_id, operator_name }) => ({ key: operator_id, label: operator_name })),
    ),
    regions: distinct(rows.map(({ region }) => ({ key: region, label: region }))),
  };
}

function distinct(places: { key: string | null; label: string | null }[]): Place[] {
  const named = places.flatMap(({ key, label }) => (key ? [[key, label ?? key] as const] : []));
  const labels = new Map(named);
  return [...labels].map(([key, label]) => ({ key, label })).sort((a, b) => a.label.localeCompare(b.label));
}
