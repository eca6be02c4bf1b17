import type { Reader } from "#warehouse";
import type { ExportRequest } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { askedBy } from "./asked.ts";
import { extractOf } from "./extract.ts";
import { formats } from "./formats.ts";

/** A file that is about to be written: its rows are known, and its bytes are made as they are taken. */
export type ExportFile = {
  type: string;
  title: string;
  rows: number;
  /** In words, for the access log. */
  subject: string;
  bytes: (onRows?: (rows: number) => void) => AsyncIterable<Uint8Array>;
};

/**
 * Answers what an order asks, within the reader's grants, for a file. Its bytes break off with an Error where other than
 * the rows that were told have been written.
 */
export async function fileOf(
  order: ExportRequest,
  reader: Reader,
  deps: Pick<Deps, "warehouse" | "district" | "control">,
): Promise<ExportFile> {
  const asked = await askedBy(order, reader, deps);
  const format = formats[order.format];
  if (format.carriesOneSlice && asked.slices.length > 1)
    throw new ProblemError(
      "invalid_request",
      `A ${order.format} file carries one slice: ask for each by itself, or for xlsx or json.`,
    );
  const extract = await extractOf(asked, reader, deps);
  const rows = format.rows(extract);
  const measures = asked.slices.map((slice) => slice.measures.join(" ")).join("; ");
  return {
    ...{ type: format.type, title: asked.title, rows },
    subject: `${order.format} ${asked.title.slice(0, 200)}: ${measures}`,
    async *bytes(onRows = () => {}) {
      let written = 0;
      const counted = (more: number) => {
        written += more;
        onRows(more);
      };
      yield* format.write(extract, { onRows: counted, isMarked: order.bom ?? false });
      if (written !== rows) throw new Error(`The file has ${written} rows of the ${rows} that were told.`);
    },
  };
}
