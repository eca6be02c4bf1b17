import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import {
  completenessGrid,
  loadAlarmSchema,
  rejectionKindSchema,
  rejectionSchema,
  runSchema,
  schoolRejectionSchema,
  sourceSchema,
} from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses } from "../problems.ts";
import { gridOf } from "../standing/grid.ts";
import { loadAlarmsOf, rejectionsOf, runsOf, sourcesOf } from "../standing/received.ts";

const route = <Path extends string, Shape extends z.core.$ZodLooseShape>(
  path: Path,
  summary: string,
  shape: Shape,
) =>
  createRoute({
    method: "get",
    path,
    summary,
    responses: {
      200: {
        description: summary,
        content: { "application/json": { schema: z.object({ generation: z.string(), ...shape }) } },
      },
      ...problemResponses,
    },
  });

const sources = route("/sources", "Files of the current generation and what became of their rows", {
  sources: z.array(sourceSchema),
});
const runs = route("/runs", "Load runs, newest first, and scheduled loads that are missing", {
  runs: z.array(runSchema),
  load_alarms: z.array(loadAlarmSchema),
});
const completeness = route("/completeness", "Schools, feeds and recent school days, submitted or not", {
  completeness: completenessGrid,
});
const rejections = route("/rejections", "Refused rows, and their number by kind", {
  rejections: z.array(rejectionSchema),
  rejection_kinds: z.array(rejectionKindSchema),
  school_rejections: z.array(schoolRejectionSchema),
});

export const standingRoutes = (deps: Deps) => {
  const { warehouse } = deps;
  const current = () => warehouse.manifest();
  return new OpenAPIHono<AppEnv>()
    .openapi(sources, async (context) => {
      const manifest = current();
      const { generation } = manifest;
      return context.json({ generation, sources: await sourcesOf({ ...deps, manifest }) }, 200);
    })
    .openapi(runs, async (context) =>
      context.json(
        {
          generation: current().generation,
          runs: await runsOf(deps),
          load_alarms: await loadAlarmsOf(deps),
        },
        200,
      ),
    )
    .openapi(completeness, async (context) => {
      const manifest = current();
      const grid = await gridOf({ warehouse, reader: readerOf(context), manifest });
      return context.json({ generation: manifest.generation, completeness: grid }, 200);
    })
    .openapi(rejections, async (context) => {
      const manifest = current();
      const found = await rejectionsOf({ ...deps, reader: readerOf(context), manifest });
      return context.json({ generation: manifest.generation, ...found }, 200);
    });
};
