import { z } from "@hono/zod-openapi";
import { mayReadStudents, needsPurpose } from "#warehouse";
import { hasPurpose } from "../access/showing.ts";
import type { SchoolPage, Slice } from "../contract.ts";
import { ProblemError } from "../problems.ts";
import { readRows } from "../rows.ts";
import { beginPage, frameOf, type PageAsk } from "./frame.ts";
import { chooseColumns, columnOptions } from "./near-absence-columns.ts";
import { districtTiles, studentLists } from "./school-slices.ts";
import { chooseGroup, groupOptions } from "./student-groups.ts";

export type SchoolWanted = {
  school?: string | undefined;
  school_year?: string | undefined;
  student_group?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  columns?: string | undefined;
};
type Start = Parameters<typeof beginPage>[0];

const schoolRow = z.object({
  organization_id: z.string(),
  name: z.string(),
  level: z.string(),
  operator_name: z.string().nullable(),
  charter_funding: z.string(),
});
const dayRow = z.object({ organization_id: z.string(), school_day_on: z.string() });

/** One school's page; lists by name are asked for only where the reader may see students. */
export async function schoolPageOf(
  start: Start,
  reader: PageAsk["reader"],
  wanted: SchoolWanted,
): Promise<SchoolPage> {
  const ask = beginPage(start, reader, wanted.school_year);
  const { warehouse, generation } = ask;
  const schools = readRows(schoolRow, await warehouse.view("schools", {}, reader, generation));
  const school = chooseSchool(schools, wanted.school, reader.name);
  const key = school.organization_id;
  const group = chooseGroup(wanted.student_group, ask);
  const maySee = mayReadStudents(reader);
  const options = columnOptions(warehouse.catalog(reader));
  const columns = chooseColumns(wanted.columns, options, ask.notices);
  const tile = { school: key, group, columns, from: wanted.from, to: wanted.to };
  const lists = maySee ? studentLists(ask, tile) : {};
  const open = hasPurpose(reader) ? lists : withoutPurpose(lists);
  const slices: Record<string, Slice> = {
    ...districtTiles(ask, tile),
    ...open,
  };
  const frame = await frameOf(ask, slices);
  const days = readRows(dayRow, await warehouse.view("missing_days", {}, reader, generation));
  return {
    ...frame,
    school: schoolIn(school),
    schools: schools.map(({ organization_id, name }) => ({ key: organization_id, label: name })),
    may_read_students: maySee,
    purpose_needed: Object.keys(open).length < Object.keys(lists).length,
    disputes: [],
    missing_days: days
      .filter(({ organization_id }) => organization_id === key)
      .map(({ school_day_on }) => school_day_on),
    student_group: group,
    student_groups: groupOptions(frame.answers.chronic_by_group),
    columns: options,
    chosen_columns: columns,
  };
}

/** The lists that show no special-education records. */
function withoutPurpose(lists: Record<string, Slice>): Record<string, Slice> {
  return Object.fromEntries(Object.entries(lists).filter(([, slice]) => !needsPurpose(slice)));
}

function schoolIn({
  organization_id,
  name,
  operator_name,
  level,
  charter_funding,
}: z.infer<typeof schoolRow>) {
  return { key: organization_id, label: name, level, operator: operator_name, charter_funding };
}

/** The school asked for, or the first; one that the reader may not see is not told from one that does not exist. */
function chooseSchool<School extends { organization_id: string }>(
  schools: School[],
  wanted: string | undefined,
  name: string,
): School {
  const [first] = schools;
  if (!first)
    throw new ProblemError("forbidden", `None of the schools granted to ${name} is in this generation.`);
  const school =
    wanted === undefined ? first : schools.find(({ organization_id }) => organization_id === wanted);
  if (!school) throw new ProblemError("forbidden", `There is no school "${wanted}" that ${name} may see.`);
  return school;
}
