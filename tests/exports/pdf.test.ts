import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#api";
import type { Answer, ExportRequest } from "#api/contract";
import { readerFor } from "#warehouse";
import { today } from "../../api/auth/sessions.ts";
import { appForOne } from "../../api/printing/app-for-one.ts";
import { openPrinter, type Printer } from "../../api/printing/printer.ts";
import { type Exporter, type Exporting, signIn, startExporting } from "./exporting.ts";
import { readPdf } from "./read-pdf.ts";

let pages = "";
let exporting: Exporting;
let admin: Exporter;
let principal: Exporter;
beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), "rollbook-pdf-"));
  await build({ logLevel: "error", build: { outDir: join(pages, "dist") } });
  const printer = openPrinter({ chromium: await chromium.executablePath(), environment: process.env });
  exporting = await startExporting({
    ...{ printer, pagesDir: join(pages, "dist"), exportsDir: join(pages, "exports") },
  });
  [admin, principal] = await Promise.all([exporting.signIn("admin"), exporting.signIn("principal")]);
});
afterAll(async () => {
  await exporting?.close();
  await rm(pages, { recursive: true, force: true });
});

const bySchool = { measures: ["enrollment", "chronic_absence_rate"], by: ["school"], totals: "all" as const };
const pdf = (order: Omit<ExportRequest, "format">): ExportRequest => ({ format: "pdf", ...order });
const printed = async (as: Exporter, order: Omit<ExportRequest, "format">) =>
  readPdf(await as.file(pdf(order)));

/** The figures of an answer as people write them, row by row: what must stand on paper. */
function written({ rows, totals }: Answer): string[] {
  return [...rows, ...totals].flatMap((row) => {
    const [enrollment, rate] = [row.enrollment, row.chronic_absence_rate];
    return [
      ...(typeof enrollment === "number" ? [enrollment.toLocaleString("en-US")] : []),
      ...(typeof rate === "number" ? [`${(rate * 100).toFixed(1)}%`] : []),
    ];
  });
}
const namesIn = ({ rows }: Answer) =>
  rows.map(({ school }) => (typeof school === "object" ? (school?.label ?? "") : ""));
const flat = (text: string) => text.replace(/\s+/g, " ");

async function answered(as: Exporter): Promise<Answer> {
  const answer = await as.answer(bySchool);
  if (!answer) throw new Error("No answer.");
  return answer;
}

