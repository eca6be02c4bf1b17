import type { Context, MiddlewareHandler } from "hono";
import type { Reader } from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { fairQueue } from "./fair-queue.ts";

/** The engine has eight connections; while some are answered, others are read and written. */
const AT_ONCE = 16;
/** Nobody looks at a page that comes later. */
const PATIENCE_MS = 2000;

/**
 * Answers so many at once and lets the others wait their turn, or come back: `atTheDoor` before it is found out who asks,
 * so that a refusal costs next to nothing, and `inTurn` afterwards. What needs no person never waits.
 */
export function admission({ clock, ending }: Pick<Deps, "clock" | "ending">): {
  atTheDoor: MiddlewareHandler<AppEnv>;
  inTurn: MiddlewareHandler<AppEnv>;
} {
  const now = () => clock().getTime();
  const queue = fairQueue({ atOnce: AT_ONCE, patienceMs: PATIENCE_MS, now, ending });
  return {
    async atTheDoor(context, next) {
      const seconds = bringsPerson(context) && mayWait(context) ? queue.comeBackIn() : null;
      if (seconds !== null) throw busy(seconds);
      await next();
    },
    async inTurn(context, next) {
      const reader = context.get("reader");
      if (!reader || !mayWait(context)) return next();
      const asker = { person: reader.account, place: placeOf(reader) };
      const entry = await queue.enter(asker, context.req.raw.signal);
      if ("comeBackIn" in entry) throw busy(entry.comeBackIn);
      try {
        await next();
      } finally {
        entry.leave();
      }
    },
  };
}

const bringsPerson = ({ req }: Context): boolean =>
  (req.header("cookie") ?? req.header("authorization")) !== undefined;

/** Who signs in or out never waits, and nobody who asks whether the server lives. */
const mayWait = ({ req }: Context): boolean =>
  !/^\/api\/(session|sign-in|healthz|readyz|openapi\.json)/.test(req.path);

const busy = (seconds: number) =>
  new ProblemError("busy", `Too many people ask at this moment: try again in ${seconds} s.`, {
    "retry-after": String(seconds),
  });

/** The schools, operators or regions that a reader's grants are over, or the district. */
const placeOf = ({ grants }: Reader): string =>
  grants.map(({ scope }) => ("ids" in scope ? scope.ids.join() : scope.kind)).join(" ");
