import type { ReportContent, ReportPart } from "../contract.ts";
import { reportPart } from "../contract.ts";

/** What a part says; what is left out says the same as what it stands for. */
const saidBy: Record<ReportPart, (content: ReportContent) => unknown> = {
  title: ({ title }) => title,
  note: ({ note }) => note,
  measures: ({ slice }) => slice.measures,
  by: ({ slice }) => slice.by ?? [],
  where: ({ slice }) => slice.where ?? [],
  compare: ({ slice }) => slice.compare ?? null,
  computed: ({ slice }) => slice.computed ?? [],
  pivot: ({ slice }) => slice.pivot ?? null,
  totals: ({ slice }) => [slice.totals ?? "none", ...(slice.subtotals ?? [])],
  order: ({ slice }) => slice.order ?? [],
  limit: ({ slice }) => slice.limit ?? null,
  chart: ({ chart }) => chart,
};

type Taking = (mine: ReportContent, theirs: ReportContent) => ReportContent;

const ofSlice =
  (part: keyof ReportContent["slice"]): Taking =>
  (mine, theirs) => ({ ...mine, slice: { ...mine.slice, [part]: theirs.slice[part] } });

const taking: Record<ReportPart, Taking> = {
  title: (mine, { title }) => ({ ...mine, title }),
  note: (mine, { note }) => ({ ...mine, note }),
  measures: ofSlice("measures"),
  by: ofSlice("by"),
  where: ofSlice("where"),
  compare: ofSlice("compare"),
  computed: ofSlice("computed"),
  pivot: ofSlice("pivot"),
  totals: (mine, { slice: { totals, subtotals } }) => ({
    ...mine,
    slice: { ...mine.slice, totals, subtotals },
  }),
  order: ofSlice("order"),
  limit: ofSlice("limit"),
  chart: (mine, { chart }) => ({ ...mine, chart }),
};

const isSame = (part: ReportPart, one: ReportContent, other: ReportContent): boolean =>
  JSON.stringify(saidBy[part](one)) === JSON.stringify(saidBy[part](other));

/** The parts that two contents say differently. */
export const changedParts = (one: ReportContent, other: ReportContent): ReportPart[] =>
  reportPart.options.filter((part) => !isSame(part, one, other));

/** Mine, with these parts as they are in theirs. */
export const withParts = (mine: ReportContent, theirs: ReportContent, parts: ReportPart[]): ReportContent =>
  parts.reduce((content, part) => taking[part](content, theirs), mine);

type Compared = { part: ReportPart; changed_by: "theirs" | "both" | "mine" };

/** Which side has changed a part since both were `base`; what is the same in both is left out. */
export const comparedParts = (base: ReportContent, mine: ReportContent, theirs: ReportContent): Compared[] =>
  changedParts(mine, theirs).map((part) => {
    if (isSame(part, base, theirs)) return { part, changed_by: "mine" };
    return { part, changed_by: isSame(part, base, mine) ? "theirs" : "both" };
  });
