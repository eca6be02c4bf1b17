import { expect, test } from "vitest";
import { certified } from "./coverage.ts";

test.each([
  [95, 100, true],
  [94, 100, false],
  [23, 24, true],
  [22, 24, false],
  [0, 1, false],
  [0, 0, true],
])("with %i of %i schools in a figure is certifiable: %s", (reported, expected, is_certifiable) => {
  expect(certified({ reported, expected }, {})).toEqual({ reported, expected, is_certifiable });
});

test("the district says how many in a hundred are enough", () => {
  const sixOfTen = { reported: 6, expected: 10 };
  expect(certified(sixOfTen, { agreedCoveragePercent: 60 }).is_certifiable).toBe(true);
  expect(certified(sixOfTen, { agreedCoveragePercent: 61 }).is_certifiable).toBe(false);
});
