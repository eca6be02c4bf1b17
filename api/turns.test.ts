import { expect, it } from "vitest";
import { sideBySide } from "./turns.ts";

it("of many, so many are done at once and no more, each once, and told in their order", async () => {
  let now = 0;
  let most = 0;
  const doubled = await sideBySide([5, 1, 4, 2, 3], 2, async (one) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, one));
    now -= 1;
    return 2 * one;
  });
  expect([doubled, most]).toEqual([[10, 2, 8, 4, 6], 2]);
});
