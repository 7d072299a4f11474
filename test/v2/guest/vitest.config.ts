import { defineConfig } from 'vitest/config';
import { SLOWNESS } from '../../support/slowness.js';

const TIMEOUT_MS = 60_000 * SLOWNESS;

const INTEGRATION = ['limits', 'resources'];

/** What runs in the virtual machine: all that a cgroup has a part in, and what only such a machine can show. */
export default defineConfig({
  test: {
    root: new URL('../../..', import.meta.url).pathname,
    include: [
      'test/v2/guest/*.test.ts',
      'test/unit/lib/jail/cgroup*.test.ts',
      `test/integration/lib/{${INTEGRATION.join(',')}}.test.ts`,
    ],
    fileParallelism: false,
    maxWorkers: 1,
    retry: 2, // an emulated machine on a busy one loses time now and then
    expect: { poll: { timeout: 1_000 * SLOWNESS } },
    testTimeout: TIMEOUT_MS,
    hookTimeout: TIMEOUT_MS,
  },
});
