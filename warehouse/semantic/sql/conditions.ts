import type { Condition } from "../model/define.ts";
import { dimensionNamed } from "../model/model.ts";
import type { Block } from "../plan.ts";
import type { Cell, Filter } from "../slice.ts";
import { previousSchoolYear } from "./school-year.ts";
import type { Writing } from "./setting.ts";
import { expressionOf, homeOf } from "./values.ts";

/** The rows of a fact that a block reads: what was asked, the right row of a running total, and the reader's scope. */
export function conditionsOf(block: Block, writing: Writing): string[] {
  return [
    ...scope(block, writing),
    ...block.filters.map((filter) => asked(filter, block, writing)),
    ...withoutCaseFiles(block, writing),
    ...snapshot(block, writing),
    ...toTheSameDay(block, writing),
    ...onlyVisible(block, writing),
  ];
}

/** A measure's own condition, over columns of the fact. */
export function measureCondition(
  where: Condition | undefined,
  { binder, dialect }: Writing,
): string | undefined {
  if (!where) return undefined;
  return Object.entries(where)
    .map(([column, value]) => {
      if (typeof value === "boolean") return value ? `fact.${column}` : `not fact.${column}`;
      if (typeof value === "string") return `fact.${column} = ${dialect.value(binder.bind(value), "text")}`;
      return dialect.inList(`fact.${column}`, binder.bind(value), "text");
    })
    .join(" and ");
}

function scope({ scope: rows }: Block, { binder, dialect }: Writing): string[] {
  if (rows.kind === "everything") return [];
  if (rows.kind === "nothing") return ["false"];
  const { schools, operators, regions, students, historyOf } = rows;
  const listed = (column: string, ids: string[]) =>
    ids.length === 0 ? [] : [dialect.inList(column, binder.bind(ids), "text")];
  const places = [
    ...listed("organization_id", schools),
    ...listed("operator_id", operators),
    ...listed("region", regions),
  ];
  const ofPlaces = `fact.organization_key in (select organization_key from dim_organization where ${places.join(" or ")})`;
  const ofStudents = listed("state_student_id", students).map(
    (mine) => `fact.durable_student_key in (select durable_student_key from dim_student where ${mine})`,
  );
  const served = listed("organization_id", historyOf).map(
    (mine) => `fact.durable_student_key in (select durable_student_key from fct_enrollment_spell
    where is_enrolled and school_year = (select max(school_year) from fct_enrollment_spell)
      and organization_key in (select organization_key from dim_organization where ${mine}))`,
  );
  const any = [...(places.length === 0 ? [] : [ofPlaces]), ...ofStudents, ...served];
  return [any.length === 1 ? any.join("") : `(${any.join(" or ")})`];
}

function withoutCaseFiles(block: Block, writing: Writing): string[] {
  if (!block.fact.hasCaseFiles || namesOf(block, writing).includes("program")) return [];
  return ["not coalesce(fact.is_case_file, false)"];
}

/** The dimensions that a block is grouped or filtered by. */
const namesOf = ({ filters }: Block, { by }: Writing): string[] => [
  ...by.map(({ key }) => key),
  ...filters.map(({ dimension }) => dimension),
];

function asked(filter: Filter, block: Block, writing: Writing): string {
  const { dimension: key, op, values } = filter;
  const home = homeOf(key, block);
  const isBroughtOut = writing.by.some((dimension) => dimension.key === key);
  if (home === "student_group" && !isBroughtOut) return inGroups(filter, writing);
  if (home === "school_year" && block.period === "previous" && op === "in") {
    const years = values.map((value) => (typeof value === "string" ? previousSchoolYear(value) : value));
    return membership("fact.school_year", { ...filter, values: years }, writing);
  }
  return membership(expressionOf(key, block, writing), filter, writing);
}

/**
 * A student is in several groups. To leave a group out leaves its students out; but under a table by group, the total
 * is that of the students in any group shown.
 */
function inGroups(filter: Filter, writing: Writing): string {
  const isLeftOut = filter.op === "not_in" && !writing.shownBy.includes("student_group");
  const members = membership("student_group", isLeftOut ? { ...filter, op: "in" } : filter, writing);
  const students = `(select student_key from brg_student_group where ${members})`;
  return `fact.student_key ${isLeftOut ? "not in" : "in"} ${students}`;
}

