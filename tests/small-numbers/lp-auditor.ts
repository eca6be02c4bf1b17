import { createRequire } from "node:module";
import type { Highs, InitOptions, ModelData } from "highs";
import type { Linked, Rule } from "#warehouse";

/** The types of highs describe its CommonJS form only. */
const load: (options: InitOptions) => Promise<Highs> = createRequire(import.meta.url)("highs");

/** A linear and mixed-integer solver that knows nothing of how we protect. */
export const highs = await load({ print: () => {}, printErr: () => {} });

/** Stands for no bound: far above every count in the tests. */
const unbounded = 1e6;

/** Cells among the sensitive ones that an attacker with a linear solver narrows to less than 1 to the threshold. */
export function narrowedByLp(linked: Linked, hidden: ReadonlySet<number>, rule: Rule): number[] {
  const { values, open, latent, past } = linked;
  const small = (value: number) => value <= rule.threshold && (rule.zeros === "hidden" || value > 0);
  const sensitive = values.flatMap((value, cell) =>
    small(value) && !open?.has(cell) && !past?.has(cell) ? [cell] : [],
  );
  const unknown = values.flatMap((_, cell) =>
    (hidden.has(cell) || latent?.has(cell)) && !open?.has(cell) ? [cell] : [],
  );
  const narrowed = new Set(sensitive.filter((cell) => !unknown.includes(cell)));
  if (unknown.length === 0) return [...narrowed];
  return highs.withModel(modelOf(linked, unknown), (model) => {
    model.options.set({ output_flag: false, presolve: "off" });
    const reader = (known: readonly number[]) => {
      for (const cell of sensitive) {
        const column = unknown.indexOf(cell);
        if (column < 0 || known.includes(cell)) continue;
        for (const [sense, target] of [
          ["maximize", rule.threshold],
          ["minimize", 1],
        ] as const) {
          model.changeObjectiveSense(highs.constants.objectiveSense[sense]);
          model.changeColCost(column, 1);
          model.run();
          if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
            throw new Error(`The solver stopped with status ${model.getModelStatus()} at cell ${cell}.`);
          const reached = model.getObjectiveValue();
          model.changeColCost(column, 0);
          const isFar = sense === "maximize" ? reached >= target - 1e-6 : reached <= target + 1e-6;
          if (!isFar) narrowed.add(cell);
        }
      }
    };
    reader([]);
    for (const known of linked.insiders ?? []) {
      const columns = known.flatMap((cell) => (unknown.includes(cell) ? [cell] : []));
      for (const cell of columns)
        model.changeColBounds(unknown.indexOf(cell), values[cell] ?? 0, values[cell] ?? 0);
      reader(known);
      for (const cell of columns) model.changeColBounds(unknown.indexOf(cell), ...boundsOf(linked, cell));
    }
    return [...narrowed].sort((a, b) => a - b);
  });
}

function boundsOf({ least, most }: Linked, cell: number): [number, number] {
  return [Math.max(least?.[cell] ?? 0, -unbounded), Math.min(most?.[cell] ?? unbounded, unbounded)];
}

/** What an attacker knows: the sums, with all that is shown moved to their right-hand side. */
function modelOf(linked: Linked, unknown: readonly number[]): ModelData {
  const columnOf = new Map(unknown.map((cell, column) => [cell, column]));
  const starts: number[] = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const sides: number[] = [];
  for (const { whole, parts } of linked.sums) {
    let side = 0;
    for (const [cell, sign] of [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)]) {
      const column = columnOf.get(cell);
      if (column === undefined) continue;
      indices.push(column);
      values.push(sign);
      side += sign * (linked.values[cell] ?? 0);
    }
    if (indices.length === starts.at(-1)) continue;
    starts.push(indices.length);
    sides.push(side);
  }
  const bounds = unknown.map((cell) => boundsOf(linked, cell));
  const matrix = {
    format: "csr" as const,
    numRows: sides.length,
    numCols: unknown.length,
    starts,
    indices,
    values,
  };
  return {
    numCols: unknown.length,
    numRows: sides.length,
    colCost: unknown.map(() => 0),
    colLower: bounds.map(([lower]) => lower),
    colUpper: bounds.map(([, upper]) => upper),
    rowLower: sides,
    rowUpper: sides,
    matrix,
  };
}
