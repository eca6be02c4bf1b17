import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { AppEnv, Deps } from "../../deps.ts";
import { ProblemError } from "../../problems.ts";
import { digest, newSecret } from "../secrets.ts";
import type { Secrets } from "./provider.ts";

const NAME = "rollbook-sign-in";
const MINUTES = 10;
/** The provider sends the browser back from another site: a strict cookie would stay behind. */
const COOKIE = { prefix: "host", httpOnly: true, sameSite: "Lax" } as const;

type Attempt = { secrets: Secrets; returnTo: string; replacedSessionId: string | null };

/** Ties a sign-in to this browser: whoever is given another's callback address has not this cookie. */
export async function keepAttempt(context: Context<AppEnv>, deps: Deps, attempt: Attempt): Promise<void> {
  const now = deps.clock();
  const token = newSecret();
  const { state, nonce, codeVerifier } = attempt.secrets;
  const row = {
    ...{ attempt_id: digest(token), state, nonce, code_verifier: codeVerifier, return_to: attempt.returnTo },
    replaced_session_id: attempt.replacedSessionId,
    expires_at: new Date(now.getTime() + MINUTES * 60_000).toISOString(),
  };
  await deps.control.beginSignIn(row, now.toISOString());
  setCookie(context, NAME, token, { ...COOKIE, maxAge: MINUTES * 60 });
}

/** What this browser began, once. Throws `sign_in_expired`. */
export async function takeAttempt(context: Context<AppEnv>, { control, clock }: Deps): Promise<Attempt> {
  const token = getCookie(context, NAME, "host");
  deleteCookie(context, NAME, COOKIE);
  const row = token ? await control.takeSignIn(digest(token), clock().toISOString()) : undefined;
  if (!row)
    throw new ProblemError(
      "sign_in_expired",
      `This sign-in was not begun in this browser, was used already or is older than ${MINUTES} minutes. Begin again.`,
    );
  return {
    secrets: { state: row.state, nonce: row.nonce, codeVerifier: row.code_verifier },
    returnTo: row.return_to,
    replacedSessionId: row.replaced_session_id,
  };
}
