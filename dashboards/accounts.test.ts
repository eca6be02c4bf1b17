import { expect, test } from "vitest";
import { desktop, phone, servePages, tabTo, violations } from "./testing/visit-pages.ts";

const { openBrowser, baseUrl, visit } = servePages();

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

test("the link of a demo account signs in, and signing out leads back", async () => {
  const context = await openBrowser();
  const tab = await context.newPage();
  await tab.goto(`${baseUrl()}/sign-in?account=board`);
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
  await tab.context().addCookies([{ name: "provider", value: "yes", url: baseUrl() }]);
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
    const context = await openBrowser(options);
    await context.addCookies([{ name: "provider", value: "yes", url: baseUrl() }]);
    const tab = await context.newPage();
    await tab.goto(`${baseUrl()}/sign-in?refused=sign_in_expired&return_to=%2Fboard%3Flist%3Da`);
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
