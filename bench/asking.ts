import { needsPurpose } from "#warehouse";
import type { Question } from "./questions/question.ts";

/** Signs in and gives a function that asks the question once over HTTP and says how long the whole answer took. */
export async function asking(url: string, { account, slice }: Question): Promise<() => Promise<number>> {
  const headers = { "content-type": "application/json", origin: url };
  const signIn = await fetch(`${url}/api/session`, {
    method: "POST",
    headers,
    body: JSON.stringify({ account }),
  });
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  if (needsPurpose(slice)) await sayPurpose(url, { ...headers, cookie });
  const body = JSON.stringify({ slices: [slice] });
  return async () => {
    const startedAt = performance.now();
    const answer = await fetch(`${url}/api/answers`, {
      method: "POST",
      headers: { ...headers, cookie },
      body,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${account} was refused: ${text}`);
    return performance.now() - startedAt;
  };
}

async function sayPurpose(url: string, headers: Record<string, string>): Promise<void> {
  const body = JSON.stringify({ purpose: "services", subject: "bench" });
  const said = await fetch(`${url}/api/purposes`, { method: "POST", headers, body });
  if (!said.ok) throw new Error(`The purpose was not taken: ${await said.text()}`);
}
