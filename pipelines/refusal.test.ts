import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { refusalCodes } from "./refusal.ts";

test("the documents say of every refusal what to do", () => {
  const read = (name: string) => readFileSync(new URL(`../docs/${name}.md`, import.meta.url), "utf8");
  const words = ["operations", "sftp", "postgres"].map(read).join("\n");
  expect(refusalCodes.filter((code) => !words.includes(`\`${code}\``))).toEqual([]);
});
