import { z } from "@hono/zod-openapi";
import { answerSchema, schoolCoverage, schoolRef, sliceSchema } from "./slices.ts";

/** What a reader must know of her question: a sentence of the pages by its key, with what she asked and what she got. */
const noticeSchema = z.discriminatedUnion("key", [
  z.object({ key: z.literal("no_school_year"), asked: z.string(), shown: z.string() }),
  z.object({ key: z.literal("no_student_group"), asked: z.string() }),
  z.object({ key: z.literal("no_column"), asked: z.string(), count: z.number() }),
]);
/** Something to choose, or a thing by its key and name. */
export const option = z.object({ key: z.string(), label: z.string() });
/** What every page response begins with. `answers` and `slices` are keyed by tile; the slices are what an export asks again. */
export const pageFrame = {
  generation: z.string(),
  published_at: z.string(),
  as_of: z.string(),
  is_demo: z.boolean(),
  school_year: z.string(),
  school_years: z.array(z.string()),
  fresh_through: z.string().nullable(),
  completeness: schoolCoverage.extend({ missing: z.array(schoolRef) }),
  notices: z.array(noticeSchema),
  answers: z.record(z.string(), answerSchema),
  slices: z.record(z.string(), sliceSchema),
};

export type Notice = z.infer<typeof noticeSchema>;
