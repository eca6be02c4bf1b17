import { describe, expect, test } from "vitest";
import { desktop, overflowOf, phone, servePages, violations } from "./testing/visit-pages.ts";

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

const { openBrowser, baseUrl, visit } = servePages();

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

test("nothing on a page calls another host, and one page is one request", async () => {
  const context = await openBrowser();
  await context.addCookies([{ name: "account", value: "board", url: baseUrl() }]);
  const tab = await context.newPage();
  const asked: string[] = [];
  tab.on("request", (request) => asked.push(request.url()));
  await tab.goto(`${baseUrl()}/board`);
  await tab.locator("figure svg").first().waitFor();
  expect(asked.filter((url) => !url.startsWith(baseUrl()) && !url.startsWith("data:"))).toEqual([]);
  expect(asked.filter((url) => url.includes("/api/pages/"))).toHaveLength(1);
  await context.close();
});
