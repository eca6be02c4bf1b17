import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyControl, fillControl, openControl } from "./control-store.ts";
import type { Erasure } from "./erasures.ts";
import { startStores, type TestStores } from "./test-stores.ts";

let both: TestStores;
beforeAll(async () => {
  both = await startStores();
});
afterAll(() => both.stop());

const erasure = (id: string, hashes: string[]): Erasure => ({
  ...{ erasure_id: id, key_id: "k", reason: "by order", erased_by: "ann" },
  ...{ erased_at: `2026-11-2${id}T12:00:00Z`, hashes },
});

describe.each(["sqlite", "postgres"])("the deletion ledger on %s", (engine) => {
  it("keeps each id's first erasure, takes a newer ledger in, and goes with the copy of the store", async () => {
    const place = await both.create(engine, "erasures");
    const control = await openControl(place);
    await control.addErasures([erasure("1", ["a", "b"])]);
    await control.addErasures([erasure("1", ["a", "b"]), erasure("2", ["b", "c"])]);
    const kept = [erasure("1", ["a", "b"]), erasure("2", ["c"])];
    expect(await control.erasures()).toEqual(kept);
    await control.close();
    const lines: Parameters<Parameters<typeof copyControl>[1]>[0][] = [];
    await copyControl(place, async (line) => {
      lines.push(line);
    });
    const other = await both.create(engine, "restored");
    await fillControl(
      other,
      (async function* () {
        yield* lines;
      })(),
    );
    const restored = await openControl(other);
    expect(await restored.erasures()).toEqual(kept);
    await restored.close();
  });
});
