import { describe, expect, it } from "vitest";
import { answer } from "../fixture.ts";
import { csvLine, csvOf, defuse } from "./csv.ts";

describe("CSV", () => {
  it("names columns by key, keeps keys beside labels and signs where there is no number", () => {
    expect([...csvOf(answer)].join("").split("\r\n")).toEqual([
      "school,school__label,evaluation_due_on,evaluation_due_on__label,absence_rate,days_absent",
      "0761,'=HYPERLINK(1),2026-12-01,2026-12-01,0.3333333333333333,0",
      "0762,0042,,–,*,n/r",
      '0763,"Comma, ""quoted""",2026-12-02,2026-12-02,–,-1.5',
      "",
    ]);
  });

  it.each(["=1+1", "+1", "-cmd", "@sum", "\tx", "\rx", "\n=x", "＝1+1", "＠sum"])("disarms %j", (text) => {
    expect(defuse(text)).toBe(`'${text}`);
  });

  it("disarms what would be a cell of its own where semicolons part cells, and turns no direction", () => {
    expect(csvLine(["a;=1+1;b", "abc\u202efdp.exe"])).toBe('"a;\'=1+1;b",abcfdp.exe\r\n');
  });

  it.each(["-12.5", "-3", "a=b", ""])("leaves %j alone", (text) => {
    expect(defuse(text)).toBe(text);
  });
});
