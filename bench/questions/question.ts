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
