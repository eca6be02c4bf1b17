/** Plot as it is loaded when the first chart is drawn. */
export type Plot = typeof import("@observablehq/plot");

/** The look that all charts share; colors are the tokens of the page, so that dark mode and print follow. */
export function chartStyle(fontSize: number) {
  return { fontSize: `${fontSize}px`, background: "none", color: "var(--ink-2)", overflow: "visible" };
}
