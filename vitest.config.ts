import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{pipelines,warehouse,api,dashboards}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["**/*.acceptance.test.ts", "**/node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
