import { z } from "@hono/zod-openapi";
import { exportFormat } from "./exports.ts";
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
    "guest",
  ]),
  /** The pages this person may open, first one is home. */
  pages: z.array(
    z.enum(["board", "school", "compliance", "costs", "data", "reports", "parent", "upload", "access"]),
  ),
  /** The schools of a person whose grants name schools; empty for a district-wide reader. */
  schools: z.array(z.object({ key: z.string(), label: z.string() })),
  may_read_students: z.boolean(),
  /** What this server makes files as. */
  formats: z.array(exportFormat),
  is_demo: z.boolean(),
  district: z.string(),
  /** Set while an administrator looks as this person: who, and until when. */
  viewed_by: z.object({ account: z.string(), name: z.string(), ends_at: z.string() }).nullable(),
});
/** Demo sign-in, on a loopback address only. */
export const signInRequest = z.object({ account: ownName }).strict();

/** How people sign in here: with a provider, whose name stands on the button, or as demo accounts on this machine. */
export const signInOptions = z.object({
  district: z.string(),
  provider: z.string().nullable(),
  has_demo_accounts: z.boolean(),
});
/** After signing out: where the provider ends its session too. */
export const signedOut = z.object({ provider_sign_out: z.string().nullable() });

export type Session = z.infer<typeof sessionSchema>;
export type SignInOptions = z.infer<typeof signInOptions>;
export type SignedOut = z.infer<typeof signedOut>;
