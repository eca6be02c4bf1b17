import { setMaxListeners } from "node:events";
import type { Context, MiddlewareHandler } from "hono";
import { accountOfPerson, type Person, readerOfAccount } from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { personOfSession, today } from "./sessions.ts";
import { bearerOf, personOfToken } from "./tokens.ts";
import { eyesOf } from "./view-as.ts";

const MOST_LISTENERS = 200;

/**
 * Finds out who asks and puts the reader, with the grants that hold today, on the request. A request that brings a
 * token is answered as the token allows, and its cookie counts for nothing.
 */
export function knowReader(deps: Deps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const found = await whoAsks(context, deps);
    context.set("person", found?.person ?? null);
    context.set("sessionId", found?.sessionId ?? null);
    context.set("token", found?.token ?? null);
    const eyes = found ? await eyesOfPerson(found, deps) : { reader: null, viewedBy: null };
    const gone = context.req.raw.signal;
    // Each tile of a page listens.
    setMaxListeners(MOST_LISTENERS, gone);
    context.set("reader", eyes.reader && { ...eyes.reader, gone });
    context.set("viewedBy", eyes.viewedBy);
    await next();
  };
}

async function whoAsks(context: Context<AppEnv>, deps: Deps) {
  const bearer = bearerOf(context);
  if (bearer !== undefined) {
    const found = await personOfToken(bearer, deps);
    return found && { ...found, sessionId: null };
  }
  const found = await personOfSession(context, deps);
  return found && { ...found, token: null };
}

/** Only a session looks through other eyes; a token always reads as its owner. */
async function eyesOfPerson(found: { person: Person; sessionId: string | null }, deps: Deps) {
  const day = today(deps.district, deps.clock);
  const own = await readerOfAccount(deps, accountOfPerson(deps.district, found.person), day);
  const { sessionId } = found;
  return sessionId === null ? { reader: own, viewedBy: null } : eyesOf(deps, own, { sessionId, day });
}
