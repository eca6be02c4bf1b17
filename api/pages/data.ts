import { mayReadAllStudents } from "#warehouse";
import { type DataPage, identitySchema, repairSchema } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { readRows } from "../rows.ts";
import { fitnessOf } from "../standing/fitness.ts";
import { gridOf } from "../standing/grid.ts";
import { generationsOf, loadAlarmsOf, rejectionsOf, runsOf, sourcesOf } from "../standing/received.ts";
import { registerOf } from "../standing/register.ts";
import { highestFirst, only } from "./filters.ts";
import { beginPage, frameOf, type PageAsk } from "./frame.ts";

type Place = Pick<Deps, "district" | "warehouse" | "control" | "schedule">;

/** Where the data stands: what was received, refused, mended, checked and published, and what is missing. */
export async function dataPageOf(
  place: Place,
  reader: PageAsk["reader"],
  wanted: { school_year?: string | undefined },
): Promise<DataPage> {
  const ask = beginPage(place, reader, wanted.school_year);
  const standing = { ...place, reader, manifest: ask.manifest };
  const frame = await frameOf(ask, {
    // Says how complete the page is: a school that is silent about attendance still has an enrollment.
    attendance: { measures: ["attendance_rate"], where: [only("school_year", ask.schoolYear)] },
    enrollment_difference: {
      measures: ["enrollment", "enrollment_difference"],
      by: ["school"],
      where: [only("school_year", ask.schoolYear)],
      order: highestFirst("enrollment_difference"),
    },
  });
  const sources = await sourcesOf(standing);
  const grid = await gridOf(standing);
  const rejected = await rejectionsOf(standing);
  const register = registerOf({
    ...{ reader, manifests: place.warehouse.manifests(), kinds: rejected.rejection_kinds },
    notices: await place.control.figureNotices(),
  });
  return {
    ...frame,
    sources,
    runs: await runsOf(place),
    load_alarms: await loadAlarmsOf(place),
    checks: ask.manifest.checks.map(({ check, kind, passed, rows, promise }) => ({
      check,
      kind,
      passed,
      rows,
      promise,
    })),
    generations: generationsOf(place),
    ...rejected,
    register,
    repairs: readRows(repairSchema, await ask.warehouse.view("repairs", {}, reader, ask.generation)),
    identities: identitiesOf(standing, await ask.warehouse.view("identities", {}, reader, ask.generation)),
    grid,
    fitness: fitnessOf(grid, sources),
  };
}

type Standing = Pick<Place, "district"> & Pick<PageAsk, "reader">;

/** Few students stay hidden from readers who may not see students. */
function identitiesOf(
  { district, reader }: Standing,
  rows: Record<string, unknown>[],
): DataPage["identities"] {
  const { threshold } = district.suppression;
  const isHidden = (students: number | null) =>
    students !== null && students >= 1 && students <= threshold && !mayReadAllStudents(reader, "operations");
  return readRows(identitySchema, rows).map(({ kind, students }) => ({
    kind,
    students: isHidden(students) ? null : students,
  }));
}
