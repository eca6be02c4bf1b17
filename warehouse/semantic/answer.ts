import type { DuckDBConnection } from "@duckdb/node-api";
import type { District, Reader } from "../district.ts";
import type { Manifest } from "../generations/manifest.ts";
import { duckdb } from "./dialects/duckdb.ts";
import { WarehouseError } from "./errors.ts";
import { resolveFilters } from "./filters.ts";
import { type Known, type Plan, planSlice } from "./plan.ts";
import { isPublishedTo, publishedPlan } from "./published/audience.ts";
import { districtFigures } from "./published/district-figures.ts";
import { lookUp, statementsOf as lookUpStatements } from "./published/look-up.ts";
import { refuseWithoutNeeds } from "./refusals.ts";
import { type Coverage, type CoverageMemory, coverageOf } from "./rows/coverage.ts";
import { type Finished, finishRows } from "./rows/finish.ts";
import type { Answer, Definition, Mark, Slice } from "./slice.ts";
import { compile, type Statement } from "./sql/compile.ts";
import { run } from "./sql/run.ts";
import { type Setting, settingOn } from "./sql/setting.ts";

/** What an answer is computed from. `kindOfSchool` maps an organization id to its kind. */
export type Ground = {
  connection: DuckDBConnection;
  manifest: Manifest;
  district: District;
  known: Known;
  kindOfSchool: Map<string, string>;
  coverage: CoverageMemory;
};

/**
 * Answers one slice for one reader: plan, scope, rows, then divide, order and cut. Who may see students is answered from
 * rows within her scope, everybody else from the published tables, where small cells and what tells them are hidden.
 */
export async function answerSlice(slice: Slice, reader: Reader, ground: Ground): Promise<Answer> {
  const { plan, isPublished } = await planFor(slice, reader, ground);
  const coverage = await coverageOf(plan, ground.connection, ground);
  const place = { ground, coverage, isPublished };
  const found = await finished(plan, place, "rows");
  const totals = await totalsOf(plan, found, place);
  return {
    columns: found.columns,
    rows: found.rows,
    totals: totals?.rows ?? [],
    marks: [...found.marks, ...(totals?.marks ?? [])],
    generation: ground.manifest.generation,
    ...coverage,
    definitions: plan.measures.map(definitionOf),
    notes: [...plan.notes, ...found.notes, ...(totals?.notes ?? [])],
  };
}

/** The statements that a slice becomes for a reader: its rows, and its total where one is asked for. */
export async function statementsOf(slice: Slice, reader: Reader, ground: Ground): Promise<Statement[]> {
  const { plan, isPublished } = await planFor(slice, reader, ground);
  const plans = slice.totals && slice.totals !== "none" ? [plan, totalOf(plan)] : [plan];
  if (isPublished) return plans.flatMap((each) => lookUpStatements(each, duckdb));
  return plans.map((each) => compile(each, settingOf(ground)));
}

type Planned = { plan: Plan; isPublished: boolean };

async function planFor(slice: Slice, reader: Reader, { connection, known }: Ground): Promise<Planned> {
  refuseWithoutNeeds(slice);
  const plan = planSlice(slice, await resolveFilters(slice, connection), { reader, known });
  const isPublished = isPublishedTo(reader, plan);
  return { plan: isPublished ? publishedPlan(plan, reader) : plan, isPublished };
}

const settingOf = ({ district, manifest }: Ground): Setting => settingOn(district, manifest.as_of, duckdb);

type Place = { ground: Ground; coverage: Coverage; isPublished: boolean };
type Found = Finished & { notes: string[] };

async function finished(plan: Plan, place: Place, part: Mark["part"]): Promise<Found> {
  const { ground, coverage, isPublished } = place;
  const alone = { coverage, part, kindOfSchool: ground.kindOfSchool };
  const isBesideDistrict = plan.slice.compare === "district";
  const finishing = isBesideDistrict
    ? { ...alone, district: await districtFigures(plan, alone, ground.connection) }
    : alone;
  if (!isPublished) {
    const rows = await run(compile(plan, settingOf(ground)), ground.connection);
    return { ...finishRows(rows, plan, finishing), notes: [] };
  }
  const { rows, isHidden, releasedOn, hasHidden } = await lookUp(plan, ground.connection, duckdb);
  const { threshold } = ground.district.suppression;
  return {
    ...finishRows(rows, plan, { ...finishing, isHidden }),
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

/** One grand-total row, computed or published by itself and never added up. */
async function totalsOf(plan: Plan, shown: Finished, place: Place): Promise<Found | null> {
  const { totals = "none", limit } = plan.slice;
  if (totals === "none" || plan.by.length === 0) return null;
  const isCut = totals === "visible" && limit !== undefined && shown.rows.length === limit;
  const total: Plan = { ...totalOf(plan), ...(isCut ? { only: { by: plan.by, rows: shown.rows } } : {}) };
  if (!place.isPublished) return finished(total, place, "totals");
  const none = { columns: [], rows: [], marks: [], notes: ["No total of these rows is published."] };
  if (isCut) return none;
  return finished(total, place, "totals").catch((error: unknown) => {
    if (error instanceof WarehouseError && error.code === "not_published") return none;
    throw error;
  });
}

const totalOf = (plan: Plan): Plan => ({
  ...plan,
  by: [],
  slice: { ...plan.slice, order: [], limit: undefined },
});

function definitionOf({ key, measure }: Plan["measures"][number]): Definition {
  const { label, definition, source } = measure;
  const { authority, citation, version, parameters = {} } = source;
  return { measure: key, label, definition, authority, citation, version, parameters };
}
