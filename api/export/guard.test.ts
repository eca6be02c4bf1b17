import { describe, expect, it } from "vitest";
import { guardCell, guardSheetName, guardText, numberFormat } from "./guard.ts";

describe("the guard of the workbook", () => {
  it("lets no object, NaN or infinity through", () => {
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(guardCell(number, () => "–")).toBe("–");
    }
    expect(guardCell(null, () => "*")).toBe("*");
    expect(guardCell({ key: "x", label: "=1+1" }, () => "–")).toBe("=1+1");
  });

  it("leaves out what XML cannot carry", () => {
    expect(guardText("a\u0000b\u000bc\nd")).toBe("abc\nd");
  });

  it("gives every sheet a name of its own that Excel takes", () => {
    const taken = new Set(["about"]);
    const names = ["About", "a/b:c", "A b c", "history", "", "x".repeat(40), "x".repeat(40)];
    expect(names.map((name) => guardSheetName(name, taken))).toEqual([
      "About (2)",
      "a b c",
      "A b c (2)",
      "History of",
      "Sheet",
      "x".repeat(31),
      `${"x".repeat(27)} (2)`,
    ]);
  });

  it("shows a change with its sign", () => {
    const change = { key: "r__change", label: "", kind: "measure", unit: "percent", part: "change" } as const;
    expect(numberFormat(change)).toBe("+0.0%;-0.0%;0.0%");
  });
});
