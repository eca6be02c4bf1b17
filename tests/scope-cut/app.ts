import { createApp } from "#api";
import type { Account, Control, District, Warehouse } from "#warehouse";
import type { Person } from "./people.ts";

type Place = { warehouse: Warehouse; control: Control; district: District; pagesDir: string };

/** The people as accounts of a district, so that they can sign in. */
export const withAccounts = (district: District, people: Person[]): District => ({
  ...district,
  accounts: people.map(
    ({ who, grants }): Account => ({ account: who, name: who, role: grants[0]?.role ?? "guest", grants }),
  ),
});

/** A new app, which remembers nothing, on a day of the made-up district. */
export function appOver(place: Place): ReturnType<typeof createApp> {
  const log = { info() {}, error() {} };
  return createApp({
    ...place,
    log,
    clock: () => new Date("2026-11-20T08:00:00Z"),
    schedule: async () => [],
    isLoopback: true,
  });
}

/** Signs somebody in and gives what fetches a path as hers. */
export async function pagesOf(app: ReturnType<typeof createApp>, { who }: Person) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ account: who });
  const entered = await app.request("/api/session", { method: "POST", headers, body });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  return (path: string, rest: Record<string, string> = {}) =>
    app.request(path, { headers: { cookie, ...rest } });
}
