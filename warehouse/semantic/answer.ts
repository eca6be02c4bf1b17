import type { DuckDBConnection } from "@duckdb/node-api";
import type { District, Reader } from "../district.ts";
import type { Manifest } from "../generations/manifest.ts";
import type { Memory } from "../generations/memory.ts";
import { figuresIn, refuseOtherGeneration, targetFigures, targetNotes } from "./beside.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { duckdb } from "./dialects/duckdb.ts";
import { engineFor, type ServingEngine } from "./engine.ts";
import { WarehouseError } from "./errors.ts";
import { resolveFilters } from "./filters.ts";
import { type Known, type Plan, planSlice } from "./plan.ts";
import { isPublishedTo, publishedPlan } from "./published/audience.ts";
import { districtFigures } from "./published/district-figures.ts";
import { lookUp, statementsOf as lookUpStatements } from "./published/look-up.ts";
import { refuseWithoutNeeds } from "./refusals.ts";
import { computedRoutes, eachOnce, publishedRoutes } from "./routes.ts";
import { asksShare, type Marked } from "./rows/computed.ts";
import { type Coverage, coverageOf } from "./rows/coverage.ts";
import { type FiguresBeside, type Finishing, finishRows } from "./rows/finish.ts";
import { pivotRows, refusePivot, valuesToPivot } from "./rows/pivot.ts";
import {
  type Answer,
  type Definition,
  type DimensionCell,
  type Mark,
  type Slice,
  unadorned,
} from "./slice.ts";
import { compile, type Statement } from "./sql/compile.ts";
import { type Setting, settingOn } from "./sql/setting.ts";
import type { Found } from "./totals.ts";
import { noTotal, refuseSubtotals, subtotalsOf, together, totalOf } from "./totals.ts";

/** What an answer is computed from. `kindOfSchool` maps an organization id to its kind. */
export type Ground = {
  connection: DuckDBConnection;
  manifest: Manifest;
  district: District;
  known: Known;
  kindOfSchool: Map<string, string>;
  memory: Memory;
  /** What holds facts of this generation beside its parts, where the district runs one. */
  serving: ServingEngine | null;
  /** Aborts when nobody waits for the answer any more. */
  gone?: AbortSignal | undefined;
};

/**
 * Answers one slice for one reader: plan, scope, rows, then divide, order and cut. Who may see students is answered from
 * rows within her scope, everybody else from the published tables, where small cells and what tells them are hidden.
 */
export async function answerSlice(
  slice: Slice,
  reader: Reader,
  { ground, earlier }: { ground: Ground; earlier?: Ground | undefined },
): Promise<Answer> {
  const { plan, isPublished } = await planFor(slice, reader, ground);
  const coverage = await coverageOf(plan, ground);
  const place: Place = { ground, coverage, isPublished, reader, earlier };
  if (asksShare(slice.computed)) place.whole = await wholeOf(plan, place);
  const found = await rowsOf(plan, place);
  const totals = await totalsOf(plan, found, place);
  return {
    columns: found.columns,
    rows: found.rows,
    totals: totals?.rows ?? [],
    marks: [...found.marks, ...(totals?.marks ?? [])],
    generation: ground.manifest.generation,
    ...coverage,
    definitions: plan.measures.map(definitionOf),
    notes: [
      ...plan.notes,
      ...targetNotes(slice, ground.manifest.as_of),
      ...found.notes,
      ...(totals?.notes ?? []),
    ],
    routes: eachOnce([...found.routes, ...(totals?.routes ?? [])]),
  };
}

/** The statements that a slice becomes for a reader: its rows, and its total where one is asked for. */
export async function statementsOf(slice: Slice, reader: Reader, ground: Ground): Promise<Statement[]> {
  const { plan, isPublished } = await planFor(slice, reader, ground);
  const plans =
    slice.totals && slice.totals !== "none" ? [plan, ...subtotalsOf(plan), totalOf(plan)] : [plan];
  if (isPublished) return plans.flatMap((each) => lookUpStatements(each, duckdb));
  return plans.map((each) => compile(each, settingOf(ground, duckdb)));
}

type Planned = { plan: Plan; isPublished: boolean };

async function planFor(slice: Slice, reader: Reader, ground: Ground): Promise<Planned> {
  refuseWithoutNeeds(slice);
  refuseOtherGeneration(slice);
  refusePivot(slice);
  refuseSubtotals(slice);
  const filters = await resolveFilters(slice, ground);
  const plan = planSlice(slice, filters, { reader, known: ground.known });
  const isPublished = isPublishedTo(reader, plan);
  return { plan: isPublished ? publishedPlan(plan, reader) : plan, isPublished };
}

const settingOf = ({ district, manifest }: Ground, dialect: Dialect): Setting =>
  settingOn(district, manifest.as_of, dialect);

type Place = {
  ground: Ground;
  coverage: Coverage;
  isPublished: boolean;
  reader: Reader;
  /** What the slice is compared against, where that is another generation. */
  earlier: Ground | undefined;
  /** The grand total of all rows, where a share of it is asked for and it is published. */
  whole?: Marked | null;
};

