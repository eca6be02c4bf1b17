import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { serveFixtures } from "./fixtures/server.ts";

const pages = [
  ...["board", "school", "compliance", "costs", "data", "parent", "access", "data/reconciliation"],
  "upload?upload=7d1c1c39-6a45-4f39-9c8e-0b4f5d0c2a01",
  ...[
    "reports",
    "reports/build?r=r-1&e=measures",
    "reports/build?r=grid&e=order&c=py&g=level,school&t=a,level",
  ],
  "reports/build?r=attendance-by-month",
  "reports/definitions?school=07612340101",
];
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

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

/** A page as one account sees it, with everything drawn. */
async function visit(path: string, options: BrowserContextOptions = {}, account = "admin"): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", ...options });
  await context.addCookies([{ name: "account", value: account, url: server.url }]);
  const tab = await context.newPage();
  // The machine may be busy with other tests.
  tab.setDefaultTimeout(120_000);
  await tab.goto(`${server.url}${path}`);
  await tab.locator("h1").waitFor();
  await tab.locator(".drawing-wait").first().waitFor({ state: "detached" });
  return tab;
}

/** By how much the page is wider than the screen. */
async function overflowOf(tab: Page): Promise<number> {
  return tab.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** What axe finds, each as "rule: element". */
async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe.source);
  return tab.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html)))",
  );
}

/** Tabs on until the focus is on something with this text. */
async function tabTo(tab: Page, text: string): Promise<void> {
  for (let stop = 0; stop < 200; stop += 1) {
    await tab.keyboard.press("Tab");
    const focused = await tab.evaluate(() => document.activeElement?.textContent ?? "");
    if (focused.includes(text)) return;
  }
  throw new Error(`No stop of the keyboard says "${text}".`);
}

describe.each(pages)("the %s page", (name) => {
  test.each([
    { width: "desktop", viewport: desktop, colorScheme: "light" as const },
    { width: "desktop", viewport: desktop, colorScheme: "dark" as const },
    { width: "phone", viewport: phone, colorScheme: "light" as const },
    { width: "phone", viewport: phone, colorScheme: "dark" as const },
  ])("gives axe nothing to say at $width width, $colorScheme", async ({ viewport, colorScheme }) => {
    const tab = await visit(`/${name}`, { viewport, colorScheme });
    expect(await violations(tab)).toEqual([]);
    await tab.context().close();
  });

  test("does not scroll sideways at 320 pixels", async () => {
    const tab = await visit(`/${name}`, { viewport: { width: 320, height: 800 } });
    expect(await overflowOf(tab)).toBe(0);
    await tab.context().close();
  });

  test("has no target smaller than 24 pixels and one heading of the first level", async () => {
    const tab = await visit(`/${name}`, { viewport: phone });
    const small = await tab.evaluate(() =>
      [...document.querySelectorAll("main button, main select, main .count, main .lead a")]
        .filter((target) => target.getBoundingClientRect().height > 0)
        // A drop zone hides a button for the keyboard alone: what is to be pasted goes there.
        .filter((target) => !target.closest("[style*='clip']"))
        .filter((target) => target.getBoundingClientRect().height < 24)
        .map((target) => target.textContent),
    );
    expect(small).toEqual([]);
    expect(await tab.locator("h1").count()).toBe(1);
    await tab.context().close();
  });
});

describe.each([...pages, "sign-in", "account"])("the %s page in Spanish", (name) => {
  test("does not scroll sideways at 320 pixels and gives axe nothing to say", async () => {
    const tab = await visit(`/${name}`, { viewport: { width: 320, height: 800 }, locale: "es-MX" });
    expect(await tab.getAttribute("html", "lang")).toBe("es");
    expect(await overflowOf(tab)).toBe(0);
    expect(await violations(tab)).toEqual([]);
    await tab.context().close();
  });
});

test("a reader chooses Spanish by keyboard; names, numbers and dates follow, and it is kept", async () => {
  const tab = await visit("/board", {}, "board");
  const asked: string[] = [];
  tab.on("request", (request) => asked.push(request.url()));
  await tabTo(tab, "Español");
  expect(asked).toEqual([]);
  await tab.keyboard.press("Enter");
  await tab.getByText("Ausentismo crónico por grupo de estudiantes").waitFor();
  expect(asked.filter((url) => url.includes("/assets/es-"))).toHaveLength(1);
  await tab.reload();
  await tab.getByRole("rowheader", { name: "Estudiantes con discapacidades" }).waitFor();
  const words = await tab.locator("main").innerText();
  expect(words).toContain("20 nov 2026");
  expect(words).not.toContain("English learners");
  await tab.context().close();
});

