import { aboutLines, type Extract } from "../about.ts";
import { guardText } from "../guard.ts";
import type { SheetDraft } from "../xlsx/draft.ts";

const WIDTH = 100;
/** The height of a line of 11-point text, and the highest that a row can be. */
const LINE_POINTS = 15;
const HIGHEST = 400;

/** The sheet that says what a reader of the file alone must know. */
export function aboutSheet(extract: Extract, print: SheetDraft["print"]): SheetDraft {
  const lines = aboutLines(extract);
  const text = { wraps: true };
  return {
    name: "About",
    columns: [
      { width: 28, style: {} },
      { width: WIDTH, style: text },
    ],
    ...{ head: [], merges: [], rows: [], rowCount: 0, highlights: [], print },
    foot: lines.map(([name, words]) => ({
      cells: [guardText(name), guardText(words)],
      styles: [{ isBold: words === "", wraps: words !== "" }, text],
      height: Math.min(HIGHEST, LINE_POINTS * Math.max(1, Math.ceil(words.length / WIDTH))),
    })),
  };
}
