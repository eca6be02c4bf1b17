import type { Catalog } from "#api/contract";
import type { View, ViewKey } from "../../view.ts";
import {
  type Computed,
  columnsOf,
  type Draft,
  type Filter,
  type Order,
  type ReportSlice,
  tidy,
} from "./draft.ts";

const none = "-";
const operators = { in: "in", not: "not_in", to: "between" } as const;
const shortOperators = { in: "in", not_in: "not", between: "to" } as const;
const comparisons = { py: "previous_year", d: "district", tg: "target" } as const;
/** `gn.g-000012`: as published in that generation. */
const againstSign = "gn.";
const shortComparisons = { previous_year: "py", district: "d", target: "tg" } as const;
const totalsKinds = { v: "visible", a: "all" } as const;
const shortTotals = { visible: "v", all: "a" } as const;
const charts = ["table", "bar", "line", "dot", "heat", "multiples"] as const;

/** What stands in an address for a question: one short key for each part. */
export const draftKeys = [
  "m",
  "g",
  "f",
  "c",
  "x",
  "p",
  "t",
  "o",
  "n",
  "v",
] as const satisfies readonly ViewKey[];
type DraftKey = (typeof draftKeys)[number];
type Unknown = { name: ViewKey; asked: string };

type Read = { draft: Draft; unknown: Unknown[]; leftOut: string[] };

/**
 * The question of an address: what it says of each part, else the part of `base`. Names that the reader's catalogue
 * does not have are left out and told: in `unknown` those of the address, in `leftOut` those of `base`.
 */
export function readDraft(view: View, base: Draft, catalog: Catalog): Read {
  const unknown: Unknown[] = [];
  const leftOut: string[] = [];
  const known = <T>(name: ViewKey, parts: T[], find: (part: T) => string | undefined): T[] =>
    parts.filter((part) => {
      const asked = find(part);
      if (asked !== undefined && view[name] === undefined) leftOut.push(asked);
      else if (asked !== undefined) unknown.push({ name, asked });
      return asked === undefined;
    });
  const measureKeys = new Set(catalog.measures.map(({ key }) => key));
  const dimensions = new Map(catalog.dimensions.map(({ key, type }) => [key, type]));
  const lacking = (has: (key: string) => boolean) => (key: string) => (has(key) ? undefined : key);
  const measures = known(
    "m",
    listOf(view.m) ?? base.slice.measures,
    lacking((key) => measureKeys.has(key)),
  );
  const by = known(
    "g",
    listOf(view.g) ?? base.slice.by ?? [],
    lacking((key) => dimensions.has(key)),
  );
  const where = known("f", filtersOf(view.f, dimensions) ?? base.slice.where ?? [], ({ dimension }) =>
    dimensions.has(dimension) ? undefined : dimension,
  );
  const slice: ReportSlice = { ...base.slice, ...compareOf(view.c), ...totalsOf(view.t), ...limitOf(view.n) };
  const asked = { ...slice, measures: measures.length > 0 ? measures : base.slice.measures, by, where };
  const computed = computedOf(view.x) ?? base.slice.computed;
  const pivot = view.p === undefined ? base.slice.pivot : view.p;
  const whole = { ...asked, computed, pivot: pivot === none ? undefined : pivot };
  const columns = columnsOf(whole);
  const order = known("o", ordersOf(view.o) ?? base.slice.order ?? [], ({ column }) =>
    view.o === undefined || columns.includes(column.split("@")[0] ?? column) ? undefined : column,
  );
  const chart = charts.find((kind) => kind === view.v) ?? base.chart;
  return { draft: { slice: tidy({ ...whole, order }), chart }, unknown, leftOut };
}

/** The address of a question: parts that are as in `base` are left out. */
export function writeDraft(draft: Draft, base: Draft): Record<DraftKey, string> {
  const [now, before] = [wholeAddress(draft), wholeAddress(base)];
  const entries = draftKeys.map((key) => [key, now[key] === before[key] ? "" : now[key]]);
  return Object.fromEntries(entries);
}

