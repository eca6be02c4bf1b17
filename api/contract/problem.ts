import { z } from "@hono/zod-openapi";
import { key } from "./slices.ts";

/** Every code that an error can have. */
export const problemCodes = [
  "invalid_request",
  "unknown_measure",
  "unknown_dimension",
  "unknown_column",
  "ambiguous_value",
  "incompatible",
  "forbidden_dimension",
  "not_published",
  "forbidden",
  "not_signed_in",
  "account_disabled",
  "sign_in_expired",
  "sign_in_refused",
  "provider_unavailable",
  "unknown_account",
  "unknown_generation",
  "not_found",
  "moved_on",
  "method_not_allowed",
  "too_large",
  "purpose_needed",
  "log_unavailable",
  "engine_unavailable",
  "too_many_requests",
  "busy",
  "not_printed",
  "not_ready",
  "internal",
] as const;
/** An error as `application/problem+json` (RFC 9457): `detail` says what, where and what to do. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.enum(problemCodes),
    detail: z.string(),
    slice: z.number().optional(),
    did_you_mean: z.array(z.string()).optional(),
    keys: z.array(z.object({ key, label: z.string() })).optional(),
  })
  .openapi("Problem");

export type Problem = z.infer<typeof problemSchema>;
