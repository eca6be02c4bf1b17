import { defineConfig } from "vitest/config";

const report = process.env.ROLLBOOK_TEST_REPORT;
// As in vitest.config.ts: the engine's work runs on these threads.
process.env.UV_THREADPOOL_SIZE ??= "16";

/** Against real ClickHouse servers, which `npm run conformance` starts, and Malloy; what cannot be run there is a failure, never a skip. */
export default defineConfig({
  test: {
    include: ["tests/{cluster,peers}/**/*.cluster.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 900_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
