import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import {
  accountOfPerson,
  type District,
  issuerOf,
  type Person,
  type Reader,
  readerOfAccount,
  type Vouched,
} from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { digest, newSecret } from "./secrets.ts";
import { endView } from "./view-as.ts";

const HOURS = 12;
const IDLE_MINUTES = 60;
const SEEN_EVERY_MS = 60_000;
const NAME = "rollbook";
/**
 * `__Host-`, which brings `Path=/` and `Secure`, makes a browser refuse the cookie for any other host or path; it works
 * on http://127.0.0.1 too. Strict is possible although a provider sends people back from another site: pages are files
 * that need no cookie, and what they then fetch, they fetch from their own site.
 */
const COOKIE = { prefix: "host", httpOnly: true, sameSite: "Strict" } as const;

/** Who stands behind this browser's cookie; nobody once the session was left alone for an hour, or is over. */
export async function personOfSession(
  context: Context<AppEnv>,
  { control, district, clock }: Deps,
): Promise<{ person: Person; sessionId: string } | null> {
  const token = getCookie(context, NAME, "host");
  if (!token) return null;
  const sessionId = digest(token);
  const now = clock();
  const idleSince = new Date(now.getTime() - IDLE_MINUTES * 60_000).toISOString();
  const found = await control.findSession(sessionId, { now: now.toISOString(), idleSince });
  if (!found || found.person.issuer !== issuerOf(district)) return null;
  if (now.getTime() - Date.parse(found.seenAt) >= SEEN_EVERY_MS)
    await control.seeSession(sessionId, now.toISOString());
  return { person: found.person, sessionId };
}

/**
 * Opens a session under a new token, whatever the browser brought; an older one of the same browser is closed. Throws
 * `account_disabled`.
 */
export async function signIn(
  context: Context<AppEnv>,
  deps: Deps,
  { vouched, replacedSessionId }: { vouched: Vouched; replacedSessionId: string | null },
): Promise<Reader> {
  const { control, district, clock } = deps;
  const now = clock();
  const at = now.toISOString();
  const person = await control.keepPerson(vouched, at);
  if (replacedSessionId) await control.closeSession(replacedSessionId);
  if (person.isDisabled)
    throw new ProblemError(
      "account_disabled",
      `The account of ${person.name} is disabled. Ask whoever runs Rollbook in ${district.name}.`,
    );
  const token = newSecret();
  await control.openSession({
    ...{ session_id: digest(token), person_id: person.personId, created_at: at, seen_at: at },
    expires_at: new Date(now.getTime() + HOURS * 3_600_000).toISOString(),
  });
  const account = accountOfPerson(district, person);
  const entry = { at, account: account.account };
  await control.record({ ...entry, action: "sign_in", subject: `${person.issuer} ${person.subject}` });
  setCookie(context, NAME, token, { ...COOKIE, maxAge: HOURS * 3600 });
  context.set("hasSignedIn", true);
  return readerOfAccount(deps, account, today(district, clock));
}

/** Ends this browser's session, or with `isEverywhere` every session of the person; a view as somebody ends before it. */
export async function signOut(context: Context<AppEnv>, deps: Deps, isEverywhere = false): Promise<void> {
  const { control, clock } = deps;
  await endView(context, deps);
  const account = (context.get("viewedBy") ?? context.get("reader"))?.account;
  const [person, sessionId] = [context.get("person"), context.get("sessionId")];
  if (account) {
    const subject = isEverywhere ? "everywhere" : "this browser";
    await control.record({ at: clock().toISOString(), account, action: "sign_out", subject });
  }
  if (isEverywhere && person) await control.closeSessionsOf(person.personId);
  else if (sessionId) await control.closeSession(sessionId);
  deleteCookie(context, NAME, COOKIE);
}

/** The day that grants, ages and freshness count from: fixed in a demo. */
export function today(district: District, clock: () => Date): string {
  return district.today ?? clock().toISOString().slice(0, 10);
}

/** The reader of a route that the gate opened for somebody signed in. */
export function readerOf(context: Context<AppEnv>): Reader {
  const reader = context.get("reader");
  if (!reader)
    throw new ProblemError("not_signed_in", "Sign in first: POST /api/session, or open a sign-in link.");
  return reader;
}
