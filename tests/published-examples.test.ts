import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "react-intl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, Warehouse } from "#warehouse";
import { cellAt, publishedRate } from "../dashboards/components/figures/cells.ts";
import { type Formats, useFormats } from "../dashboards/components/figures/formats.ts";
import {
  absences,
  alder,
  birch,
  cedar,
  rosterStudent,
  spell,
  threeSchools,
} from "../warehouse/build/mini-district.ts";
import { everyone, publishedMini } from "../warehouse/published-mini.ts";
import { type Compared, chronicAbsence2022, type Example, suspensions2023 } from "./published/california.ts";
import { finishedByGroup, publishedState } from "./published/state.ts";

/** The formats of the pages, as a page in English gets them. */
function formatsOfPages(): Formats {
  let found: Formats | undefined;
  const Probe = () => {
    found = useFormats();
    return null;
  };
  renderToStaticMarkup(createElement(IntlProvider, { locale: "en" }, createElement(Probe)));
  if (!found) throw new Error("Nothing was rendered.");
  return found;
}

const formats = formatsOfPages();

type Shown = { rate: string; before: string | null; change: string | null };

/** What a page shows of a measure in each row: rate, that of the year before and change, by student group. */
function shown(answer: Answer, measure: string): Record<string, Shown> {
  return Object.fromEntries(
    answer.rows.map((row, at) => {
      const cell = cellAt(answer, measure, { row: at });
      const group = row.student_group;
      const rate = formats.percent(publishedRate(cell) ?? Number.NaN);
      const before = cell.previous === null ? null : formats.percent(cell.previous);
      const change = cell.change === null ? null : formats.points(cell.change);
      return [group !== null && typeof group === "object" ? String(group.key) : "", { rate, before, change }];
    }),
  );
}

const expectedOf = (examples: readonly (Example | Compared)[]): Record<string, Shown> =>
  Object.fromEntries(
    examples.map((example) => [
      example.group,
      {
        rate: `${example.rate}%`,
        before: "rate0" in example ? `${example.rate0}%` : null,
        change: "change" in example ? `+${example.change}` : null,
      },
    ]),
  );

describe("California's suspension rates of 2022-23, published with their changes", () => {
  test("all 14 groups, rounded once and half up, with changes from unrounded rates", () => {
    const answer = finishedByGroup("suspension_rate", suspensions2023);
    expect(shown(answer, "suspension_rate")).toEqual(expectedOf(suspensions2023));
  });

  test("races add up to all students, except for 13 that the state counted once more in 2021-22", () => {
    const sum = (groups: string[], name: "n" | "d" | "n0" | "d0") =>
      suspensions2023
        .filter(({ group }) => groups.includes(group))
        .reduce((total, row) => total + row[name], 0);
    const races = ["AA", "AI", "AS", "FI", "HI", "PI", "WH", "MR"];
    expect(sum(races, "n")).toBe(sum(["ALL"], "n"));
    expect(sum(races, "d")).toBe(sum(["ALL"], "d"));
    expect(sum(races, "n0")).toBe(sum(["ALL"], "n0"));
    expect(sum(races, "d0") - sum(["ALL"], "d0")).toBe(13);
  });
});

describe("published counts as rows of the tables, one a student, through the engine", () => {
  const small = ["WH", "AA", "AI", "PI", "FOS"];
  const suspended = suspensions2023.filter(({ group }) => small.includes(group));
  const absent = chronicAbsence2022.filter(({ group }) => ["FOS", "AI", "PI", "AA", "MR"].includes(group));
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await publishedState({ suspended, absent });
  });
  afterAll(() => warehouse?.close());

  test("suspension rates and changes, a student suspended twice counted once", async () => {
    const slice = { measures: ["suspension_rate"], by: ["student_group"], compare: "previous_year" as const };
    const where = [{ dimension: "student_group", op: "in" as const, values: small }];
    const { answers } = await warehouse.answer([{ ...slice, where }], everyone);
    const [answer] = answers;
    if (!answer) throw new Error("A slice has an answer.");
    expect(shown(answer, "suspension_rate")).toEqual(expectedOf(suspended));
  });

  test("chronic absence of 2021-22", async () => {
    const slice = { measures: ["chronic_absence_rate"], by: ["student_group"] };
    const where = [{ dimension: "school_year", op: "in" as const, values: ["2021-22"] }];
    const { answers } = await warehouse.answer([{ ...slice, where }], everyone);
    const [answer] = answers;
    if (!answer) throw new Error("A slice has an answer.");
    expect(shown(answer, "chronic_absence_rate")).toEqual(expectedOf(absent));
  });
});

