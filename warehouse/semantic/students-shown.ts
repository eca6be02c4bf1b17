import type { DuckDBConnection } from "@duckdb/node-api";
import { aggregatesOf } from "./model/define.ts";
import { dimensionOf } from "./model/dimensions.ts";
import { factOf } from "./model/facts.ts";
import { measureNamed } from "./model/model.ts";
import type { Answer, Filter, Slice } from "./slice.ts";
import { run } from "./sql/run.ts";

/** Whether a slice is about single students: by student, or of the students that it names. */
export function namesStudents(slice: Slice): boolean {
  return namedIn(slice).some((key) => dimensionOf(key)?.showsStudents);
}

/**
 * Whether what a slice says of single students are special-education records, which are shown for a stated purpose
 * only: its measures count them, or it tells who has a disability. Throws `unknown_measure`.
 */
export function needsPurpose(slice: Slice): boolean {
  if (!namesStudents(slice)) return false;
  const isCounted = slice.measures.some((key) =>
    aggregatesOf(measureNamed(key)).some(({ fact }) => factOf(fact).subject === "special_education"),
  );
  return isCounted || namedIn(slice).includes("disability") || tellsGroup(slice);
}

/** Students shown in one answer, from one generation: state ids, columns, and what was asked of them. */
export type StudentsShown = { generation: string; students: string[]; fields: string[]; subject: string };

/** Finds the state's ids of students by their keys in answers of a generation. */
type FindIds = (keys: string[], generation: string) => Promise<string[]>;

/** Whom an answer shows, and whom its question names; null where it is about nobody in particular. */
export async function studentsShown(
  slice: Slice,
  answer: Answer,
  findIds: FindIds,
): Promise<StudentsShown | null> {
  const keys = namesStudents(slice) ? studentKeysIn(slice, answer) : [];
  if (keys.length === 0) return null;
  return {
    generation: answer.generation,
    students: await findIds(keys, answer.generation),
    fields: answer.columns.map(({ key }) => key),
    subject: slice.measures.join(" "),
  };
}

/** Subtotals of students stand for all rows, of which a limit may show only some. */
function studentKeysIn({ where = [] }: Slice, { rows, totals }: Answer): string[] {
  const asked = where.filter(({ dimension }) => dimension === "student").flatMap(({ values }) => values);
  const shown = [...rows, ...totals].map(({ student }) =>
    typeof student === "object" ? student?.key : null,
  );
  return [...new Set([...asked, ...shown].filter((key) => key !== null && key !== undefined).map(String))];
}

const namedIn = ({ by = [], where = [] }: Slice) => [...by, ...where.map(({ dimension }) => dimension)];

/** Listed by group, or picked by a group that may be the students with disabilities. */
function tellsGroup({ by = [], where = [] }: Slice): boolean {
  return by.includes("student_group") || where.some((filter) => mayPickDisability(filter));
}

function mayPickDisability({ dimension, op, values }: Filter): boolean {
  if (dimension !== "student_group") return false;
  const labels = dimensionOf("student_group")?.labels ?? {};
  return op !== "in" || values.some((value) => value === "SWD" || value === labels.SWD);
}

/** A student whom the state has given no id is named by the source and its own id. */
const STATE_IDS = `
  with asked as (
    select try_cast(unnest($keys::varchar[]) as integer) as durable_student_key
  ),
  shown as (
    select durable_student_key, state_student_id
    from dim_student
    where is_current and durable_student_key <> -1 and durable_student_key in (select durable_student_key from asked)
  ),
  named_by_source as (
    select durable_student_key, arg_min(source || ':' || source_student_id, (source, source_student_id)) as id
    from brg_student_identity
    where durable_student_key in (select durable_student_key from shown where state_student_id is null)
    group by durable_student_key
  )
  select distinct coalesce(shown.state_student_id, named_by_source.id) as id
  from shown
  left join named_by_source using (durable_student_key)
  order by id`;

export async function stateIdsOf(keys: string[], connection: DuckDBConnection): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await run({ sql: STATE_IDS, parameters: { keys } }, connection);
  return rows.map(({ id }) => String(id));
}
