import type { Context } from "hono";
import { configuredAccount, DEMO, type District, type Vouched } from "#warehouse";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";

type Place = Pick<Deps, "isLoopback" | "district">;

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
/** What a proxy adds, whichever it is: "forwarded" itself, and the families around it. */
const FROM_PROXY = /^(forwarded|x-forwarded-.+|via|x-real-ip)$/;

/**
 * Demo accounts have no password, so they are for the person at this machine only: the server listens on loopback,
 * the browser asked for a loopback name (a page elsewhere can point its own name at 127.0.0.1), and nothing stands
 * between them (a proxy would make everybody look local).
 */
export function openDemoDoor(context: Context<AppEnv>, { isLoopback, district }: Place): void {
  const refuse = (why: string): never => {
    throw new ProblemError("forbidden", `Demo sign-in is for this machine only: ${why}.`);
  };
  if (district.identityProvider)
    throw new ProblemError(
      "forbidden",
      `There are no demo accounts here: sign in with ${district.identityProvider.label}.`,
    );
  if (!isLoopback) refuse("start Rollbook with --host 127.0.0.1 to use it");
  const host = context.req.header("host") ?? new URL(context.req.url).host;
  if (!LOOPBACK_HOST.test(host)) refuse("open it as http://127.0.0.1, not under another name");
  const isForwarded = Object.keys(context.req.header()).some((name) => FROM_PROXY.test(name));
  if (isForwarded) refuse("the request came through a proxy");
}

/** Whether the sign-in page offers demo accounts. */
export function hasDemoAccounts({ isLoopback, district }: Place): boolean {
  return isLoopback && !district.identityProvider;
}

export function isLoopbackAddress(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A demo account as a person. Throws `unknown_account`. */
export function demoPerson(district: District, account: string): Vouched {
  const { name } = configuredAccount(district, account);
  return { issuer: DEMO, subject: account, name, email: null, staffId: null, groups: [] };
}
