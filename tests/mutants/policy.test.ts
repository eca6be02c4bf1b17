import { expect, it } from "vitest";
import { mayEnter } from "./policy.ts";

it("nobody enters before she is 18", () => {
  expect([17, 18].map((age) => mayEnter({ age, isGuest: false }))).toEqual([false, true]);
});
