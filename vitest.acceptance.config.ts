import { defineConfig } from "vitest/config";

/** The acceptance suite reads ../shared/data; a missing file is a failure, never a skip. */
export default defineConfig({
  test: {
    include: ["**/*.acceptance.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
  },
});
