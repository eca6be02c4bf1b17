import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../dashboards/browser.ts";
import { type PublishedDistrict, publishedDistrict } from "./published.ts";
import { startUploads, type UploadApp } from "./upload-app.ts";

let published: PublishedDistrict;
let app: UploadApp;
let browser: Browser;
beforeAll(async () => {
  process.env.NODE_ENV = "production";
  published = await publishedDistrict();
  const pagesDir = join(published.folder, "pages");
  await build({ logLevel: "error", build: { outDir: pagesDir } });
  app = await startUploads(published, pagesDir);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  published?.remove();
});

const words = {
  en: {
    locale: "en-US",
    nav: "Upload",
    title: "Upload a file for your schools",
    choose: "Choose a file",
    submit: "Submit: load this file",
    kinds: "3 kinds of errors",
    errors: [
      "A date is not written as agreed",
      "A code is not one of the agreed ones",
      "You do not run this school",
    ],
    refused: "3 refused",
    none: "Nothing is wrong with it",
    ready: "ready",
    loaded: "loaded",
    done: /^All [\d,]+ rows were loaded$/,
  },
  es: {
    locale: "es-MX",
    nav: "Subir archivos",
    title: "Suba un archivo de sus escuelas",
    choose: "Elegir un archivo",
    submit: "Enviar: cargar este archivo",
    kinds: "3 tipos de error",
    errors: [
      "Una fecha no está escrita como se acordó",
      "Un código no es uno de los acordados",
      "Usted no dirige esta escuela",
    ],
    refused: "3 rechazadas",
    none: "No tiene ningún error",
    ready: "listo",
    loaded: "cargado",
    done: /^Se cargaron las [\d,]+ filas$/,
  },
} as const;

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html)))",
  );
}

/** Tabs on until the focus is on a link or button that says so. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let stop = 0; stop < 100; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(
      () => document.activeElement?.closest("a, button")?.textContent?.trim() ?? "",
    );
    if (focused === text) return;
  }
  throw new Error(`No stop of the Tab key says "${text}".`);
}

/** Chooses a file as a keyboard does: the system's own dialog opens with Enter. */
async function choose(page: Page, button: string, file: string): Promise<void> {
  await tabTo(page, button);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(file);
}

const schoolStates = (page: Page) =>
  page
    .locator("#report-finding")
    .locator("xpath=ancestor::section")
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector("th")?.textContent,
        row.querySelector(".status")?.textContent,
        row.querySelector(".status-good") !== null,
      ]),
    );

const events = "attendance_events.csv";

/** Her file without the planted faults, and with three kinds of errors, five rows in all. */
function files() {
  const header = published.headerOf(`brightpath/${events}`);
  const own = published.linesOf(`brightpath/${events}`).filter((line) => !line.includes("07612349999999"));
  const [student, school, day, parts, reason] = (own[0] ?? "").split(",");
  const harbor = published.linesOf(`harbor/${events}`)[0]?.split(",")[1];
  const faulty = [
    [student, school, "10/14/2026", parts, reason],
    [student, school, "10/15/2026", parts, reason],
    [student, school, day, parts, "sick"],
    [student, harbor, day, parts, reason],
  ].map((cells) => cells.join(","));
  const text = (lines: string[]) => `${[header, ...lines].join("\n")}\n`;
  return { faulty: text([...own, ...faulty]), mended: text(own), rows: own.length };
}

describe.each(["en", "es"] as const)("an operator by keyboard, in %s", (language) => {
  const said = words[language];

  it("uploads a file with three kinds of errors, mends it, submits it and sees her schools turn green", async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: said.locale });
    const page = await context.newPage();
    await page.goto(`${app.url}/sign-in?account=operator`);
    await page.waitForURL(/\/school/);
    await page.locator("h1").waitFor();
    await tabTo(page, said.nav);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: said.title }).waitFor();
    expect(await violations(page)).toEqual([]);

    const { faulty, mended } = files();
    await choose(page, said.choose, published.write(events, faulty));
    await page.getByRole("heading", { level: 3, name: said.kinds }).waitFor();
    for (const error of said.errors)
      expect(await page.getByRole("heading", { level: 4, name: error }).count()).toBe(1);
    // The reader is led to what came of it.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("report-finding");
    const told = await schoolStates(page);
    expect(told.filter(([, word]) => word === said.refused)).toHaveLength(1);
    expect(told.some(([, , isGreen]) => isGreen)).toBe(false);
    expect(await violations(page)).toEqual([]);

    // Another day: the report is where its address is.
    await page.reload({ waitUntil: "networkidle" });
    await page.getByRole("heading", { level: 3, name: said.kinds }).waitFor();
    await choose(page, said.choose, published.write(events, mended));
    await page.getByRole("heading", { level: 3, name: said.none }).waitFor();
    expect((await schoolStates(page)).map(([, word]) => word)).toEqual(Array(3).fill(said.ready));

    await tabTo(page, said.submit);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: said.done }).waitFor({ timeout: 110_000 });
    const schools = await schoolStates(page);
    expect(schools).toHaveLength(3);
    for (const [school, word, isGreen] of schools) {
      expect(school).toContain("Brightpath");
      expect([word, isGreen]).toEqual([said.loaded, true]);
    }
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
