import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Reader } from "#warehouse";
import { hasPurpose, type Made, noteShown, noting } from "../access/showing.ts";
import { readerOf } from "../auth/sessions.ts";
import { disputesAbout, disputesFor } from "../children/disputes.ts";
import { parentPageOf } from "../children/page.ts";
import {
  boardPage,
  compliancePage,
  costsPage,
  type Dispute,
  dataPage,
  parentPage,
  schoolPage,
} from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { boardPageOf } from "../pages/board.ts";
import { compliancePageOf } from "../pages/compliance.ts";
import { costsPageOf } from "../pages/costs.ts";
import { dataPageOf } from "../pages/data.ts";
import { remember } from "../pages/remember.ts";
import { schoolPageOf } from "../pages/school.ts";
import { problemResponses, refuseInvalid } from "../problems.ts";

const text = z.string().max(1000).optional();
const date = z.iso.date("wants a date like 2026-11-20").optional();
const [schoolYear, group] = [{ school_year: text }, { student_group: text }];

const route = <Path extends string, Query extends z.ZodObject, Schema extends z.ZodType>(
  path: Path,
  { summary, query, schema }: { summary: string; query: Query; schema: Schema },
) =>
  createRoute({
    method: "get",
    path,
    summary,
    description: "Everything the page shows, from one generation.",
    request: { query },
    responses: {
      200: { description: "The page", content: { "application/json": { schema } } },
      ...problemResponses,
    },
  });

const board = route("/pages/board", {
  summary: "The board's page: cost, decree, schools, what changed since the last meeting",
  query: z.object({ ...schoolYear, ...group }),
  schema: boardPage,
});
const school = route("/pages/school", {
  summary: "One school's page; lists by name for those who may see students",
  query: z.object({ ...schoolYear, ...group, school: text, from: date, to: date, columns: text }),
  schema: schoolPage,
});
const compliance = route("/pages/compliance", {
  summary: "Every decree with its outcomes, and the records behind them",
  query: z.object(schoolYear),
  schema: compliancePage,
});
const costs = route("/pages/costs", {
  summary: "Programs, alerts and ten fiscal years as they were in effect on a day",
  query: z.object({ as_of: date }),
  schema: costsPage,
});
const data = route("/pages/data", {
  summary: "What was received, refused, mended, checked and published, and what is missing",
  query: z.object(schoolYear),
  schema: dataPage,
});

const parent = route("/pages/parent", {
  summary: "A guardian's own child: absences, evaluations, services, and what she says is wrong",
  query: z.object({ child: z.string().max(64).optional() }),
  schema: parentPage,
});

type Page<Wanted, Answer> = (start: Deps, reader: Reader, wanted: Wanted) => Promise<Answer>;

/**
 * A generation never changes, so what a reader was shown of it is shown again; only runs go on. Whom a kept page shows
 * is noted each time that it is shown.
 */
function remembering<Wanted, Answer>(deps: Deps, pageOf: Page<Wanted, Answer>) {
  const kept = remember<Made<Answer>>(PAGES_KEPT);
  return async (reader: Reader, wanted: Wanted) => {
    const { generation } = deps.warehouse.manifest();
    const key = JSON.stringify([reader, hasPurpose(reader), generation, wanted]);
    const { made, shown } = await kept(key, () => noting(reader, (own) => pageOf(deps, own, wanted)));
    noteShown(reader, ...shown);
    return made;
  };
}
/** A page is mostly the answers in it, which are kept besides: so many principals come back to theirs. */
const PAGES_KEPT = 1000;

export const pageRoutes = (deps: Deps) => {
  const boardOf = remembering(deps, boardPageOf);
  const schoolOf = remembering(deps, schoolPageOf);
  const complianceOf = remembering(deps, compliancePageOf);
  const costsOf = remembering(deps, costsPageOf);
  const childOf = remembering(deps, parentPageOf);
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(board, async (c) => c.json(await boardOf(readerOf(c), c.req.valid("query")), 200))
    .openapi(school, async (c) => {
      const page = await schoolOf(readerOf(c), c.req.valid("query"));
      if (!page.may_read_students) return c.json(page, 200);
      // What guardians say is no part of a generation, so it is never remembered.
      const disputes = await disputesFor(readerOf(c), deps);
      return c.json({ ...page, disputes: disputes.filter(isAt(page.school.key)) }, 200);
    })
    .openapi(compliance, async (c) => c.json(await complianceOf(readerOf(c), c.req.valid("query")), 200))
    .openapi(costs, async (c) => c.json(await costsOf(readerOf(c), c.req.valid("query")), 200))
    .openapi(data, async (c) => c.json(await dataPageOf(deps, readerOf(c), c.req.valid("query")), 200))
    .openapi(parent, async (c) => {
      const page = await childOf(readerOf(c), c.req.valid("query"));
      return c.json({ ...page, disputes: await disputesAbout(page.child.key, readerOf(c), deps) }, 200);
    });
};

const isAt = (school: string) => (dispute: Dispute) => dispute.child?.school.key === school;
