import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { hasDemoAccounts } from "../auth/demo-door.ts";
import { signIn } from "../auth/sessions.ts";
import { keepAttempt, takeAttempt } from "../auth/sign-in/attempt.ts";
import type { Provider } from "../auth/sign-in/provider.ts";
import { ownPath } from "../auth/sign-in/return-path.ts";
import { signInOptions } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError, problemResponses, refuseInvalid } from "../problems.ts";

const onward = { 303: { description: "Where the browser goes next" }, ...problemResponses };

const begin = createRoute({
  method: "get",
  path: "/sign-in",
  summary: "Sends the browser to the identity provider",
  request: { query: z.object({ return_to: z.string().optional() }) },
  responses: onward,
});
const comeBack = createRoute({
  method: "get",
  path: "/sign-in/callback",
  summary: "Where the identity provider sends the browser back to",
  responses: onward,
});
const options = createRoute({
  method: "get",
  path: "/sign-in/options",
  summary: "How people sign in here",
  responses: {
    200: { description: "The ways", content: { "application/json": { schema: signInOptions } } },
    ...problemResponses,
  },
});

export const signInRoutes = (deps: Deps, provider: Provider | null) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
    .openapi(begin, (context) =>
      tellingPeople(context, async () => {
        const { url, secrets } = await needed(provider).begin();
        const returnTo = ownPath(context.req.valid("query").return_to);
        await keepAttempt(context, deps, { secrets, returnTo, replacedSessionId: context.get("sessionId") });
        return context.redirect(url.href, 303);
      }),
    )
    .openapi(comeBack, (context) =>
      tellingPeople(context, async () => {
        const connected = needed(provider);
        const { secrets, returnTo, replacedSessionId } = await takeAttempt(context, deps);
        const vouched = await connected.finish(new URL(context.req.url).search, secrets);
        await signIn(context, deps, { vouched, replacedSessionId });
        return context.redirect(returnTo, 303);
      }),
    )
    .openapi(options, (context) => {
      const { name, identityProvider } = deps.district;
      const has_demo_accounts = hasDemoAccounts(deps);
      return context.json(
        { district: name, provider: identityProvider?.label ?? null, has_demo_accounts },
        200,
      );
    });

function needed(provider: Provider | null): Provider {
  if (provider) return provider;
  throw new ProblemError("not_found", "No identity provider is configured here: POST /api/session.");
}

/** A browser that is being sent around gets the sign-in page with the reason; programs get the problem. */
async function tellingPeople(context: Context<AppEnv>, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    const isPerson = context.req.header("accept")?.includes("text/html");
    if (!(error instanceof ProblemError) || !isPerson) throw error;
    return context.redirect(`/sign-in?refused=${error.code}`, 303);
  }
}
