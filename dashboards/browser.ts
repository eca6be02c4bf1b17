import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

// Made for a cloud function: one process dies with its first closed context, and web security must stay on here.
const unwanted = new Set([
  "--single-process",
  "--no-zygote",
  "--disable-web-security",
  "--disable-site-isolation-trials",
]);

/** A real Chromium for tests; it comes with `npm ci`. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    args: chromium.args.filter((argument) => !unwanted.has(argument)),
    executablePath: await chromium.executablePath(),
    headless: true,
  });
}
