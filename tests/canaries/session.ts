import type { createApp } from "#api";
import type { Artefact } from "./search.ts";

export const ARROW = "application/vnd.apache.arrow.stream";
const json = { "content-type": "application/json" };

/** Asks as an account, or as nobody who has signed in (null), and gives whatever comes as an artefact. */
export async function sessionOf(app: ReturnType<typeof createApp>, account: string | null) {
  const cookie = account === null ? "" : await signIn(app, account);
  const send = async (method: string, path: string, asked?: unknown, headers = {}) => {
    const body = asked === undefined ? {} : { body: JSON.stringify(asked) };
    const response = await app.request(path, { method, headers: { ...json, cookie, ...headers }, ...body });
    const head = [...response.headers].flat().join(" ");
    const content = Buffer.from(await response.arrayBuffer());
    const name = `${account ?? "nobody"}: ${method} ${path} ${JSON.stringify(asked)?.slice(0, 300) ?? ""}`;
    return { status: response.status, name, bytes: content, head };
  };
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, asked: unknown, headers = {}) => send("POST", path, asked, headers),
  };
}
export type Session = Awaited<ReturnType<typeof sessionOf>>;
export type Sent = Artefact & { status: number; head: string };

async function signIn(app: ReturnType<typeof createApp>, account: string): Promise<string> {
  const body = JSON.stringify({ account });
  const entered = await app.request("/api/session", { method: "POST", headers: json, body });
  if (entered.status !== 200) throw new Error(`${account} cannot sign in: ${await entered.text()}`);
  return entered.headers.get("set-cookie")?.split(";")[0] ?? "";
}
