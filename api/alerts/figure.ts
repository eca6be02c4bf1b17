import { z } from "@hono/zod-openapi";
import { type FigureAlertRow, feedsOf, isGroupValue, mayAsk, placeDimensions, type Reader } from "#warehouse";
import { type Slice, sliceSchema } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { readRows } from "../rows.ts";

type Asked = Pick<FigureAlertRow, "slice" | "kind" | "since" | "generation">;
type Place = Pick<Deps, "warehouse">;

export const sliceOf = ({ slice }: Pick<FigureAlertRow, "slice">): Slice =>
  sliceSchema.parse(JSON.parse(slice));

/**
 * The figure that an alert judges by, as its reader's grants reach it now; null where there is none: a hidden cell, no rows, or
 * nothing to compare with. Throws what its question would throw.
 */
export async function figureOf(alert: Asked, reader: Reader, place: Place): Promise<number | null> {
  const slice = sliceOf(alert);
  if (!mayAsk(slice, reader))
    throw new ProblemError(
      "forbidden",
      "Your grants do not reach this figure: there is nothing to be told of.",
    );
  if (alert.kind === "not_reported") return silentDays(slice, reader, place);
  const [measure = ""] = slice.measures;
  if (alert.kind !== "changed") return cellOf(slice, measure, { reader, place });
  if (alert.since === "previous_year")
    return cellOf({ ...slice, compare: "previous_year" }, `${measure}__change`, { reader, place });
  const { generation: against } = alert;
  const isThere = place.warehouse.manifests().some(({ generation }) => generation === against);
  if (against === null || !isThere) return null;
  return cellOf({ ...slice, compare: "generation", against }, `${measure}__restated`, { reader, place });
}

type Asking = { reader: Reader; place: Place };

async function cellOf(slice: Slice, column: string, { reader, place }: Asking): Promise<number | null> {
  const { answers } = await place.warehouse.answer([slice], reader);
  const cell = answers[0]?.rows[0]?.[column];
  return typeof cell === "number" ? cell : null;
}

const silentRow = z.object({ organization_id: z.string(), feed: z.string(), silent_days: z.number() });

/** The most school days that any school of the question has sent nothing of what the measure is made from. */
async function silentDays(slice: Slice, reader: Reader, { warehouse }: Place): Promise<number | null> {
  if (slice.where?.some(({ values }) => values.some(isGroupValue)))
    throw new ProblemError(
      "invalid_request",
      "Silence is watched for schools and not for named groups: filter by schools, an operator or a region.",
    );
  // Whoever may not ask the figure is not told of its schools either.
  await warehouse.answer([slice], reader);
  const feeds = new Set(slice.measures.flatMap(feedsOf));
  const schools = await schoolsOf(slice, { warehouse });
  const days = readRows(silentRow, await warehouse.view("silent_days", {}, reader))
    .filter(({ feed, organization_id }) => feeds.has(feed) && schools.has(organization_id))
    .map(({ silent_days }) => silent_days);
  return days.length === 0 ? null : Math.max(...days);
}

/** The schools that the places of a question name; all of them where it names none. */
async function schoolsOf({ where = [] }: Slice, { warehouse }: Place): Promise<Set<string>> {
  const places = (await warehouse.places()).filter((place) =>
    placeDimensions.every((key) =>
      where
        .filter(({ dimension }) => dimension === key)
        .every(({ op, values }) => values.map(String).includes(String(place[key])) === (op === "in")),
    ),
  );
  return new Set(places.flatMap(({ school }) => school ?? []));
}
