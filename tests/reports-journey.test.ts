import axe from "axe-core";
import ExcelJS from "exceljs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../dashboards/browser.ts";
import { type MailServer, startMailServer } from "./mail/mail-server.ts";
import { plain, workbookOf } from "./mail/read-mail.ts";
import { sendNextWeek } from "./mail/send-next-week.ts";
import { type RunningDemo, startDemo } from "./running-demo.ts";

let demo: RunningDemo;
let browser: Browser;
let mail: MailServer;
beforeAll(async () => {
  [demo, browser, mail] = await Promise.all([startDemo(), launchBrowser(), startMailServer()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await mail?.stop();
});

/** What axe finds once no figures are dimmed or still become clear, each as "rule: element". */
async function violations(page: Page): Promise<string[]> {
  const isStill = "!document.querySelector('[aria-busy=true]') && document.getAnimations().length === 0";
  await expect.poll(() => page.evaluate<boolean>(isStill), { timeout: 10_000 }).toBe(true);
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html)))",
  );
}

const nameOfFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });

/** Presses a key until the focus stands on something whose name begins so. */
async function goTo(page: Page, name: string, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press(key);
    if ((await nameOfFocus(page)).startsWith(name)) return;
  }
  throw new Error(`The key ${key} leads to nothing called "${name}".`);
}

/** Opens a step, searches its list for a field and takes the first that is found. */
async function take(page: Page, { step, search, field }: { step: string; search: string; field: string }) {
  await goTo(page, step);
  await page.keyboard.press("Enter");
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.getAttribute("type") === "search")) break;
  }
  await page.keyboard.type(search);
  await page.keyboard.press("Tab");
  if (!(await nameOfFocus(page)).startsWith(field)) await goTo(page, field, "ArrowDown");
  await page.keyboard.press("Space");
}

const languages = [
  {
    locale: "en-US",
    certified: "Attendance by week",
    change: (step: string) => `${step}: change`,
    done: (step: string) => `${step}: done`,
    steps: { measures: "What is counted", groups: "For each", filters: "Only these" },
    measure: "Average daily attendance",
    month: "Month",
    week: "Remove Week of",
    sentence: /Attendance and Average daily attendance by Month, where Month is/,
    save: "Save as your own",
    title: "My mornings",
    file: "My mornings.xlsx",
    saved: "Saved as version 1.",
    share: "Share",
    schedule: "Mail it to me",
    send: "Mail it",
    scheduled: "It will be mailed to you.",
    keep: "Keep",
    shared: "It is shared now.",
    download: "Download:",
  },
  {
    locale: "es-MX",
    certified: "Asistencia por semana",
    change: (step: string) => `${step}: cambiar`,
    done: (step: string) => `${step}: listo`,
    steps: { measures: "Qué se cuenta", groups: "Para cada", filters: "Solo estos" },
    measure: "Asistencia diaria promedio",
    month: "Mes",
    week: "Quitar Semana del",
    sentence: /Asistencia y Asistencia diaria promedio por Mes, donde Mes es/,
    save: "Guardar como mío",
    title: "Mis mañanas",
    file: "=?UTF-8?Q?Mis_ma=C3=B1anas=2Exlsx?=",
    saved: "Guardado como versión 1.",
    share: "Compartir",
    schedule: "Enviármelo por correo",
    send: "Enviar",
    scheduled: "Se le enviará por correo.",
    keep: "Aplicar",
    shared: "Ya está compartido.",
    download: "Descargar:",
  },
];

type Words = (typeof languages)[number];

/** As the file has it; the page writes it in words. */
const MONTH = "2026-09";

/** Presses the button of this name by keyboard. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

async function openCertified(page: Page, words: Words): Promise<void> {
  await page.goto(`${demo.url}/sign-in?account=principal`);
  await page.waitForURL(/\/school/);
  await page.goto(`${demo.url}/reports`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await violations(page)).toEqual([]);
  await goTo(page, words.certified);
  await page.keyboard.press("Enter");
  await page.locator(".report-table tbody tr").first().waitFor();
}

/** Months instead of weeks, another measure, and one month only; Back and Forward go through it. */
async function change(page: Page, words: Words): Promise<void> {
  const { measures, groups, filters } = words.steps;
  await take(page, { step: words.change(groups), search: words.month, field: words.month });
  await page.waitForURL(/g=week%2Cmonth/);
  await press(page, words.week);
  await page.waitForURL(/g=month/);
  expect(await violations(page)).toEqual([]);
  await press(page, words.done(groups));

  await take(page, { step: words.change(measures), search: words.measure, field: words.measure });
  await page.waitForURL(/average_daily_attendance/);
  await press(page, words.done(measures));

  await page.getByRole("heading", { level: 1 }).click();
  await take(page, { step: words.change(filters), search: words.month, field: words.month });
  const september = page.locator(".value-list").getByRole("option", { name: MONTH });
  await september.waitFor();
  await september.focus();
  await page.keyboard.press("Space");
  const sentence = page.getByRole("heading", { name: words.sentence });
  await sentence.waitFor();
  expect(await violations(page)).toEqual([]);
  await page.goBack();
  await sentence.waitFor({ state: "detached" });
  await page.goForward();
  await sentence.waitFor();
}

