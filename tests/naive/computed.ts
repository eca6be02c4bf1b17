import type { Slice } from "#warehouse";
import { answerNaively, type Ground, type NaiveRow } from "./answer.ts";
import { naiveMeasures } from "./measures.ts";

type Computed = NonNullable<Slice["computed"]>[number];

/** The rows with the columns that a slice works out from others, of all rows before any is cut. */
export function workedOut(rows: NaiveRow[], slice: Slice, ground: Ground, isTotal = false): NaiveRow[] {
  const { computed = [] } = slice;
  const asksShare = computed.some(({ kind }) => kind === "share");
  const [whole] = asksShare ? answerNaively(slice, ground, { keys: null, of: [], by: [] }) : [];
  return rows.map((row) => {
    const cells = { ...row.cells };
    for (const column of computed) cells[column.key] = computedValue(column, row, { rows, whole, isTotal });
    return { ...row, cells };
  });
}

type Among = { rows: NaiveRow[]; whole: NaiveRow | undefined; isTotal: boolean };

function computedValue(
  column: Computed,
  { cells }: NaiveRow,
  { rows, whole, isTotal }: Among,
): number | null {
  const of = (name: string) => cells[name] ?? null;
  switch (column.kind) {
    case "ratio":
      return over(of(column.of[0]), of(column.of[1]));
    case "difference": {
      const [first, second] = [of(column.of[0]), of(column.of[1])];
      return first === null || second === null ? null : first - second;
    }
    case "share":
      return over(of(column.of), whole?.cells[column.of] ?? null);
    case "rank": {
      const mine = of(column.of);
      if (isTotal || mine === null) return null;
      const isBefore = (other: number) => (column.direction === "asc" ? other < mine : other > mine);
      const others = rows.map((row) => row.cells[column.of] ?? null).filter((other) => other !== null);
      return 1 + others.filter(isBefore).length;
    }
  }
}

const over = (first: number | null, second: number | null) =>
  first === null || second === null || second === 0 ? null : first / second;

/** A few columns worked out from those of a slice's measures. */
export function randomComputed(random: () => number, { measures, compare }: Slice): Computed[] {
  const isRate = (key: string) => naiveMeasures[key]?.kind === "rate";
  const amounts = measures.flatMap((key) =>
    isRate(key) ? [`${key}__numerator`, `${key}__denominator`] : [key],
  );
  const before = compare === "previous_year" ? measures.map((key) => `${key}__previous`) : [];
  const columns = [...amounts, ...measures.filter(isRate), ...before];
  const any = () => columns[Math.floor(random() * columns.length)] ?? "";
  const wanted = random() < 0.5 ? 0 : 1 + Math.floor(random() * 3);
  return Array.from({ length: wanted }, (_, at): Computed => {
    const key = `c${at}`;
    const draw = random();
    if (draw < 0.25) return { key, kind: "ratio", of: [any(), any()] };
    if (draw < 0.5) return { key, kind: "difference", of: [any(), any()] };
    if (draw < 0.75) return { key, kind: "share", of: amounts[Math.floor(random() * amounts.length)] ?? "" };
    return { key, kind: "rank", of: any(), direction: random() < 0.5 ? "asc" : "desc" };
  });
}
