import { describe, expect, it } from "vitest";
import { riskRatios, weightedRiskRatio } from "./risk-ratio.ts";

const noMinimum = { cell: 0, n: 0 };
const group = (name: string, numerator: number, denominator: number) => ({
  group: name,
  numerator,
  denominator,
});
const of = (name: string, ratios: ReturnType<typeof riskRatios>) =>
  ratios.find((ratio) => ratio.group === name);

describe("risk ratios (MEASURES 4.4)", () => {
  it("compares 18 of 120 with 44 of 880: 0.15 over 0.05 is 3", () => {
    const ratios = riskRatios([group("A", 18, 120), group("B", 44, 880)], { sizes: { cell: 10, n: 30 } });
    expect(of("A", ratios)).toMatchObject({ risk: 0.15, method: "risk_ratio" });
    expect(of("A", ratios)?.ratio).toBeCloseTo(3, 12);
    expect(of("B", ratios)?.ratio).toBeCloseTo(1 / 3, 12);
  });

  it("turns to the state's others where the district's are too few", () => {
    const ratios = riskRatios([group("A", 18, 120), group("B", 1, 8)], {
      sizes: { cell: 10, n: 30 },
      state: { A: { numerator: 5000, denominator: 100_000 } },
    });
    expect(of("A", ratios)).toMatchObject({ method: "alternate" });
    expect(of("A", ratios)?.ratio).toBeCloseTo(3, 12);
    expect(of("B", ratios)).toMatchObject({ ratio: null, method: "none", reason: "small_group" });
  });

  it("says not calculable and never infinity where the others have no risk", () => {
    const ratios = riskRatios([group("A", 5, 100), group("B", 0, 100)], { sizes: noMinimum });
    expect(of("A", ratios)).toMatchObject({ ratio: null, method: "none", reason: "no_risk_in_comparison" });
    expect(of("B", ratios)?.ratio).toBe(0);
  });

  it("reproduces the IDC guide: 316 of 6,224 against the rest of about 52,043 is 2.57", () => {
    const ratios = riskRatios([group("Black", 316, 6224), group("others", 1222 - 316, 52_043 - 6224)], {
      sizes: noMinimum,
    });
    expect(of("Black", ratios)?.risk).toBeCloseTo(0.0508, 4);
    expect(of("Black", ratios)?.ratio).toBeCloseTo(2.57, 2);
  });

  it("refuses a group given twice, whose merged truth is another, and more identified than there are", () => {
    const rows = [group("Black", 20, 100), group("Black", 10, 50), group("White", 44, 850)];
    expect(() => riskRatios(rows, { sizes: noMinimum })).toThrow("given twice");
    const merged = riskRatios([group("Black", 30, 150), group("White", 44, 850)], { sizes: noMinimum });
    expect(of("Black", merged)?.ratio).toBeCloseTo(3.8636, 4);
    expect(() => riskRatios([group("A", 9, 8)], { sizes: noMinimum })).toThrow("unduplicated");
  });

  it("weights the others by their shares of the state", () => {
    const groups = [
      { ...group("A", 4, 100), stateShare: 0.2 },
      { ...group("B", 2, 100), stateShare: 0.5 },
      { ...group("C", 2, 100), stateShare: 0.3 },
    ];
    expect(weightedRiskRatio("A", groups)).toBeCloseTo(2, 12);
  });
});