async function saveAndShare(page: Page, words: Words): Promise<void> {
  await press(page, words.save);
  await page.getByRole("dialog").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(words.title);
  await page.keyboard.press("Enter");
  await page.getByText(words.saved).waitFor();
  await page.getByRole("heading", { level: 1, name: words.title }).waitFor();
  expect(new URL(page.url()).search).toMatch(/^\?r=[^&]+$/);

  await press(page, words.share);
  await page.getByRole("dialog").getByRole("combobox").focus();
  await page.keyboard.press("ArrowDown");
  expect(await violations(page)).toEqual([]);
  await press(page, words.keep);
  await page.getByText(words.shared).waitFor();
}

/** Every Monday, which is what is offered first. */
async function schedule(page: Page, words: Words): Promise<void> {
  await press(page, words.schedule);
  await page.getByRole("dialog").waitFor();
  expect(await violations(page)).toEqual([]);
  await press(page, words.send);
  await page.getByText(words.scheduled).waitFor();
}

/** Every number of the workbook that the page offers. */
async function numbersOfWorkbook(page: Page, words: Words): Promise<string[]> {
  await goTo(page, words.download);
  await page.keyboard.press("Enter");
  await page.getByRole("menu").getByText("Excel", { exact: true }).waitFor();
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await (await downloading).path());
  return workbook.worksheets.flatMap((sheet) => {
    const found: string[] = [];
    sheet.eachRow((row) =>
      row.eachCell(({ value }) => typeof value === "number" && found.push(value.toFixed(1))),
    );
    return found;
  });
}

type ShownRow = { numbers: { text: string; value: number; decimals: number }[] };

/** The rows of the page's table: its numbers as they are written. */
async function rowsShown(page: Page): Promise<ShownRow[]> {
  const rows = await page.locator(".report-table tbody tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator("td").allInnerTexts();
      const numbers = cells.flatMap((text) => {
        const [written] = /-?[\d,]+(\.\d+)?/.exec(text) ?? [];
        if (written === undefined) return [];
        const isPercent = text.includes("%");
        const value = Number(written.replaceAll(",", "")) / (isPercent ? 100 : 1);
        const decimals = (written.split(".")[1]?.length ?? 0) + (isPercent ? 2 : 0);
        return [{ text, value, decimals }];
      });
      return { numbers };
    }),
  );
}

/** The mail of the next Monday, with the figures that the page showed and no more rows. */
async function openMail(shown: ShownRow[], words: Words): Promise<void> {
  const before = mail.received.length;
  expect(await sendNextWeek(demo.dataDir, mail.address)).toEqual(["principal sent"]);
  const [mine, ...others] = mail.received.slice(before);
  if (!mine) throw new Error("No mail has come.");
  expect([mine.to, others]).toEqual([["principal@camino.example"], []]);
  expect(plain(mine)).toContain(`name="${words.file}"`);
  const sheet = (await workbookOf(mine)).worksheets[0];
  const inFile = new Map<string, number[]>();
  sheet?.eachRow(({ values }) => {
    const [name, ...cells] = Array.isArray(values) ? values.slice(1) : [];
    if (cells.some((cell) => typeof cell === "number"))
      inFile.set(
        String(name),
        cells.filter((cell) => typeof cell === "number"),
      );
  });
  expect([[...inFile.keys()], shown.length]).toEqual([[MONTH], 1]);
  for (const { numbers } of shown) {
    expect(numbers.length).toBeGreaterThan(1);
    for (const { text, value, decimals } of numbers) {
      const same = inFile.get(MONTH)?.some((cell) => cell.toFixed(decimals) === value.toFixed(decimals));
      expect.soft(same, `${text} among ${inFile.get(MONTH)}`).toBe(true);
    }
  }
}

describe.each(languages)("in $locale, by keyboard alone", (words) => {
  it("a principal makes a certified report hers: a measure, months, a filter; saves, shares and opens it in Excel; it comes by mail with the same figures", async () => {
    const context = await browser.newContext({
      locale: words.locale,
      acceptDownloads: true,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await openCertified(page, words);
    await change(page, words);
    await saveAndShare(page, words);
    await schedule(page, words);
    const shown = await page.locator(".report-table tbody tr").first().locator("td").nth(1).innerText();
    expect(await numbersOfWorkbook(page, words)).toContain(shown.replace(",", ""));
    await openMail(await rowsShown(page), words);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
