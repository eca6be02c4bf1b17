import { describe, expect, it } from "vitest";
import { csvOf, defuse } from "./csv.ts";
import { answer } from "./fixture.ts";

describe("CSV", () => {
  it("names columns by key, keeps keys beside labels and signs where there is no number", () => {
    expect(csvOf(answer).split("\r\n")).toEqual([
      "school,school__label,evaluation_due_on,evaluation_due_on__label,absence_rate,days_absent",
      "0761,'=HYPERLINK(1),2026-12-01,2026-12-01,0.3333333333333333,0",
      "0762,0042,,–,*,n/r",
      '0763,"Comma, ""quoted""",2026-12-02,2026-12-02,–,-1.5',
      "",
    ]);
  });

  it.each(["=1+1", "+1", "-cmd", "@sum", "\tx", "\rx"])("disarms %j", (text) => {
    expect(defuse(text)).toBe(`'${text}`);
  });

  it.each(["-12.5", "-3", "a=b", ""])("leaves %j alone", (text) => {
    expect(defuse(text)).toBe(text);
  });
});
