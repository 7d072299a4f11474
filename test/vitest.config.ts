import { defineConfig } from 'vitest/config';
import { SLOWNESS } from './support/slowness.js';

/** On a busy machine; what is slow by itself is found by its own figures. An emulated machine has as many times more. */
const TIMEOUT_MS = 60_000 * SLOWNESS;

/** Real jails: one file after another, one project after another, since two cores are shared by all of them. */
const alone = {
  fileParallelism: false,
  maxWorkers: 1,
  testTimeout: TIMEOUT_MS,
  hookTimeout: TIMEOUT_MS,
} as const;

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          sequence: { groupOrder: 0 },
          testTimeout: TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...alone,
        },
      },
      {
        test: {
          name: 'security',
          include: ['test/security/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          ...alone,
        },
      },
      {
        test: {
          name: 'timing',
          include: ['test/timing/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          ...alone,
        },
      },
      {
        test: {
          name: 'robustness',
          include: ['test/robustness/**/*.test.ts'],
          sequence: { groupOrder: 4 },
          ...alone,
        },
      },
    ],
  },
});
