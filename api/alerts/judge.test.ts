import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";

type Judged = Parameters<typeof judge>[0];
/** The states of an alert that sees these figures one after the other. */
function statesOf(rule: Omit<Judged, "state">, figures: number[]): string {
  let state: Judged["state"] = "closed";
  return figures
    .map((figure) => {
      state = judge({ ...rule, state }, figure);
      return state;
    })
    .join(" ");
}

describe("an alert", () => {
  it("above a bound opens beyond it and closes only once the figure is back by the margin", () => {
    const rule = { kind: "above", bound: 0.3, margin: 0.1 } as const;
    expect(statesOf(rule, [0.3, 0.31, 0.29, 0.21, 0.31, 0.2])).toBe("closed open open open open closed");
  });

  it("below a bound is the same, turned round", () => {
    const rule = { kind: "below", bound: 90, margin: 2 } as const;
    expect(statesOf(rule, [90, 89.9, 91.9, 92, 89])).toBe("closed open open closed open");
  });

  it("of a change counts its size, up or down", () => {
    const rule = { kind: "changed", bound: 0.05, margin: 0.02 } as const;
    expect(statesOf(rule, [0.25 - 0.2, -0.06, 0.04, 0.03])).toBe("closed open open closed");
  });

  it("of silence opens with the last of its school days and closes with any fewer", () => {
    const rule = { kind: "not_reported", bound: 3, margin: 0 } as const;
    expect(statesOf(rule, [2, 3, 4, 2, 0])).toBe("closed open open closed closed");
  });

  it("without a margin closes at the bound itself", () => {
    expect(statesOf({ kind: "above", bound: 10, margin: 0 }, [11, 10])).toBe("open closed");
  });
});
