import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { load, writeDistrict } from "#pipelines";
import { launchBrowser } from "../dashboards/browser.ts";
import { district } from "../district.config.ts";
import { type Application, startApplication } from "./sign-in/application.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-journey-"));
const [dataDir, pagesDir, asOf] = [join(folder, "data"), join(folder, "pages"), "2026-11-20"];
let app: Application;
let browser: Browser;

beforeAll(async () => {
  // As in use: React Aria leaves out one of its styles where the environment is a test's.
  process.env.NODE_ENV = "production";
  await build({ logLevel: "error", build: { outDir: pagesDir } });
  await writeDistrict({ students: 400, years: 2, seed: 3, out: join(folder, "district"), asOf });
  await load({ district, dataDir, path: join(folder, "district"), asOf });
  const { accounts, schoolYears, boardMeetings, name, sources, districtId } = district;
  const camino = { accounts, schoolYears, boardMeetings, name, sources, districtId };
  app = await startApplication(camino, dataDir, pagesDir);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html)))",
  );
}

/** Tabs on until the focus is on something that is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < 100; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement?.closest("a, button, input");
      return element?.getAttribute("placeholder") ?? element?.textContent?.trim() ?? "";
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`No stop of the Tab key is called "${name}".`);
}

async function arrive(page: Page, path: string, subject: string): Promise<void> {
  await page.goto(`${app.address}${path}`);
  await page.getByRole("heading", { level: 1, name: "Sign in to Camino Unified" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await tabTo(page, "Sign in with Camino ID");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/interaction\//);
  await tabTo(page, "Enter any login");
  await page.keyboard.type(subject);
  await tabTo(page, "and password");
  await page.keyboard.type("any");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await tabTo(page, "Continue");
  await page.keyboard.press("Enter");
}

it("a board member signs in by keyboard, lands on the page she wanted, and signs out at the provider too", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await arrive(page, "/costs?as_of=2016-04-30", "boss");
  await page.waitForURL(`${app.address}/costs?as_of=2016-04-30`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("Signed in as Marisol Vance").waitFor();
  expect(await violations(page)).toEqual([]);

  await page.goto(app.address);
  await page.waitForURL(/\/board$/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await violations(page)).toEqual([]);
  const cookies = await context.cookies(app.address);
  expect(cookies.find(({ name }) => name === "__Host-rollbook")).toMatchObject({
    ...{ httpOnly: true, secure: true, sameSite: "Strict", path: "/" },
  });
  expect(await page.evaluate(() => document.cookie)).toBe("");
  await page.locator("figure svg").first().waitFor();
  expect(refused.filter((text) => text.includes("Content Security Policy"))).toEqual([]);

  await page.keyboard.press("Home");
  await tabTo(page, "Sign out");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/session\/end/);
  await context.close();
});

it("somebody without grants signs in on a phone and is told that there is nothing to see", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await arrive(page, "/", "stranger");
  await page.getByRole("heading", { level: 1, name: "There is no page for you yet" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await context.close();
});

it("a person who is disabled while a page is open is led to signing in, and told why at the provider's return", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await arrive(page, "/account", "leaver");
  await page.getByRole("heading", { level: 1, name: "Your account" }).waitFor();
  const person = (await app.control.listPeople()).find(({ subject }) => subject === "leaver");
  await app.control.disablePerson(person?.personId ?? "", new Date().toISOString());
  await page.goto(`${app.address}/costs`);
  await page.getByRole("heading", { name: "Sign in to Camino Unified" }).waitFor();
  await tabTo(page, "Sign in with Camino ID");
  await page.keyboard.press("Enter");
  await page.getByText("Your account in Rollbook is disabled.").waitFor();
  expect(await violations(page)).toEqual([]);
  await context.close();
});
