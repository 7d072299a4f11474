import { defineConfig } from 'vitest/config';

/** Timing-sensitive suites (integration, security) run their files one after another: two cores are shared by all. */
const alone = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...alone } },
      { test: { name: 'security', include: ['test/security/**/*.test.ts'], ...alone } },
    ],
  },
});
