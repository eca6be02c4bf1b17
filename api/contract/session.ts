import { z } from "@hono/zod-openapi";
import { ownName } from "./slices.ts";

/** Who is signed in, and what she may open. */
export const sessionSchema = z.object({
  account: z.string(),
  name: z.string(),
  role: z.enum([
    "board",
    "bond_oversight",
    "region_superintendent",
    "principal",
    "assistant_principal",
    "attendance_clerk",
    "special_education_director",
    "monitor",
    "operator",
    "coordinator",
    "parent",
    "admin",
  ]),
  /** The pages this person may open, first one is home. */
  pages: z.array(z.enum(["board", "school", "compliance", "costs", "data"])),
  /** The schools of a person whose grants name schools; empty for a district-wide reader. */
  schools: z.array(z.object({ key: z.string(), label: z.string() })),
  may_read_students: z.boolean(),
  /** Why there is nothing to see, where that is so. */
  sentence: z.string().nullable(),
  is_demo: z.boolean(),
  district: z.string(),
});
/** Demo sign-in, on a loopback address only. */
export const signInRequest = z.object({ account: ownName }).strict();

export type Session = z.infer<typeof sessionSchema>;
