import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv, Deps } from "../../deps.ts";
import { ProblemError } from "../../problems.ts";
import { addressOf } from "./address.ts";
import { bucketsOf } from "./buckets.ts";

/** A page is one request: nobody reads ten a second. */
const REQUESTS_A_MINUTE = 600;
/** Sign-ins that come to nothing; one that succeeds is not counted, or a school could not sign in at eight o'clock. */
const SIGN_INS_A_MINUTE = 20;
const KEYS = 10_000;

/** Two middlewares: one for every route, by person or else by address; one for the routes that sign in, by address. */
export function limitsOf({
  district,
  clock,
}: Pick<Deps, "district" | "clock">): Record<"requests" | "signIns", MiddlewareHandler<AppEnv>> {
  const { requestsAMinute = REQUESTS_A_MINUTE, signInsAMinute = SIGN_INS_A_MINUTE } = district.limits ?? {};
  const requests = bucketsOf({ aMinute: requestsAMinute, keys: KEYS });
  const signIns = bucketsOf({ aMinute: signInsAMinute, keys: KEYS });
  const addressIn = (context: Context<AppEnv>) => addressOf(context, district.trustedProxies);
  return {
    async requests(context, next) {
      const person = context.get("person");
      const key = person ? `person ${person.personId}` : `address ${addressIn(context)}`;
      refuseAfter(requests.take(key, clock().getTime()), "Too many requests");
      await next();
    },
    async signIns(context, next) {
      const address = addressIn(context);
      if (beginsSignIn(context))
        refuseAfter(signIns.take(address, clock().getTime()), "Too many sign-ins from this address");
      await next();
      if (context.get("hasSignedIn")) signIns.giveBack(address);
    },
  };
}

function beginsSignIn({ req }: Context<AppEnv>): boolean {
  return req.path === "/api/sign-in" || (req.path === "/api/session" && req.method === "POST");
}

function refuseAfter(seconds: number, what: string): void {
  if (seconds === 0) return;
  throw new ProblemError("too_many_requests", `${what}: try again in ${seconds} s.`, {
    "retry-after": String(seconds),
  });
}
