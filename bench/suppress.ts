import { type Linked, narrowedCells, protect, type Rule } from "#warehouse";
import recorded from "../tests/small-numbers/fewest-hidden.json" with { type: "json" };
import { randomDistrict, randomTable } from "../tests/small-numbers/random-tables.ts";

/** Milliseconds to protect and to audit tables of a size; `cells` count all that is shown or hidden, over all rounds. */
type Timed = {
  key: string;
  rounds: number;
  p50_ms: number;
  p95_ms: number;
  goal_ms: number | null;
  within_goal: boolean | null;
  cells: number;
  small: number;
  hidden: number;
  narrowed: number;
  /** Cells that `protect` says it cannot protect: what they belong to is not published. */
  withheld: number;
};

/** How many cells are hidden in tables up to 8×6, beside the fewest possible as a mixed-integer solver found them. */
type Utility = { tables: number; hidden: number; fewest: number; ratio: number; worst_ratio: number };

export type SuppressBench = { timed: Timed[]; utility: Utility };

const rule: Rule = { threshold: 10, zeros: "shown" };
const warmUps = 20;

/** Protects and audits made-up tables: the same ones each time. */
export function benchSuppress(): SuppressBench {
  const table = (rows: number, columns: number) => (seed: number) => randomTable(seed, { rows, columns });
  const district = (schools: number) => (seed: number) =>
    randomDistrict(seed, { schools, races: 8, flags: 5 });
  return {
    timed: [
      time("8 × 6 table", { make: table(8, 6), rounds: 40 }),
      time("100 × 8 table", { make: table(100, 8), rounds: 40, goal: 50 }),
      time("1,300 × 8 table", { make: table(1300, 8), rounds: 5, goal: 2000 }),
      time("24 schools × 15, linked, with insiders", { make: district(24), rounds: 10 }),
      time("1,300 schools × 15, linked, with insiders", { make: district(1300), rounds: 3 }),
    ],
    utility: utility(),
  };
}

/** The result as Markdown: a line a size, then what is hidden beside the fewest possible. */
export function tellSuppressBench({ timed, utility }: SuppressBench): string {
  const { tables, hidden, fewest, ratio, worst_ratio } = utility;
  const goal = ({ goal_ms, within_goal }: Timed) =>
    goal_ms === null ? "" : `${within_goal ? "yes" : "no"} (${goal_ms} ms)`;
  return [
    "| table | p50 ms | p95 ms | within goal | cells | small | hidden | narrowed | withheld |",
    "|---|--:|--:|---|--:|--:|--:|--:|--:|",
    ...timed.map(
      (row) =>
        `| ${[row.key, row.p50_ms, row.p95_ms, goal(row), row.cells, row.small, row.hidden, row.narrowed, row.withheld].join(" | ")} |`,
    ),
    "",
    `${tables} tables up to 8×6: ${hidden} cells hidden, ${fewest} at the fewest; ${ratio} times as many, ${worst_ratio} times in the worst table`,
  ].join("\n");
}

type Run = { make: (seed: number) => Linked; rounds: number; goal?: number };

function time(key: string, { make, rounds, goal }: Run): Timed {
  const times: number[] = [];
  const sums = { cells: 0, small: 0, hidden: 0, narrowed: 0, withheld: 0 };
  for (let round = -Math.min(warmUps, rounds); round < rounds; round++) {
    const linked = make(Math.abs(round));
    const startedAt = performance.now();
    const { hidden, unprotected } = protect(linked, rule);
    const narrowed = narrowedCells(linked, hidden, rule).filter((cell) => !unprotected.includes(cell));
    if (round < 0) continue;
    times.push(performance.now() - startedAt);
    const seen = linked.values.filter((_, cell) => !linked.latent?.has(cell));
    sums.cells += seen.length;
    sums.small += seen.filter((value) => value > 0 && value <= rule.threshold).length;
    sums.hidden += hidden.size;
    sums.narrowed += narrowed.length;
    sums.withheld += unprotected.length;
  }
  const p95 = quantile(times, 0.95);
  const goals = { goal_ms: goal ?? null, within_goal: goal === undefined ? null : p95 <= goal };
  return { key, rounds, p50_ms: quantile(times, 0.5), p95_ms: p95, ...goals, ...sums };
}

function utility(): Utility {
  const hidden = recorded.map((table) => protect(randomTable(table.seed, table), rule).hidden.size);
  const fewest = recorded.map((table) => table.fewest);
  const ratios = fewest.map((least, place) => (hidden[place] ?? 0) / least);
  const [all, least] = [sum(hidden), sum(fewest)];
  return {
    tables: recorded.length,
    hidden: all,
    fewest: least,
    ratio: rounded(all / least),
    worst_ratio: rounded(Math.max(...ratios)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
const rounded = (number: number) => Math.round(1000 * number) / 1000;

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}
