import type { ReactNode } from "react";

export type StatusKind = "good" | "bad" | "warn" | "none";

const shapes: Record<StatusKind, ReactNode> = {
  good: (
    <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.1-4.3 5a.9.9 0 0 1-1.3 0L3.9 9l1.2-1.2 1.5 1.5 3.7-4.3 1.3 1.1Z" />
  ),
  bad: (
    <path d="M8 15 0.6 2h14.8L8 15Zm-.9-8.8.2 3.6h1.4l.2-3.6H7.1Zm.9-1.2a.9.9 0 1 0 0-1.8.9.9 0 0 0 0 1.8Z" />
  ),
  warn: (
    <path d="M8 .8 15.2 8 8 15.2.8 8 8 .8ZM7.2 4.5l.2 4.2h1.2l.2-4.2H7.2ZM8 11.6a.9.9 0 1 0 0-1.8.9.9 0 0 0 0 1.8Z" />
  ),
  none: (
    <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.600ZM5 7.200h6v1.600H5V7.200Z" />
  ),
};

/** Status is a word, an icon of its own shape and a colour: never the colour alone. */
export function Status({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className={`status status-${kind}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" fillRule="evenodd">
        {shapes[kind]}
      </svg>
      <span>{children}</span>
    </span>
  );
}
