import { defineConfig } from "vitest/config";

const report = process.env.ROLLBOOK_TEST_REPORT;
// The engine's work runs on these threads: with the usual four, what waits behind an endless question is never begun.
process.env.UV_THREADPOOL_SIZE ??= "16";

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
