import { expect, test } from "vitest";
import { overflowOf, servePages, tabTo, violations } from "./testing/visit-pages.ts";

const { baseUrl, visit } = servePages();

test("every chart shows the same numbers as a table, by keyboard", async () => {
  const tab = await visit("/board");
  await tabTo(tab, "Show as table");
  await tab.keyboard.press("Enter");
  const table = tab.locator("figure table").first();
  await expect.poll(() => table.locator("tbody tr").count()).toBe(10);
  expect(await table.locator("tbody tr").nth(1).innerText()).toContain("$4,600,000");
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

test("the menu of a figure explains it and gives the focus back", async () => {
  const tab = await visit("/board");
  await tab.getByRole("button", { name: "Actions for Classes" }).focus();
  await tab.keyboard.press("Enter");
  await tab.getByRole("menuitem", { name: "Explain these numbers" }).waitFor();
  await tab.keyboard.press("Enter");
  const dialog = tab.getByRole("dialog");
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain("g-000002");
  expect(await violations(tab)).toEqual([]);
  await tab.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await tab.context().close();
});

test("a reader walks from the board page to a school and its workbook by keyboard alone", async () => {
  const tab = await visit("/board", {}, "board");
  await tab.keyboard.press("Tab");
  expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the page");
  await tabTo(tab, "Juniper Middle");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/school\?school=/);
  await tab.getByRole("heading", { level: 1, name: "Juniper Middle" }).waitFor();
  await tabTo(tab, "Download the workbook");
  const saved = tab.waitForEvent("download");
  await tab.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toMatch(/\.xlsx$/);
  await tab.context().close();
});

test("the address holds the view, Back undoes a choice, and a bad value falls back with a notice", async () => {
  const tab = await visit("/board?school_year=twenty");
  expect(await tab.getByRole("region", { name: "Please note" }).innerText()).toContain("school year");
  await tab.getByLabel("Student group").selectOption("SWD");
  await tab.waitForURL(/student_group=SWD/);
  await tab.goBack();
  await expect.poll(() => tab.url()).not.toContain("student_group");
  await tab.context().close();
});

test("a reader who may not see students gets counts, no names and a sentence why", async () => {
  const tab = await visit("/school", {}, "board");
  const words = await tab.locator("main").innerText();
  expect(words).toContain("no student is named here");
  expect(words).not.toContain("Alvarez");
  await tab.context().close();
});

test("lists of special-education records open once their purpose is said, by keyboard alone", async () => {
  const tab = await visit("/school?list=evaluations", {}, "principal");
  const list = tab.locator("#today-list");
  expect(await list.innerText()).toContain("Say what you need them for");
  expect(await list.locator("table").count()).toBe(0);
  await tabTo(tab, "Say what you need it for");
  await tab.keyboard.press("Enter");
  const dialog = tab.getByRole("dialog", { name: "What do you need these records for?" });
  await dialog.waitFor();
  expect(await violations(tab)).toEqual([]);
  await dialog.getByRole("button", { name: "Show the lists" }).focus();
  await tab.keyboard.press("Enter");
  await expect.poll(() => dialog.getByRole("alert").innerText()).toContain("Choose a purpose");
  await dialog.getByRole("radio", { name: "Preparing or holding an IEP meeting" }).focus();
  await tab.keyboard.press("ArrowUp");
  await dialog.getByLabel("In your words").fill("Preparing the hearing of 2 December");
  expect(await violations(tab)).toEqual([]);
  await tab.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await list.locator("table").waitFor();
  await expect.poll(() => tab.evaluate(() => document.activeElement?.id)).toBe("today-list");
  await tab.context().close();
});

test("the completeness grid begins with schools that miss days; groups, filter and address lead to all others", async () => {
  const tab = await visit("/data");
  const grid = tab.locator("#grid");
  const schools = () => grid.locator(".grid-table tbody tr").count();
  expect(await schools()).toBe(2);
  await tabTo(tab, "Region");
  await grid.getByLabel("Group schools by").selectOption("region");
  await tab.waitForURL(/by=region/);
  await tabTo(tab, "North");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/within=North/);
  await grid.getByLabel("Only schools that miss days").uncheck();
  await tab.waitForURL(/gaps=all/);
  await expect.poll(schools).toBe(10);
  await grid.getByLabel("School, region or operator").fill("juniper mid");
  await expect.poll(schools).toBeLessThan(2);
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

test("figures stand beside what was published before; what has changed is told in words, by keyboard alone", async () => {
  const tab = await visit("/reports/build?m=enrollment&g=school&e=measures");
  await tab.getByRole("radio", { name: "what was published before" }).focus();
  await tab.keyboard.press("Space");
  await tab.waitForURL(/c=gn.g-000001/);
  const since = tab.getByRole("region", { name: "What has changed since" });
  await since.getByText("5 rows have changed of 19 rows").waitFor();
  await since.getByText("Of 1 row a figure is hidden").waitFor();
  expect(await tab.getByLabel("As published", { exact: true }).innerText()).toContain("through Nov 10, 2026");
  const head = await tab.locator(".report-table thead").innerText();
  expect(head).toContain("Change since then");
  expect(await violations(tab)).toEqual([]);
  await since.getByRole("checkbox").focus();
  await tab.keyboard.press("Space");
  await tab.waitForURL(/k=changed/);
  await expect.poll(() => tab.locator(".report-table tbody tr").count()).toBe(5);
  expect(await tab.locator(".report-table tbody tr").first().innerText()).toMatch(/up|down/);
  await tab.setViewportSize({ width: 320, height: 800 });
  expect(await overflowOf(tab)).toBe(0);
  await tab.goBack();
  await expect.poll(() => tab.locator(".report-table tbody tr").count()).toBe(19);
  await tab.context().close();
});

test("arrows lead from number to number of a table, and each opens who stands behind it, totals too", async () => {
  const tab = await visit("/reports/build?m=enrollment,attendance_rate&g=level&t=a");
  await tab.locator("button.drill").first().waitFor();
  expect(await tab.locator("button.drill[tabindex='0']").count()).toBe(1);
  await tab.locator("button.drill[tabindex='0']").focus();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown"]) await tab.keyboard.press(key);
  const focused = () => tab.evaluate(() => document.activeElement?.closest("tfoot") !== null);
  expect(await focused()).toBe(true);
  await tab.keyboard.press("Enter");
  const dialog = tab.getByRole("dialog", { name: /Behind .*Attendance rate, all of it/ });
  await dialog.locator("tbody tr").first().waitFor();
  await dialog.getByRole("button", { name: "Download" }).waitFor();
  expect(await violations(tab)).toEqual([]);
  await tab.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await focused()).toBe(true);
  await tab.context().close();
});

test.each([
  { locale: "en-US", button: "Download this page (PDF)", language: "en" },
  { locale: "es-MX", button: "Descargar esta página (PDF)", language: "es" },
])(
  "in $locale a page is taken along as it stands, as a PDF, by keyboard alone",
  async ({ locale, button, language }) => {
    const tab = await visit("/board?school_year=2025-26", { locale });
    await tabTo(tab, button);
    const asked = tab.waitForRequest((request) => request.url().endsWith("/api/exports"));
    const saved = tab.waitForEvent("download");
    await tab.keyboard.press("Enter");
    expect((await asked).postDataJSON()).toMatchObject({
      ...{ format: "pdf", page: "board", view: { school_year: "2025-26" }, language },
    });
    await saved;
    expect(await violations(tab)).toEqual([]);
    await tab.context().close();
  },
);

test("where the server makes no PDF, none is offered, and what is printed for others is not found", async () => {
  const tab = await visit("/school", {}, "principal");
  await tab.getByRole("button", { name: "Download the workbook" }).waitFor();
  expect(await tab.getByRole("button", { name: "PDF" }).count()).toBe(0);
  await tab.getByRole("button", { name: "Actions for" }).first().click();
  await tab.getByRole("menuitem", { name: "Download" }).hover();
  await tab.getByRole("menuitem", { name: "CSV" }).waitFor();
  expect(await tab.getByRole("menuitem", { name: "PDF" }).count()).toBe(0);
  await tab.goto(`${baseUrl()}/print`);
  await tab.getByRole("heading", { level: 1 }).waitFor();
  expect(await tab.locator(".page-print").count()).toBe(0);
  await tab.context().close();
});
