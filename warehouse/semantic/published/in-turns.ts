import { setImmediate } from "node:timers/promises";

const AT_ONCE = 5000;

/** Gives some thousand rows at a time; statements that are under way beside it go on in between. */
export async function* inTurns<Row>(rows: Iterable<Row>): AsyncGenerator<Row[]> {
  let some: Row[] = [];
  for (const row of rows) {
    if (some.push(row) < AT_ONCE) continue;
    yield some;
    some = [];
    await setImmediate();
  }
  yield some;
}
