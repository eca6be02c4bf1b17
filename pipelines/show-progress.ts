import type { WriteStream } from "node:tty";
import type { Progress } from "./run.ts";

const barWidth = 24;

const words = {
  land: "receiving",
  stage: "reading",
  build: "building",
  check: "checking",
  publish: "publishing",
};

/** Shows progress: a bar that moves on a terminal, one line for each step elsewhere. */
export function showProgress(out: WriteStream, title: string): (progress: Progress) => void {
  let lastStep = "";
  return ({ step, what, done, total }) => {
    if (out.isTTY) {
      const filled = Math.round((barWidth * done) / Math.max(1, total));
      const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
      out.write(`\r\x1b[2K${title} ${bar} ${words[step]} ${what}`);
    } else if (step !== lastStep) {
      out.write(`${title}: ${words[step]} (${total})\n`);
    }
    lastStep = step;
  };
}

/** Ends a bar, so that what follows starts on its own line. */
export function endProgress(out: WriteStream): void {
  if (out.isTTY) out.write("\r\x1b[2K");
}
