import { writeSync } from "node:fs";
import { load } from "#pipelines";
import { crashDistrict } from "./district.ts";

/** What a load is asked; `now` is the time that it takes for the present. */
export type Asked = { dataDir: string; path?: string; source?: string; asOf: string; now: string };

/** One load, in a process that may be killed: what it reads stands in its argument, and every step is told. */
const [request = "{}"] = process.argv.slice(2);
const { now, ...asked }: Asked = JSON.parse(request);
try {
  await load({
    ...{ ...asked, district: crashDistrict, environment: process.env, clock: () => new Date(now) },
    onProgress: ({ step, what }) => writeSync(1, `${step} ${what}\n`),
  });
} catch (error) {
  writeSync(2, error instanceof Error && "code" in error ? `${error.code}: ${error.message}` : `${error}`);
  process.exitCode = 1;
}
