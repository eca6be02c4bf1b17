import { expect, test } from "vitest";
import type { RunDocument } from "#warehouse";
import { MOST_FINDINGS, tellRejections } from "./tell-run.ts";

const run = (findings: number, rejected: number) =>
  ({
    run: "r-1",
    files: [{ rejected: rejected - 1 }, { rejected: 1 }],
    findings: Array.from({ length: findings }, (_, at) => ({
      ...{ file: "absences.csv", line: at + 2, field: "absent_on", code: "row.date" },
      ...{ reason: "It is no date.", mend: "Write YYYY-MM-DD." },
    })),
  }) as unknown as RunDocument;

test("every refused row is listed, and where they are too many, how many there are", () => {
  expect(tellRejections(run(3, 3)).split("\n")).toHaveLength(4);
  expect(tellRejections(run(MOST_FINDINGS, 1017))).toMatch(
    /\nThese are the first 1000 findings; 1017 rows were refused in all\./,
  );
});
