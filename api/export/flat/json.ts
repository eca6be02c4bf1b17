import type { Extract } from "../about.ts";

/** The answers as POST /api/answers gives them, totals and marks included, in bites of rows. */
export function* jsonOf({ sheets }: Extract, onRows: (rows: number) => void): Generator<string> {
  const [first] = sheets;
  yield `{"generation":${JSON.stringify(first?.answer.generation ?? "")},"answers":[`;
  for (const [index, { answer }] of sheets.entries()) {
    const { rows, ...rest } = answer;
    yield `${index > 0 ? "," : ""}{"rows":[`;
    let comma = "";
    for (const row of rows) {
      yield comma + JSON.stringify(row);
      comma = ",";
      onRows(1);
    }
    yield `],${JSON.stringify(rest).slice(1)}`;
  }
  yield "]}";
}
