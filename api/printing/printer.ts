import type { Browser, Page, Route } from "playwright-core";
import { ProblemError } from "../problems.ts";
import { turns } from "../turns.ts";

/** A page of ours by its path. */
export type PrintOrder = {
  path: string;
  /** What the page speaks, such as `es`. */
  language: string;
  /** Answers all that the page asks for; it hears from nobody else. */
  answer: (request: Request) => Promise<Response>;
  /** How many rows its table must have; a PDF of fewer is none. */
  rows: number | null;
  /** Ends the printing, and Chromium with it. */
  signal: AbortSignal;
};

/**
 * Prints a page as a tagged PDF, one at a time. Throws `not_printed` where Chromium does not start or takes too long, and
 * `busy` where too many wait.
 */
export type Printer = (order: PrintOrder) => Promise<Uint8Array>;

type Place = {
  /** The path of a Chromium. */
  chromium: string;
  environment: Record<string, string | undefined>;
  seconds?: number;
};

const SECONDS = 60;
const MOST_WAITING = 4;
/** Nobody has this address, and nobody is asked: what a page requests is answered here. */
const HOME = "https://rollbook.invalid";
/** All that Chromium learns of the environment: passwords stand in the rest. */
const TOLD = new Set(["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]);
/** A sheet of US letter between its margins, in CSS pixels: what is drawn by its width is drawn for it. */
const SHEET = { width: 695, height: 920 };

/** A Chromium for each PDF, which ends with it. */
export function openPrinter({ chromium, environment, seconds = SECONDS }: Place): Printer {
  const inTurn = turns();
  let waiting = 0;
  const print = async (order: PrintOrder) => {
    const { signal } = order;
    signal.throwIfAborted();
    const late = AbortSignal.timeout(1000 * seconds);
    const browser = await launch({ chromium, environment });
    let closed: Promise<void> | undefined;
    const end = () => {
      closed ??= browser.close();
      return closed;
    };
    const ending = AbortSignal.any([signal, late]);
    ending.addEventListener("abort", end, { once: true });
    try {
      ending.throwIfAborted();
      return await printIn(browser, order);
    } catch (error) {
      if (late.aborted) throw tooLong(seconds);
      throw signal.aborted ? new ProblemError("not_printed", "Nobody waits for this PDF any more.") : error;
    } finally {
      ending.removeEventListener("abort", end);
      await end();
    }
  };
  return async (order) => {
    if (waiting > MOST_WAITING) throw tooMany();
    waiting += 1;
    try {
      return await inTurn(() => print(order));
    } finally {
      waiting -= 1;
    }
  };
}

async function launch({ chromium: executablePath, environment }: Place): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const env = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && TOLD.has(name) ? [[name, value]] : [],
    ),
  );
  const stays = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  // No name and no number leads anywhere, for what asks without a request that could be answered here.
  const args = ["--host-resolver-rules=MAP * ~NOTFOUND"];
  // Chromium refuses its sandbox to root.
  const chromiumSandbox = process.getuid?.() !== 0;
  return chromium.launch({ executablePath, env, args, chromiumSandbox, ...stays }).catch((cause: unknown) => {
    throw new Error(`Chromium at ${executablePath} does not start.`, { cause });
  });
}

async function printIn(browser: Browser, { path, language, answer, rows }: PrintOrder): Promise<Uint8Array> {
  const context = await browser.newContext({
    ...{ locale: language, viewport: SHEET, reducedMotion: "reduce" },
    ...{ serviceWorkers: "block", acceptDownloads: false },
  });
  await context.routeWebSocket("**", (socket) => socket.close());
  await context.route("**", (route) => respond(route, answer));
  // Whoever called ends what takes too long.
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  await page.goto(HOME + path);
  await drawn(page);
  if (rows !== null) {
    const found = await page.locator(".report-table tbody tr:not(.subtotal)").count();
    if (found !== rows) throw new Error(`The page has ${found} rows of the ${rows} that were told.`);
  }
  return page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
}

/** Answers a request of ours; every other one fails as if there were no network. */
async function respond(route: Route, answer: PrintOrder["answer"]): Promise<void> {
  const asked = route.request();
  if (new URL(asked.url()).origin !== HOME) return route.abort("addressunreachable");
  // What is put in the place of an answer from the network is not unpacked.
  const headers = { ...asked.headers(), "accept-encoding": "identity" };
  const init = { method: asked.method(), headers, body: bodyOf(asked.postDataBuffer()) };
  const response = await answer(new Request(asked.url(), init));
  const told = { status: response.status, headers: Object.fromEntries(response.headers) };
  await route.fulfill({ ...told, body: Buffer.from(await response.arrayBuffer()) });
}

const bodyOf = (sent: Buffer | null) => (sent === null ? null : new Uint8Array(sent));

/** Waits until everything is there, and makes paper of it: all rows, and nothing to press. */
async function drawn(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  for (const wait of ["[aria-busy=true]", ".drawing-wait"])
    await page.locator(wait).first().waitFor({ state: "detached" });
  await page.evaluate(async () => {
    window.dispatchEvent(new Event("beforeprint"));
    for (const link of document.querySelectorAll("a[href]")) link.removeAttribute("href");
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  });
}

const tooLong = (seconds: number) =>
  new ProblemError(
    "not_printed",
    `The PDF was not made within ${seconds} seconds: ask for fewer rows, or take Excel.`,
  );

const tooMany = () =>
  new ProblemError("busy", "Others wait for their PDF already: try again in 30 s.", { "retry-after": "30" });
