import axe from "axe-core";
import ExcelJS from "exceljs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../dashboards/browser.ts";
import { type RunningDemo, startDemo } from "./running-demo.ts";

let demo: RunningDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

async function signedIn(
  account: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${demo.url}/sign-in?account=${account}`);
  await page
    .getByRole("link", { name: "Sign out" })
    .or(page.getByRole("button", { name: "Sign out" }))
    .waitFor();
  await page.close();
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${demo.url}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await window.axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const pages = [
  { account: "board", path: "/board" },
  { account: "principal", path: "/school" },
  { account: "board", path: "/school" },
  { account: "monitor", path: "/compliance" },
  { account: "board", path: "/costs" },
  { account: "coordinator", path: "/data" },
  { account: "admin", path: "/access" },
  { account: "parent", path: "/parent" },
];
const screens = [
  { width: 1280, height: 900, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

describe.each(pages)("$path as $account", ({ account, path }) => {
  it("has no accessibility violation at the desk or on a phone, and never scrolls sideways", async () => {
    const context = await signedIn(account);
    const page = await open(context, path);
    for (const { colorScheme, ...size } of screens) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  });
});

/** What the stop of the keyboard is called. */
const nameOfFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });

/** Presses Tab until the focus stands on the link or button whose name begins so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press("Tab");
    if ((await nameOfFocus(page)).startsWith(name)) return;
  }
  throw new Error(`No stop of the Tab key is called "${name}".`);
}

describe("by keyboard alone", () => {
  it("a board member goes from the board's page to a school and takes its workbook, whose numbers are the page's", async () => {
    const context = await signedIn("board", { acceptDownloads: true });
    const page = await open(context, "/board");
    await tabTo(page, "Camino Central High");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/school/);
    await page.getByRole("heading", { level: 1, name: "Camino Central High" }).waitFor();
    await page.waitForLoadState("networkidle");

    await tabTo(page, "Download the workbook");
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(await (await downloading).path());
    expect(workbook.worksheets.map(({ name }) => name)).toContain("About");

    const school = new URL(page.url());
    const answer = await page.evaluate(async (query) => {
      const found = await fetch(`/api/pages/school${query}`);
      return (await found.json()) as { answers: Record<string, { rows: Record<string, unknown>[] }> };
    }, school.search);
    const shown = answer.answers.enrollment?.rows[0]?.enrollment;
    expect(typeof shown).toBe("number");
    const numbers = workbook.worksheets.flatMap((sheet) => {
      const found: unknown[] = [];
      sheet.eachRow((row) => row.eachCell((cell) => found.push(cell.value)));
      return found;
    });
    expect(numbers).toContain(shown);
    await context.close();
  });

  it("an administrator looks as a principal, sees her school and changes nothing, and stops", async () => {
    const context = await signedIn("admin");
    for (const { colorScheme, ...size } of screens) {
      const page = await open(context, "/access");
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await tabTo(page, "Look as Tobias Achterberg");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/school/);
      await page.getByText("You are looking as Tobias Achterberg. Everything is recorded.").waitFor();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.getByRole("navigation").innerText()).toBe("School\nReports");
      expect(await violations(page)).toEqual([]);
      const refused = await page.evaluate(async () => {
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify({ account: "board" });
        return (await fetch("/api/view-as", { method: "POST", headers, body })).status;
      });
      expect(refused).toBe(403);
      await tabTo(page, "Stop");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/access$/);
      await page.getByRole("heading", { level: 2, name: "See what somebody else sees" }).waitFor();
      expect(await page.getByText("You are looking as").count()).toBe(0);
      await page.close();
    }
    await context.close();
  });
});

/** What each language calls the stops of the way; a word of the keyboard's way is the accessible name of its stop. */
const languages = [
  {
    locale: "en-US",
    account: "Parent",
    wrong: "This is wrong: Days missed",
    words: "She was at school on November 12.",
    send: "Send to the school",
    sent: "Sent. The school can read it now.",
    empty: "Write what is wrong, then send it.",
    received: "Received by the school",
    corrected: "Corrected",
    day: /[A-Z][a-z]{2} \d{1,2}, 20\d\d/,
  },
  {
    locale: "es-MX",
    account: "Madre o padre",
    wrong: "Esto está mal: Días de ausencia",
    words: "Estuvo en la escuela el 12 de noviembre.",
    send: "Enviar a la escuela",
    sent: "Enviado. La escuela ya puede leerlo.",
    empty: "Escriba qué está mal y después envíelo.",
    received: "Recibido por la escuela",
    corrected: "Corregido",
    day: /\d{1,2} [a-z]{3,4} 20\d\d/,
  },
];

async function signInByKeyboard(page: Page, account: string): Promise<void> {
  await page.goto(`${demo.url}/sign-in`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await tabTo(page, account);
  await page.keyboard.press("Enter");
}

/** As the principal of the child's school: answers, by keyboard, what was said last. */
async function answerAsPrincipal(words: string): Promise<void> {
  const context = await browser.newContext({ viewport: screens[0], locale: "en-US" });
  const page = await context.newPage();
  await page.goto(`${demo.url}/sign-in?account=principal`);
  await page.locator("#disputes").getByText(words).first().waitFor();
  await tabTo(page, "Answer");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("C");
  await page.keyboard.press("Tab");
  await page.keyboard.type("You are right, it is corrected.");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  // What was answered before has the same words.
  const answered = page.locator("#disputes li", { hasText: words }).first();
  await answered.getByText("You are right, it is corrected.").waitFor();
  await context.close();
}

describe.each(languages)("in $locale, by keyboard alone", (language) => {
  it("a parent signs in, sees her child, says what is wrong, and reads the school's answer", async () => {
    const context = await browser.newContext({ viewport: screens[1], locale: language.locale });
    const page = await context.newPage();
    await signInByKeyboard(page, language.account);
    await page.waitForURL(/\/parent$/);
    await page.locator("#absence").waitFor();
    expect(await page.locator("#evaluation").innerText()).toMatch(language.day);

    await tabTo(page, language.wrong);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText(language.empty).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type(language.words);
    await page.keyboard.press("Tab");
    expect(await nameOfFocus(page)).toBe(language.send);
    await page.keyboard.press("Enter");
    await page.getByText(language.sent).waitFor();
    const said = page.locator("#wrong li", { hasText: language.words }).first();
    expect(await said.innerText()).toContain(language.received);

    await answerAsPrincipal(language.words);
    await page.reload();
    await said.getByText("You are right, it is corrected.").waitFor();
    expect(await said.innerText()).toContain(language.corrected);

    for (const viewport of screens) {
      await page.setViewportSize(viewport);
      expect(await violations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  });
});
