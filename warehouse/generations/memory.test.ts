import { expect, it } from "vitest";
import { memory } from "./memory.ts";

it("asks once, also while it is asked, and again what failed", async () => {
  const remember = memory();
  let asked = 0;
  const ask = async () => ({ asked: ++asked });
  expect(await Promise.all([remember("a", ask), remember("a", ask)])).toEqual([{ asked: 1 }, { asked: 1 }]);
  expect(await remember("b", ask)).toEqual({ asked: 2 });
  await expect(remember("c", () => Promise.reject(new Error("busy")))).rejects.toThrow("busy");
  expect(await remember("c", ask)).toEqual({ asked: 3 });
});

it("forgets what was not used for longest", async () => {
  const remember = memory(2);
  const ask = (key: string, value: number) => remember(key, async () => ({ value }));
  for (const key of ["a", "b", "a", "c"]) await ask(key, 1);
  expect([await ask("a", 2), await ask("b", 2)]).toEqual([{ value: 1 }, { value: 2 }]);
});
