import { z } from "@hono/zod-openapi";
import { sessionSchema } from "./session.ts";

/** What a token may be made for: pages with what they are made of, any answers, saved reports among them, files. */
export const tokenScopes = [
  ...sessionSchema.shape.pages.element.exclude(["reports"]).options,
  "answers",
  "exports",
] as const;
const scope = z.enum(tokenScopes);

/** What a label may not hold: it is shown in lists and in refusals. */
const CONTROL = /\p{C}/u;

export const tokenRequest = z
  .object({
    label: z
      .string()
      .trim()
      .min(1, "says what the token is for")
      .max(80)
      .refine((text) => !CONTROL.test(text), "may hold no control characters"),
    /** The last day, a year from today at most. */
    expires_on: z.iso.date("wants a date like 2027-06-30"),
    scopes: z.array(scope).min(1, "names at least one of what a token may do").max(tokenScopes.length),
  })
  .strict();

/** A token without its secret. */
export const tokenSchema = z.object({
  token_id: z.string(),
  label: z.string(),
  scopes: z.array(scope),
  created_at: z.string(),
  expires_on: z.string(),
  last_used_at: z.string().nullable(),
});
export const tokensResponse = z.object({ tokens: z.array(tokenSchema) });
/** `token` is shown this once: only its hash is kept. */
export const newTokenResponse = tokenSchema.extend({ token: z.string() });

export type TokenScope = z.infer<typeof scope>;
export type TokenRequest = z.infer<typeof tokenRequest>;
export type ApiToken = z.infer<typeof tokenSchema>;
export type NewToken = z.infer<typeof newTokenResponse>;
