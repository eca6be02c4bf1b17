/** A row that the pipelines must refuse; what `expected-findings.json` says about it. */
export type Rejection = {
  source: string;
  feed: string;
  /** The path below the district's folder. */
  file: string;
  /** 1 is the header. */
  line: number;
  field: string;
  code: string;
};

/** Which faulty rows a file gets, and after which lines at the earliest. */
export type Plan<Fault extends string> = { firstLine: number; step: number; faults: Fault[] };

/** Says when the next fault is due, given the lines written so far. */
export class Planter<Fault extends string> {
  readonly #plan: Plan<Fault>;
  #planted = 0;

  constructor(plan: Plan<Fault>) {
    this.#plan = plan;
  }

  due(lines: number): Fault | undefined {
    const { firstLine, step, faults } = this.#plan;
    if (lines < firstLine + step * this.#planted) return undefined;
    const fault = faults[this.#planted];
    if (fault) this.#planted += 1;
    return fault;
  }
}

/** 2026-10-14 as 10/14/2026. */
export const otherDateFormat = (isoDate: string): string =>
  `${isoDate.slice(5, 7)}/${isoDate.slice(8)}/${isoDate.slice(0, 4)}`;
