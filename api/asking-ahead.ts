import { WarehouseError } from "#warehouse";
import type { Deps } from "./deps.ts";

type Place = Pick<Deps, "warehouse" | "log"> & { ending: AbortSignal };

const LOOK_EVERY_MS = 1000;

/** Looks for a new generation again and again until the server ends, asks it ahead what readers will ask, and shows it. */
export function askingAhead({ warehouse, log, ending }: Place): void {
  let isAsking = false;
  const look = async () => {
    if (isAsking) return;
    isAsking = true;
    const beganAt = performance.now();
    try {
      const questions = await warehouse.askAhead(ending);
      const seconds = Math.round((performance.now() - beganAt) / 100) / 10;
      if (questions > 0) log.info({ questions, seconds }, "asked the new generation ahead");
    } catch (error) {
      if (!isNothingThere(error)) log.error({ err: error }, "the new generation could not be asked ahead");
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  ending.addEventListener("abort", () => clearInterval(timer));
}

/** A cluster may wait for its first publish for days. */
const isNothingThere = (error: unknown) => error instanceof WarehouseError && error.code === "not_ready";
