import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { openFiles } from '../../../lib/session/files/files.js';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const MiB = 2 ** 20;

const own = workspacePerTest();
const { there } = own;

describe('who reads archive()', () => {
  const counted = () => {
    const count = { bytes: 0, running: 0 };
    const files = openFiles({
      run: async (argv, options = {}) => {
        if (argv[0] !== 'python3') return own.place.jail.run(argv, options);
        count.running++;
        const onStdout = (chunk: Uint8Array) => {
          count.bytes += chunk.length;
          options.onStdout?.(chunk);
        };
        return own.place.jail.run(argv, { ...options, onStdout }).finally(() => count.running--);
      },
    });
    return { count, files };
  };
  beforeEach(() => writeFileSync(there('large'), randomBytes(20 * MiB)));

  test('slowly: nothing runs ahead of it', async () => {
    const { count, files } = counted();
    const stream = files.archive('.');
    for await (const _ of stream) {
      await wait(300);
      expect(count.bytes).toBeLessThanOrEqual(3 * MiB);
      break;
    }
  });

  test('not to its end: the jail ends', async () => {
    const { count, files } = counted();
    const stream = files.archive('.');
    for await (const _ of stream) break;
    expect(stream.destroyed).toBe(true);
    await expect(stream.transferred).rejects.toThrow();
    await expect.poll(() => count.running).toBe(0);
  });

  test('and cancels: it ends with the reason', async () => {
    const { count, files } = counted();
    const abort = new AbortController();
    const stream = files.archive('.', { signal: abort.signal });
    const reading = (async () => {
      for await (const _ of stream) abort.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    await expect.poll(() => count.running).toBe(0);
  });
});
