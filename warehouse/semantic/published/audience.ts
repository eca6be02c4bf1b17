import type { Reader } from "../../district.ts";
import type { Block, Plan } from "../plan.ts";
import { mayReadStudents, publishedScopeOf } from "../scope.ts";

/**
 * Whether a reader is answered from published tables: some students that the plan counts she may not see one by one. A
 * reader whose grants reach students at some places, and counts at others, reads her own rows where the slice names
 * students or stays at schools that she was granted by name; asked more widely, it is what is published.
 */
export function isPublishedTo(reader: Reader, plan: Plan): boolean {
  const blocks = plan.blocks.filter(({ fact, scope }) => fact.hasStudent && scope.kind !== "nothing");
  if (blocks.length === 0) return false;
  if (blocks.some(({ fact }) => !mayReadStudents(reader, fact.subject))) return true;
  const hasCounts = blocks.every(({ fact }) => publishedScopeOf(reader, fact).kind !== "nothing");
  return hasCounts && !namesStudents(plan) && !blocks.every(staysAtOwnSchools);
}

/** The plan over what a reader may be told that is published. */
export const publishedPlan = (plan: Plan, reader: Reader): Plan => ({
  ...plan,
  blocks: plan.blocks.map((block) =>
    block.fact.hasStudent ? { ...block, scope: publishedScopeOf(reader, block.fact) } : block,
  ),
});

const namesStudents = ({ by, slice }: Plan): boolean =>
  by.some(({ dimension }) => dimension.showsStudents) ||
  (slice.where ?? []).some(({ dimension }) => dimension === "student");

function staysAtOwnSchools({ scope, filters }: Block): boolean {
  if (scope.kind !== "some") return true;
  const named = filters.find(({ dimension, op }) => dimension === "school" && op === "in");
  return named?.values.every((school) => scope.schools.includes(String(school))) ?? false;
}
