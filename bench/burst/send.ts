import { sendReports } from "#api";
import type { District } from "#warehouse";

export type Sending = { dataDir: string; district: District; environment: Record<string, string> };

/** What the sending took, in a process of its own as the scheduler's is. */
export type Sent = { states: Record<string, number>; seconds: number; cpu_seconds: number; peak_mb: number };

async function send({ dataDir, district, environment }: Sending): Promise<Sent> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const { found } = await sendReports({ dataDir, district, environment, isAfterLoad: false });
  const { user, system } = process.cpuUsage(cpu);
  const states: Sent["states"] = {};
  for (const { state, message } of found.mails) {
    const told = message ? `${state}: ${message}` : state;
    states[told] = (states[told] ?? 0) + 1;
  }
  return {
    ...{ states, seconds: (performance.now() - startedAt) / 1000, cpu_seconds: (user + system) / 1e6 },
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

process.once("message", (sending: Sending) => void send(sending).then((sent) => process.send?.(sent)));
