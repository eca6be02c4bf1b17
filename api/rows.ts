import { z } from "@hono/zod-openapi";

/** Rows of a view, checked where they enter: the view's SQL and the schema here must agree. */
export function readRows<Row extends z.ZodType>(row: Row, rows: unknown): z.infer<Row>[] {
  return z.array(row).parse(rows);
}
