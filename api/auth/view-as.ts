import type { Context } from "hono";
import { findAccount, type Reader, readerFor } from "#warehouse";
import type { AppEnv, Deps, ViewedBy } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { isAdministrator } from "./powers.ts";

const MINUTES = 60;

/** What a session may ask for while it looks through other eyes, besides reading: questions, and the end of it. */
const ALLOWED = new Set([
  "POST /api/answers",
  "POST /api/exports",
  "POST /api/reports/:id/run",
  "DELETE /api/view-as",
  "DELETE /api/session",
]);

/** What belongs to the administrator herself, or to nobody but whoever asked for it. */
const OF_THE_SESSION = new Set([
  "GET /api/tokens",
  "GET /api/sign-in",
  "GET /api/sign-in/callback",
  "GET /api/exports/jobs",
  "GET /api/exports/jobs/:id",
  "GET /api/exports/jobs/:id/file",
]);

type Eyes = { reader: Reader; viewedBy: ViewedBy | null };
type Asked = { sessionId: string; day: string };

/**
 * Through whose eyes a session reads: its owner's or, while an administrator looks as somebody else, that person's and
 * nothing more. A view falls away with the administrator's own grant and with its hour, never into more.
 */
export async function eyesOf(deps: Deps, own: Reader, { sessionId, day }: Asked): Promise<Eyes> {
  const now = deps.clock().toISOString();
  const view = await deps.control.viewOf(sessionId, now);
  if (!view || view.viewed_by !== own.account || !isAdministrator(own))
    return { reader: own, viewedBy: null };
  const reader = await readerFor(deps, view.account, day);
  const viewedBy = { account: own.account, name: own.name, endsAt: view.ends_at };
  // Whoever has become an administrator since is seen without any grant: the view must not carry that power.
  return { reader: isAdministrator(reader) ? { ...reader, grants: [] } : reader, viewedBy };
}

/** Begins to look as somebody else for an hour. Throws `forbidden` for oneself and administrators, `unknown_account`. */
export async function beginView(context: Context<AppEnv>, deps: Deps, asked: Asked & { account: string }) {
  const own = context.get("reader");
  // While she looks as somebody else she is no administrator, so that views do not nest.
  if (!own || !isAdministrator(own))
    throw new ProblemError("forbidden", "Only an administrator who looks through her own eyes may do this.");
  const { account } = await findAccount(deps, asked.account);
  if (isAdministrator(await readerFor(deps, account, asked.day)))
    throw new ProblemError(
      "forbidden",
      "Nobody looks as an administrator: choose an account of another role.",
    );
  const now = deps.clock();
  const at = now.toISOString();
  const ends_at = new Date(now.getTime() + MINUTES * 60_000).toISOString();
  const entry = { at, account: own.account, subject: `as ${account}` };
  await deps.control.record({ ...entry, action: "view_as_began" });
  const view = { session_id: asked.sessionId, viewed_by: own.account, account, began_at: at, ends_at };
  await deps.control.beginView(view);
}

/** Ends the view of a session, if there is one. */
export async function endView(context: Context<AppEnv>, { control, clock }: Deps): Promise<void> {
  const sessionId = context.get("sessionId");
  const viewedBy = context.get("viewedBy");
  const reader = context.get("reader");
  if (!sessionId || !viewedBy || !reader) return;
  await control.endView(sessionId);
  const entry = { at: clock().toISOString(), account: viewedBy.account, subject: `as ${reader.account}` };
  await control.record({ ...entry, action: "view_as_ended" });
}

/** Looking changes nothing: any other change is refused, also of routes that nobody thought of here. */
export function refuseChanges(route: string, viewedBy: ViewedBy | null): void {
  const isRead = ALLOWED.has(route) || (route.startsWith("GET ") && !OF_THE_SESSION.has(route));
  if (viewedBy && !isRead)
    throw new ProblemError(
      "forbidden",
      "You are looking as somebody else, and looking changes nothing: stop looking first.",
    );
}
