import type { ExportJob, ExportRequest, PrintedPage, Printing, Slice } from "#api/contract";
import { asJson, read, save, send } from "./client.ts";

export type FileFormat = ExportRequest["format"];
/** A file to download: of a workbook one sheet a slice, in the order of `slices`; others carry one slice. */
export type Workbook = Pick<ExportRequest, "chart" | "language"> & {
  title: string;
  slices: Slice[];
  sheets: string[];
  format?: FileFormat;
};

/** Downloads the workbook and gives the name it was saved under. */
export async function downloadWorkbook({ format = "xlsx", ...workbook }: Workbook): Promise<string> {
  const response = await send("/api/exports", asJson("POST", { format, ...workbook }));
  return save(response, `${workbook.title}.${format}`);
}

/** A page with the view of its address, in the language that it is read in. */
export type PagePdf = { page: PrintedPage; view: Record<string, string>; title: string; language: string };

/** Downloads a page as a PDF and gives the name it was saved under. */
export async function downloadPage(order: PagePdf): Promise<string> {
  const response = await send("/api/exports", asJson("POST", { format: "pdf", ...order }));
  return save(response, `${order.title}.pdf`);
}

/** What is printed of a report, told to its page alone and only while it is printed. */
export async function fetchPrinting(): Promise<Printing> {
  return read<Printing>(await send("/api/printing"));
}

/** Has a file made while nobody waits. */
export async function beginFile(file: Workbook & { format: FileFormat }): Promise<ExportJob> {
  return (await read<{ job: ExportJob }>(await send("/api/exports/jobs", asJson("POST", file)))).job;
}

/** The files that the reader asked to be made within a day, newest first. */
export async function fetchFiles(): Promise<ExportJob[]> {
  return (await read<{ jobs: ExportJob[] }>(await send("/api/exports/jobs"))).jobs;
}

/** Stops the making of a file, or throws it away. */
export async function cancelFile(job: string): Promise<void> {
  await send(fileAddress(job), { method: "DELETE" });
}

/** Downloads a file that was made, and gives the name it was saved under. */
export async function takeFile({ job, title, format }: ExportJob): Promise<string> {
  return save(await send(`${fileAddress(job)}/file`), `${title}.${format}`);
}

const fileAddress = (job: string) => `/api/exports/jobs/${encodeURIComponent(job)}`;
