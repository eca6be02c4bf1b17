import { defineConfig } from "vitest/config";

const report = process.env.ROLLBOOK_TEST_REPORT;
// The engine's work runs on these threads: with the usual four, what waits behind an endless question is never begun.
process.env.UV_THREADPOOL_SIZE ??= "16";

export default defineConfig({
  test: {
    include: ["{pipelines,warehouse,api,dashboards,tests}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["**/*.acceptance.test.ts", "**/*.cluster.test.ts", "**/node_modules/**"],
    // What hangs is ended; how fast anything is, the bench says, on a machine that does nothing else.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
