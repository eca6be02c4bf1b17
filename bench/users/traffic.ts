import { setTimeout } from "node:timers/promises";
import type { Person, Visit } from "./people.ts";

/** How one request ended. `status` is 0 where the connection broke after it was sent. */
export type Ended = { ms: number; status: number; hasRetryAfter: boolean; endedAt: number };
export type Signed = Person & { cookie: string };

/** Signs everybody in, a few at once: at eight o'clock most are signed in from the day before. */
export async function signIn(url: string, people: readonly Person[]): Promise<Signed[]> {
  const signed: Signed[] = [];
  for (const person of people) {
    const response = await fetch(`${url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify({ account: person.account }),
    });
    if (!response.ok) throw new Error(`${person.account} could not sign in: ${await response.text()}`);
    signed.push({ ...person, cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" });
  }
  return signed;
}

type Traffic = { url: string; people: readonly Signed[]; thinkMs: number; isOver: () => boolean };

/** Everybody asks at once, then each goes on after thinking, until it is over; an ended request is told. */
export async function traffic({ url, people, thinkMs, isOver }: Traffic, tell: (ended: Ended) => void) {
  await Promise.all(
    people.map(async (person, at) => {
      let draw = at + 1;
      const random = () => {
        draw = (Math.imul(draw, 1_664_525) + 1_013_904_223) >>> 0;
        return draw / 4_294_967_296;
      };
      await setTimeout(random() * Math.min(thinkMs, 1000));
      while (!isOver()) {
        tell(await ask(url, person, visitOf(person.visits, random())));
        await setTimeout(-Math.log(1 - random()) * thinkMs);
      }
    }),
  );
}

function visitOf(visits: readonly Visit[], draw: number): Visit {
  let left = 100 * draw;
  const found = visits.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found ?? visits[0] ?? { path: "/api/session", share: 100 };
}

async function ask(url: string, { cookie }: Signed, { path, body }: Visit): Promise<Ended> {
  const startedAt = performance.now();
  const ended = (status: number, hasRetryAfter = false): Ended => {
    const now = performance.now();
    return { ms: now - startedAt, status, hasRetryAfter, endedAt: now };
  };
  const headers = { cookie, origin: url, "content-type": "application/json" };
  const sent = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
  try {
    const response = await fetch(url + path, sent);
    await response.arrayBuffer();
    return ended(response.status, response.headers.has("retry-after"));
  } catch (error) {
    // Nothing was accepted where nobody listens any more.
    return ended(isRefused(error) ? -1 : 0);
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && JSON.stringify(error.cause ?? "").includes("ECONNREFUSED");
