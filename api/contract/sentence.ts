import { z } from "@hono/zod-openapi";

const LONGEST = 1000;

/**
 * A person's own words. A zero byte cannot be kept by PostgreSQL, and of the other control characters only those that
 * part lines and words belong in a text.
 */
export const sentence = z
  .string()
  .trim()
  .max(LONGEST)
  .regex(/^(?:\P{Cc}|[\n\r\t])*$/u, "has a control character")
  .openapi({ description: `At most ${LONGEST} characters, shown as text` });