function membership(
  expression: string,
  { dimension, op, values }: Filter,
  { binder, dialect }: Writing,
): string {
  const { type } = dimensionNamed(dimension);
  const given = values.filter((value) => value !== null).map(String);
  if (op === "between") {
    const [low = "", high = ""] = given;
    return `${expression} between ${dialect.value(binder.bind(low), type)} and ${dialect.value(binder.bind(high), type)}`;
  }
  const listed = dialect.inList(expression, binder.bind(given), type);
  const hasNull = values.includes(null);
  if (op === "in") return hasNull ? `(${listed} or ${expression} is null)` : listed;
  return hasNull
    ? `(${expression} is not null and not ${listed})`
    : `(${expression} is null or not ${listed})`;
}

/** A running total is read once: its last month, the last of the months asked for, or the same day of the year before. */
function snapshot(block: Block, writing: Writing): string[] {
  if (!block.fact.isSnapshot) return [];
  const { by, binder, dialect, currentYear } = writing;
  if (by.some(({ key }) => key === "month")) return ["fact.month is not null"];
  const months = block.filters.filter(({ dimension }) => dimension === "month");
  if (months.length > 0) return [lastOf(months, block, writing)];
  if (block.period === "current") return ["fact.is_latest"];
  const previous = dialect.value(binder.bind(previousSchoolYear(currentYear)), "text");
  return [`case when fact.school_year = ${previous} then fact.is_same_day else fact.is_latest end`];
}

/**
 * Whether a student's rows of a running total that stand in one group are of one day of one school year. `snapshot` reads one
 * day of each school year, or one of each month where months are brought out, and those stand apart; so they are wherever
 * a group is of one school year.
 */
export function isOfOneDay(block: Block, { by }: Writing): boolean {
  const isYear = (key: string) => homeOf(key, block) === "school_year";
  const isOneYear = ({ dimension, op, values }: Filter) =>
    isYear(dimension) && op === "in" && values.length === 1;
  return (
    block.fact.isSnapshot === true && (by.some(({ key }) => isYear(key)) || block.filters.some(isOneYear))
  );
}

/** Months of a running total hold each other, so of several only the last of a school year is read. */
function lastOf(months: Filter[], block: Block, writing: Writing): string {
  const { table } = block.fact;
  const conditions = months.map((filter) => asked(filter, block, writing)).join(" and ");
  const last = `select fact.school_year, max(fact.month) from ${table} as fact where ${conditions} group by fact.school_year`;
  return `(fact.school_year, fact.month) in (${last})`;
}

/** Of the year before the running one, only the days up to the same day; by week or day, which shift by 52 weeks, the same weekday. */
function toTheSameDay(block: Block, writing: Writing): string[] {
  const { fact, period } = block;
  if (period === "current" || !fact.runsDayByDay) return [];
  const { binder, dialect, currentYear, sameDayLastYear, sameWeekdayLastYear } = writing;
  const named = namesOf(block, writing);
  const isByWeek = named.includes("week") || named.includes("date");
  const previous = dialect.value(binder.bind(previousSchoolYear(currentYear)), "text");
  const day = dialect.value(binder.bind(isByWeek ? sameWeekdayLastYear : sameDayLastYear), "date");
  return [`(fact.school_year <> ${previous} or fact.${fact.happenedOn} <= ${day})`];
}

/** Rows whose dimensions are together one of the visible rows. */
function onlyVisible(block: Block, writing: Writing): string[] {
  const { binder, dialect, only, by } = writing;
  if (!only) return [];
  const groupIn = (dimensions: typeof by) =>
    dimensions.find(({ key }) => homeOf(key, block) === "student_group")?.key;
  // Where a table by group is written, each of its rows has one.
  const group = groupIn(by) === undefined ? groupIn(only.by) : undefined;
  const rest = only.by.flatMap(({ key }) => (key === group ? [] : [key]));
  const values = rest.map((key) => expressionOf(key, block, writing));
  const among = (rows: typeof only.rows) => {
    const keys = rows.map((row) => rest.map((key) => keyText(row[key])).join("\u001f"));
    return dialect.inList(dialect.joinedText(values), binder.bind(keys), "text");
  };
  if (group === undefined) return [among(only.rows)];
  // A student in two visible groups counts once, so the groups are not joined.
  const any = [...new Set(only.rows.map((row) => keyText(row[group])))].map((key) => {
    const rows = only.rows.filter((row) => keyText(row[group]) === key);
    const member = `student_group = ${dialect.value(binder.bind(key), "text")}`;
    const isMember = `fact.student_key in (select student_key from brg_student_group where ${member})`;
    return rest.length === 0 ? isMember : `${isMember} and ${among(rows)}`;
  });
  return [any.length === 0 ? "false" : `(${any.join(" or ")})`];
}

const keyText = (cell: Cell | undefined): string =>
  typeof cell === "object" && cell !== null && cell.key !== null ? String(cell.key) : "";
