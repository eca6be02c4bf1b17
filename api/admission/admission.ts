import type { MiddlewareHandler } from "hono";
import type { Reader } from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { fairQueue } from "./fair-queue.ts";

/** The engine has eight connections; while some are answered, others are read and written. */
const AT_ONCE = 16;
/** Nobody looks at a page that comes later. */
const PATIENCE_MS = 2000;

/** Answers so many at once and lets the others wait their turn, or come back. What needs no person never waits. */
export function admission({ clock, ending }: Pick<Deps, "clock" | "ending">): MiddlewareHandler<AppEnv> {
  const now = () => clock().getTime();
  const queue = fairQueue({ atOnce: AT_ONCE, patienceMs: PATIENCE_MS, now, ending });
  return async (context, next) => {
    const reader = context.get("reader");
    if (!reader) return next();
    const asker = { person: reader.account, place: placeOf(reader) };
    const entry = await queue.enter(asker, context.req.raw.signal);
    if ("comeBackIn" in entry) {
      const seconds = String(entry.comeBackIn);
      throw new ProblemError("busy", `Too many people ask at this moment: try again in ${seconds} s.`, {
        "retry-after": seconds,
      });
    }
    try {
      await next();
    } finally {
      entry.leave();
    }
  };
}

/** The schools, operators or regions that a reader's grants are over, or the district. */
const placeOf = ({ grants }: Reader): string =>
  grants.map(({ scope }) => ("ids" in scope ? scope.ids.join() : scope.kind)).join(" ");
