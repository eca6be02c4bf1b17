import { randomUUID } from "node:crypto";
import { isGone, thisProcess } from "#warehouse";
import type { Deps } from "./deps.ts";

type Place = Pick<Deps, "control" | "clock" | "log">;

/** A server as one of several over the same control store; each takes up what those leave that are gone. */
export type AmongServers = {
  serverId: string;
  /** Begins to take up, at once and again and again, what belongs to no server that is there. */
  begin: (takeUp: () => Promise<void>) => void;
  leave: () => Promise<void>;
};

const SEEN_EVERY_MS = 10_000;
/** A server may be busy for a while; one of this machine that has ended is seen at once. */
const LAPSE_MS = 60_000;

/** Joins the servers over a control store. */
export async function amongServers(place: Place): Promise<AmongServers> {
  const { control, clock, log } = place;
  const serverId = randomUUID();
  const say = () =>
    control.noteServer({ server_id: serverId, ...thisProcess(), seen_at: clock().toISOString() });
  await say();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  return {
    serverId,
    begin(takeUp) {
      const look = async () => {
        await say();
        await forgetGone(place);
        await takeUp();
      };
      const begun = () => {
        underWay = look().catch((error: unknown) =>
          log.error({ err: error }, "what other servers left could not be looked at"),
        );
      };
      begun();
      timer = setInterval(begun, SEEN_EVERY_MS).unref();
    },
    async leave() {
      clearInterval(timer);
      await underWay;
      await control.forgetServer(serverId);
    },
  };
}

async function forgetGone({ control, clock }: Place): Promise<void> {
  for (const server of await control.servers()) {
    const silentMs = clock().getTime() - Date.parse(server.seen_at);
    if (isGone(server) || silentMs > LAPSE_MS) await control.forgetServer(server.server_id);
  }
}
