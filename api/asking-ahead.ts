import type { Deps } from "./deps.ts";

type Place = Pick<Deps, "warehouse" | "log">;

const LOOK_EVERY_MS = 5000;

/** Looks for a new generation again and again, and asks it ahead what readers will ask; call what it gives to end. */
export function askingAhead({ warehouse, log }: Place): () => void {
  const ending = new AbortController();
  let isAsking = false;
  const look = async () => {
    if (isAsking) return;
    isAsking = true;
    const beganAt = performance.now();
    try {
      const questions = await warehouse.askAhead(ending.signal);
      const seconds = Math.round((performance.now() - beganAt) / 100) / 10;
      if (questions > 0) log.info({ questions, seconds }, "asked the new generation ahead");
    } catch (error) {
      if (!ending.signal.aborted) log.error({ err: error }, "the new generation could not be asked ahead");
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    ending.abort();
  };
}
