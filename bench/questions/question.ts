import type { Slice } from "#warehouse";

/** What somebody asks of her page, and who she is. */
export type Question = {
  key: string;
  account: "board" | "principal" | "monitor" | "coordinator";
  slice: Slice;
};

/** Questions of one person, each with a name. */
export const asked = (account: Question["account"], questions: Record<string, Slice>): Question[] =>
  Object.entries(questions).map(([key, slice]) => ({ key, account, slice }));

const thisYear = { dimension: "school_year", op: "in" as const, values: ["2026-27"] };

/** The same about the school year that the made-up district is in: pages always ask of one. */
export const askedOfTheYear = (account: Question["account"], questions: Record<string, Slice>): Question[] =>
  asked(account, questions).map(({ slice, ...question }) => ({
    ...question,
    slice: { ...slice, where: [thisYear, ...(slice.where ?? [])] },
  }));
