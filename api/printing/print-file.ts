import { mayReadStudents, type Reader, reachesDistrict } from "#warehouse";
import { mayOpen } from "../auth/page-access.ts";
import {
  type Answer,
  type ExportRequest,
  type PrintedPage,
  type Printing,
  problemSchema,
} from "../contract.ts";
import type { Deps } from "../deps.ts";
import type { Asked } from "../export/asked.ts";
import { extractOf } from "../export/extract.ts";
import { ProblemError } from "../problems.ts";
import { appForOne } from "./app-for-one.ts";
import type { Printer, PrintOrder } from "./printer.ts";

/** Everything that printing takes; the signal ends it. */
export type PrintDeps = Deps & { signal: AbortSignal };
type Printed = { bytes: Uint8Array; rows: number };

/** More than this is for a program, not for paper: 15,000 cells take Chromium 800 MB. */
const MOST_CELLS = 15_000;

/** One answer on paper: the question, its chart, all rows, and what must be known of them. */
export async function printReport(
  asked: Asked & { language: string },
  reader: Reader,
  deps: PrintDeps,
): Promise<Printed> {
  const printer = printerOf(deps);
  const { sheets, manifests } = await extractOf(asked, reader, deps);
  const [sheet] = sheets;
  const [manifest] = manifests;
  if (!sheet || !manifest || sheets.length > 1)
    throw new ProblemError("invalid_request", "A pdf file carries one slice: ask for each by itself.");
  const rows = [...sheet.answer.rows];
  refuseTooMany(rows.length, sheet.answer.columns.filter(isShown).length);
  const printing: Printing = {
    ...{ title: asked.title, slice: sheet.slice, chart: asked.chart ?? "table" },
    ...{ answer: { ...sheet.answer, rows }, asked_by: { name: reader.name, role: reader.role } },
    scope: {
      ...{ is_district: reachesDistrict(reader, "students"), may_read_students: mayReadStudents(reader) },
      threshold: deps.district.suppression.threshold,
    },
    ...{ published_at: manifest.published_at, as_of: manifest.as_of },
  };
  const order = { printer, path: "/print", language: asked.language, printing, rows: rows.length };
  return { bytes: await printed(order, reader, deps), rows: rows.length };
}

/** A page as its reader sees it. Throws `forbidden` where she may not open it. */
export async function printPage(
  { page, view = {}, language = "en" }: Omit<ExportRequest, "page"> & { page: PrintedPage },
  reader: Reader,
  deps: PrintDeps,
): Promise<Printed> {
  const printer = printerOf(deps);
  if (!mayOpen(reader, page))
    throw new ProblemError("forbidden", `The grants of ${reader.name} do not reach the ${page} page.`);
  const path = `/${page}?${new URLSearchParams(view)}`;
  const order = { printer, path, language, printing: null, rows: null };
  return { bytes: await printed(order, reader, deps), rows: 0 };
}

const isShown = ({ part }: Answer["columns"][number]) => part !== "numerator" && part !== "denominator";

function refuseTooMany(rows: number, columns: number): void {
  if (rows * columns > MOST_CELLS)
    throw new ProblemError(
      "not_printed",
      `A PDF holds ${MOST_CELLS} cells at most, and these are ${rows} rows of ${columns} columns: ask for fewer, or take Excel.`,
    );
}

type Order = Omit<PrintOrder, "answer" | "signal"> & { printer: Printer; printing: Printing | null };

/** A page that was refused something says so on the screen; on paper it is nothing, and the refusal is told instead. */
async function printed(
  { printer, printing, ...order }: Order,
  reader: Reader,
  deps: PrintDeps,
): Promise<Uint8Array> {
  const app = appForOne(deps, { reader, printing });
  const refusals: ProblemError[] = [];
  const answer = async (request: Request) => {
    const response = await app.fetch(request);
    if (response.status >= 400 && response.headers.get("content-type") === "application/problem+json") {
      const { code, detail } = problemSchema.parse(await response.clone().json());
      refusals.push(new ProblemError(code, detail));
    }
    return response;
  };
  try {
    const bytes = await printer({ ...order, answer, signal: deps.signal });
    if (refusals[0]) throw refusals[0];
    return bytes;
  } catch (error) {
    throw refusals[0] ?? error;
  }
}

function printerOf({ printer }: Deps): Printer {
  if (printer) return printer;
  throw new ProblemError(
    "not_printed",
    "This server makes no PDF: it knows of no Chromium. Whoever runs it sets ROLLBOOK_CHROMIUM to the path of one.",
  );
}