test("a browser that prefers Spanish is answered in it, in any of its countries", async () => {
  const tab = await visit("/sign-in", { locale: "es-MX" });
  expect(await tab.getAttribute("html", "lang")).toBe("es");
  await tab.getByRole("heading", { name: "Entrar al distrito de demostración" }).waitFor();
  await tab.context().close();
});

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

test("the link of a demo account signs in, and signing out leads back", async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${server.url}/sign-in?account=board`);
  await tab.waitForURL(/\/board$/);
  await tab.getByRole("button", { name: "Sign out" }).click();
  await tab.getByRole("heading", { name: "Sign in to the demo district" }).waitFor();
  expect(await violations(tab)).toEqual([]);
  await context.close();
});

test("the menu of a figure says why one can or cannot see it, and My access what was granted", async () => {
  const tab = await visit("/board", {}, "board");
  await tab.getByRole("button", { name: "Actions for Classes" }).focus();
  await tab.keyboard.press("Enter");
  await tab.getByRole("menuitem", { name: "Why can I (not) see this?" }).click();
  const dialog = tab.getByRole("dialog");
  await dialog.getByText("You see a part of this.").waitFor();
  const words = await dialog.innerText();
  expect(words).toContain("No grant of yours reaches single students");
  expect(words).toContain("Counts of 1 to 10 students are hidden from you");
  expect(words).toContain("Member of the board of education");
  expect(await violations(tab)).toEqual([]);
  await tab.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await tab.getByRole("button", { name: "My access" }).focus();
  await tab.keyboard.press("Enter");
  await dialog.getByText("Board member, over the whole district").waitFor();
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

test("the form that gives a grant offers what the role may have, and tells what was refused", async () => {
  const tab = await visit("/access");
  const form = tab.locator("#give form");
  expect(await form.getByLabel("Down to").innerText()).toBe("counts only");
  await form.getByLabel("Role").selectOption("principal");
  expect(await form.getByLabel("Over what").innerText()).toBe("School");
  expect(await form.getByLabel("Down to").inputValue()).toBe("names");
  await form.getByLabel("Role").selectOption("monitor");
  await form.getByLabel("Purpose, as the order says it").fill("To report to the court");
  await form.getByLabel("Reason").fill("Order of the court of June");
  await form.getByLabel("Last day").fill("2026-01-01");
  await form.getByRole("button", { name: "Give the grant" }).click();
  await form.getByText("The last day is over.").waitFor();
  expect(await form.getByLabel("Reason").inputValue()).toBe("Order of the court of June");
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

test("a guardian's way in and its refusals are told in Spanish too", async () => {
  const tab = await visit("/sign-in?refused=sign_in_expired", { locale: "es-MX", viewport: phone });
  await tab.context().addCookies([{ name: "provider", value: "yes", url: server.url }]);
  await tab.reload();
  await tab.getByRole("heading", { name: "Iniciar sesión en Camino Unified" }).waitFor();
  expect(await tab.getByRole("alert").innerText()).toContain("tiene más de diez minutos");
  await tabTo(tab, "Iniciar sesión con Camino ID");
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

const both = [
  { viewport: desktop, colorScheme: "light" as const },
  { viewport: phone, colorScheme: "dark" as const },
];

test("where a provider is configured there is one way to sign in, and the reason why the last one failed", async () => {
  for (const options of both) {
    const context = await browser.newContext(options);
    await context.addCookies([{ name: "provider", value: "yes", url: server.url }]);
    const tab = await context.newPage();
    await tab.goto(`${server.url}/sign-in?refused=sign_in_expired&return_to=%2Fboard%3Flist%3Da`);
    await tab.getByRole("heading", { name: "Sign in to Camino Unified" }).waitFor();
    const way = tab.locator("main").getByRole("link");
    expect(await way.innerText()).toBe("Sign in with Camino ID");
    expect(await way.getAttribute("href")).toBe("/api/sign-in?return_to=%2Fboard%3Flist%3Da");
    expect(await tab.getByRole("alert").innerText()).toContain("older than ten minutes");
    expect(await violations(tab)).toEqual([]);
    await context.close();
  }
});

test("a session that is over leads to signing in, and from there back to the page", async () => {
  const tab = await visit("/board", {}, "nobody");
  await tab.waitForURL(/\/sign-in/);
  expect(new URL(tab.url()).searchParams.get("return_to")).toBe("/board");
  await tab.context().close();
});

test("tokens are listed, made and revoked by keyboard; a new one is shown once and has the focus", async () => {
  const tab = await visit("/account");
  await tab.getByText("Nightly import, office").waitFor();
  await tabTo(tab, "Revoke");
  await tab.keyboard.press("Enter");
  await tab.getByRole("dialog").waitFor();
  expect(await violations(tab)).toEqual([]);
  await tabTo(tab, "Revoke the token");
  await tab.keyboard.press("Enter");
  await tab.getByText("“Nightly import, office” is revoked.").waitFor();
  await tab.getByLabel("What it is for").focus();
  await tab.keyboard.type("Dashboard in the lobby");
  await tab.keyboard.press("Enter");
  await tab.getByText("Choose at least one").waitFor();
  await tab.getByLabel("Board page").focus();
  await tab.keyboard.press("Space");
  await tab.keyboard.press("Enter");
  await tab.getByText("it is shown this once").waitFor();
  expect(await tab.evaluate(() => document.activeElement?.className)).toBe("made-token");
  expect(await violations(tab)).toEqual([]);
  await tab.context().close();
});

const viewing = {
  "en-US": {
    look: "Look as Board member",
    looking: "You are looking as Board member",
    costs: "Costs",
    recorded: "Everything is recorded",
    stop: "Stop",
  },
  "es-MX": {
    look: "Mirar como Board member",
    looking: "Usted mira como Board member",
    costs: "Costos",
    recorded: "Todo queda registrado",
    stop: "Terminar",
  },
};

test.each([
  { width: "desktop", viewport: desktop, locale: "en-US" as const },
  { width: "phone", viewport: phone, locale: "en-US" as const },
  { width: "desktop", viewport: desktop, locale: "es-MX" as const },
  { width: "phone", viewport: phone, locale: "es-MX" as const },
])(
  "an administrator begins to look as another and stops, by keyboard at $width width in $locale",
  async ({ viewport, locale }) => {
    const words = viewing[locale];
    const tab = await visit("/access", { viewport, locale });
    await tabTo(tab, words.look);
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/\/board$/);
    const banner = tab.getByRole("status").filter({ hasText: words.looking });
    await banner.waitFor();
    await tab.locator(".page-board h1").waitFor();
    await tab.locator(".drawing-wait").first().waitFor({ state: "detached" });
    expect(await violations(tab)).toEqual([]);
    await tab.getByRole("link", { name: words.costs }).click();
    await tab.locator(".page-costs h1").waitFor();
    expect(await banner.innerText()).toContain(words.recorded);
    await tab.reload();
    await banner.waitFor();
    await tabTo(tab, words.stop);
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/\/access$/);
    await banner.waitFor({ state: "detached" });
    await tab.context().close();
  },
);

test("the account page fits a phone and gives axe nothing to say in the dark", async () => {
  for (const options of both) {
    const tab = await visit("/account", options);
    await tab.getByText("Nightly import, office").waitFor();
    expect(await violations(tab)).toEqual([]);
    await tab.setViewportSize({ width: 320, height: 800 });
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await tab.context().close();
  }
});

test("nothing on a page calls another host, and one page is one request", async () => {
  const context = await browser.newContext();
  await context.addCookies([{ name: "account", value: "board", url: server.url }]);
  const tab = await context.newPage();
  const asked: string[] = [];
  tab.on("request", (request) => asked.push(request.url()));
  await tab.goto(`${server.url}/board`);
  await tab.locator("figure svg").first().waitFor();
  expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
  expect(asked.filter((url) => url.includes("/api/pages/"))).toHaveLength(1);
  await context.close();
});

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
    await tab.goto(`${server.url}/reports`);
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
  await tab.goto(`${server.url}/print`);
  await tab.getByRole("heading", { level: 1 }).waitFor();
  expect(await tab.locator(".page-print").count()).toBe(0);
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
