import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { readerOf } from "../auth/sessions.ts";
import {
  completenessGrid,
  rejectionKindSchema,
  rejectionSchema,
  runSchema,
  schoolRejectionSchema,
  sourceSchema,
} from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { problemResponses } from "../problems.ts";
import { gridOf } from "../standing/grid.ts";
import { rejectionsOf, runsOf, sourcesOf } from "../standing/received.ts";

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
const runs = route("/runs", "Load runs, newest first", { runs: z.array(runSchema) });
const completeness = route("/completeness", "Schools, feeds and recent school days, submitted or not", {
  completeness: completenessGrid,
});
const rejections = route("/rejections", "Refused rows, and their number by kind", {
  rejections: z.array(rejectionSchema),
  rejection_kinds: z.array(rejectionKindSchema),
  school_rejections: z.array(schoolRejectionSchema),
});

export const standingRoutes = (deps: Deps) => {
  const { warehouse, district } = deps;
  const current = () => warehouse.manifest();
  return new OpenAPIHono<AppEnv>()
    .openapi(sources, (context) => {
      const manifest = current();
      return context.json(
        { generation: manifest.generation, sources: sourcesOf({ manifest, district }) },
        200,
      );
    })
    .openapi(runs, async (context) =>
      context.json({ generation: current().generation, runs: await runsOf(deps) }, 200),
    )
    .openapi(completeness, async (context) => {
      const manifest = current();
      const grid = await gridOf({ warehouse, reader: readerOf(context), manifest });
      return context.json({ generation: manifest.generation, completeness: grid }, 200);
    })
    .openapi(rejections, async (context) => {
      const manifest = current();
      const found = await rejectionsOf({ district, warehouse, reader: readerOf(context), manifest });
      return context.json({ generation: manifest.generation, ...found }, 200);
    });
};