describe("a report as a PDF", () => {
  it("has the figures, the names and the generation of its reader's answer", async () => {
    for (const as of [admin, principal]) {
      const answer = await answered(as);
      const { text } = await printed(as, { title: "Schools", slices: [bySchool] });
      const words = flat(text);
      for (const name of namesIn(answer)) expect(words).toContain(name);
      const [, table = ""] = words.split("Chronic absence School");
      const figures = [...words.matchAll(/\d[\d,.]*%?/g)].map(([figure]) => figure);
      for (const figure of written(answer)) expect(figures, table).toContain(figure);
      expect(words).toContain(answer.generation);
      expect(written(answer).length).toBeGreaterThan(3);
    }
  });

  it("holds no other school than the principal's own", async () => {
    const [all, own] = [namesIn(await answered(admin)), namesIn(await answered(principal))];
    const others = all.filter((name) => !own.includes(name));
    expect(others.length).toBeGreaterThan(5);
    const { text } = await printed(principal, { title: "Mine", slices: [bySchool], chart: "bar" });
    for (const name of others) expect(flat(text)).not.toContain(name);
  });

  it("is tagged, and says its title, language, filters, definitions, sheets and contents", async () => {
    const where = [{ dimension: "level", op: "in" as const, values: ["elementary"] }];
    const order = {
      title: "Absence in elementary schools",
      slices: [{ ...bySchool, where }],
      chart: "bar" as const,
    };
    const found = await printed(admin, order);
    expect(found.isMarked).toMatchObject({ Marked: true });
    for (const role of ["Document", "H1", "H2", "P", "Figure", "Table", "TR", "TH", "TD"])
      expect([...found.roles]).toContain(role);
    expect([found.title?.split(" · ")[0], found.language]).toEqual([order.title, "en"]);
    expect(flat(found.text)).toContain("where Level is Elementary");
    expect(flat(found.text)).toContain("Students who missed 10 % or more of their days");
    expect(flat(found.text)).toContain("About these figures");
    for (const [at, sheet] of found.sheets.entries())
      expect(sheet).toContain(`${at + 1} / ${found.sheets.length}`);
    expect(found.outline.map(({ title }) => title)).toContain(order.title);
    expect(found.links).toBe(0);
  });

  it("speaks the reader's language", async () => {
    const found = await printed(admin, { title: "Escuelas", slices: [bySchool], language: "es" });
    expect(found.language).toBe("es");
    expect(flat(found.text)).toContain("Acerca de estas cifras");
    expect(flat(found.text)).toContain("Ausentismo crónico");
  });

  it("has every row of a long answer, over as many sheets as it takes", async () => {
    const slice = { measures: ["days_absent"], by: ["student"] };
    const answer = await admin.answer(slice);
    const found = await printed(admin, { title: "Long", slices: [slice] });
    const labels =
      answer?.rows.map(({ student }) => (typeof student === "object" ? student?.label : "")) ?? [];
    expect(labels.length).toBeGreaterThan(400);
    expect(found.sheets.length).toBeGreaterThan(5);
    const words = flat(found.text);
    for (const label of labels) expect(words).toContain(label);
    const heads = found.sheets.filter((sheet) => sheet.includes("Days absent"));
    expect(heads.length).toBeGreaterThanOrEqual(found.sheets.length - 1);
  });

  it.each(["<img src=x onerror=alert(1)>", '"><script>fetch("/x")</script>', "javascript:alert(1)", "=1+1"])(
    "holds a title like %s as text, and runs nothing",
    async (title) => {
      const found = await printed(admin, { title, slices: [bySchool] });
      expect(flat(found.text)).toContain(title);
      expect(found.title).toContain(title);
      expect(found.scripts).toBeNull();
      expect(found.links).toBe(0);
    },
  );

  it("carries one slice, and no more rows than paper is for", async () => {
    const two = await admin.post("/api/exports", pdf({ slices: [bySchool, bySchool] }));
    expect([two.status, (await two.json()).code]).toEqual([400, "invalid_request"]);
    const days = {
      measures: ["days_absent", "attendance_rate"],
      by: ["student", "month"],
      compare: "previous_year" as const,
    };
    const { rows, columns } = (await admin.answer(days)) ?? { rows: [], columns: [] };
    expect(rows.length * columns.length).toBeGreaterThan(15_000);
    const many = await admin.post("/api/exports", pdf({ slices: [days] }));
    const { code, detail } = await many.json();
    expect([many.status, code]).toEqual([503, "not_printed"]);
    expect(detail).toMatch(/15000 cells at most.*Excel/);
  });

  it("is recorded as any file is, with the students that it shows", async () => {
    await principal.file(pdf({ title: "By name", slices: [{ measures: ["days_absent"], by: ["student"] }] }));
    const [entry] = await exporting.control.auditEntries();
    expect(entry).toMatchObject({
      account: "principal",
      action: "export",
      subject: "pdf By name: days_absent",
    });
    expect(entry?.students.length).toBeGreaterThan(10);
  });

  it("can be made while nobody waits", async () => {
    const begun = await admin.post("/api/exports/jobs", pdf({ title: "Later", slices: [bySchool] }));
    const { job } = await begun.json();
    for (;;) {
      const now = (await (await admin.get(`/api/exports/jobs/${job.job}`)).json()).job;
      if (now.state === "done") break;
      expect(["waiting", "asking", "writing"]).toContain(now.state);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const taken = await admin.get(`/api/exports/jobs/${job.job}/file`);
    expect(taken.headers.get("content-type")).toBe("application/pdf");
    expect((await readPdf(new Uint8Array(await taken.arrayBuffer()))).title).toContain("Later");
  });

  it("is printed no longer once it was cancelled", async () => {
    const { deps } = exporting;
    const signals: AbortSignal[] = [];
    const printer: Printer = async (order) => {
      signals.push(order.signal);
      await new Promise((resolve) => order.signal.addEventListener("abort", resolve));
      return (deps.printer ?? printer)(order);
    };
    const reader = await signIn(createApp({ ...deps, printer }), "admin");
    const { job } = await (await reader.post("/api/exports/jobs", pdf({ slices: [bySchool] }))).json();
    while (signals.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await reader.send("DELETE", `/api/exports/jobs/${job.job}`);
    while (!signals[0]?.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
    const read = await (await reader.get(`/api/exports/jobs/${job.job}`)).json();
    expect([read.job.state, read.job.bytes]).toEqual(["cancelled", null]);
  });
});

describe("a page as a PDF", () => {
  it("shows what its reader sees there, and records whom it names", async () => {
    const page = await (await principal.get("/api/pages/school")).json();
    const found = await printed(principal, { title: "My school", page: "school" });
    expect(flat(found.text)).toContain(page.school.label);
    expect(found.isMarked).toMatchObject({ Marked: true });
    const [entry] = await exporting.control.auditEntries();
    expect(entry).toMatchObject({
      account: "principal",
      action: "export",
      subject: "pdf My school: page school",
    });
    expect(entry?.students.length).toBeGreaterThan(0);
  });

  it("takes the year of its address", async () => {
    const found = await printed(admin, { page: "board", view: { school_year: "2025-26" }, language: "es" });
    expect(flat(found.text)).toContain("2025-26");
    expect(found.language).toBe("es");
  });

  it("is refused to whom the page is, and comes as nothing else", async () => {
    const refused = await principal.post("/api/exports", pdf({ page: "board" }));
    expect([refused.status, (await refused.json()).code]).toEqual([403, "forbidden"]);
    expect((await admin.post("/api/exports", { format: "xlsx", page: "board" })).status).toBe(400);
    expect((await admin.post("/api/exports", pdf({ page: "board", slices: [bySchool] }))).status).toBe(400);
  });

  it("is refused to a token that does not reach the page itself", async () => {
    const token = async (scopes: string[]) => {
      const made = await admin.post("/api/tokens", {
        label: scopes.join(),
        scopes,
        expires_on: "2027-01-01",
      });
      return (await made.json()).token;
    };
    const ask = async (scopes: string[], path: string) =>
      exporting.app.request(path, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await token(scopes)}` },
        body: JSON.stringify(pdf({ page: "board" })),
      });
    for (const path of ["/api/exports", "/api/exports/jobs"])
      expect((await ask(["exports"], path)).status).toBe(403);
    expect((await ask(["exports", "board"], "/api/exports")).status).toBe(200);
  });
});

describe("what is read for printing", () => {
  it("is nowhere to be had by anybody else, signed in or not", async () => {
    expect((await admin.get("/api/printing")).status).toBe(404);
    expect((await exporting.app.request("/api/printing")).status).toBe(404);
  });

  it("is her own, whoever's cookie comes with it, and nothing can be changed or opened beside it", async () => {
    const { deps } = exporting;
    const reader = await readerFor(deps, "principal", today(deps.district, deps.clock));
    const app = appForOne(deps, { reader, printing: null });
    const cookie = admin.cookie;
    const ask = (method: string, path: string) => app.request(path, { method, headers: { cookie } });
    expect((await (await ask("GET", "/api/session")).json()).account).toBe("principal");
    expect((await ask("GET", "/api/pages/board")).status).toBe(403);
    for (const path of ["audit", "grants", "tokens", "reports", "exports/jobs", "disputes", "printing"])
      expect([path, (await ask("GET", `/api/${path}`)).status]).toEqual([path, 404]);
    for (const [method, path] of [
      ...[
        ["POST", "session"],
        ["DELETE", "session"],
        ["DELETE", "sessions"],
        ["POST", "reports"],
      ],
      ...[
        ["POST", "exports"],
        ["POST", "groups"],
        ["PUT", "groups/x"],
        ["DELETE", "groups/x"],
        ["POST", "view-as"],
      ],
    ])
      expect([method, path, (await ask(method ?? "", `/api/${path}`)).status]).toEqual([method, path, 403]);
    expect((await admin.get("/api/session")).status).toBe(200);
  });

  it("is no PDF where no Chromium is set: the session does not offer it, and asking says what to do", async () => {
    const reader = await signIn(createApp({ ...exporting.deps, printer: undefined }), "board");
    expect((await (await reader.get("/api/session")).json()).formats).toEqual([
      ...["xlsx", "csv", "parquet", "arrow", "json"],
    ]);
    expect((await (await admin.get("/api/session")).json()).formats).toContain("pdf");
    for (const order of [{ slices: [bySchool] }, { page: "board" as const }]) {
      const refused = await reader.post("/api/exports", pdf(order));
      const { code, detail } = await refused.json();
      expect([refused.status, code]).toEqual([503, "not_printed"]);
      expect(detail).toContain("ROLLBOOK_CHROMIUM");
    }
  });
});
