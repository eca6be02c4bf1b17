import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "@hono/zod-openapi";
import { type District, openControl, openWarehouse } from "#warehouse";
import { createApp } from "./app.ts";
import { policies } from "./auth/policies.ts";

const policyWords: Record<string, string> = {
  public: "anybody",
  signed_in: "anybody signed in",
  admin: "administrators",
  inviter: "principals for their schools, coordinators and administrators",
};

/** `docs/api.md`: every route with what it gives, what it takes and who may call it, from the OpenAPI document itself. */
export async function describeApi(district: District): Promise<string> {
  const paths = await pathsOfApi(district);
  const lines = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, parameters = [] }]) => {
      const name = `${method.toUpperCase()} ${path.replace(/{(\w+)}/g, ":$1")}`;
      const takes = parameters.map((parameter) => `\`${parameter.name}\``).join(", ");
      return `| \`${name}\` | ${summary} | ${takes} | ${whoMay(policies[name.replace(/\{(\w+)\}/g, ":$1")])} |`;
    }),
  );
  return [
    "# The HTTP API",
    "",
    "Generated from the routes by `npm run docs`; do not edit. Schemas are at `/api/openapi.json`, errors are",
    "`application/problem+json` with a code of the closed set in `api/contract.ts`.",
    "",
    "| route | gives | takes in the address | who may call it |",
    "|---|---|---|---|",
    ...lines.sort(),
    "",
  ].join("\n");
}

/** The app over an empty data folder: its routes are the same. */
async function pathsOfApi(district: District): Promise<z.infer<typeof documented>> {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-docs-"));
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir });
  const place = { warehouse, control, district, pagesDir: dataDir, isLoopback: true };
  const log = { info() {}, error() {} };
  const app = createApp({ ...place, log, clock: () => new Date(0), schedule: async () => [] });
  const { paths = {} } = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Rollbook", version: "" },
  });
  warehouse.close();
  await control.close();
  rmSync(dataDir, { recursive: true });
  return documented.parse(paths);
}

const operation = z.object({
  summary: z.string(),
  parameters: z.array(z.object({ name: z.string() })).optional(),
});
const documented = z.record(z.string(), z.record(z.string(), operation));

function whoMay(policy: string | undefined): string {
  if (policy === undefined) return "anybody";
  return policyWords[policy] ?? `whoever may open the ${policy} page`;
}
