import type { WriteStream } from "node:tty";

/** `done` of `total` things of this step are finished; `what` is the one that goes on. */
export type Progress = {
  step: "land" | "stage" | "build" | "check" | "publish";
  what: string;
  done: number;
  total: number;
};

export type ShowProgress = {
  show: (words: string, done: number, total: number) => void;
  /** Ends a bar, so that what follows starts on its own line. */
  end: () => void;
};

const barWidth = 24;

const words: Record<Progress["step"], string> = {
  land: "receiving",
  stage: "reading",
  build: "building",
  check: "checking",
  publish: "publishing",
};

/** Shows how far something is: a bar that moves on a terminal, a line for each step elsewhere. */
export function progressOn(out: WriteStream, title: string): ShowProgress {
  let lastStep = "";
  return {
    show: (text, done, total) => {
      const filled = Math.min(barWidth, Math.round((barWidth * done) / Math.max(1, total)));
      const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
      const [step = ""] = text.split(" ");
      if (out.isTTY) out.write(`\r\x1b[2K${title} ${bar} ${text}`);
      else if (step !== lastStep) out.write(`${title}: ${text}\n`);
      lastStep = step;
    },
    end: () => {
      if (out.isTTY) out.write("\r\x1b[2K");
    },
  };
}

/** The progress of a run in words. */
export const wordsOf = ({ step, what }: Progress): string => `${words[step]} ${what}`;
