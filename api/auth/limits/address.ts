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
  const env: unknown = context.env;
  const isConnected = typeof env === "object" && env !== null && "incoming" in env;
  return isConnected ? (getConnInfo(context).remote.address ?? "") : "";
}

function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
}

function network(address: string): string {
  if (!address.includes(":")) return address.slice(0, 64);
  const [head = "", tail] = address.split("::");
  const [left, right] = [head, tail ?? ""].map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = tail === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0);
  const groups = [...(left ?? []), ...Array<string>(Math.max(0, zeros)).fill("0"), ...(right ?? [])];
  return `${groups.slice(0, 4).join(":")}::/64`.slice(0, 64);
}
