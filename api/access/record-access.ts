import type { Context, MiddlewareHandler } from "hono";
import type { NewAccess, Reader, StudentsShown } from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { problemOf } from "../problems.ts";
import { beginShowing, type Showing } from "./showing.ts";

const SUBJECT_LENGTH = 1000;

type Recording = Pick<Deps, "control" | "clock" | "log">;

/**
 * Records whom an answer shows after it was computed and before any of it leaves. An answer that cannot be recorded is
 * put away, and `log_unavailable` is said instead.
 */
export function recordAccess(deps: Recording): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const known = context.get("reader");
    if (!known) return next();
    const { reader, showing } = beginShowing(known, await purposeOf(context, deps));
    context.set("reader", reader);
    await next();
    // Of a refused answer nothing leaves but the refusal.
    if (context.res.status >= 400) return;
    const at = deps.clock().toISOString();
    try {
      for (const entry of entriesOf(context, reader, showing)) await deps.control.record({ ...entry, at });
    } catch (error) {
      await context.res.body?.cancel();
      // Headers of a response are kept when another takes its place; those of a file must not be.
      context.res = undefined;
      context.res = problemOf(error instanceof Error ? error : new Error(String(error)), deps.log);
    }
  };
}

/** One entry for each generation that something was shown from, nearly always one; none where nobody was shown. */
function entriesOf(context: Context<AppEnv>, reader: Reader, showing: Showing): Omit<NewAccess, "at">[] {
  const { action, subject, ...told } = showing.told ?? plainly(context);
  const viewedBy = context.get("viewedBy")?.account;
  const eyes = viewedBy ? { account: viewedBy, viewed_as: reader.account } : { account: reader.account };
  const who = { ...eyes, action, purpose: showing.purpose };
  if (showing.shown.length === 0) return showing.told ? [{ ...who, ...told, subject }] : [];
  const purpose = showing.purpose ?? interestOf(reader);
  return byGeneration(showing.shown).map(({ asked, ...shown }) => {
    const words = showing.told ? subject : `${subject}: ${asked}`;
    return { ...who, ...shown, purpose, subject: words.slice(0, SUBJECT_LENGTH) };
  });
}

async function purposeOf(context: Context<AppEnv>, { control, clock }: Recording): Promise<string | null> {
  const session_id = context.get("sessionId");
  const account = context.get("reader")?.account;
  if (session_id === null || account === undefined) return null;
  const open = await control.findPurpose({ session_id, account, now: clock().toISOString() });
  return open ? `${open.purpose} (${open.subject})` : null;
}

/** The legitimate interest that 34 CFR 99.32 wants recorded, where no task was named: why the grants were given. */
function interestOf({ grants }: Reader): string | null {
  const reasons = grants.filter(({ mayReadStudents }) => mayReadStudents).map(({ reason }) => reason);
  return reasons.length > 0 ? [...new Set(reasons)].join("; ") : null;
}

/** What a request does where its route does not say: a page is viewed, a question asked goes down to students. */
function plainly({ req }: Context): Pick<NewAccess, "action" | "subject"> {
  const subject = req.path.replace(/^\/api\//, "") + new URL(req.url).search;
  return { action: req.method === "GET" ? "view" : "drill_down", subject };
}

function byGeneration(shown: StudentsShown[]) {
  const generations = [...new Set(shown.map(({ generation }) => generation))];
  return generations.map((generation) => {
    const here = shown.filter((one) => one.generation === generation);
    return {
      generation,
      students: here.flatMap(({ students }) => students),
      fields: here.flatMap(({ fields }) => fields),
      asked: here.map(({ subject }) => subject).join("; "),
    };
  });
}
