import { type Reader, type Slice, type Warehouse, WarehouseError } from "#warehouse";
import type { Facts } from "../naive/facts.ts";
import { type Reach, randomSlice } from "../naive/random-slice.ts";
import type { Person } from "./people.ts";
import { scoped } from "./people.ts";

/** An answer or a refusal, as the bytes that a reader gets; `rows` is how many rows came. */
export type Asked = { bytes: string; rows: number };

/** What a warehouse says to a reader. Refusals are compared as answers are. */
export async function ask(warehouse: Warehouse, slice: Slice, reader: Reader): Promise<Asked> {
  try {
    const { answers } = await warehouse.answer([slice], reader);
    return { bytes: JSON.stringify(answers), rows: answers[0]?.rows.length ?? 0 };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    const { code, message, particulars } = error;
    return { bytes: JSON.stringify({ code, message, particulars }), rows: 0 };
  }
}

type Drawing = { random: () => number; facts: Facts; everybody: Reader; warehouse: Warehouse };

/** Random slices for a person: most of what her catalogue offers, every fifth of whatever anybody may ask. */
export function slicesFor(person: Person, count: number, drawing: Drawing): Slice[] {
  const { random, facts, everybody, warehouse } = drawing;
  const own = reachOf(scoped(person), person, warehouse);
  const wide = reachOf(everybody, person, warehouse);
  const slices: Slice[] = [];
  for (let drawn = 0; slices.length < count; drawn++) {
    const slice = randomSlice({ random, facts, reach: drawn % 5 === 4 ? wide : own });
    if (slice.measures.length > 0) slices.push(slice);
  }
  return slices;
}

function reachOf(reader: Reader, { leavesOut = [] }: Person, warehouse: Warehouse): Reach {
  const asked = warehouse
    .catalog(reader)
    .measures.filter(({ facts }) => !facts.some((table) => leavesOut.includes(table)));
  return new Map(asked.map(({ key, dimensions }) => [key, dimensions]));
}
