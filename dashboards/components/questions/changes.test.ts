import { expect, test } from "vitest";
import type { Answer } from "#api/contract";
import { answerTo } from "../../fixtures/reports/questions.ts";
import { changesIn, withRows } from "./changes.ts";
import { lasting } from "./draft.ts";

const answer = answerTo({
  measures: ["enrollment", "attendance_rate"],
  by: ["school"],
  compare: "generation",
  against: "g-000001",
});

/** The first rows with these enrollments, now and then. */
function enrolled(numbers: [number | null, number | null][], marks: Answer["marks"] = []): Answer {
  const columns = answer.columns.filter(({ measure }) => measure === "enrollment");
  return {
    ...{ ...answer, columns, marks },
    rows: numbers.map(([now, then]) => ({ enrollment: now, enrollment__then: then })),
  };
}

test("a row has changed where one of its figures is another than then, and is new where none stood then", () => {
  const { changed, added } = changesIn(
    enrolled([
      [20, 20],
      [20, 21],
      [20, null],
      [null, 20],
      [null, null],
    ]),
  );
  expect([changed, added]).toEqual([[1, 3], [2]]);
});

test("of a figure that is hidden now or then it is not told whether it has changed", () => {
  const suppressed = (row: number, column: string) => ({
    ...{ part: "rows" as const, row, column },
    mark: "suppressed" as const,
  });
  const numbers: [number | null, number | null][] = [
    [null, 12],
    [12, null],
    [null, null],
  ];
  const marks = [suppressed(0, "enrollment"), suppressed(1, "enrollment__then"), suppressed(2, "enrollment")];
  expect(changesIn(enrolled(numbers, marks))).toEqual({ changed: [], added: [], hidden: [0, 1, 2] });
});

test("an answer of some rows keeps their marks with them, and its totals", () => {
  const hidden = answer.marks.find(({ part }) => part === "rows")?.row ?? 0;
  const some = withRows(answer, [1, hidden]);
  expect(some.rows).toEqual([answer.rows[1], answer.rows[hidden]]);
  expect(some.marks.map(({ row, column }) => `${row} ${column}`)).toEqual([
    "1 enrollment",
    "1 attendance_rate",
  ]);
  expect(some.totals).toEqual(answer.totals);
});

test("a saved report keeps no comparison with a generation, nor an order by it", () => {
  const asked = { measures: ["enrollment"], compare: "generation" as const, against: "g-000001" };
  const order = [{ column: "enrollment__restated", direction: "desc" as const }];
  expect(lasting({ ...asked, order })).toEqual({ measures: ["enrollment"] });
});
