import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, RUN_LIMITS, type RunOptions } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const sh = (script: string) => ['/bin/sh', '-c', script];
const SHARED = ['ok', 'stdout', 'stderr', 'truncated', 'usage', 'limits', 'enforcement', 'files'];
const USAGE = ['cpuMs', 'wallMs', 'memoryBytes', 'refusedProcesses', 'oomKills'];

const ENDINGS: readonly [string, RunOptions, string[]][] = [
  ['exited', { argv: ['/bin/true'] }, ['status', 'exitCode']],
  ['signaled', { argv: sh('kill -TERM $$') }, ['status', 'signal']],
  ['limit-exceeded', { argv: sh('sleep 9'), limits: { wallMs: 50 } }, ['status', 'limit']],
];

describe('the result of run()', () => {
  test.each(ENDINGS)('has the same keys in the same order: %s', async (status, options, own) => {
    const result = await runner.run(options);
    expect(result.status).toBe(status);
    expect(Object.keys(result)).toEqual([...own, ...SHARED]);
    expect(Object.keys(result.usage)).toEqual(USAGE);
    expect(Object.keys(result.limits)).toEqual(Object.keys(RUN_LIMITS));
    expect(Object.keys(result.enforcement)).toEqual(['cpu', 'memory', 'processes', 'ownUid']);
    expect(Object.keys(result.truncated)).toEqual(['stdout', 'stderr']);
  });

  test('has them for compile-failed as well, with the compile step as a whole result', async () => {
    const result = await runner.run({ language: 'c', code: 'int main( {' });
    if (result.status !== 'compile-failed') throw new Error(`ended as ${result.status}`);
    const keys = Object.keys(result);
    expect([...keys].sort()).toEqual(['status', 'compile', ...SHARED].sort());
    expect(Object.keys(result.compile)).toEqual(['status', 'exitCode', ...SHARED]);
    expect(result.stderr).toBe(result.compile.stderr);
  });

  test.each([
    ['cpuMs alone', { cpuMs: 500 }, { cpuMs: 500, wallMs: 1_500 }],
    [
      'texts with units',
      { memoryBytes: '64MiB', cpuMs: '2s' },
      { memoryBytes: 2 ** 26, stackBytes: 2 ** 26, cpuMs: 2_000 },
    ],
    ['nothing', {}, RUN_LIMITS],
  ])('says which limits were in force: %s', async (_, limits, expected) => {
    expect((await runner.run({ argv: ['/bin/true'], limits })).limits).toMatchObject(expected);
  });
});
