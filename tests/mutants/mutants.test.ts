import { join } from "node:path";
import { expect, it } from "vitest";
import type { Group } from "../../bench/mutants/groups.ts";
import { benchMutants, tellMutants } from "../../bench/mutants/run.ts";

const root = join(import.meta.dirname, "..", "..");
const [policy, itsTest] = ["tests/mutants/policy.ts", "tests/mutants/policy.test.ts"];
const groups: Group[] = [{ name: "scope", policies: [{ files: [policy], tests: [itsTest] }] }];

it("a change that a test notices is killed, and one that none does survives and is shown", async () => {
  const found = await benchMutants({ root, seed: 1 }, groups);
  expect(found.survivors).toEqual([
    { group: "scope", file: policy, line: 5, change: "age >= 18 && !isGuest → age >= 18" },
  ]);
  expect(found.groups).toEqual([{ file: "scope", mutants: 6, killed: 5, survived: 1, score: 83.3 }]);
  expect(tellMutants(found)).toContain(`${policy}:5  age >= 18 && !isGuest → age >= 18`);
});
