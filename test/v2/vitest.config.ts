import { defineConfig } from 'vitest/config';

const HOUR_MS = 3_600_000;

/** Virtual machines, one after another; see lib/jail/README.md, "cgroup v2". */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/v2/*.test.ts'],
    testTimeout: 2 * HOUR_MS,
    hookTimeout: 2 * HOUR_MS,
    fileParallelism: false,
  },
});
