import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import chromium from "@sparticuz/chromium";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPrinter, type Printer, type PrintOrder } from "./printer.ts";

let path = "";
let printer: Printer;
beforeAll(async () => {
  path = await chromium.executablePath();
  printer = openPrinter({ chromium: path, environment: { ...process.env, DATABASE_PASSWORD: "secret" } });
});

const html = (body: string) =>
  new Response(`<!doctype html><html lang="en"><title>T</title><main><h1>T</h1>${body}</main></html>`, {
    headers: { "content-type": "text/html" },
  });
const order = (answer: (request: Request) => Response | Promise<Response>): PrintOrder => ({
  ...{ path: "/", language: "en", rows: null, signal: new AbortController().signal },
  answer: async (request) => answer(request),
});

/** The Chromiums that this process has started and that still run, each by its environment. */
function running(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const parent = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]?.split(" ")[1];
        const isOurs =
          Number(parent) === process.pid && readFileSync(`/proc/${id}/cmdline`, "utf8").startsWith(path);
        return isOurs ? [readFileSync(`/proc/${id}/environ`, "utf8")] : [];
      } catch {
        return [];
      }
    });
}
afterEach(() => expect(running()).toEqual([]));

const hang = () => new Promise<Response>(() => {});
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe("printing", () => {
  it("gives a PDF of what is answered here", async () => {
    const asked: string[] = [];
    const bytes = await printer(
      order((request) => {
        asked.push(`${request.method} ${new URL(request.url).pathname}`);
        return html("<p>Hello</p>");
      }),
    );
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(asked).toContain("GET /");
  });

  it("lets the page reach nothing else: no image, frame, request, socket, or redirect leaves the server", async () => {
    const heard: string[] = [];
    const other = createServer((request, response) => {
      heard.push(request.url ?? "");
      response.end();
    });
    other.on("upgrade", (request, socket) => {
      heard.push(request.url ?? "");
      socket.destroy();
    });
    other.on("connection", () => heard.push("a connection"));
    await new Promise<void>((ready) => other.listen(0, "127.0.0.1", ready));
    const address = other.address();
    const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    const hostile = `
      <link rel="preconnect" href="http://${host}"><link rel="prefetch" href="http://${host}/prefetch">
      <img src="http://${host}/image"><iframe src="http://${host}/frame"></iframe><img src="/moved">
      <script>
        fetch("http://${host}/fetch", { mode: "no-cors" }).catch(() => {});
        new WebSocket("ws://${host}/socket");
        new EventSource("http://${host}/events");
        navigator.sendBeacon("http://${host}/beacon", "x");
        new Worker(URL.createObjectURL(new Blob(['fetch("http://${host}/worker", { mode: "no-cors" })'])));
        window.open("http://${host}/window");
      </script>`;
    await printer(
      order((request) =>
        new URL(request.url).pathname === "/moved"
          ? new Response(null, { status: 302, headers: { location: `http://${host}/moved` } })
          : html(hostile),
      ),
    );
    await new Promise<void>((closed) => other.close(() => closed()));
    expect(heard).toEqual([]);
  });

  it("tells Chromium nothing of the environment that it need not know", async () => {
    const seen: string[] = [];
    await printer(
      order(() => {
        seen.push(...running());
        return html("");
      }),
    );
    expect(seen.length).toBeGreaterThan(0);
    for (const environment of seen) expect(environment).not.toMatch(/DATABASE_PASSWORD|secret/);
  });

  it("makes one at a time, and lets few wait", async () => {
    let most = 0;
    const watched = order(() => {
      most = Math.max(most, running().length);
      return html("");
    });
    const all = await Promise.allSettled(Array.from({ length: 7 }, () => printer(watched)));
    expect(most).toBe(1);
    const refused = all.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(2);
    for (const one of refused) expect(one).toMatchObject({ reason: { code: "busy" } });
  });

  it("ends Chromium when the reader goes away, and the next has her turn", async () => {
    const going = new AbortController();
    const lost = printer({ ...order(hang), signal: going.signal });
    const next = printer(order(() => html("")));
    await until(() => running().length === 1);
    going.abort();
    await expect(lost).rejects.toMatchObject({ code: "not_printed" });
    expect((await next).length).toBeGreaterThan(0);
    await expect(printer({ ...order(hang), signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it("ends Chromium when it takes too long, and says what to do", async () => {
    const hasty = openPrinter({ chromium: path, environment: process.env, seconds: 2 });
    await expect(hasty(order(hang))).rejects.toMatchObject({
      ...{ code: "not_printed", message: expect.stringContaining("2 seconds") },
    });
  });

  it("gives nothing where rows are missing", async () => {
    const table = '<table class="report-table"><tbody><tr><td>1</td></tr></tbody></table>';
    expect((await printer({ ...order(() => html(table)), rows: 1 })).length).toBeGreaterThan(0);
    await expect(printer({ ...order(() => html(table)), rows: 2 })).rejects.toThrow("1 rows of the 2");
  });
});
