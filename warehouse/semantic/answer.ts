import type { DuckDBConnection } from "@duckdb/node-api";
import type { District, Reader } from "../district.ts";
import type { Manifest } from "../generations/manifest.ts";
import { duckdb } from "./dialects/duckdb.ts";
import { resolveFilters } from "./filters.ts";
import { type Known, type Plan, planSlice } from "./plan.ts";
import { refuseWithoutNeeds } from "./refusals.ts";
import { type Coverage, type CoverageMemory, coverageOf } from "./rows/coverage.ts";
import { type Finished, finishRows } from "./rows/finish.ts";
import type { Answer, Definition, Slice } from "./slice.ts";
import { compile, type Statement } from "./sql/compile.ts";
import { run } from "./sql/run.ts";
import { sameDayLastYear, sameWeekdayLastYear } from "./sql/school-year.ts";
import type { Setting } from "./sql/setting.ts";

/** What an answer is computed from. `kindOfSchool` maps an organization id to its kind. */
export type Ground = {
  connection: DuckDBConnection;
  manifest: Manifest;
  district: District;
  known: Known;
  kindOfSchool: Map<string, string>;
  coverage: CoverageMemory;
};

/** Answers one slice for one reader: plan, scope, SQL, rows, suppress, then divide, order and cut. */
export async function answerSlice(slice: Slice, reader: Reader, ground: Ground): Promise<Answer> {
  const plan = await planFor(slice, reader, ground);
  const coverage = await coverageOf(plan, ground.connection, ground.coverage);
  const rows = await run(compile(plan, settingOf(ground)), ground.connection);
  const part = {
    threshold: ground.district.suppression.threshold,
    coverage,
    kindOfSchool: ground.kindOfSchool,
  };
  const finished = finishRows(rows, plan, { ...part, part: "rows" });
  const totals = await totalsOf(plan, finished, { ground, coverage });
  return {
    columns: finished.columns,
    rows: finished.rows,
    totals: totals?.rows ?? [],
    marks: [...finished.marks, ...(totals?.marks ?? [])],
    generation: ground.manifest.generation,
    ...coverage,
    definitions: plan.measures.map(definitionOf),
    notes: [...plan.notes, ...notesOn(finished, slice, part.threshold)],
  };
}

/** The statements that a slice becomes for a reader: its rows, and its total where one is asked for. */
export async function statementsOf(slice: Slice, reader: Reader, ground: Ground): Promise<Statement[]> {
  const plan = await planFor(slice, reader, ground);
  const plans = slice.totals && slice.totals !== "none" ? [plan, totalOf(plan)] : [plan];
  return plans.map((each) => compile(each, settingOf(ground)));
}

async function planFor(slice: Slice, reader: Reader, { connection, known }: Ground): Promise<Plan> {
  refuseWithoutNeeds(slice);
  return planSlice(slice, await resolveFilters(slice, connection), { reader, known });
}

function settingOf({ district, manifest }: Ground): Setting {
  const running = district.schoolYears.find(
    ({ startsOn, endsOn }) => startsOn <= manifest.as_of && manifest.as_of <= endsOn,
  );
  return {
    dialect: duckdb,
    partsPerDay: district.partsPerDay,
    currentYear: running?.schoolYear ?? district.schoolYears.at(-1)?.schoolYear ?? "",
    sameDayLastYear: sameDayLastYear(manifest.as_of),
    sameWeekdayLastYear: sameWeekdayLastYear(manifest.as_of),
  };
}

type Totalling = { ground: Ground; coverage: Coverage };

/** One grand-total row, computed from rows again and never added up; none beside a hidden cell. */
async function totalsOf(
  plan: Plan,
  shown: Finished,
  { ground, coverage }: Totalling,
): Promise<Finished | null> {
  const { totals = "none", limit } = plan.slice;
  if (totals === "none" || plan.by.length === 0 || shown.hasHidden) return null;
  const isCut = limit !== undefined && shown.rows.length === limit;
  const seen = totals === "visible" && isCut ? { only: { by: plan.by, rows: shown.rows } } : {};
  const total: Plan = { ...totalOf(plan), ...seen };
  const rows = await run(compile(total, settingOf(ground)), ground.connection);
  const { threshold } = ground.district.suppression;
  const finished = finishRows(rows, total, {
    threshold,
    coverage,
    part: "totals",
    kindOfSchool: ground.kindOfSchool,
  });
  return finished.hasHidden ? null : finished;
}

const totalOf = (plan: Plan): Plan => ({
  ...plan,
  by: [],
  slice: { ...plan.slice, order: [], limit: undefined },
});

function notesOn({ hasHidden }: Finished, slice: Slice, threshold: number): string[] {
  if (!hasHidden) return [];
  const totals =
    slice.totals && slice.totals !== "none" ? " A table with a hidden cell shows no totals." : "";
  return [`Cells of ${threshold} or fewer students are hidden.${totals}`];
}

function definitionOf({ key, measure }: Plan["measures"][number]): Definition {
  const { label, definition, source } = measure;
  const { authority, citation, version, parameters = {} } = source;
  return { measure: key, label, definition, authority, citation, version, parameters };
}