describe("California's chronic absence of 2021-22", () => {
  test("all 14 groups", () => {
    const answer = finishedByGroup("chronic_absence_rate", chronicAbsence2022);
    expect(shown(answer, "chronic_absence_rate")).toEqual(expectedOf(chronicAbsence2022));
  });
});

describe("the level rule: levels are not additive, each is computed from students", () => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    const statements = [
      threeSchools,
      ...["1", "2", "3", "4"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      // 31 school days and 4 absences at each of three schools.
      spell("1", alder, "2024-08-12", "2024-09-23", "transfer_in_district"),
      spell("1", birch, "2024-09-24", "2024-11-05", "transfer_in_district"),
      spell("1", cedar, "2024-11-06", "2024-12-18", "transfer_out"),
      absences("1", alder, "2024-08-12", 4),
      absences("1", birch, "2024-09-24", 4),
      absences("1", cedar, "2024-11-06", 4),
      // 30 school days and 3 absences at each of three schools.
      spell("2", alder, "2024-08-12", "2024-09-20", "transfer_in_district"),
      spell("2", birch, "2024-09-23", "2024-11-01", "transfer_in_district"),
      spell("2", cedar, "2024-11-04", "2024-12-13", "transfer_out"),
      absences("2", alder, "2024-08-12", 3),
      absences("2", birch, "2024-09-23", 3),
      absences("2", cedar, "2024-11-04", 3),
      // 180 school days, one student absent on 18 and one on 17 of them.
      spell("3", alder, "2024-08-12", "2025-04-18", "transfer_out"),
      absences("3", alder, "2024-08-12", 18),
      spell("4", alder, "2024-08-12", "2025-04-18", "transfer_out"),
      absences("4", alder, "2024-08-12", 17),
    ];
    warehouse = await publishedMini(statements.join("\n"), "2025-04-30");
  });
  afterAll(() => warehouse?.close());

  const counts = async (by: string[]) => {
    const slice = { measures: ["chronic_absence_rate"], by, totals: "all" as const };
    const { answers } = await warehouse.answer([slice], everyone);
    const told = (row: Answer["rows"][number]) => {
      const key = by.map((dimension) => {
        const cell = row[dimension];
        return cell !== null && typeof cell === "object" ? cell.label : "";
      });
      const { chronic_absence_rate__denominator: eligible, chronic_absence_rate__numerator: chronic } = row;
      return [key.join(" "), eligible, chronic];
    };
    return { rows: answers[0]?.rows.map(told), total: answers[0]?.totals.map(told) };
  };

  test("eligible and chronic: 3/2, 1/1 and 1/1 at the schools, 4/3 in the district and not 5/4", async () => {
    expect(await counts(["school"])).toEqual({
      rows: [
        ["Alder", 3, 2],
        ["Birch", 1, 1],
        ["Cedar Charter", 1, 1],
      ],
      total: [["", 4, 3]],
    });
  });

  test("31 days and 4 absences are chronic at each school; 3 × 30 days only in the district; 18 of 180 is, 17 is not", async () => {
    const { rows } = await counts(["student"]);
    expect(rows).toEqual([
      ["1, Student", 1, 1],
      ["2, Student", 1, 1],
      ["3, Student", 1, 1],
      ["4, Student", 1, 0],
    ]);
    const { rows: bySchool } = await counts(["student", "school"]);
    expect(bySchool).toEqual([
      ["1, Student Alder", 1, 1],
      ["1, Student Birch", 1, 1],
      ["1, Student Cedar Charter", 1, 1],
      ["2, Student Alder", 0, 0],
      ["2, Student Birch", 0, 0],
      ["2, Student Cedar Charter", 0, 0],
      ["3, Student Alder", 1, 1],
      ["4, Student Alder", 1, 0],
    ]);
  });
});

describe("stability", () => {
  test("12 August to 13 April are 245 days and stable; to 12 April they are 244 and not", async () => {
    const statements = [
      threeSchools,
      ...["1", "2"].map((id) => rosterStudent("sis", id, `100000000${id}`)),
      spell("1", alder, "2024-08-12", "2025-04-13", "transfer_out"),
      spell("2", alder, "2024-08-12", "2025-04-12", "transfer_out"),
    ];
    const warehouse = await publishedMini(statements.join("\n"), "2025-06-13");
    const slice = { measures: ["stability_rate"], by: ["student"], totals: "all" as const };
    const { answers } = await warehouse.answer([slice], everyone);
    warehouse.close();
    expect(answers[0]?.rows.map((row) => row.stability_rate)).toEqual([1, 0]);
    expect(answers[0]?.totals).toMatchObject([
      { stability_rate: 0.5, stability_rate__numerator: 1, stability_rate__denominator: 2 },
    ]);
  });
});
