import { serve } from "#api";
import type { Account, District } from "#warehouse";
import { district } from "../../district.config.ts";

export type Told = { url: string };
type Place = { dataDir: string; pagesDir: string; accounts: Account[] };

/** The server in a process of its own, as many people's as it is told; it says where it listens. */
process.once("message", async ({ dataDir, pagesDir, accounts }: Place) => {
  const crowded: District = { ...district, accounts: [...district.accounts, ...accounts] };
  const { url } = await serve({
    ...{ dataDir, pagesDir, district: crowded, host: "127.0.0.1", port: 0, logLevel: "error" },
    schedule: async () => [],
  });
  process.send?.({ url } satisfies Told);
});
