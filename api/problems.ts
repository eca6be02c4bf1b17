import { type Hook, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { GoneError, WarehouseError } from "#warehouse";
import { type Problem, problemSchema } from "./contract.ts";
import type { AppEnv, Log } from "./deps.ts";

type Code = Problem["code"];

const kinds = {
  invalid_request: { status: 400, title: "The request is not valid" },
  unknown_measure: { status: 400, title: "Unknown measure" },
  unknown_dimension: { status: 400, title: "Unknown dimension" },
  unknown_column: { status: 400, title: "Unknown column" },
  ambiguous_value: { status: 400, title: "A value names several things" },
  incompatible: { status: 400, title: "These cannot be asked together" },
  not_published: { status: 422, title: "Not published" },
  forbidden_dimension: { status: 403, title: "Not for this account" },
  forbidden: { status: 403, title: "Not for this account" },
  not_signed_in: { status: 401, title: "Not signed in" },
  account_disabled: { status: 403, title: "This account is disabled" },
  sign_in_expired: { status: 400, title: "This sign-in is over" },
  sign_in_refused: { status: 403, title: "Not signed in" },
  provider_unavailable: { status: 503, title: "The identity provider does not answer" },
  unknown_account: { status: 404, title: "Unknown account" },
  unknown_generation: { status: 404, title: "Unknown generation" },
  not_found: { status: 404, title: "Not found" },
  moved_on: { status: 409, title: "Somebody was faster" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  too_many_requests: { status: 429, title: "Too many requests" },
  busy: { status: 503, title: "Too many people ask at this moment" },
  too_large: { status: 413, title: "The request is too large" },
  purpose_needed: { status: 403, title: "Say what it is for first" },
  engine_unavailable: { status: 503, title: "The cluster does not answer" },
  log_unavailable: { status: 503, title: "The access log cannot be written" },
  not_printed: { status: 503, title: "Not printed" },
  not_ready: { status: 503, title: "Not ready" },
  internal: { status: 500, title: "Something went wrong on our side" },
} as const satisfies Record<Code, { status: number; title: string }>;

/** Nobody reads it but the log; nginx has given it that number. */
const CLIENT_CLOSED_REQUEST = 499;

type Particulars = Pick<Problem, "slice" | "did_you_mean" | "keys">;

/** Thrown by routes; becomes an `application/problem+json` document. `detail` says what, where and what to do. */
export class ProblemError extends Error {
  readonly code: Code;
  readonly headers: Record<string, string>;

  constructor(code: Code, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }
}

/** A body that is not JSON: described for OpenAPI, invisible to the typed client. */
export const binary = z.custom<never>().openapi({ type: "string", format: "binary" });

const problemResponse = {
  description: "A problem document (RFC 9457)",
  content: { "application/problem+json": { schema: problemSchema } },
};
/** The same for every route: what an error looks like. */
export const problemResponses = { "4XX": problemResponse, "5XX": problemResponse };

export function problem(code: Code, detail: string, particulars: Particulars = {}): Response {
  const { status, title } = kinds[code];
  const document: Problem = {
    type: `urn:rollbook:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...particulars,
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/** Turns whatever a handler threw into a problem document; what nobody foresaw is logged and not told. */
export function problemOf(error: Error, log: Log): Response {
  if (error instanceof GoneError) return new Response(null, { status: CLIENT_CLOSED_REQUEST });
  if (error instanceof ProblemError) return refusal(error);
  if (error instanceof WarehouseError) {
    if (error.cause) log.error({ err: error.cause }, error.message);
    const { slice, didYouMean, keys } = error.particulars;
    return problem(error.code, error.message, {
      ...(slice === undefined ? {} : { slice }),
      ...(didYouMean === undefined ? {} : { did_you_mean: didYouMean }),
      ...(keys === undefined ? {} : { keys }),
    });
  }
  if (error instanceof HTTPException && error.status === 415)
    return problem(
      "invalid_request",
      'Send the body as JSON, with the header "Content-Type: application/json".',
    );
  if (error instanceof HTTPException && error.status === 400)
    return problem("invalid_request", error.message);
  log.error({ err: error }, "a request failed");
  return problem("internal", "The request failed on our side. It is in the server's log; please try again.");
}

function refusal({ code, message, headers }: ProblemError): Response {
  const answer = problem(code, message);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

/** A request that breaks its schema: the first fault as a sentence, with the place it is in. */
export const refuseInvalid: Hook<unknown, AppEnv, string, Response | undefined> = (
  result,
  _context: Context,
) => {
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  const path = issue?.path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("");
  const where = path ? `${result.target}${path}` : result.target;
  const slice =
    issue?.path[0] === "slices" && typeof issue.path[1] === "number" ? { slice: issue.path[1] } : {};
  return problem("invalid_request", `${where}: ${issue?.message ?? z.prettifyError(result.error)}.`, slice);
};
