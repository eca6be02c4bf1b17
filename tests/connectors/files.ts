import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { receiveUpload } from "../../api/uploads/receive.ts";
import { organizations } from "../../pipelines/feeds/sis/organizations.ts";
import { planLoad } from "../../pipelines/runs/plan-load.ts";
import { makeBench } from "../../pipelines/sources/oneroster-testing/accepted-package.ts";
import { writeFolder, writeZip } from "../../pipelines/sources/oneroster-testing/package-copy.ts";
import { header, schoolRow } from "../../pipelines/sources/sftp/test-drop.ts";
import { type Connector, districtWith } from "./connector.ts";

const ROWS = 20_000;
const rows = Array.from({ length: ROWS }, (_, at) => schoolRow(String(10 ** 13 + at)));
/** Nearly two megabytes: it is read in several pieces. */
export const manySchools = `${[header, ...rows].join("\n")}\n`;

/** A file that somebody writes to as soon as it is being read. */
const writtenTo =
  (path: () => string): Connector["readWhileItChanges"] =>
  (read, whenReading) => {
    whenReading(() => setImmediate(() => appendFileSync(path(), `${schoolRow("10000000099999")}\n`)));
    return read();
  };

type Made = Pick<Connector, "renew" | "plan"> & { path: () => string } & Partial<Connector>;

function overFile(dataDir: string, { path, ...made }: Made): Connector {
  return {
    ...{ dataDir, table: "stg_organization", cut: () => {}, stop: async () => {}, changeIs: "refused" },
    readWhileItChanges: writtenTo(path),
    ...made,
  };
}

function place() {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-connector-"));
  const [dataDir, sent] = [join(folder, "data"), join(folder, "sent")];
  const renew = () => {
    for (const path of [dataDir, sent]) rmSync(path, { recursive: true, force: true });
    for (const path of [dataDir, sent]) mkdirSync(path, { recursive: true });
  };
  const stop = async () => rmSync(folder, { recursive: true, force: true });
  return { dataDir, sent, renew, stop };
}

export async function delimitedFile(): Promise<Connector> {
  const { dataDir, sent, renew, stop } = place();
  const path = join(sent, "schools.csv");
  const district = districtWith({ files: { organizations: "schools.csv" } });
  return overFile(dataDir, {
    path: () => path,
    async renew() {
      renew();
      writeFileSync(path, manySchools);
    },
    plan: async () => planLoad(district, { path, source: "sis" }),
    stop,
  });
}

export async function workbook(): Promise<Connector> {
  const { dataDir, sent, renew, stop } = place();
  const path = join(sent, "schools.xlsx");
  const district = districtWith({ files: { organizations: "schools.xlsx" } });
  const book = new ExcelJS.Workbook();
  book.addWorksheet("Schools").addRows([header, ...rows.slice(0, 2000)].map((line) => line.split(",")));
  const content = Buffer.from(await book.xlsx.writeBuffer());
  return overFile(dataDir, {
    path: () => path,
    feed: { ...organizations, format: { kind: "workbook" } },
    async renew() {
      renew();
      writeFileSync(path, content);
    },
    plan: async () => planLoad(district, { path, source: "sis" }),
    stop,
  });
}

export async function oneRoster(kind: "zip" | "folder"): Promise<Connector> {
  const { dataDir, renew, stop } = place();
  const bench = await makeBench();
  const zip = readFileSync(await writeZip(await bench.accepted(), bench.folder));
  rmSync(join(bench.folder, "package.zip"));
  const file = { zip: "package.zip", folder: "package" }[kind];
  const path = join(bench.folder, file);
  const district = districtWith({ files: { oneroster: file } });
  return overFile(dataDir, {
    path: () => (kind === "zip" ? path : join(path, "users.csv")),
    table: "stg_or_user",
    async renew() {
      renew();
      if (kind === "zip") writeFileSync(path, zip);
      else writeFolder(await bench.accepted(), bench.folder);
    },
    plan: async () => planLoad(district, { path: kind === "zip" ? path : bench.folder, source: "sis" }),
    async stop() {
      bench.remove();
      await stop();
    },
  });
}

/** What arrives by HTTP; the sender breaks off half-way where it is cut. */
export async function upload(): Promise<Connector> {
  const { dataDir, renew, stop } = place();
  const district = districtWith({ files: { organizations: "schools.csv" } });
  let isCut = false;
  let sent = 0;
  let path = "";
  const body = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        const bytes = Uint8Array.from(Buffer.from(manySchools));
        controller.enqueue(bytes.subarray(0, bytes.length / 2));
        if (isCut) controller.error(new Error("the sender is gone"));
        else {
          controller.enqueue(bytes.subarray(bytes.length / 2));
          controller.close();
        }
        isCut = false;
      },
    });
  return overFile(dataDir, {
    path: () => path,
    renew: async () => renew(),
    async plan() {
      const received = await receiveUpload(body(), join(dataDir, "uploads"), {
        upload_id: `u${sent++}`,
        file: "schools.csv",
      });
      path = received.path;
      return planLoad(district, { path, source: "sis" });
    },
    cut: () => {
      isCut = true;
    },
    stop,
  });
}
