import { createServer } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "#api";
import type { Upload } from "#api/contract";
import { uploadJobs } from "#pipelines";
import { openControl, openWarehouse } from "#warehouse";
import { district } from "../../district.config.ts";
import type { PublishedDistrict } from "./published.ts";

const program = join(import.meta.dirname, "../../rollbook.ts");

/** The product over a published district, listening; checks and loads run in processes of their own, as in use. */
export async function startUploads({ dataDir }: PublishedDistrict, pagesDir = dataDir) {
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir });
  const uploads = uploadJobs(program, dataDir);
  const log = { info() {}, error: (fields: object) => process.stderr.write(`${JSON.stringify(fields)}\n`) };
  const place = { warehouse, control, district, pagesDir, isLoopback: true, log };
  const app = createApp({ ...place, uploads, clock: () => new Date(), schedule: async () => [] });
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
  return {
    ...{ url, control, inbox: uploads.inbox },
    signIn: (account: string) => signIn(url, account),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await warehouse.close();
      await control.close();
    },
  };
}

export type UploadApp = Awaited<ReturnType<typeof startUploads>>;

async function signIn(url: string, account: string) {
  const json = { "content-type": "application/json" };
  const entered = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ account }),
  });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  return asking(url, { cookie });
}

/** Asks with a cookie or a token; bodies come back parsed. */
export function asking(url: string, headers: Record<string, string>) {
  const send = async (method: string, path: string, body?: string | Buffer, type = "application/json") => {
    const sent = body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) };
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, "content-type": type },
      ...sent,
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };
  return {
    send,
    upload: (name: string, content: string | Buffer, said = "") =>
      send(
        "POST",
        `/api/uploads?name=${encodeURIComponent(name)}${said}`,
        content,
        "application/octet-stream",
      ),
    /** The upload once it is no longer being checked or loaded. */
    async settled(id: string): Promise<Upload> {
      for (;;) {
        const { upload } = (await send("GET", `/api/uploads/${id}`)).body;
        if (upload.state !== "checking" && upload.state !== "loading") return upload;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
}
