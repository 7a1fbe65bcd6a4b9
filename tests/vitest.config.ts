import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["tests/{unit,property,sandbox,integration,architecture}/**/*.test.ts"],
    globalSetup: ["tests/support/database-server.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
