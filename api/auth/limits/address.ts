import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { AppEnv } from "../../deps.ts";

/**
 * The address that a request came from; a household or a company for IPv6, whose 64 last bits anybody chooses. What a
 * proxy says of the address counts only from a proxy that the district has named, and of that the last word only: the
 * ones before it are whatever the caller wrote.
 */
export function addressOf(context: Context<AppEnv>, trustedProxies: readonly string[] = []): string {
  const direct = plain(remoteAddress(context));
  if (!trustedProxies.includes(direct)) return network(direct);
  const told = context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return network(plain(told || direct));
}

/** A request that a test makes without a connection has no address. */
function remoteAddress(context: Context<AppEnv>): string {
  return context.env ? (getConnInfo(context).remote.address ?? "") : "";
}

function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
}

function network(address: string): string {
  if (!address.includes(":")) return address.slice(0, 64);
  const halves = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const [left = [], right = []] = halves;
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`.slice(0, 64);
}
