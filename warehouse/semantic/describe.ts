import type { Reader } from "../district.ts";
import { measures } from "../measures/index.ts";
import { duckdb } from "./dialects/duckdb.ts";
import { aggregatesOf, type Measure } from "./model/define.ts";
import { factOf } from "./model/facts.ts";
import { measureNamed, reaches } from "./model/model.ts";
import { planSlice } from "./plan.ts";
import type { Slice } from "./slice.ts";
import { compile } from "./sql/compile.ts";

/** A reader of the whole district: her statements are the published tables', with the persons behind every number. */
const reader: Reader = {
  account: "golden",
  name: "Golden",
  role: "board",
  grants: [
    {
      role: "board",
      scope: { kind: "district" },
      subjects: ["students", "special_education", "finance", "operations"],
      mayReadStudents: false,
      mayReadNames: false,
      reason: "golden statements",
      from: "2000-01-01",
      to: null,
      givenBy: "golden",
    },
  ],
};

/** Each measure's statement, by the dimension that people ask it by most; written to `golden/` and run in tests. */
export function goldenStatements(): { measure: string; sql: string; parameters: Record<string, unknown> }[] {
  return Object.keys(measures).map((key) => {
    const plan = planSlice(sliceFor(key), [], {
      reader,
      known: { schoolYears: () => ["2026-27"] },
      countsPersons: true,
    });
    const setting = {
      dialect: duckdb,
      partsPerDay: 2,
      currentYear: "2026-27",
      sameDayLastYear: "2025-11-20",
      sameWeekdayLastYear: "2025-11-21",
    };
    const { sql, parameters } = compile(plan, setting);
    return { measure: key, sql: `${sql}\n`, parameters };
  });
}

/** The catalogue of measures as Markdown. */
export function describeMeasures(): string {
  const head = ["| measure | what it says | computed as | source | version |", "|---|---|---|---|---|"];
  const rows = Object.entries(measures).map(([key, measure]) => {
    const { authority, citation, version } = measure.source;
    const source = citation === null ? `${authority}; not cited` : `${authority}: ${citation}`;
    return `| \`${key}\`<br>${measure.label} | ${measure.definition} | ${formula(measure)} | ${source} | ${version} |`;
  });
  return `# Measures\n\nWritten by \`npm run docs\` from \`warehouse/measures\`.\n\n${[...head, ...rows].join("\n")}\n`;
}

function sliceFor(key: string): Slice {
  const used = aggregatesOf(measureNamed(key)).map(({ fact }) => factOf(fact));
  const by = ["school", "program", "feed", "account_object"].find((name) =>
    used.every((fact) => reaches(fact, name)),
  );
  return { measures: [key], ...(by === undefined ? {} : { by: [by] }) };
}

function formula(measure: Measure): string {
  const words = aggregatesOf(measure).map((aggregate) => {
    const { table } = factOf(aggregate.fact);
    const what = {
      count: "rows",
      students: "students",
      studentsOver: "students over thresholds",
      sum: "sum",
      days: "days",
      distinct: "distinct",
      percentile: "percentile",
    }[aggregate.kind];
    const column = "column" in aggregate ? ` of ${aggregate.column}` : "";
    return `${what}${column} in ${table}`;
  });
  const operator = { amount: "", rate: " ÷ ", ratio: " ÷ ", difference: " − " }[measure.value.kind];
  return words.join(operator);
}
