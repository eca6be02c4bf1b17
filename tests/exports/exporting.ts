import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "#api";
import { type Answer, answersResponse, type ExportRequest } from "#api/contract";
import { load, writeDistrict } from "#pipelines";
import { openControl, openWarehouse, type Slice } from "#warehouse";
import type { Deps } from "../../api/deps.ts";
import { district } from "../../district.config.ts";

const asOf = "2026-11-20";
const json = { "content-type": "application/json" };

/** The app over a published district of 600 students. The caller closes it; `now` is its clock. */
export async function startExporting(more: Partial<Deps> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-exports-"));
  const [out, dataDir] = [join(folder, "district"), join(folder, "data")];
  await writeDistrict({ students: 600, years: 2, seed: 3, out, asOf });
  await load({ district, dataDir, path: out, asOf });
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir });
  const errors: object[] = [];
  const log = { info() {}, error: (fields: object) => void errors.push(fields) };
  const deps: Deps = {
    ...{ warehouse, control, district, pagesDir: folder, isLoopback: true, log },
    ...{ clock: () => new Date(), schedule: async () => [] },
    ...more,
  };
  const app = createApp(deps);
  return {
    ...{ app, deps, warehouse, control, folder, errors },
    signIn: (account: string) => signIn(app, account),
    async close() {
      warehouse.close();
      await control.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Exporting = Awaited<ReturnType<typeof startExporting>>;

export async function signIn(app: ReturnType<typeof createApp>, account: string) {
  const body = JSON.stringify({ account });
  const entered = await app.request("/api/session", { method: "POST", headers: json, body });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  const send = (method: string, path: string, asked?: unknown) =>
    app.request(path, {
      ...{ method, headers: { ...json, cookie } },
      ...(asked === undefined ? {} : { body: JSON.stringify(asked) }),
    });
  return {
    cookie,
    send,
    get: (path: string) => send("GET", path),
    post: (path: string, asked: unknown) => send("POST", path, asked),
    /** The answer to one slice, or null where it may not be asked. */
    async answer(slice: Slice): Promise<Answer | null> {
      const response = await send("POST", "/api/answers", { slices: [slice] });
      if (response.status !== 200) return null;
      return answersResponse.parse(await response.json()).answers[0] ?? null;
    },
    async file(order: ExportRequest): Promise<Uint8Array> {
      const response = await send("POST", "/api/exports", order);
      if (response.status !== 200) throw new Error(await response.text());
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

export type Exporter = Awaited<ReturnType<typeof signIn>>;
