import { z } from "@hono/zod-openapi";
import { sentence } from "./sentence.ts";
import { sliceSchema } from "./slices.ts";

/** Who can mend what is wrong: the district's lists, the school's or operator's records, or the maker of the export. */
export const issueOwner = z.enum(["district", "school", "operator", "vendor"]);
/** How something that is wrong stands; it is open until somebody answers, or until it is not there any more. */
export const issueState = z.enum(["open", "being_looked_at", "corrected", "not_changed"]);

/**
 * Something that is wrong with the data: rows that were refused, a promise that does not hold, a figure that a reader
 * says is wrong. `rows`, `students` and `schools` are null where they are not known, or too few for this reader.
 */
export const issueSchema = z
  .object({
    issue: z.string(),
    kind: z.enum(["refused_rows", "difference", "figure"]),
    /** What is wrong, in English; for a figure the keys of its measures stand in `measures`. */
    what: z.string(),
    measures: z.array(z.string()),
    /** Source and feed, check, or generation. */
    where: z.string(),
    /** A person's own words, for those who may read of students and for herself. */
    words: z.string().nullable(),
    rows: z.number().nullable(),
    students: z.number().nullable(),
    schools: z.number().nullable(),
    owner: issueOwner,
    state: issueState,
    /** The first day, ISO date. */
    since: z.string(),
    /** The last answer. */
    answer: z.string().nullable(),
  })
  .openapi("DataIssue");

/** A reader says that a figure is wrong: the question that it answers, the generation that she saw, and why. */
export const figureNoticeRequest = z
  .object({
    slice: sliceSchema,
    generation: z.string().regex(/^g-\d{1,9}$/, "names no generation"),
    words: sentence.min(1, "says nothing: write what is wrong"),
  })
  .strict();
export const figureNoticeMade = z.object({ notice: z.string() });
/** Whoever changes nothing says why. */
export const figureNoticeAnswer = z
  .object({ state: issueState.exclude(["open"]), owner: issueOwner, words: sentence })
  .strict()
  .refine(({ state, words }) => state !== "not_changed" || words !== "", {
    path: ["words"],
    message: "say why nothing is changed",
  });

export type DataIssue = z.infer<typeof issueSchema>;
export type FigureNoticeRequest = z.infer<typeof figureNoticeRequest>;
export type FigureNoticeAnswer = z.infer<typeof figureNoticeAnswer>;
