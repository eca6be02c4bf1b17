import { expect, test } from "vitest";
import { desktop, overflowOf, servePages, tabTo, violations } from "./testing/visit-pages.ts";

const { baseUrl, visit } = servePages();

test.each(["en-US", "es-MX"])(
  "in %s an alert is ordered, silenced and looked into by keyboard",
  async (locale) => {
    const [order, tell, silent, history] =
      locale === "en-US"
        ? ["Alert me", "Tell me", "Silent for a week", "History"]
        : ["Avisarme", "Avíseme", "En silencio una semana", "Historial"];
    const viewport = { width: 320, height: 700 };
    const tab = await visit("/reports/build?r=r-1", { viewport, locale });
    await tabTo(tab, order ?? "");
    await tab.keyboard.press("Enter");
    const dialog = tab.getByRole("dialog");
    await dialog.waitFor();
    expect(await violations(tab)).toEqual([]);
    await tabTo(tab, tell ?? "");
    await tab.keyboard.press("Enter");
    await dialog.getByRole("alert").getByText(/\S/).waitFor();
    await dialog.locator("input[type=number]").first().focus();
    await tab.keyboard.type("20");
    await tabTo(tab, tell ?? "");
    await tab.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await tab.goto(`${baseUrl()}/reports`);
    await tab.getByRole("button", { name: silent ?? "" }).focus();
    await tab.keyboard.press("Enter");
    await tab
      .getByRole("button", { name: history ?? "" })
      .first()
      .focus();
    await tab.keyboard.press("Enter");
    await tab.getByRole("dialog").getByText("g-000001").waitFor();
    expect(await violations(tab)).toEqual([]);
    expect(await overflowOf(tab)).toBe(0);
    await tab.context().close();
  },
);

