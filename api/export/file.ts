import type { Reader } from "#warehouse";
import type { ExportFormat, ExportRequest } from "../contract.ts";
import { type PrintDeps, printPage, printReport } from "../printing/print-file.ts";
import { ProblemError } from "../problems.ts";
import { type Asked, askedBy } from "./asked.ts";
import { extractOf } from "./extract.ts";
import { formats, types } from "./formats.ts";

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
export async function fileOf(order: ExportRequest, reader: Reader, deps: PrintDeps): Promise<ExportFile> {
  const { page } = order;
  if (page !== undefined) {
    const title = order.title ?? page;
    const made = await printPage({ ...order, page }, reader, deps);
    return { ...madeFile("pdf", made), title, subject: `pdf ${title.slice(0, 200)}: page ${page}` };
  }
  const asked = await askedBy(order, reader, deps);
  refuseSeveral(order.format, asked);
  const measures = asked.slices.map((slice) => slice.measures.join(" ")).join("; ");
  const told = { title: asked.title, subject: `${order.format} ${asked.title.slice(0, 200)}: ${measures}` };
  if (order.format === "pdf") {
    const made = await printReport({ ...asked, language: order.language ?? "en" }, reader, deps);
    return { ...told, ...madeFile("pdf", made) };
  }
  const format = formats[order.format];
  const extract = await extractOf(asked, reader, deps);
  const rows = format.rows(extract);
  return {
    ...{ ...told, type: types[order.format], rows },
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

function refuseSeveral(format: ExportFormat, { slices }: Asked): void {
  if (slices.length > 1 && !carriers.has(format))
    throw new ProblemError(
      "invalid_request",
      `A ${format} file carries one slice: ask for each by itself, or for xlsx or json.`,
    );
}
const carriers = new Set<ExportFormat>(["xlsx", "json"]);

/** What is whole already: nobody is shown it before it was noted whom it shows. */
const madeFile = (format: ExportFormat, { bytes, rows }: { bytes: Uint8Array; rows: number }) => ({
  ...{ type: types[format], rows },
  async *bytes(onRows = (_rows: number) => {}) {
    onRows(rows);
    yield bytes;
  },
});
