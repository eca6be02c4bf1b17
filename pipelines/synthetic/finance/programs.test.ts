import { describe, expect, it } from "vitest";
import { caseFile } from "./case-file.ts";
import { type BoardAction, districtPrograms, fundSources, type Program } from "./programs.ts";

const approving: BoardAction["kind"][] = ["approve", "amend", "ratify", "rescind"];

const approvals = (program: Program): BoardAction[] =>
  program.actions
    .filter((action) => approving.includes(action.kind))
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));

const inCents = (actions: BoardAction[]): number =>
  actions.reduce((sum, action) => sum + Math.round(action.amountUsd * 100), 0);

describe("the four programs", () => {
  it("repeats the published approvals of the case file: 29.7, 45.4, 133.5 and 173.8 million", () => {
    const actions = approvals(caseFile);
    const running = actions.map((_, i) => inCents(actions.slice(0, i + 1)) / 100_000_000);
    expect(running).toEqual([29.7, 45.4, 133.5, 173.8]);
    expect((caseFile.published?.totalUsd ?? 0) * 100 - inCents(actions)).toBe(1_520_000_000);
  });

  it("has 12 million a year of the case file in eight fiscal years without a source", () => {
    const [cost] = caseFile.recurring;
    expect(cost).toMatchObject({ from: 2018, to: 2025, likely: 12_000_000, high: null });
    expect(cost?.fund).toBeUndefined();
    expect([caseFile.spending, caseFile.forecasts, caseFile.commitments]).toEqual([[], [], []]);
  });

  it("has one that has grown to 2.6 times its first approval", () => {
    const grown = districtPrograms.map(
      (program) => inCents(approvals(program)) / inCents(approvals(program).slice(0, 1)),
    );
    expect(grown.filter((times) => times > 2)).toEqual([2.6]);
  });

  it("leaves 2 to 4 million a year unfunded from 2027-28 in that one, and nothing in the others", () => {
    const operating = new Set(
      fundSources.filter((source) => source.uses === "operating").map((source) => source.id),
    );
    const unfunded = districtPrograms.map((program) =>
      program.recurring.reduce(
        (sum, cost) => sum + cost.likely - (operating.has(cost.fund ?? "") ? (cost.fundedUsd ?? 0) : 0),
        0,
      ),
    );
    expect(unfunded.filter((amount) => amount > 0)).toEqual([2_820_000]);
    expect(
      districtPrograms.filter((program) => program.recurring.length === 0).map((program) => program.id),
    ).toEqual(["home-devices"]);
  });
});
