import { createHash, randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type District, type Reader, readerFor } from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";

const HOURS = 12;
const NAME = "rollbook";
/** `__Host-` makes a browser refuse the cookie for any other host or path; it works on http://127.0.0.1 too. */
const COOKIE = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

/** Finds out who asks and puts the reader, with the grants that hold today, on the request. */
export function knowReader({ control, district, clock }: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const token = getCookie(context, NAME, "host");
    const session = token ? await control.findSession(digest(token), clock().toISOString()) : undefined;
    const isKnown = district.accounts.some(({ account }) => account === session?.account);
    context.set("sessionId", session?.session_id ?? null);
    context.set(
      "reader",
      session && isKnown ? readerFor(district, session.account, today(district, clock)) : null,
    );
    await next();
  };
}

/** Opens a session under a new token; an older one of the same browser is closed. */
export async function signIn(context: Context<AppEnv>, deps: Deps, account: string): Promise<void> {
  await closeOld(context, deps);
  const now = deps.clock();
  const token = randomBytes(32).toString("base64url");
  await deps.control.openSession({
    session_id: digest(token),
    account,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + HOURS * 3_600_000).toISOString(),
  });
  await deps.control.record({ at: now.toISOString(), account, action: "sign_in", subject: "demo" });
  setCookie(context, NAME, token, { ...COOKIE, maxAge: HOURS * 3600 });
}

export async function signOut(context: Context<AppEnv>, deps: Deps): Promise<void> {
  const account = context.get("reader")?.account ?? null;
  if (account) {
    await deps.control.record({
      at: deps.clock().toISOString(),
      account,
      action: "sign_out",
      subject: "demo",
    });
  }
  await closeOld(context, deps);
  deleteCookie(context, NAME, COOKIE);
}

/** The day that grants, ages and freshness count from: fixed in a demo. */
export function today(district: District, clock: () => Date): string {
  return district.today ?? clock().toISOString().slice(0, 10);
}

async function closeOld(context: Context<AppEnv>, { control }: Deps): Promise<void> {
  const sessionId = context.get("sessionId");
  if (sessionId) await control.closeSession(sessionId);
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The reader of a route that the gate opened for somebody signed in. */
export function readerOf(context: Context<AppEnv>): Reader {
  const reader = context.get("reader");
  if (!reader)
    throw new ProblemError("not_signed_in", "Sign in first: POST /api/session, or open a sign-in link.");
  return reader;
}
