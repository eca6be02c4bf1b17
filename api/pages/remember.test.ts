import { describe, expect, it } from "vitest";
import { remember } from "./remember.ts";

describe("what is remembered", () => {
  it("is asked once, also by many at the same time", async () => {
    let asked = 0;
    const ask = remember<number>(2);
    const answers = await Promise.all([ask("a", async () => ++asked), ask("a", async () => ++asked)]);
    expect([...answers, await ask("a", async () => ++asked)]).toEqual([1, 1, 1]);
  });

  it("gives way to newer questions, least recently asked first", async () => {
    const ask = remember<string>(2);
    for (const key of ["a", "b", "a", "c"]) await ask(key, async () => `first ${key}`);
    expect(await ask("a", async () => "second a")).toBe("first a");
    expect(await ask("b", async () => "second b")).toBe("second b");
  });

  it("is never a failure", async () => {
    const ask = remember<string>(2);
    await expect(ask("a", () => Promise.reject(new Error("not now")))).rejects.toThrow("not now");
    expect(await ask("a", async () => "now")).toBe("now");
  });
});
