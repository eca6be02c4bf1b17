import { describe, expect, it } from "vitest";
import { guardAttachment, guardCell, guardSheetName, guardText, numberFormat } from "./guard.ts";

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
    const names = ["A\u0001bout", "a/b:c", "A b c", "history", "", "x".repeat(40), "x".repeat(40)];
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

  it.each([
    ["Board packet", "Board-packet", "Board%20packet"],
    ["../../etc/passwd", "etc-passwd", "etc%20passwd"],
    ["a\r\nX: y", "a-X-y", "a%20%20X%20%20y"],
    ["it's (a)", "its-a", "it%27s%20%28a%29"],
    ["\ud800", "Rollbook", "Rollbook"],
    ["", "Rollbook", "Rollbook"],
    ["学校", "rollbook", "%E5%AD%A6%E6%A0%A1"],
  ])("names a file for the title %j", (title, plain, quoted) => {
    expect(guardAttachment(title, "csv")).toBe(
      `attachment; filename="${plain}.csv"; filename*=UTF-8''${quoted}.csv`,
    );
  });

  it("shows a change with its sign", () => {
    const change = { key: "r__change", label: "", kind: "measure", unit: "percent", part: "change" } as const;
    expect(numberFormat(change)).toBe("+0.0%;-0.0%;0.0%");
  });
});
