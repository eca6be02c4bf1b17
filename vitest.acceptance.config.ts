import { defineConfig } from "vitest/config";

const report = process.env.ROLLBOOK_TEST_REPORT;

/** The acceptance suite reads ../shared/data; a missing file is a failure, never a skip. */
export default defineConfig({
  test: {
    include: ["**/*.acceptance.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
