import { describe, expect, it } from "vitest";
import { mustHide } from "./small-cells.ts";

const students = (value: number) => ({ value, persons: value });

describe("small cells", () => {
  it.each([
    [0, false],
    [1, true],
    [9, true],
    [10, true],
    [11, false],
  ])("a count of %i students is hidden: %s", (count, hidden) => {
    expect(mustHide([students(count)], 10)).toBe(hidden);
  });

  it("hides a rate whose numerator or denominator is small", () => {
    expect(mustHide([students(3), students(300)], 10)).toBe(true);
    expect(mustHide([students(0), students(9)], 10)).toBe(true);
    expect(mustHide([students(100), students(300)], 10)).toBe(false);
    expect(mustHide([students(300), students(300)], 10)).toBe(false);
  });

  it("hides days and minutes by the persons behind them", () => {
    expect(mustHide([{ value: 480, persons: 4 }], 10)).toBe(true);
    expect(mustHide([{ value: 480, persons: 40 }], 10)).toBe(false);
  });

  it("never hides what is not about students", () => {
    expect(mustHide([{ value: 3, persons: null }], 10)).toBe(false);
  });
});