function wholeAddress({ slice, chart }: Draft): Record<DraftKey, string> {
  const { measures, by = [], where = [], order = [], computed = [], subtotals = [] } = slice;
  const { pivot, totals, limit } = slice;
  return {
    m: measures.join(","),
    g: by.join(",") || none,
    f: where.map(writeFilter).join(";") || none,
    c: writeCompare(slice),
    x: computed.map(writeComputed).join(";") || none,
    p: pivot ?? none,
    t: totals && totals !== "none" ? [shortTotals[totals], ...subtotals].join(",") : none,
    o: order.map(({ column, direction }) => `${column}.${direction}`).join(",") || none,
    n: limit === undefined ? none : String(limit),
    v: chart,
  };
}

function listOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  return text === none ? [] : [...new Set(text.split(","))];
}

const isShort = (text: string): text is keyof typeof comparisons => Object.hasOwn(comparisons, text);

function writeCompare({ compare, against }: ReportSlice): string {
  if (compare === undefined) return none;
  return compare === "generation" ? `${againstSign}${against}` : shortComparisons[compare];
}

function compareOf(text: string | undefined): Pick<ReportSlice, "compare" | "against"> {
  if (text === undefined) return {};
  if (text.startsWith(againstSign)) return { compare: "generation", against: text.slice(againstSign.length) };
  return { compare: isShort(text) ? comparisons[text] : undefined };
}

/** `a,region`: of all, and one for each region. */
function totalsOf(text: string | undefined): Pick<ReportSlice, "totals" | "subtotals"> {
  if (text === undefined) return {};
  const [kind, ...subtotals] = text.split(",");
  return { totals: kind === "v" || kind === "a" ? totalsKinds[kind] : undefined, subtotals };
}

function limitOf(text: string | undefined): Pick<ReportSlice, "limit"> {
  if (text === undefined) return {};
  return { limit: text === none ? undefined : Number(text) };
}

function ordersOf(text: string | undefined): Order[] | undefined {
  return listOf(text)?.map((part) => {
    const [column = "", direction] = part.split(".");
    return { column, direction: direction === "asc" ? "asc" : "desc" };
  });
}

/** `ratio.per_school.enrollment.schools.Students a school`; the label comes last and may be empty. */
function writeComputed(column: Computed): string {
  const { kind, key, of, label = "" } = column;
  const rest = kind === "rank" ? [of, column.direction] : [of].flat();
  return [kind, key, ...rest, encodeURIComponent(label).replaceAll(".", "%2E")].join(".");
}

function computedOf(text: string | undefined): Computed[] | undefined {
  if (text === undefined) return undefined;
  return text === none ? [] : text.split(";").flatMap(readComputed);
}

function readComputed(text: string): Computed[] {
  const [kind, key = "", first = "", second = "", written = ""] = text.split(".");
  const named = (label: string) => ({ key, ...(label ? { label: decoded(label) } : {}) });
  if (kind === "ratio" || kind === "difference") return [{ kind, of: [first, second], ...named(written) }];
  if (kind === "share") return [{ kind, of: first, ...named(second) }];
  if (kind !== "rank" || (second !== "asc" && second !== "desc")) return [];
  return [{ kind, of: first, direction: second, ...named(written) }];
}

/** `level.in.elementary,middle`; a tilde is the unknown member. */
function writeFilter({ dimension, op, values }: Filter): string {
  const written = values.map((value) =>
    value === null ? "~" : encodeURIComponent(String(value)).replaceAll("~", "%7E"),
  );
  return `${dimension}.${shortOperators[op]}.${written.join(",")}`;
}

function filtersOf(text: string | undefined, types: Map<string, string>): Filter[] | undefined {
  if (text === undefined) return undefined;
  if (text === none) return [];
  return text.split(";").map((part) => {
    const [dimension = "", op = "in", ...rest] = part.split(".");
    const values = rest.join(".").split(",");
    const type = types.get(dimension);
    return {
      dimension,
      op: op === "not" || op === "to" ? operators[op] : "in",
      values: values.map((value) => readValue(value, type)),
    };
  });
}

function readValue(written: string, type: string | undefined): Filter["values"][number] {
  if (written === "~") return null;
  const text = decoded(written);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (type === "number" && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