async function finished(plan: Plan, place: Place, part: Mark["part"]): Promise<Found> {
  const { ground, coverage, isPublished, whole = null } = place;
  const alone = { coverage, part, kindOfSchool: ground.kindOfSchool, whole };
  const beside = await figuresBeside(plan, alone, place);
  const finishing = beside ? { ...alone, beside } : alone;
  if (!isPublished) {
    const engine = engineFor(plan, ground);
    const rows = await engine.run(compile(plan, settingOf(ground, engine.dialect)), ground.gone);
    const routes = computedRoutes(plan, part);
    return { ...finishRows(rows, plan, finishing), notes: [], routes };
  }
  const { rows, isHidden, releasedOn, hasHidden } = await lookUp(plan, ground, duckdb);
  const { threshold } = ground.district.suppression;
  return {
    ...finishRows(rows, plan, { ...finishing, isHidden }),
    routes: publishedRoutes(plan, part),
    notes: [
      ...(hasHidden
        ? [`Groups of ${threshold} or fewer students are hidden, and what they could be told from.`]
        : []),
      ...(releasedOn !== null && releasedOn < ground.manifest.as_of
        ? [`Student groups within schools are released once a month: these are of ${releasedOn}.`]
        : []),
    ],
  };
}

/** What stands beside the numbers. The year before comes with the rows, and needs nothing more. */
async function figuresBeside(plan: Plan, alone: Finishing, place: Place): Promise<FiguresBeside | undefined> {
  switch (plan.slice.compare) {
    case "district":
      return districtFigures(plan, alone, place.ground);
    case "target":
      return targetFigures(place.ground.manifest.as_of);
    case "generation":
      return earlierFigures(plan, alone.part, place);
    default:
      return undefined;
  }
}

/** The same question to another generation: what was known then, under what the reader may see today. */
async function earlierFigures(plan: Plan, part: Mark["part"], place: Place): Promise<FiguresBeside> {
  const { earlier: ground, reader } = place;
  if (!ground) throw new Error("A comparison with another generation needs its ground.");
  const by = plan.by.map(({ key }) => key);
  const then = await planFor({ ...unadorned(plan.slice), by }, reader, ground);
  const coverage = await coverageOf(then.plan, ground);
  const asked = { ...then.plan, ...(plan.only ? { only: plan.only } : {}) };
  const { isPublished } = then;
  return figuresIn(
    await finished(asked, { ground, coverage, isPublished, reader, earlier: undefined }, part),
    by,
  );
}

/** The grand total that shares are taken of; null where it is not published. */
async function wholeOf(plan: Plan, place: Place): Promise<Marked | null> {
  // The year before is among the numbers that a share may be of.
  const compare = plan.slice.compare === "previous_year" ? plan.slice.compare : undefined;
  const total = totalOf({ ...plan, slice: { ...unadorned(plan.slice), compare } });
  const found = await unlessNotPublished(finished(total, place, "totals"));
  const [cells] = found?.rows ?? [];
  if (!cells) return null;
  return { cells, marks: new Map(found?.marks.map(({ column, mark }) => [column, mark])) };
}

async function unlessNotPublished(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof WarehouseError && error.code === "not_published") return null;
    throw error;
  }
}

type Shown = Found & { values?: DimensionCell[] };

/** The rows that are shown; with a pivot, one row for all its values, which are the columns. */
async function rowsOf(plan: Plan, place: Place): Promise<Shown> {
  const { slice } = plan;
  if (slice.pivot === undefined) return finished(plan, place, "rows");
  const whole: Plan = { ...plan, slice: { ...slice, order: [], limit: undefined } };
  const found = await finished(whole, place, "rows");
  const values = valuesToPivot(found, slice.pivot);
  const { notes, routes } = found;
  return { ...pivotRows(found, slice, { values, part: "rows" }), values, notes, routes };
}

/**
 * The subtotals and the grand total, each computed or published by itself and never added up; with a pivot, one number
 * for each value. Where nothing is left to group the rows by, the one row says it all.
 */
async function totalsOf(plan: Plan, shown: Shown, place: Place): Promise<Found | null> {
  const { totals = "none", limit, pivot } = plan.slice;
  const rest = plan.by.filter(({ key }) => key !== pivot);
  if (totals === "none" || rest.length === 0) return null;
  const isCut = totals === "visible" && limit !== undefined && shown.rows.length === limit;
  const only = isCut ? { only: { by: rest, rows: shown.rows } } : {};
  const levels = [...subtotalsOf(plan), totalOf(plan)];
  const found = await Promise.all(levels.map((level) => totalsOn({ ...level, ...only }, shown, place)));
  return together(found);
}

async function totalsOn(total: Plan, { values }: Shown, place: Place): Promise<Found> {
  if (place.isPublished && total.only) return noTotal(total);
  const asked = finished(total, place, "totals");
  const found = place.isPublished ? await unlessNotPublished(asked) : await asked;
  if (!found) return noTotal(total);
  const { notes, routes } = found;
  return values ? { ...pivotRows(found, total.slice, { values, part: "totals" }), notes, routes } : found;
}

function definitionOf({ key, measure }: Plan["measures"][number]): Definition {
  const { label, definition, source } = measure;
  const { authority, citation, version, parameters = {} } = source;
  return { measure: key, label, definition, authority, citation, version, parameters };
}
