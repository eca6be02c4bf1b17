import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answersResponse, type ExportFormat } from "#api/contract";
import { readerFor, type Slice } from "#warehouse";
import { district } from "../../district.config.ts";
import { seeded } from "../naive/random-slice.ts";
import { type Exporter, type Exporting, startExporting } from "./exporting.ts";
import { randomReport } from "./random-reports.ts";
import {
  asShown,
  type Grid,
  gridOf,
  openWorkbook,
  readArrow,
  readCsv,
  readParquet,
  readSheet,
} from "./read-back.ts";

const seed = Number(process.env.ROLLBOOK_EXPORT_SEED ?? 11);
const accounts = ["admin", "principal", "board", "monitor", "coordinator"];
const OF_EACH = 10;

let exporting: Exporting;
beforeAll(async () => {
  exporting = await startExporting();
});
afterAll(() => exporting.close());

type Drawn = { slice: Slice; answer: Answer };

/** Reports that a reader may ask and that have rows; what may not be asked together is drawn anew. */
async function draw(account: string, as: Exporter): Promise<Drawn[]> {
  const random = seeded(seed + accounts.indexOf(account));
  const reader = await readerFor({ district, warehouse: exporting.warehouse }, account, "2026-11-20");
  const catalog = exporting.warehouse.catalog(reader);
  const drawn: Drawn[] = [];
  while (drawn.length < OF_EACH) {
    const slice = randomReport(catalog, random);
    const answer = await as.answer(slice);
    if (answer && answer.rows.length > 0) drawn.push({ slice, answer });
  }
  return drawn;
}

/** What does not hold the numbers and marks of the page: nothing. */
async function expectSame(as: Exporter, { slice, answer }: Drawn): Promise<void> {
  const grid = gridOf(answer);
  const file = (format: ExportFormat) => as.file({ format, slices: [slice] });
  const read = answersResponse.parse(JSON.parse(new TextDecoder().decode(await file("json"))));
  const asked = JSON.stringify(slice);
  expect.soft(read, asked).toEqual({ generation: answer.generation, answers: [answer] });
  expect.soft(await readCsv(answer, await file("csv")), asked).toEqual(grid);
  expect.soft(await readParquet(answer, await file("parquet")), asked).toEqual(grid);
  expect.soft(readArrow(answer, await file("arrow")), asked).toEqual(grid);
  const sheet = readSheet((await openWorkbook(await file("xlsx"))).worksheets[0]);
  expect.soft(sheet.rows, asked).toEqual(asShown(answer, grid));
  expect.soft(sheet.totals, asked).toEqual(asShown(answer, totalsOf(answer)));
}

const totalsOf = ({ totals, marks, ...answer }: Answer): Grid =>
  gridOf({
    ...answer,
    ...{ rows: totals, totals },
    marks: marks.filter(({ part }) => part === "totals").map((mark) => ({ ...mark, part: "rows" })),
  });

describe("50 random reports hold the same numbers and the same marks on the page and in every file", () => {
  const marks = new Set<string>();
  const parts = new Set<string>();
  it.each(accounts)("10 of them as %s", async (account) => {
    const as = await exporting.signIn(account);
    const drawn = await draw(account, as);
    for (const one of drawn) await expectSame(as, one);
    for (const { slice } of drawn)
      for (const [part, said] of Object.entries(slice)) if (String(said)) parts.add(part);
    for (const { mark } of drawn.flatMap(({ answer }) => answer.marks)) marks.add(mark);
  });

  it("and numbers hidden, missing and not to be computed are among them", () => {
    expect([...marks]).toEqual(expect.arrayContaining(["suppressed", "no_data"]));
  });

  it("and pivots, columns worked out from others, comparisons and subtotals", () => {
    expect([...parts]).toEqual(expect.arrayContaining(["pivot", "computed", "compare", "subtotals"]));
  });
});
