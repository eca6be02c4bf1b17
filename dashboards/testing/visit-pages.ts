import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "../browser.ts";
import { serveFixtures } from "../fixtures/server.ts";

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

/** The pages as a browser shows them to somebody, in one test file. */
export type Visits = {
  /** A page as one account sees it, with everything drawn. */
  visit: (path: string, options?: BrowserContextOptions, account?: string) => Promise<Page>;
  /** A browser in which nobody is signed in. */
  openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** The address of the server, without a slash at its end. */
  baseUrl: () => string;
};

/** Builds the pages and serves them with the fixtures while the tests of a file run. */
export function servePages(): Visits {
  let dist = "";
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveFixtures>>;

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), "rollbook-pages-"));
    await build({ logLevel: "error", build: { outDir: dist } });
    server = await serveFixtures(dist);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(dist, { recursive: true, force: true });
  });

  return {
    baseUrl: () => server.url,
    openBrowser: (options) => browser.newContext(options),
    visit: async (path, options = {}, account = "admin") => {
      const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", ...options });
      await context.addCookies([{ name: "account", value: account, url: server.url }]);
      const tab = await context.newPage();
      // The machine may be busy with other tests.
      tab.setDefaultTimeout(120_000);
      await tab.goto(`${server.url}${path}`);
      await tab.locator("h1").waitFor();
      await tab.locator(".drawing-wait").first().waitFor({ state: "detached" });
      return tab;
    },
  };
}

/** By how much the page is wider than the screen. */
export async function overflowOf(tab: Page): Promise<number> {
  return tab.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** What axe finds, each as "rule: element". */
export async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe.source);
  return tab.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html)))",
  );
}

/** Tabs on until the focus is on something with this text. */
export async function tabTo(tab: Page, text: string): Promise<void> {
  for (let stop = 0; stop < 200; stop += 1) {
    await tab.keyboard.press("Tab");
    const focused = await tab.evaluate(() => document.activeElement?.textContent ?? "");
    if (focused.includes(text)) return;
  }
  throw new Error(`No stop of the keyboard says "${text}".`);
}
