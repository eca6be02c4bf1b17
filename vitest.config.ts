import { defineConfig } from "vitest/config";

const report = process.env.ROLLBOOK_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["{pipelines,warehouse,api,dashboards,tests}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["**/*.acceptance.test.ts", "**/*.cluster.test.ts", "**/node_modules/**"],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
