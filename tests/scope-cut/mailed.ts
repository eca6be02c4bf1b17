import { buffer } from "node:stream/consumers";
import { type Reader, type Slice, type Warehouse, WarehouseError } from "#warehouse";
import { extractOf } from "../../api/export/extract.ts";
import { workbookStream } from "../../api/export/workbook/workbook.ts";
import { refuseForeign } from "../../api/schedules/check-scope.ts";
import { district } from "../../district.config.ts";

const places = ["school", "operator", "region"];
const measures = ["cumulative_enrollment", "attendance_rate", "initial_evaluation_timely_rate"];
const asked = measures.flatMap((measure) =>
  places.map((place): Slice => ({ measures: [measure], by: ["school_year", place], totals: "visible" })),
);

/**
 * Makes workbooks of places for a reader and holds each against her grants, as before a mail leaves; gives how many were
 * made. What she may not ask is left out. Throws where one is held back.
 */
export async function checkMailed(reader: Reader, warehouse: Warehouse): Promise<number> {
  let made = 0;
  for (const slice of asked) {
    try {
      const order = { title: "Places", slices: [slice], sheets: [], notes: [] };
      const extract = await extractOf(order, reader, { warehouse, district });
      const answer = extract.sheets[0]?.answer;
      if (!answer || answer.rows.length === 0) continue;
      await refuseForeign(await buffer(workbookStream(extract)), { slice, answer, reader, warehouse });
      made += 1;
    } catch (error) {
      if (!(error instanceof WarehouseError)) throw error;
    }
  }
  return made;
}
