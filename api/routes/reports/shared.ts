import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readerOf } from "../../auth/sessions.ts";
import { type Report, reportSchema } from "../../contract.ts";
import type { AppEnv, Deps } from "../../deps.ts";
import { problemResponses } from "../../problems.ts";
import { openReport } from "../../reports/find.ts";
import { type Looking, toldReports } from "../../reports/show.ts";

/** Certified reports are named by words, all others by a UUID. */
export const oneReport = { params: z.object({ id: z.string().regex(/^[\w-]{1,100}$/) }) };

/** The body of a request as JSON. */
export const jsonOf = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { "application/json": { schema } } },
});

/** Responses of a route that gives this. */
export const giving = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { "application/json": { schema } } },
  ...problemResponses,
});

/** Responses of a route that gives the report as it is afterwards. */
export const reportNow = giving("The report", reportSchema);
/** Responses of a route that makes a report. */
export const reportMade = {
  201: { description: "The new report", content: { "application/json": { schema: reportSchema } } },
  ...problemResponses,
};

export const lookingIn = (context: Context<AppEnv>): Looking => ({
  reader: readerOf(context),
  isViewing: context.get("viewedBy") !== null,
});

/** A report as the reader of a request is told of it. Throws `not_found`. */
export async function tellReport(id: string, context: Context<AppEnv>, deps: Deps): Promise<Report> {
  const looking = lookingIn(context);
  const [told] = await toldReports([await openReport(id, looking.reader, deps)], looking, deps);
  if (!told) throw new Error("One report was to be told, and none was.");
  return told;
}
