import { load, type Progress } from "#pipelines";
import { district } from "../../district.config.ts";

/** What is loaded of the configured district, in a process of its own. */
export type OneLoad = { dataDir: string; path: string; asOf: string };
/** Seconds of the load and of its steps, and the most memory that the process held. */
export type Loaded = { seconds: number; steps: Record<string, number>; peak_memory_mb: number };

process.once("message", async (asked: OneLoad) => {
  const startedAt = performance.now();
  const began: [string, number][] = [];
  const onProgress = ({ step }: Progress) => {
    if (began.at(-1)?.[0] !== step) began.push([step, performance.now()]);
  };
  await load({ district, ...asked, onProgress });
  const ended = performance.now();
  const steps = began.map(
    ([step, at], index) => [step, ((began[index + 1]?.[1] ?? ended) - at) / 1000] as const,
  );
  const loaded: Loaded = {
    seconds: (ended - startedAt) / 1000,
    steps: Object.fromEntries(steps),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.send?.(loaded);
  process.disconnect();
});