test("an answer is taken along in six formats, under the number of its rows, by keyboard alone", async () => {
  const tab = await visit("/reports/build?r=r-1");
  const asked: string[] = [];
  tab.on(
    "request",
    (request) => request.url().endsWith("/api/exports") && asked.push(request.postData() ?? ""),
  );
  const rows = await tab.locator(".report-table tbody tr:not(.subtotal)").count();
  await tabTo(tab, "Download:");
  await tab.keyboard.press("Enter");
  const menu = tab.getByRole("menu");
  await menu.waitFor();
  expect(await menu.locator(".menu-head").innerText()).toBe(`${rows} rows`);
  const labels = await menu.locator(".file-name").allInnerTexts();
  expect(labels).toEqual(["Excel", "PDF", "CSV", "Parquet", "Arrow", "JSON"]);
  expect(await violations(tab)).toEqual([]);
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  const saved = tab.waitForEvent("download");
  await tab.keyboard.press("Enter");
  await saved;
  expect(asked).toEqual([expect.stringContaining('"format":"parquet"')]);
  await tab.getByRole("button", { name: "Actions for" }).focus();
  await tab.keyboard.press("Enter");
  await tab.getByRole("menuitem", { name: "Download" }).focus();
  await tab.keyboard.press("ArrowRight");
  await tab.getByRole("menuitem", { name: "JSON" }).waitFor();
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

test("a file that takes long says how far it is, and stands among the reader's files when she comes back", async () => {
  const tab = await visit("/reports");
  const files = tab.getByRole("region", { name: "Your files" });
  await files.getByText("4,000 of 12,000 rows written").waitFor();
  expect(await files.getByRole("progressbar").getAttribute("value")).toBe("4000");
  expect(await files.getByRole("button", { name: "Cancel" }).count()).toBe(1);
  const saved = tab.waitForEvent("download");
  await files.getByRole("button", { name: /^Download.*\(Excel\)$/ }).click();
  await saved;
  await tab.context().close();
});

test("a named group is shared as a report is, by keyboard alone, and says with whom", async () => {
  const tab = await visit("/reports");
  const group = tab.getByRole("listitem").filter({ hasText: "Schools of the north" });
  await group.getByText("only its owner").waitFor();
  await group.getByRole("button", { name: "Share the group Schools of the north" }).focus();
  await tab.keyboard.press("Enter");
  const dialog = tab.getByRole("dialog", { name: "Who may use the group" });
  await dialog.getByRole("option", { name: "everybody in the district" }).waitFor({ state: "attached" });
  expect(await violations(tab)).toEqual([]);
  await dialog.getByRole("combobox").focus();
  await tab.keyboard.press("End");
  const asked = tab.waitForRequest((request) => request.method() === "PUT");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  expect((await asked).postDataJSON()).toEqual({ sharing: { with: "district" } });
  await dialog.waitFor({ state: "detached" });
  await tab.getByText("Schools of the north is shared now.").waitFor();
  await tab.context().close();
});

const adding = {
  "en-US": {
    item: "Add to a report…",
    added: "Added, not saved: Enrollment",
    save: "Save",
    why: "is not recorded by School.",
    fresh: "A new report",
  },
  "es-MX": {
    item: "Agregar a un informe…",
    added: "Agregado, sin guardar: Estudiantes inscritos",
    save: "Guardar",
    why: "no se registra por Escuela.",
    fresh: "Un informe nuevo",
  },
};

test.each([
  { width: "desktop", viewport: desktop, locale: "en-US" as const },
  { width: "narrow", viewport: { width: 320, height: 800 }, locale: "es-MX" as const },
])(
  "in $locale at $width width figures are added to one's own report, by keyboard alone, and saved there",
  async ({ viewport, locale }) => {
    const words = adding[locale];
    const title = "Chronic absence in my schools, by level and by group of students";
    const open = async (path: string) => {
      const tab = await visit(path, { viewport, locale });
      await tab.locator(".figure-menu button").first().focus();
      await tab.keyboard.press("Enter");
      await tab.getByRole("menuitem", { name: words.item }).focus();
      await tab.keyboard.press("Enter");
      const dialog = tab.getByRole("dialog");
      await dialog.getByText(title).waitFor();
      expect(await violations(tab)).toEqual([]);
      expect(await overflowOf(tab)).toBe(0);
      return { tab, dialog };
    };
    const { tab, dialog } = await open("/reports/build?m=enrollment&g=level");
    expect(await dialog.getByRole("link").allInnerTexts()).toEqual([words.fresh, title]);
    await tabTo(tab, title);
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/r=r-1/);
    expect(new URL(tab.url()).searchParams.get("m")).toBe("chronic_absence_rate,attendance_rate,enrollment");
    await tab.getByText(words.added).waitFor();
    await tab.getByRole("button", { name: words.save, exact: true }).focus();
    await tab.keyboard.press("Enter");
    await tab.getByRole("dialog").getByRole("textbox").first().waitFor();
    const saving = tab.waitForRequest((request) => request.method() === "PUT");
    await tab.keyboard.press("Enter");
    expect((await saving).postDataJSON().content.slice).toMatchObject({
      ...{ measures: ["chronic_absence_rate", "attendance_rate", "enrollment"], by: ["school"] },
    });
    await tab.context().close();

    const refused = await open("/reports/build?m=approved_usd&g=program");
    expect(await refused.dialog.getByRole("link").allInnerTexts()).toEqual([words.fresh]);
    await refused.dialog.getByText(words.why).waitFor();
    await refused.tab.keyboard.press("Escape");
    await refused.dialog.waitFor({ state: "detached" });
    await refused.tab.context().close();
  },
);

test("a new report is the question of the figures, and a report that is open is not offered to itself", async () => {
  const tab = await visit("/reports/build?r=r-1");
  await tab.locator(".result-head .figure-menu button").click();
  await tab.getByRole("menuitem", { name: "Add to a report…" }).click();
  const dialog = tab.getByRole("dialog");
  await dialog.getByText("You have no other report of your own").waitFor();
  await dialog.getByRole("link", { name: "A new report" }).click();
  await tab.waitForURL((url) => url.searchParams.get("r") === null);
  expect(new URL(tab.url()).searchParams.get("m")).toBe("chronic_absence_rate,attendance_rate");
  await dialog.waitFor({ state: "detached" });
  await tab.context().close();
});
